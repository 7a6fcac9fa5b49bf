import { aaTest, type AaFound, mostAaCustomers } from '#core/strategy/aa-test.ts'
import { entriesOf, wavesOf } from '#core/strategy/effect-entry.ts'
import { lotOf } from '#core/strategy/hold-out.ts'
import { comparableFrom, effectFound, falseAlarmAfter, type Ripe } from '#core/strategy/play-effect.ts'
import type { Book } from '#core/trade/book.ts'
import { type CivilDay, formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { fillParts, roomForParts, summed, sumsBetween, tariffOf, totalOf } from '#core/value/valuation.ts'
import type { ValuationSettings } from '#core/value/settings.ts'
import { isMonthEnd, liesInBook, monthsBack } from '#core/value/window.ts'
import { audit } from '#server/platform/audit.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenantClient, type Tx } from '#server/platform/database.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { findSettings } from '#server/value/find-settings.ts'
import { readBook } from '#server/value/read-book.ts'
import {
  type EffectRun,
  type EntryRow,
  insertEntries,
  readEffectRuns,
  readEntries,
  readPastStandings,
  writeBrought,
} from './effect-entries.sql.ts'
import { countLooks, insertMeasures, type NewMeasure, readCurrentGeneration, replaceMeasuring } from './effect-measures.sql.ts'
import { findPlays } from './find-plays.ts'
import type { PlayRow } from './plays.sql.ts'

export const measureKind = 'measure_effects'
const seed = 20_260_101

const dayOf = (text: string): CivilDay => parseDay(text) ?? 0
export const monthEndUpTo = (day: CivilDay): CivilDay => (isMonthEnd(day) ? day : lastDayOf(monthOf(day) - 1))

function byPlay<T extends { readonly playId: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) found.set(row.playId, [...(found.get(row.playId) ?? []), row])
  return found
}

const hasBegun = ({ state }: EffectRun) => state !== 'planned'

/** Writes down who is compared, for every month in which a play was started: whom it was meant for at the month-end before, on the side of the lot. */
async function writeEntries(
  tx: Tx,
  tenantId: string,
  plays: readonly PlayRow[],
  runs: ReadonlyMap<string, readonly EffectRun[]>,
): Promise<void> {
  const waves = new Map<CivilDay, { readonly play: PlayRow; readonly share: number }[]>()
  for (const play of plays) {
    const starts = (runs.get(play.playId) ?? [])
      .filter(hasBegun)
      .map(({ startedOn, holdoutShare }) => ({ startedOn: dayOf(startedOn), holdoutShare }))
    for (const [asOf, share] of wavesOf(starts)) if (share > 0) waves.set(asOf, [...(waves.get(asOf) ?? []), { play, share }])
  }
  for (const [asOf, playsThen] of [...waves].toSorted(([a], [b]) => a - b)) {
    const rows = await readPastStandings(tx, tenantId, formatDay(asOf))
    const standings = rows.map(row => ({ ...row, lastOrder: row.lastOrder === null ? null : dayOf(row.lastOrder) }))
    for (const { play, share } of playsThen)
      await insertEntries(
        tx,
        { tenantId, playId: play.playId, enteredOn: formatDay(asOf) },
        entriesOf({ tenantId, play, share, asOf }, standings),
      )
  }
}

/** What customers of a book brought in a window. Minor units; NaN where it is not known. */
function broughtIn(book: Book, settings: ValuationSettings) {
  const tariff = tariffOf(book, settings)
  const room = roomForParts()
  const indexOf = new Map(book.keys.map((key, index) => [key, index]))
  const ordersAt = summed.indexOf('orders')
  return (dyadId: string, from: CivilDay, to: CivilDay): { readonly minor: number; readonly orders: number } => {
    const index = indexOf.get(dyadId)
    if (index === undefined) return { minor: Number.NaN, orders: 0 }
    const sums = sumsBetween(book, index, from, to)
    fillParts(sums, tariff, room)
    return { minor: totalOf(room) + 0, orders: sums[ordersAt] as number }
  }
}
type BroughtIn = ReturnType<typeof broughtIn>

type RipeRow = Ripe & { readonly dyadId: string; readonly startedOn: string | null }

/** The customers of a comparison whose months lie in the book. */
function ripeOf(
  entries: readonly EntryRow[],
  runs: readonly EffectRun[],
  months: number,
  book: Book,
  asOf: CivilDay,
  brought: BroughtIn,
): RipeRow[] {
  const first = new Map<string, CivilDay[]>()
  for (const run of runs.filter(hasBegun)) first.set(run.dyadId, [...(first.get(run.dyadId) ?? []), dayOf(run.startedOn)])
  return entries.flatMap(({ dyadId, enteredOn, isHeld }) => {
    const entered = dayOf(enteredOn)
    const [from, to] = [monthsBack(entered, months), monthsBack(entered, -months)]
    if (to > asOf || !liesInBook(book, from)) return []
    const [before, after] = [brought(dyadId, from, entered), brought(dyadId, entered, to)]
    const startedOn = first.get(dyadId)?.find(day => day > entered && day <= to)
    return [
      {
        dyadId,
        isHeld,
        wasGiven: startedOn !== undefined,
        startedOn: startedOn === undefined ? null : formatDay(startedOn),
        before: before.minor,
        after: after.minor,
        ordersBefore: before.orders,
        ordersAfter: after.orders,
      },
    ]
  })
}

const known = (value: number) => (Number.isFinite(value) ? Math.round(value) : null)

