import { type AllianceFacts, type AllianceSubMode, startFindings } from '#core/relationships/alliance.ts'
import { allianceConditionWords } from '#core/relationships/alliance-words.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import type { RegisterPlace } from '#server/relationships/registers.sql.ts'
import { readStands } from './alliance-facts.sql.ts'
import { isOneOf } from './known.sql.ts'
import { readHygiene } from './read-hygiene.ts'

const nothing: AllianceFacts = {
  type: null,
  tier: null,
  form: null,
  relationshipType: null,
  ability: null,
  commitment: null,
  information: null,
  headroom: null,
  orders: null,
  redDuties: null,
}

/** What the start conditions of one customer are checked against. */
export async function readAllianceFacts(tx: Tx, ctx: Ctx, { tenantId, dyadId, all }: RegisterPlace): Promise<AllianceFacts> {
  const [stand] = await readStands(tx, tenantId, isOneOf([dyadId]), 1)
  const hygiene = await readHygiene(tx, tenantId, ctx.now(), [...all])
  const redDuties = hygiene.findingsOf(dyadId).filter(({ state }) => state === 'red').length
  return { ...(stand ?? nothing), redDuties }
}

/** Refuses the beginning of an alliance: always where a duty is broken or the customer is to be released, else unless somebody says why all the same. */
export async function refuseStart(tx: Tx, ctx: Ctx, place: RegisterPlace, subMode: AllianceSubMode, despite: string | null): Promise<void> {
  const unmet = startFindings(subMode, await readAllianceFacts(tx, ctx, place)).filter(({ met }) => met === false)
  const hard = unmet.filter(({ isPassable }) => !isPassable)
  const said = (language: 0 | 1, of: typeof unmet) =>
    of.map(({ condition }) => allianceConditionWords[condition][language]).join(language === 0 ? '；' : '; ')
  if (hard.length > 0)
    throw new Refusal('conflict', [
      `还不能开始：须先做到“${said(0, hard)}”。请先补上基本职责，或保持“拟议”。`,
      `It cannot begin yet. First this must hold: ${said(1, hard)}. Put the basic duties right, or leave it proposed.`,
    ])
  if (unmet.length > 0 && despite === null)
    throw refuseField('body.despite', [
      `启动条件未满足（${said(0, unmet)}）；仍要开始请写明理由`,
      `is needed: the start condition is not met (${said(1, unmet)}); say why it begins all the same`,
    ])
}
