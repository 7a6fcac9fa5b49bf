import type pg from 'pg'
import { type CustomerType, customerTypes, type PyramidTier, pyramidTiers, tierOf } from '#core/segments/grid.ts'
import { flag, type Run } from '#core/segments/run.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { EngineInput } from './engine-input.ts'
import * as text from './engine-worker.sql.ts'
import { cutsRecord } from './run-record.ts'

type Present = { dyad_id: string; type: CustomerType | null; tier: PyramidTier | null; value: number | null }
type Side = { count: number; value: number }
type Tally = Map<string, { now: Side; after: Side }>

const nobody = 'none'
const mostMovers = 200

function tally(into: Tally, name: string, side: 'now' | 'after', value: number | null): void {
  const entry = into.get(name) ?? { now: { count: 0, value: 0 }, after: { count: 0, value: 0 } }
  entry[side].count++
  entry[side].value += value ?? 0
  into.set(name, entry)
}

const sidesOf = (into: Tally, name: string) => {
  const { now, after } = into.get(name) ?? { now: { count: 0, value: 0 }, after: { count: 0, value: 0 } }
  return { now: now.count, after: after.count, valueNow: now.value, valueThen: after.value }
}

function placeUnder(run: Run, dyad: number) {
  const type = customerTypes[run.type[dyad] as number] ?? null
  const value = run.netContribution[dyad] as number
  const tier = type === null ? null : tierOf(type, ((run.flags[dyad] as number) & flag.belowZero) !== 0)
  return { type, tier, value: Number.isNaN(value) ? null : value }
}

/** What a draft of the settings does to the map that is shown now: counts and money by type and layer, and who moves. Nothing is written. */
export async function compareDraft(client: pg.ClientBase, tenantId: string, input: EngineInput, run: Run) {
  await client.query(text.beginText(tenantId, 'read only'))
  const present = (await client.query<Present>(text.presentText, [tenantId])).rows
  const [cutsNow] = (await client.query<{ cuts: unknown }>(text.presentCutsText, [tenantId])).rows
  const shown = new Map(present.map(row => [row.dyad_id, row]))
  const types: Tally = new Map()
  const tiers: Tally = new Map()
  const moved: { dyadId: string; from: CustomerType | null; to: CustomerType | null; now: number | null; after: number | null }[] = []
  input.book.keys.forEach((dyadId, dyad) => {
    const then = placeUnder(run, dyad)
    const now = shown.get(dyadId)
    tally(types, now?.type ?? nobody, 'now', now?.value ?? null)
    tally(types, then.type ?? nobody, 'after', then.value)
    if (now?.tier) tally(tiers, now.tier, 'now', now.value)
    if (then.tier) tally(tiers, then.tier, 'after', then.value)
    if ((now?.type ?? null) !== then.type)
      moved.push({ dyadId, from: now?.type ?? null, to: then.type, now: now?.value ?? null, after: then.value })
  })
  const largest = moved.sort((a, b) => (b.after ?? b.now ?? 0) - (a.after ?? a.now ?? 0)).slice(0, mostMovers)
  const ids = largest.map(mover => mover.dyadId)
  const names = await client.query<{ dyad_id: string; name: string; code: string | null }>(text.namesText, [tenantId, ids])
  await client.query('commit')
  const named = new Map(names.rows.map(row => [row.dyad_id, row]))
  const totalOf = (side: 'now' | 'after') => [...types.values()].reduce((sum, entry) => sum + entry[side].value, 0)
  return {
    asOf: formatDay(run.day),
    currency: input.book.currency,
    settings: input.settings,
    cuts: cutsRecord(run, input.settings),
    cutsNow: cutsNow?.cuts ?? null,
    types: [...customerTypes, null].map(type => ({ type, ...sidesOf(types, type ?? nobody) })),
    tiers: pyramidTiers.map(tier => ({ tier, ...sidesOf(tiers, tier) })),
    moved: moved.length,
    movers: largest.map(({ dyadId, from, to, now, after }) => {
      const { name, code } = named.get(dyadId) ?? { name: '', code: null }
      return { dyadId, name, code, from, to, netContributionNow: now, netContributionThen: after }
    }),
    valueNow: totalOf('now'),
    valueThen: totalOf('after'),
  }
}