function costsOf(runs: readonly EffectRun[]) {
  const begun = runs.filter(hasBegun)
  const mean = (of: (run: EffectRun) => number) => (begun.length === 0 ? null : begun.reduce((sum, run) => sum + of(run), 0) / begun.length)
  return { runs: begun.length, moneyMinor: mean(({ moneyMinor }) => moneyMinor), hours: mean(({ hours }) => hours) }
}

type Measuring = {
  readonly tenantId: string
  readonly book: Book
  readonly asOf: CivilDay
  readonly brought: BroughtIn
  readonly looks: ReadonlyMap<string, number>
}

async function measurePlay(
  tx: Tx,
  { tenantId, book, asOf, brought, looks }: Measuring,
  play: PlayRow,
  runs: readonly EffectRun[],
): Promise<NewMeasure> {
  const { horizonMonths } = play.effect
  const entries = await readEntries(tx, tenantId, play.playId)
  const ripe = ripeOf(entries, runs, horizonMonths, book, asOf, brought)
  const rows = ripe.map(row => ({
    dyadId: row.dyadId,
    beforeMinor: known(row.before),
    afterMinor: known(row.after),
    beforeOrders: row.ordersBefore,
    afterOrders: row.ordersAfter,
    startedOn: row.startedOn,
  }))
  await writeBrought(tx, tenantId, play.playId, formatDay(asOf), rows)
  const ripens = (held: boolean) =>
    entries.filter(({ isHeld }) => isHeld === held).map(({ enteredOn }) => monthsBack(dayOf(enteredOn), -horizonMonths))
  const awaiting = entries.filter(({ enteredOn }) => monthsBack(dayOf(enteredOn), -horizonMonths) > asOf).length
  const from = comparableFrom({ treated: ripens(false), held: ripens(true) })
  const found = effectFound(ripe, play.effect, from === undefined ? 0 : awaiting, seed)
  const looked = (looks.get(play.playId) ?? 0) + (found.offered === null ? 0 : 1)
  const inside = new Set(entries.map(({ dyadId }) => dyadId))
  const answer = {
    ...found,
    awaiting,
    comparableFrom: from === undefined ? null : formatDay(from),
    looks: looked,
    falseAlarm: looked === 0 ? 0 : falseAlarmAfter(looked),
    outside: runs.filter(run => hasBegun(run) && !inside.has(run.dyadId)).length,
    ...costsOf(runs),
  }
  return {
    playId: play.playId,
    playVersion: play.version,
    horizonMonths,
    share: found.share,
    minor: found.run && { mean: found.run.mean, sd: found.run.sd },
    answer,
  }
}

/** The check of the firm's own data over the last two years, by at most 2,000 customers drawn by lot. */
function checkOwnData(tenantId: string, book: Book, asOf: CivilDay, brought: BroughtIn): AaFound | null {
  const middle = monthsBack(asOf, 12)
  const start = monthsBack(middle, 12)
  if (!liesInBook(book, start)) return null
  const drawn = book.keys
    .map(dyadId => [lotOf(tenantId, 'a/a', dyadId), dyadId] as const)
    .toSorted(([a], [b]) => a - b)
    .slice(0, mostAaCustomers)
    .map(([, dyadId]) => ({ dyadId, before: brought(dyadId, start, middle).minor, after: brought(dyadId, middle, asOf).minor }))
    .filter(({ before, after }) => Number.isFinite(before) && Number.isFinite(after))
  const aaBook = {
    dyadIds: drawn.map(({ dyadId }) => dyadId),
    before: Float64Array.from(drawn, ({ before }) => before),
    after: Float64Array.from(drawn, ({ after }) => after),
  }
  return aaTest(aaBook, tenantId, 0.2, seed) ?? null
}

/** Lets requests through between two plays. */
const breathe = () => new Promise<void>(resolve => setImmediate(resolve))

/** The job: who is compared is written down, what they brought is looked up, and each play is measured as of the last month that is over. */
export async function measureEffects(platform: Platform, job: RunningJob<object>): Promise<object> {
  const { tenantId, userId, report, signal } = job
  report({ step: 'reading' })
  const given = await job.inTenant(async tx => {
    const plays = (await findPlays(tx, tenantId, true)).filter(({ kind }) => kind === 'motivator')
    const runs = byPlay((await readEffectRuns(tx, tenantId)).filter(({ isMerged }) => !isMerged))
    await writeEntries(tx, tenantId, plays, runs)
    return { plays, runs, generation: await readCurrentGeneration(tx, tenantId), settings: (await findSettings(tx, tenantId)).settings }
  })
  const who = { tenantId, ...(userId === undefined ? {} : { userId }) }
  const { book } = await inTenantClient(platform.pool, who, client => readBook(client, { tenantId, now: platform.now(), items: 'none' }))
  const asOf = monthEndUpTo(book.until)
  const brought = broughtIn(book, given.settings)
  const aa = checkOwnData(tenantId, book, asOf, brought)
  return await job.inTenant(async tx => {
    const looks = await countLooks(tx, tenantId, formatDay(asOf))
    const measures: NewMeasure[] = []
    for (const [done, play] of given.plays.entries()) {
      signal.throwIfAborted()
      report({ step: 'measuring', done, total: given.plays.length })
      measures.push(await measurePlay(tx, { tenantId, book, asOf, brought, looks }, play, given.runs.get(play.playId) ?? []))
      await breathe()
    }
    await replaceMeasuring(tx, tenantId, formatDay(asOf), given.generation, { aa })
    await insertMeasures(tx, tenantId, formatDay(asOf), measures)
    const after = { asOf: formatDay(asOf), plays: measures.length }
    await audit(tx, job.actor, { action: 'recalculate', entity: 'effect_run', entityId: formatDay(asOf), after, count: measures.length })
    return after
  })
}
