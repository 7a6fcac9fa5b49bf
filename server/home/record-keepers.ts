import { updateActivity as activityContract } from '#contract/activities/activity.ts'
import { updateBillingTitle, updateSite as siteContract } from '#contract/dyads/address.ts'
import { updateContact as contactContract } from '#contract/dyads/contact.ts'
import { updateCustomer as customerContract } from '#contract/dyads/customer.ts'
import { updateNeed } from '#contract/dyads/need.ts'
import { updateSupplier as supplierContract } from '#contract/dyads/supplier.ts'
import type { Input } from '#contract/endpoint.ts'
import { bonds, exchange, relationshipFacts, switchingItems, terms } from '#contract/relationships/register.ts'
import { updateAgreement } from '#contract/sales/agreement.ts'
import { updateOpportunity } from '#contract/sales/opportunity.ts'
import { updateConcern } from '#contract/service/concern.ts'
import { readActivity } from '#server/activities/list-activities.ts'
import { restoreActivity } from '#server/activities/restore-activity.ts'
import { updateActivity } from '#server/activities/update-activity.ts'
import { updateContact, updateSupplierContact } from '#server/dyads/change-contacts.ts'
import { billingTitles, listSites, updateSite } from '#server/dyads/keep-addresses.ts'
import { needs } from '#server/dyads/keep-needs.ts'
import { changeRecord, readRecord, type RecordRules, restoreRecord } from '#server/dyads/keep-record.ts'
import { changeRow, type Kind, listRows } from '#server/dyads/keep-rows.ts'
import { updateSupplier } from '#server/dyads/keep-suppliers.ts'
import { readCustomer } from '#server/dyads/read-customer.ts'
import { isSupplier, readSupplier } from '#server/dyads/read-supplier.ts'
import { restoreCustomer } from '#server/dyads/restore-customer.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import { updateCustomer } from '#server/dyads/update-customer.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { Keeper, Keepers } from '#server/platform/history.ts'
import * as allianceContract from '#contract/relationships/alliance.ts'
import {
  allianceRegister,
  itemRegister,
  measureRegister,
  milestoneRegister,
  problemRegister,
  reviewRegister,
} from '#server/strategy/alliance-registers.ts'
import { bondRegister, exchangeRegister, factRegister, switchingRegister, termRegister } from '#server/relationships/bond-registers.ts'
import { changeEntry, listRegister, type Register, restoreEntry } from '#server/relationships/keep-register.ts'
import { agreementRules } from '#server/sales/keep-agreement.ts'
import { opportunityRules } from '#server/sales/keep-opportunity.ts'
import { concernRules } from '#server/service/keep-concern.ts'

type Row = Readonly<Record<string, unknown>> & { readonly version: number }
type Contract = { readonly body: { readonly properties: object } }

/** What a body says beside the fields of the record. */
const beside = new Set(['version', 'acceptUscc', 'usccReason', 'duplicateReason', 'actions', 'custom'])
const fieldsOf = ({ body }: Contract) => Object.keys(body.properties).filter(field => !beside.has(field))

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** What a record was before was accepted then: its code need not pass its check again, nor its name be compared. */
const reason = '恢复历史值 (put back from the history)'

const customer = (revalue: Revalue): Keeper => ({
  fields: fieldsOf(customerContract),
  read: async (ctx, dyadId) => ({ ...(await readCustomer(ctx, dyadId)) }),
  update: (ctx, dyadId, _, change, version) => {
    const body = { ...change, version, duplicateReason: reason, ...('uscc' in change ? { acceptUscc: true, usccReason: reason } : {}) }
    return updateCustomer(ctx, revalue, dyadId, body as Input<typeof customerContract>['body'])
  },
  restore: (ctx, dyadId) => restoreCustomer(ctx, revalue, dyadId),
})

const supplier: Keeper = {
  fields: fieldsOf(supplierContract),
  read: async (ctx, dyadId) => ({ ...(await readSupplier(ctx, dyadId)) }),
  update: (ctx, dyadId, _, change, version) =>
    updateSupplier(ctx, dyadId, { ...change, version } as Input<typeof supplierContract>['body']),
}

