import type { FastifyInstance } from 'fastify'
import * as consent from '#contract/dyads/consent.ts'
import * as privacy from '#contract/dyads/privacy.ts'
import type { Answer } from '#contract/endpoint.ts'
import { consentChannels } from '#core/dyads/consent.ts'
import type { Ctx } from '#server/platform/context.ts'
import { serve, serveFile } from '#server/platform/serve.ts'
import { checkContact } from './check-consent.ts'
import { exportPerson } from './export-privacy.ts'
import { addConsent, listConsent, saveLimits } from './keep-consent.ts'
import { findPersonFiles } from './find-person-files.ts'
import { addRequest, erasePerson, listRequests, updateRequest } from './keep-privacy-requests.ts'
import { readPrivacySettings, savePrivacySettings } from './keep-privacy-settings.ts'
import { approveRetention, definePrivacyJobs, previewRetention } from './privacy.jobs.ts'
import { countConsents, findContacts, readExportRegister } from './privacy.sql.ts'

const registerSize = 50

async function listRegister(ctx: Ctx, after: string | undefined): Promise<Answer<typeof privacy.listExportRegister>> {
  const found = await ctx.inTenant(tx => readExportRegister(tx, ctx.tenantId, after, registerSize + 1))
  const rows = found.slice(0, registerSize).map(row => ({ ...row, at: row.at.toISOString() }))
  return { rows, next: found.length > registerSize ? (rows.at(-1)?.auditId ?? null) : null }
}

/** Consent and limits of contact, requests of people, what is kept how long, and what left as a file. */
export function privacyRoutes(app: FastifyInstance): void {
  definePrivacyJobs(app.platform)
  serve(app, consent.listConsent, ({ params }, ctx) => listConsent(ctx, params.dyadId))
  serve(app, consent.addConsent, ({ params, body }, ctx) => addConsent(ctx, params.dyadId, params.contactId, body))
  serve(app, consent.saveLimits, ({ params, body }, ctx) => saveLimits(ctx, params.dyadId, params.contactId, body))
  serve(app, consent.checkContact, ({ params, query }, ctx) => checkContact(ctx, params.dyadId, query))
  serve(app, privacy.readPrivacySettings, (_, ctx) => readPrivacySettings(ctx))
  serve(app, privacy.savePrivacySettings, ({ body }, ctx) => savePrivacySettings(ctx, body))
  serve(app, privacy.listRequests, (_, ctx) => listRequests(ctx))
  serve(app, privacy.findPeople, ({ query }, ctx) =>
    ctx.inTenant(async tx => ({ rows: await findContacts(tx, ctx.tenantId, ctx, { q: query.q }) })),
  )
  serve(app, privacy.addRequest, ({ body }, ctx) => addRequest(ctx, body))
  serve(app, privacy.updateRequest, ({ params, body }, ctx) => updateRequest(ctx, params.requestId, body))
  serveFile(app, privacy.downloadPerson, ({ params }, ctx) => exportPerson(ctx, params.requestId))
  serve(app, privacy.findPersonFiles, ({ params }, ctx) => findPersonFiles(ctx, params.requestId))
  serve(app, privacy.erasePerson, ({ params, body }, ctx) => erasePerson(ctx, params.requestId, body.version))
  serve(app, privacy.previewRetention, (_, ctx) => previewRetention(ctx))
  serve(app, privacy.approveRetention, ({ body }, ctx) => approveRetention(ctx, body))
  serve(app, privacy.listExportRegister, ({ query }, ctx) => listRegister(ctx, query.after))
  serve(app, privacy.readConsentOverview, (_, ctx) => ctx.inTenant(tx => countConsents(tx, ctx.tenantId, consentChannels)))
}
