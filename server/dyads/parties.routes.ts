import type { FastifyInstance } from 'fastify'
import * as address from '#contract/dyads/address.ts'
import * as list from '#contract/dyads/contact-list.ts'
import * as map from '#contract/dyads/contact-map.ts'
import * as person from '#contract/dyads/contact-party.ts'
import * as fact from '#contract/dyads/fact.ts'
import * as group from '#contract/dyads/group.ts'
import * as need from '#contract/dyads/need.ts'
import * as roles from '#contract/dyads/roles.ts'
import * as supplier from '#contract/dyads/supplier.ts'
import { serve } from '#server/platform/serve.ts'
import { removeSupplierContact, updateSupplierContact } from './change-contacts.ts'
import { changeRoles, readNetView } from './change-roles.ts'
import { addSite, billingTitles, listSites, sites, updateSite } from './keep-addresses.ts'
import { keepBond, keepTie, placeContact } from './keep-contact-map.ts'
import { addFact, listFacts, withdrawFact } from './keep-facts.ts'
import { needs } from './keep-needs.ts'
import { addRow, changeRow, listRows, removeRow } from './keep-rows.ts'
import { groupContacts, listContacts, readListedContact } from './list-contacts.ts'
import { listGroups, listPartyChoices } from './list-groups.ts'
import { addSupplierContact, createSupplier, updateSupplier } from './keep-suppliers.ts'
import { joinParty, leaveParty, readContactWhole } from './move-contact.ts'
import { moveParty } from './move-party.ts'
import { definePartiesJobs } from './parties.jobs.ts'
import { readContactMap } from './read-contact-map.ts'
import { readSupplier } from './read-supplier.ts'
import { readCustomerGroup, readGroup } from './read-group.ts'

/** Groups, roles, people of several firms and their map, addresses, billing titles, needs and dated facts. */
export function partiesRoutes(app: FastifyInstance): void {
  definePartiesJobs(app.platform)
  serve(app, group.readCustomerGroup, ({ params }, ctx) => readCustomerGroup(ctx, params.dyadId))
  serve(app, group.readGroup, ({ params }, ctx) => readGroup(ctx, params.partyId))
  serve(app, group.moveParty, ({ params, body }, ctx) => moveParty(ctx, params.partyId, body))
  serve(app, group.listGroups, ({ query }, ctx) => listGroups(ctx, query))
  serve(app, group.listPartyChoices, ({ query }, ctx) => listPartyChoices(ctx, query.q))
  serve(app, supplier.readSupplier, ({ params }, ctx) => readSupplier(ctx, params.supplyDyadId))
  serve(app, supplier.createSupplier, ({ body }, ctx) => createSupplier(ctx, body))
  serve(app, supplier.updateSupplier, ({ params, body }, ctx) => updateSupplier(ctx, params.supplyDyadId, body))
  serve(app, supplier.addSupplierContact, ({ params, body }, ctx) => addSupplierContact(ctx, params.supplyDyadId, body))
  serve(app, supplier.updateSupplierContact, ({ params, body }, ctx) =>
    updateSupplierContact(ctx, params.supplyDyadId, params.contactId, body),
  )
  serve(app, supplier.removeSupplierContact, ({ params }, ctx) => removeSupplierContact(ctx, params.supplyDyadId, params.contactId))
  serve(app, roles.readNetView, ({ params }, ctx) => readNetView(ctx, params.dyadId))
  serve(app, roles.changeRoles, ({ params, body }, ctx) => changeRoles(ctx, params.dyadId, body.roles, body.version))
  serve(app, list.listContacts, ({ query }, ctx) => ctx.inTenant(tx => listContacts(tx, ctx, query)))
  serve(app, list.groupContacts, ({ query }, ctx) => groupContacts(ctx, query))
  serve(app, list.readListedContact, ({ params }, ctx) => readListedContact(ctx, params.dyadId, params.contactId))
  serve(app, person.readContactWhole, ({ params }, ctx) => readContactWhole(ctx, params.dyadId, params.contactId))
  serve(app, person.joinParty, ({ params, body }, ctx) => joinParty(ctx, params.dyadId, params.contactId, body))
  serve(app, person.leaveParty, ({ params, body }, ctx) => leaveParty(ctx, params.dyadId, params.contactId, body))
  serve(app, map.readContactMap, ({ params }, ctx) => readContactMap(ctx, params.dyadId))
  serve(app, map.placeContact, ({ params, body }, ctx) => placeContact(ctx, params.dyadId, params.contactId, body))
  serve(app, map.keepBond, ({ params, body }, ctx) => keepBond(ctx, params.dyadId, params.contactId, params.userId, body.strength))
  serve(app, map.keepTie, ({ params, body }, ctx) => keepTie(ctx, params.dyadId, params.contactId, params.otherId, body.kind))
  serve(app, address.listSites, ({ params }, ctx) => listSites(ctx, params.dyadId))
  serve(app, address.addSite, ({ params, body }, ctx) => addSite(ctx, params.dyadId, body))
  serve(app, address.updateSite, ({ params, body }, ctx) => updateSite(ctx, params.dyadId, params.siteId, body))
  serve(app, address.removeSite, ({ params, body }, ctx) => removeRow(ctx, sites, params.dyadId, params.siteId, body.version))
  serve(app, address.listBillingTitles, ({ params }, ctx) => listRows(ctx, billingTitles, params.dyadId))
  serve(app, address.addBillingTitle, ({ params, body }, ctx) => addRow(ctx, billingTitles, params.dyadId, body))
  serve(app, address.updateBillingTitle, ({ params, body }, ctx) => changeRow(ctx, billingTitles, params.dyadId, params.titleId, body))
  serve(app, address.removeBillingTitle, ({ params, body }, ctx) =>
    removeRow(ctx, billingTitles, params.dyadId, params.titleId, body.version),
  )
  serve(app, need.listNeeds, ({ params }, ctx) => listRows(ctx, needs, params.dyadId))
  serve(app, need.addNeed, ({ params, body }, ctx) => addRow(ctx, needs, params.dyadId, body))
  serve(app, need.updateNeed, ({ params, body }, ctx) => changeRow(ctx, needs, params.dyadId, params.needId, body))
  serve(app, need.removeNeed, ({ params, body }, ctx) => removeRow(ctx, needs, params.dyadId, params.needId, body.version))
  serve(app, fact.listFacts, ({ params }, ctx) => listFacts(ctx, params.dyadId))
  serve(app, fact.addFact, ({ params, body }, ctx) => addFact(ctx, params.dyadId, body))
  serve(app, fact.withdrawFact, ({ params }, ctx) => withdrawFact(ctx, params.dyadId, params.factId))
}
