import type { Answer } from '#contract/endpoint.ts'
import type {
  EffectRow,
  listEffectCustomers as listContract,
  readCustomerEffects as ofContract,
  readEffects as contract,
} from '#contract/strategy/effect.ts'
import { may } from '#core/platform/access.ts'
import { effectOf } from '#core/strategy/effect-learning.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import { visibleDyads } from '#server/platform/access.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { type EffectRun, listCompared, readEffectRuns, readSeen } from './effect-entries.sql.ts'
import { readLearnt } from './effect-learnt.sql.ts'
import { readMeasures, readNewestMeasuring } from './effect-measures.sql.ts'
import { demandPlay, findPlays } from './find-plays.ts'
import { countAllCustomers, readPartyNames } from './known.sql.ts'
import type { PlayRow } from './plays.sql.ts'
import { readRuns, runCondition } from './run-list.sql.ts'

type Effects = Answer<typeof contract>
type Found = NonNullable<EffectRow['found']>

/** Runs of customers that stand under the share which their version of the play held back. */
const leaksOf = (tenantId: string, runs: readonly EffectRun[]): readonly EffectRun[] =>
  runs.filter(({ isMerged, playKey, dyadId, holdoutShare }) => !isMerged && isHeldOut(tenantId, playKey, dyadId, holdoutShare))

const mostLeaks = 100

/** The figures of a firm's trial are money of all its customers: told to who sees them all, and to managers. docs/decisions/0008-whose-effects.md */
const seesWholeFirm = ({ role, scope }: Ctx): boolean => scope === 'all' || may(role, 'customers.assign')

const toldOf = ({ verdict, runs, run, needed, comparableFrom, treated, held, awaiting }: Found, customers: number): EffectRow['told'] => ({
  verdict,
  runs,
  run: run && { mean: run.mean, low: run.low, high: run.high },
  needed,
  isBeyondFirm: needed !== null && needed > customers,
  comparableFrom,
  isMeasured: treated.customers + held.customers + awaiting > 0,
})

type LeaksShown = { readonly shown: Effects['leaks']; readonly seen: number }

async function showLeaks(tx: Tx, ctx: Ctx, leaks: readonly EffectRun[], plays: readonly PlayRow[]): Promise<LeaksShown> {
  if (leaks.length === 0) return { shown: [], seen: 0 }
  const seen = await readSeen(
    tx,
    ctx.tenantId,
    leaks.map(({ dyadId }) => dyadId),
    visibleDyads(ctx, 'd'),
  )
  const mine = leaks.filter(({ dyadId }) => seen.has(dyadId))
  const shown = mine.slice(0, mostLeaks)
  const names = await readPartyNames(
    tx,
    ctx.tenantId,
    shown.map(({ dyadId }) => dyadId),
  )
  const told = shown.map(({ dyadId, playId, startedOn }) => ({
    dyadId,
    name: names.get(dyadId)?.name ?? '',
    nameEn: names.get(dyadId)?.nameEn ?? null,
    playId,
    playName: plays.find(play => play.playId === playId)?.name ?? { zh: '', en: '' },
    startedOn,
  }))
  return { shown: told, seen: mine.length }
}

/** Plays that win new business are those for pioneering and activatable customers; all others work on customers who buy already (R42). */
function yieldsOf(rows: readonly EffectRow[]): Effects['yields'] {
  return (['existing', 'new'] as const).flatMap(kind => {
    const measured = rows.flatMap(({ strategyGroup, found }) =>
      (strategyGroup === 'activate') === (kind === 'new') && found?.run && found.runs > 0 ? [found] : [],
    )
    if (measured.length === 0) return []
    const sum = (of: (found: Found) => number) => measured.reduce((total, found) => total + of(found), 0)
    return [
      {
        kind,
        runs: sum(({ runs }) => runs),
        gainMinor: Math.round(sum(({ run, runs }) => (run?.mean ?? 0) * runs)),
        moneyMinor: Math.round(sum(({ moneyMinor, runs }) => (moneyMinor ?? 0) * runs)),
        hours: sum(({ hours, runs }) => (hours ?? 0) * runs),
      },
    ]
  })
}

