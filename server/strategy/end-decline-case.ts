import type { Input } from '#contract/endpoint.ts'
import type { checkSecondYear as checkContract, DeclineWhole, endDeclineCase as contract } from '#contract/strategy/decline.ts'
import { isUnderWay } from '#core/strategy/decline.ts'
import { addMonths, formatDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { type CaseChange, changeDeclineCase, type Changing } from './change-decline-case.ts'
import { exitGracefully } from './exit-gracefully.ts'
import { readDays } from './read-hygiene.ts'

type At = { readonly dyadId: string; readonly caseId: string }
type Body = Input<typeof contract>['body']

const secondYearMonths = 12

function refuseEnd({ row }: Changing, outcome: Body['outcome']): void {
  if (!isUnderWay(row.state)) throw new Refusal('conflict', ['这个案例已经结束。', 'This case has ended already.'])
  if (outcome === 'closed') return
  if (row.cause === null)
    throw new Refusal('conflict', [
      '先选定原因，再记录结果；如果这不是流失，请选择“关闭”。',
      'Choose the cause before you write the outcome down; if this is no fall, close the case.',
    ])
  if (outcome === 'won' && row.state !== 'acting')
    throw new Refusal('conflict', [
      '还没有决定挽留。客户自行恢复时，请选择“关闭”。',
      'Nobody has decided to win it back. If the customer recovered by itself, close the case.',
    ])
}

async function end(changing: Changing, { outcome, note, competitor, lostMinor }: Body): Promise<CaseChange> {
  refuseEnd(changing, outcome)
  const { tx, ctx, row } = changing
  const { today } = await readDays(tx, ctx.tenantId, ctx.now())
  if (outcome === 'let_go') await exitGracefully(changing, today)
  const isLost = outcome === 'lost' || outcome === 'let_go'
  const told = {
    state: outcome,
    outcome_on: formatDay(today),
    outcome_note: note?.trim() || null,
    ...(competitor === undefined ? {} : { competitor: competitor?.trim() || null }),
    ...(isLost ? { lost_minor: lostMinor ?? row.atStakeMinor } : {}),
    ...(outcome === 'won' ? { check_on: formatDay(addMonths(today, secondYearMonths)) } : {}),
  }
  return { columns: told, told }
}

/** Writes down how a case ended. Outcomes of tried cases teach the chances of the next. */
export const endDeclineCase = (ctx: Ctx, at: At, body: Body): Promise<DeclineWhole> =>
  changeDeclineCase(ctx, at, body.version, changing => end(changing, body))

/** Writes down whether a customer that was won back is still there in its second year; one that went again counts as not won. */
export const checkSecondYear = (ctx: Ctx, at: At, { secondYear, version }: Input<typeof checkContract>['body']): Promise<DeclineWhole> =>
  changeDeclineCase(ctx, at, version, async ({ row, tx }) => {
    if (row.state !== 'won' || row.checkOn === null)
      throw new Refusal('conflict', ['只有已赢回的客户才做次年复核。', 'The second year is checked of customers won back alone.'])
    const today = formatDay((await readDays(tx, ctx.tenantId, ctx.now())).today)
    if (secondYear === 'stayed' && today < row.checkOn)
      throw new Refusal('conflict', [
        `到 ${row.checkOn} 才满一年，届时再确认客户是否留下。`,
        `The year is over on ${row.checkOn}: say then whether the customer has stayed.`,
      ])
    const told = { second_year: secondYear }
    return { columns: told, told }
  })
