import type { Answer, Input } from '#contract/endpoint.ts'
import type {
  DeclineCase,
  groupDeclineCases as groupContract,
  listDeclineCases as contract,
  listCustomerCases as ofCustomer,
} from '#contract/strategy/decline.ts'
import { may } from '#core/platform/access.ts'
import { hasRecovered, isUnderWay } from '#core/strategy/decline.ts'
import { warningWords } from '#core/strategy/decline-words.ts'
import { forecastText } from '#core/value/forecast-text.ts'
import type { ForecastReason } from '#core/value/forecast-texts.ts'
import type { WarningCode } from '#core/value/future.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { type ListRequest, readList, readListGroups } from '#server/platform/read-list.ts'
import { caseCondition, caseList, type CaseRow, readCases } from './decline-list.sql.ts'
import { readDays } from './read-hygiene.ts'

type Query = Input<typeof contract>['query']

const pageSize = 50
const mostOfOne = 100

/** Why it was warned of: the rhythm and the silence where the warning still stands. */
function whyWarned(code: WarningCode, now: ForecastReason | null): DeclineCase['why'] {
  if (now !== null) return { zh: forecastText(now, 'zh-CN'), en: forecastText(now, 'en') }
  const [zh, en] = warningWords[code]
  return { zh, en }
}

/** A case as the contract shapes it. */
export const caseAnswer = ({ warning, warningNow, ...row }: CaseRow, role: Ctx['role']): DeclineCase => ({
  ...row,
  why: warning === null ? null : whyWarned(warning, isUnderWay(row.state) ? warningNow : null),
  mayWrite: row.mayWrite && may(role, 'customers.write'),
  hasRecovered: isUnderWay(row.state) && hasRecovered(row.fromType, row.typeNow) && row.fromType !== row.toType,
})

async function requestOf(tx: Tx, ctx: Ctx, query: Query): Promise<ListRequest> {
  const { today, timeZone } = await readDays(tx, ctx.tenantId, ctx.now())
  const dyadIds = query.dyadId === undefined ? undefined : (await seeDyad(tx, ctx, query.dyadId)).all
  return {
    list: caseList(ctx),
    where: caseCondition(ctx, { q: query.q, dyadIds, group: query.group }),
    policy: fieldsOf(ctx, 'customer'),
    userId: ctx.userId,
    today,
    timeZone,
    dyad: 'd',
    filter: query.filter,
    order: { column: query.sort ?? 'atStakeMinor', direction: query.direction ?? (query.sort === undefined ? 'desc' : 'asc') },
    after: query.after,
    limit: query.limit ?? pageSize,
  }
}

/** One page of the decline cases of customers that the caller sees. */
export async function listDeclineCases(ctx: Ctx, query: Query): Promise<Answer<typeof contract>> {
  return await ctx.inTenant(async tx => {
    const { rows, next, total } = await readList<CaseRow>(tx, await requestOf(tx, ctx, query))
    return { rows: rows.map(row => caseAnswer(row, ctx.role)), next, total }
  })
}

export async function groupDeclineCases(
  ctx: Ctx,
  { by = 'state', ...query }: Input<typeof groupContract>['query'],
): Promise<Answer<typeof groupContract>> {
  return await ctx.inTenant(async tx => ({ rows: await readListGroups(tx, await requestOf(tx, ctx, query), by) }))
}

/** The cases of one customer, with those of the ones merged into it. */
export async function listCustomerCases(ctx: Ctx, dyadId: string): Promise<Answer<typeof ofCustomer>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const rows = await readCases(tx, ctx, caseCondition(ctx, { dyadIds: dyad.all }), mostOfOne)
    return { rows: rows.map(row => caseAnswer(row, ctx.role)), mayWrite: dyad.isWritable && may(ctx.role, 'customers.write') }
  })
}