const contact: Keeper = {
  fields: fieldsOf(contactContract),
  read: async (ctx, dyadId, id) => {
    const { contacts } = await ((await isSupplier(ctx, dyadId)) ? readSupplier : readCustomer)(ctx, dyadId)
    return { ...found(contacts.find(({ contactId }) => contactId === id)) }
  },
  update: async (ctx, dyadId, id, change, version) => {
    const update = (await isSupplier(ctx, dyadId)) ? updateSupplierContact : updateContact
    return await update(ctx, dyadId, id, { ...change, version } as Input<typeof contactContract>['body'])
  },
}

const activity: Keeper = {
  fields: fieldsOf(activityContract),
  read: async (ctx, dyadId, id) => ({ ...(await readActivity(ctx, dyadId, id)) }),
  update: (ctx, dyadId, id, change, version) =>
    updateActivity(ctx, dyadId, id, { ...change, version } as Input<typeof activityContract>['body']),
  restore: restoreActivity,
}

const record = (rules: RecordRules, contract: Contract): Keeper => ({
  fields: fieldsOf(contract),
  read: async (ctx, dyadId, id) => ({ ...(await readRecord<Row & { hold: 'mine' | 'others' | 'unclaimed' }>(ctx, rules, dyadId, id)) }),
  update: (ctx, dyadId, id, change, version) => changeRecord(ctx, rules, dyadId, id, { ...change, version }),
  restore: (ctx, dyadId, id) => restoreRecord(ctx, rules, dyadId, id),
})

const kept = <R extends Row>(kind: Kind<R>, id: keyof R & string, contract: Contract): Keeper => ({
  fields: fieldsOf(contract),
  read: async (ctx, dyadId, wanted) => ({ ...found((await listRows(ctx, kind, dyadId)).rows.find(row => row[id] === wanted)) }),
  update: (ctx, dyadId, wanted, change, version) => changeRow(ctx, kind, dyadId, wanted, { ...change, version } as R),
})

const register = <R extends Row>(of: Register<R>, contract: Contract): Keeper => ({
  fields: fieldsOf(contract),
  read: async (ctx, dyadId, id) => ({ ...found((await listRegister(ctx, of, dyadId)).rows.find(row => row[of.idName] === id)) }),
  update: (ctx, dyadId, id, change, version) => changeEntry(ctx, of, dyadId, id, { ...change, version }),
  restore: (ctx, dyadId, id) => restoreEntry(ctx, of, dyadId, id),
})

const site: Keeper = {
  fields: fieldsOf(siteContract),
  read: async (ctx, dyadId, id) => ({ ...found((await listSites(ctx, dyadId)).rows.find(({ siteId }) => siteId === id)) }),
  update: (ctx, dyadId, id, change, version) => updateSite(ctx, dyadId, id, { ...change, version } as Input<typeof siteContract>['body']),
}

/** How the records of all rooms are read, put back and restored: history and recycle bin know no room by name. */
export const recordKeepers = (revalue: Revalue): Keepers => ({
  customer: customer(revalue),
  supplier,
  contact,
  activity,
  site,
  need: kept(needs, 'needId', updateNeed),
  billing_title: kept(billingTitles, 'titleId', updateBillingTitle),
  opportunity: record(opportunityRules(revalue), updateOpportunity),
  agreement: record(agreementRules, updateAgreement),
  concern: record(concernRules, updateConcern),
  bond: register(bondRegister, bonds.change),
  switching_item: register(switchingRegister, switchingItems.change),
  relationship_term: register(termRegister, terms.change),
  relationship_entry: register(exchangeRegister, exchange.change),
  relationship_fact: register(factRegister, relationshipFacts.change),
  alliance: register(allianceRegister, allianceContract.alliances.change),
  alliance_measure: register(measureRegister, allianceContract.allianceMeasures.change),
  alliance_milestone: register(milestoneRegister, allianceContract.allianceMilestones.change),
  alliance_review: register(reviewRegister, allianceContract.allianceReviews.change),
  alliance_item: register(itemRegister, allianceContract.allianceItems.change),
  joint_problem: register(problemRegister, allianceContract.jointProblems.change),
})