/** What each play was found to add, those with runs first; with an alarm for customers that were given what they are held back from. */
export async function readEffects(ctx: Ctx): Promise<Effects> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const plays = (await findPlays(tx, tenantId, true)).filter(({ kind }) => kind === 'motivator')
    const newest = await readNewestMeasuring(tx, tenantId)
    const found = new Map((newest ? await readMeasures(tx, tenantId, newest.asOf) : []).map(each => [each.playId, each.answer as Found]))
    const learnt = await readLearnt(tx, tenantId)
    const leaks = leaksOf(tenantId, await readEffectRuns(tx, tenantId))
    const { shown, seen } = await showLeaks(tx, ctx, leaks, plays)
    const isFirmWide = seesWholeFirm(ctx)
    const customers = await countAllCustomers(tx, tenantId)
    const toldOfPlay = (playId: string) => {
      const known = found.get(playId)
      return { told: known ? toldOf(known, customers) : null, found: isFirmWide ? (known ?? null) : null }
    }
    const rows: EffectRow[] = plays
      .filter(play => play.deletedAt === null || (found.get(play.playId)?.runs ?? 0) > 0)
      .map(play => ({
        playId: play.playId,
        version: play.version,
        name: play.name,
        strategyGroup: play.strategyGroup,
        holdoutShare: play.holdoutShare,
        isRemoved: play.deletedAt !== null,
        assumed: play.effect,
        believed: effectOf(play.effect, learnt.get(play.playId)),
        ...toldOfPlay(play.playId),
      }))
      .toSorted((a, b) => (b.told?.runs ?? 0) - (a.told?.runs ?? 0))
    return {
      asOf: newest?.asOf ?? null,
      computedAt: newest?.computedAt.toISOString() ?? null,
      rows,
      isFirmWide,
      leaks: shown,
      leakCount: isFirmWide ? leaks.length : seen,
      aa: isFirmWide ? ((newest?.answer.aa as Effects['aa'] | undefined) ?? null) : null,
      yields: yieldsOf(rows),
      mayManage: may(ctx.role, 'settings.manage'),
    }
  })
}

const mostCustomers = 200

/** The customers of a comparison that the caller sees, the largest change first. */
export async function listEffectCustomers(
  ctx: Ctx,
  playId: string,
  side: 'treated' | 'held' | undefined,
): Promise<Answer<typeof listContract>> {
  return await ctx.inTenant(async tx => {
    await demandPlay(tx, ctx.tenantId, playId)
    const isHeld = side === undefined ? undefined : side === 'held'
    const rows = await listCompared(tx, ctx.tenantId, playId, isHeld, visibleDyads(ctx, 'd'), mostCustomers + 1)
    return { rows: rows.slice(0, mostCustomers), more: rows.length > mostCustomers }
  })
}

/** What the plays with a customer cost, and what such runs add on the mean: nobody can tell it of one customer alone. */
export async function readCustomerEffects(ctx: Ctx, dyadId: string): Promise<Answer<typeof ofContract>> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const newest = await readNewestMeasuring(tx, tenantId)
    const measures = newest ? await readMeasures(tx, tenantId, newest.asOf) : []
    const found = new Map(measures.map(({ playId, answer }) => [playId, answer as Found]))
    const begun = (await readRuns(tx, ctx, runCondition(ctx, { dyadIds: dyad.all }), mostCustomers)).filter(
      ({ state }) => state !== 'planned',
    )
    const runs = begun.map(run => {
      const gain = found.get(run.playId)?.run
      return {
        playRunId: run.playRunId,
        playId: run.playId,
        playName: run.playName,
        startedOn: run.startedOn,
        moneyMinor: run.bookedMinor ?? run.plannedMinor,
        hours: run.bookedHours ?? run.plannedHours,
        isBooked: run.bookedMinor !== null,
        gain: gain ? { mean: gain.mean, low: gain.low, high: gain.high } : null,
      }
    })
    const heldFrom = (await findPlays(tx, tenantId))
      .filter(({ key, holdoutShare }) => isHeldOut(tenantId, key, dyad.dyadId, holdoutShare))
      .map(({ playId, name }) => ({ playId, playName: name }))
    return {
      moneyMinor: runs.reduce((sum, run) => sum + run.moneyMinor, 0),
      hours: runs.reduce((sum, run) => sum + run.hours, 0),
      runs,
      heldFrom,
    }
  })
}
