import type { Answer, Input } from '#contract/endpoint.ts'
import type * as contract from '#contract/strategy/kpi.ts'
import { type Kpi, kpiShapes, kpis, shareOf, targetRange } from '#core/strategy/kpi.ts'
import { eventFigure, standFigure } from '#core/strategy/kpi-figure.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { findPresentDay } from '#server/segments/jobs.sql.ts'
import {
  type EventMonth,
  insertTarget,
  type PresentRow,
  readEventMonths,
  readKpiLines,
  readPresent,
  readStandMonths,
  type StandMonth,
} from './kpi.sql.ts'
import { readDays } from './read-hygiene.ts'

type Months = contract.KpiRow['months']
type Month = Months[number]

function seriesOf(kpi: Kpi, stands: readonly StandMonth[], events: readonly EventMonth[]): Months {
  const told = stands.flatMap(row => {
    const figure = standFigure(kpi, row)
    return figure === undefined ? [] : [{ month: row.month, ...figure }]
  })
  if (told.length > 0) return told
  const own = new Map(events.filter(row => row.kpi === kpi).map(row => [row.month, row]))
  const active = new Map(stands.map(row => [row.month, row.active]))
  return [...new Set([...active.keys(), ...own.keys()])].sort().map(month => {
    const found = own.get(month)
    const none = kpi === 'new_customers' && active.has(month) ? { value: 0, n: 0 } : { value: null, n: 0 }
    return { month, ...(found === undefined ? none : eventFigure(kpi, found, active.get(month))) }
  })
}

/** What the present alone tells. */
function presentOf(kpi: Kpi, { information, told, active, needs }: PresentRow): Omit<Month, 'month'> | undefined {
  if (kpi === 'know') return { value: information, n: told }
  return kpi === 'need' ? { value: shareOf(needs, active), n: active } : undefined
}

function rowOf(kpi: Kpi, stands: readonly StandMonth[], events: readonly EventMonth[], present: PresentRow): contract.KpiRow {
  const now = presentOf(kpi, present)
  const months = now === undefined ? seriesOf(kpi, stands, events) : []
  const last = now ?? months.at(-1) ?? { value: null, n: 0 }
  const set = present.targets.find(each => each.kpi === kpi)
  return { kpi, ...kpiShapes[kpi], value: last.value, n: last.n, target: set?.target ?? null, version: set?.version ?? 0, months }
}

const asOfText = async (tx: Tx, ctx: Ctx) =>
  (await findPresentDay(tx, ctx.tenantId))?.asOf ?? formatDay((await readDays(tx, ctx.tenantId, ctx.now())).today)

/** All key figures, each with 24 months: three queries beside the day. docs/methods/kpi.md */
export async function readKpis(ctx: Ctx): Promise<Answer<typeof contract.readKpis>> {
  return await ctx.inTenant(async tx => {
    const asOf = await asOfText(tx, ctx)
    const year = Number(asOf.slice(0, 4))
    const stands = await readStandMonths(tx, ctx, asOf)
    const events = await readEventMonths(tx, ctx, asOf, ctx.now())
    const present = await readPresent(tx, ctx, year)
    return { asOf, year, rows: kpis.map(kpi => rowOf(kpi, stands, events, present)) }
  })
}

function refuseTarget(kpi: Kpi, target: number): void {
  const [least, most] = targetRange(kpi)
  if (target >= least && target <= most) return
  if (most === Infinity) throw refuseField('body.target', ['不能小于 0', 'must not be less than 0'])
  throw refuseField(
    'body.target',
    most === 1
      ? ['是占比，须在 0% 到 100% 之间', 'is a part of a whole: it must lie between 0 % and 100 %']
      : ['是得分，须在 0 到 100 之间', 'is in points: it must lie between 0 and 100'],
  )
}

export async function setKpiTarget(
  ctx: Ctx,
  { kpi, year, target, version }: Input<typeof contract.setKpiTarget>['body'],
): Promise<{ done: true }> {
  if (target !== null) refuseTarget(kpi, target)
  return await ctx.inTenant(async tx => {
    const { tenantId, userId } = ctx
    if (!(await insertTarget(tx, { tenantId, year, kpi, version, target, authorId: userId }))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'kpi_target', after: { kpi, year, target } })
    return { done: true }
  })
}

/** The customers behind a figure. */
export async function listKpiLines(
  ctx: Ctx,
  { kpi = 'new_customers' }: Input<typeof contract.listKpiLines>['query'],
): Promise<Answer<typeof contract.listKpiLines>> {
  return await ctx.inTenant(async tx => ({ rows: await readKpiLines(tx, ctx, await asOfText(tx, ctx), kpi) }))
}
