import type { Input } from '#contract/endpoint.ts'
import type { decideDeclineCase as contract, DeclineEconomics, DeclineWhole } from '#contract/strategy/decline.ts'
import type { DeclineDecision } from '#core/strategy/decline.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { type CaseChange, changeDeclineCase, type Changing } from './change-decline-case.ts'
import { readWorth } from './decline-case.sql.ts'
import { economicsOf, readLearning } from './decline-economics.ts'
import { exitGracefully } from './exit-gracefully.ts'
import { readDays } from './read-hygiene.ts'
import { startPlay } from './start-play.ts'

type Body = Input<typeof contract>['body']

const noCause = () =>
  new Refusal('conflict', [
    '先查清原因，再谈措施：请先为这个案例选定原因。',
    'The cause comes before any action: choose the cause of this case first.',
  ])

const decided = () =>
  new Refusal('conflict', [
    '这个案例已经决策或结束，不能再次决策。',
    'This case has been decided or has ended: it cannot be decided again.',
  ])

/** Refuses what may not be decided, and a decision against the expected value that nobody gives a reason for. */
function refuseWrong(decision: DeclineDecision, lossType: string, { worthTrying, evMinor }: DeclineEconomics, reason: string | null): void {
  if (decision === 'attempt' && lossType === 'malicious')
    throw new Refusal('conflict', [
      '恶意流失的客户不挽留：请选择放手，并按退场步骤收尾。',
      'A customer lost in bad faith is not won back: let it go, and close what is open.',
    ])
  if ((decision === 'attempt') === worthTrying || reason !== null) return
  throw refuseField(
    'body.reason',
    evMinor > 0
      ? ['挽留期望值为正而选择放手，请写明理由', 'is needed: winning back is expected to pay, and you let go']
      : ['挽留期望值不为正而选择挽留，请写明理由', 'is needed: winning back is not expected to pay, and you try'],
  )
}

async function carriedOut(
  changing: Changing,
  { decision, playId, checked }: Body,
  today: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { tx, ctx, row } = changing
  if (decision === 'let_go') {
    await exitGracefully(changing, today)
    return { state: 'let_go', outcome_on: formatDay(today), lost_minor: row.atStakeMinor }
  }
  if (playId) await startPlay(tx, ctx, { dyadId: row.dyadId, playId, source: 'case', sourceId: row.caseId, checked })
  return { state: 'acting' }
}

async function decide(changing: Changing, body: Body): Promise<CaseChange> {
  const { tx, ctx, row, dyad } = changing
  if (row.state === 'open' || row.lossType === null) throw noCause()
  if (row.state !== 'deciding') throw decided()
  const [worth, learning] = [await readWorth(tx, ctx.tenantId, dyad.dyadId), await readLearning(tx, ctx.tenantId)]
  const economics = economicsOf({ ...row, lossType: row.lossType }, worth, learning, body)
  const reason = body.reason?.trim() || null
  refuseWrong(body.decision, row.lossType, economics, reason)
  const { today } = await readDays(tx, ctx.tenantId, ctx.now())
  const told = {
    ...(await carriedOut(changing, body, today)),
    decision: body.decision,
    decision_reason: reason,
    ev_minor: economics.evMinor,
  }
  const beside = { decided_by: ctx.userId, decided_on: formatDay(today), settings_version: learning.settings.version }
  return { columns: { ...told, ...beside, economics: JSON.stringify(economics) }, told }
}

/** Decides to win a customer back or to let it go; who, when, why and with which figures is kept. docs/methods/win-back.md */
export const decideDeclineCase = (ctx: Ctx, at: { readonly dyadId: string; readonly caseId: string }, body: Body): Promise<DeclineWhole> =>
  changeDeclineCase(ctx, at, body.version, changing => decide(changing, body))
