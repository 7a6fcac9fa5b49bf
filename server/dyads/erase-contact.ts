import { type Actor, audit } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import { eraseAnswers } from './erase-answers.sql.ts'
import { erasedMark, eraseFromTexts, eraseFromTrail, eraseRows, findErasable, readTraces } from './erasure.sql.ts'
import { keepProbes } from './keep-probes.ts'

/**
 * Erases a person: their record, private facts, ties and consent's evidence, their name, numbers and addresses in what was written about their
 * customers, in notices, in answers to surveys and in the audit trail. What was traded stays, and so does the id that records point to. Files and
 * entries of registers are named before (find-person-files.ts) for a person to decide; uploaded tables are not looked into. Answers false where nobody is left to erase.
 */
export async function eraseContact(tx: Tx, actor: Actor, contactId: string, why: string): Promise<boolean> {
  const key = { tenantId: actor.tenantId, contactId }
  const partyId = await findErasable(tx, key)
  if (partyId === undefined) return false
  const traces = await readTraces(tx, contactId)
  const entries = await eraseFromTrail(tx, contactId)
  await eraseFromTexts(tx, key.tenantId, traces)
  await eraseAnswers(tx, { ...key, ...traces, mark: erasedMark })
  await eraseRows(tx, key, traces.words)
  await keepProbes(tx, key.tenantId, [partyId])
  const [dyadId] = traces.dyadIds
  await audit(tx, actor, { action: 'erase', entity: 'contact', entityId: contactId, dyadId, after: { reason: why }, count: entries })
  return true
}
