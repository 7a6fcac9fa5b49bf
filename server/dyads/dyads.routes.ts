import type { FastifyInstance } from 'fastify'
import * as contact from '#contract/dyads/contact.ts'
import * as batch from '#contract/dyads/batch.ts'
import * as customer from '#contract/dyads/customer.ts'
import * as list from '#contract/dyads/customer-list.ts'
import * as evidence from '#contract/dyads/evidence.ts'
import * as party from '#contract/dyads/party.ts'
import * as view from '#contract/dyads/view.ts'
import { serve, serveFile } from '#server/platform/serve.ts'
import { addContact, removeContact, updateContact } from './change-contacts.ts'
import { defineBatchJobs } from './batch.jobs.ts'
import { changeBatch, listBatches, previewBatch, readBatch, undoBatch } from './change-batch.ts'
import { createCustomer } from './create-customer.ts'
import { exportCustomers } from './export-customers.ts'
import { addEvidence, listEvidence, withdrawEvidence } from './keep-evidence.ts'
import { createView, listViews, removeView, updateView } from './keep-views.ts'
import { listCustomers, readCustomerChoices } from './list-customers.ts'
import { listParties } from './list-parties.ts'
import { readCustomer } from './read-customer.ts'
import { removeCustomer } from './remove-customer.ts'
import type { Revalue } from './revalue.ts'
import { sumCustomers } from './sum-customers.ts'
import { updateCustomer } from './update-customer.ts'

/** Customers, their people and evidence, other parties, saved views. */
export function dyadsRoutes(app: FastifyInstance, revalue: Revalue): void {
  serve(app, list.listCustomers, ({ query }, ctx) => listCustomers(ctx, query))
  serve(app, list.sumCustomers, ({ query }, ctx) => sumCustomers(ctx, query))
  defineBatchJobs(app.platform)
  serve(app, batch.previewBatch, ({ body }, ctx) => previewBatch(ctx, body))
  serve(app, batch.changeBatch, ({ body }, ctx) => changeBatch(ctx, body))
  serve(app, batch.listBatches, (_, ctx) => listBatches(ctx))
  serve(app, batch.readBatch, ({ params }, ctx) => readBatch(ctx, params.batchId))
  serve(app, batch.undoBatch, ({ params }, ctx) => undoBatch(ctx, params.batchId))
  serveFile(app, list.exportCustomers, ({ query }, ctx) => exportCustomers(ctx, query))
  serve(app, list.readCustomerChoices, (_, ctx) => readCustomerChoices(ctx))
  serve(app, customer.readCustomer, ({ params, query }, ctx) => readCustomer(ctx, params.dyadId, query.asOf))
  serve(app, customer.createCustomer, ({ body }, ctx) => createCustomer(ctx, body))
  serve(app, customer.updateCustomer, ({ params, body }, ctx) => updateCustomer(ctx, revalue, params.dyadId, body))
  serve(app, customer.removeCustomer, ({ params, body }, ctx) => removeCustomer(ctx, params.dyadId, body.version))
  serve(app, contact.addContact, ({ params, body }, ctx) => addContact(ctx, params.dyadId, body))
  serve(app, contact.updateContact, ({ params, body }, ctx) => updateContact(ctx, params.dyadId, params.contactId, body))
  serve(app, contact.removeContact, ({ params }, ctx) => removeContact(ctx, params.dyadId, params.contactId))
  serve(app, evidence.listEvidence, ({ params }, ctx) => listEvidence(ctx, params.dyadId))
  serve(app, evidence.addEvidence, ({ params, body }, ctx) => addEvidence(ctx, revalue, params.dyadId, body))
  serve(app, evidence.withdrawEvidence, ({ params }, ctx) => withdrawEvidence(ctx, revalue, params.dyadId, params.evidenceId))
  serve(app, party.listParties, ({ query }, ctx) => listParties(ctx, query))
  serve(app, view.listViews, ({ query }, ctx) => listViews(ctx, query.list))
  serve(app, view.createView, ({ body }, ctx) => createView(ctx, body))
  serve(app, view.updateView, ({ params, body }, ctx) => updateView(ctx, params.viewId, body))
  serve(app, view.removeView, ({ params }, ctx) => removeView(ctx, params.viewId))
}
