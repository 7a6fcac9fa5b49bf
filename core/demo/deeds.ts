import { fitsType, isTooMuch, type Play } from '#core/strategy/play.ts'
import { type EffectEntry, entriesOf, type PastStanding } from '#core/strategy/effect-entry.ts'
import { dueDays } from '#core/strategy/play-steps.ts'
import { type CivilDay, formatDay, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { type Cell, type DeskEntry, record, staff } from './desk-entry.ts'
import { momentOf } from './desk-life.ts'
import { between, type Dice, diceOf, happens, pick, wholeBetween } from './dice.ts'
import { plantedFrom, plantedPlay } from './planted.ts'

/** A play that the firm gave many customers within some weeks; `reach`: how many of those who might have it did. */
export type Campaign = {
  readonly key: string
  readonly from: CivilDay
  readonly days: number
  readonly reach: number
  readonly lasts: number
}

/**
 * What the demo company tried: the planted play, which works, and in the same month and later others that the trade knows nothing of: of one it can
 * be seen that it did little, for the others it is too early to tell.
 */
export const campaignsOf = (endDate: CivilDay): readonly Campaign[] => [
  { key: plantedPlay.key, from: plantedFrom(endDate), days: 20, reach: 0.92, lasts: 30 },
  { key: 'activate-information', from: plantedFrom(endDate), days: 22, reach: 0.8, lasts: 12 },
  { key: 'retain-training', from: endDate - 150, days: 40, reach: 0.5, lasts: 35 },
  { key: 'grow-cross-sell', from: endDate - 100, days: 30, reach: 0.3, lasts: 45 },
]

/** One customer of the firm as the deeds need it. */
export type Doer = { readonly dyadId: string; readonly seller: number }
export type PlayAtWork = Play & { readonly playId: string; readonly version: number }

type Given = {
  readonly play: PlayAtWork
  readonly doer: Doer
  readonly type: EffectEntry['customerType']
  readonly day: CivilDay
  readonly end: CivilDay | undefined
  /** The plan that chose it, and the run's id, which the plan knows. */
  readonly plan?: { readonly planId: string; readonly runId: string }
}

const idOf = (dyadId: string): Cell => ({ id: dyadId })

function runEntry({ play, doer, type, day, end, plan }: Given, note: string | null, dice: Dice): DeskEntry {
  const at = momentOf(day, 560)
  return {
    table: 'play_run',
    row: {
      dyad_id: idOf(doer.dyadId),
      play_run_id: plan === undefined ? record(`run ${play.key} ${doer.dyadId}`) : idOf(plan.runId),
      play_id: idOf(play.playId),
      play_version: play.version,
      state: end === undefined ? 'running' : 'done',
      source: plan === undefined ? 'manual' : 'plan',
      source_id: plan === undefined ? null : idOf(plan.planId),
      customer_type: type,
      started_on: formatDay(day),
      ended_on: end === undefined ? null : formatDay(end),
      planned_money_minor: play.moneyMinor,
      planned_hours: play.hours,
      money_minor: end === undefined ? null : Math.round((play.moneyMinor * between(dice, 0.7, 1.25)) / 1000) * 1000,
      hours: end === undefined ? null : Math.round(play.hours * between(dice, 0.7, 1.4) * 2) / 2,
      owner_id: staff(doer.seller),
      author_id: staff(doer.seller),
      note,
      created_at: at,
      updated_at: end === undefined ? at : momentOf(end, 960),
    },
  }
}

/** The runs of a campaign: with those whom the play was meant for at the month-end before and whom its lot does not hold back. */
export function* campaignEntries(
  {
    tenantId,
    seed,
    campaign,
    play,
  }: { readonly tenantId: string; readonly seed: number; readonly campaign: Campaign; readonly play: PlayAtWork },
  standings: readonly PastStanding[],
  doers: ReadonlyMap<string, Doer & { readonly index: number }>,
): Generator<DeskEntry> {
  const asOf = lastDayOf(monthOf(campaign.from) - 1)
  for (const { dyadId, isHeld, customerType } of entriesOf({ tenantId, play, share: play.holdoutShare, asOf }, standings)) {
    const doer = doers.get(dyadId)
    if (doer === undefined || isHeld) continue
    const dice = diceOf(seed, doer.index, 31, play.key.length)
    const day = workdayFrom(campaign.from + wholeBetween(dice, 0, campaign.days))
    if (!happens(dice, campaign.reach)) continue
    yield runEntry({ play, doer, type: customerType, day, end: workdayFrom(day + campaign.lasts + wholeBetween(dice, 0, 6)) }, null, dice)
  }
}

/** Month-end before a campaign. */
export const entryOf = ({ from }: Campaign): CivilDay => lastDayOf(monthOf(from) - 1)

function stepEntry({ play, doer, day, plan }: Given, step: number, due: CivilDay, today: CivilDay, language: 'zh' | 'en'): DeskEntry {
  const isDone = due < today - 1
  const run = `run ${play.key} ${doer.dyadId}`
  return {
    table: 'task',
    row: {
      task_id: record(`step ${plan?.runId ?? run} ${step}`),
      dyad_id: idOf(doer.dyadId),
      title: play.steps[step]?.title[language] ?? '',
      note: play.name[language],
      due_on: formatDay(due),
      assignee_id: staff(doer.seller),
      author_id: staff(doer.seller),
      state: isDone ? 'done' : 'open',
      done_at: isDone ? momentOf(due, 930) : null,
      done_on: isDone ? formatDay(due) : null,
      done_by: isDone ? staff(doer.seller) : null,
      source: 'play_run',
      source_id: plan === undefined ? record(run) : idOf(plan.runId),
      source_step: step,
      created_at: momentOf(day, 565),
      updated_at: momentOf(isDone ? due : day, 930),
    },
  }
}

/** How many runs of a play are at work at once, and for how much money. */
const atWork = 4
const atWorkMinor = 2_000_000

/** Runs that are at work today, a few of each play, with their steps as tasks of the owners. */
export function* runningEntries(
  {
    seed,
    today,
    plays,
    isHeld,
  }: {
    readonly seed: number
    readonly today: CivilDay
    readonly plays: readonly PlayAtWork[]
    readonly isHeld: (play: PlayAtWork, dyadId: string) => boolean
  },
  standings: readonly PastStanding[],
  doers: ReadonlyMap<string, Doer & { readonly index: number }>,
  language: 'zh' | 'en',
): Generator<DeskEntry> {
  const taken = new Set<string>()
  for (const play of plays) {
    const dice = diceOf(seed, play.key.length, 32)
    const fit = standings.filter(
      ({ dyadId, type }) =>
        doers.has(dyadId) && !taken.has(dyadId) && fitsType(play, type) && !isTooMuch(play, type) && !isHeld(play, dyadId),
    )
    const most = Math.min(atWork, Math.max(1, Math.floor(atWorkMinor / Math.max(1, play.moneyMinor))))
    for (let count = 0; count < most && fit.length > 0; count++) {
      const { dyadId, type } = pick(dice, fit)
      const doer = doers.get(dyadId)
      if (doer === undefined || taken.has(dyadId)) continue
      taken.add(dyadId)
      const day = workdayFrom(today - wholeBetween(dice, 5, 14))
      const given = { play, doer, type, day, end: undefined }
      yield runEntry(given, null, dice)
      const due = dueDays(play.steps, day)
      for (const step of play.steps.keys()) yield stepEntry(given, step, due[step] ?? day, today, language)
    }
  }
}

/** A choice of an accepted plan. */
export type PlannedDeed = {
  readonly dyadId: string
  readonly runId: string
  readonly play: PlayAtWork
  readonly type: EffectEntry['customerType']
}

/** Days of a quarter within which the plays of its plan begin. */
const beginWithin = 84

export type PlannedQuarter = {
  readonly seed: number
  readonly today: CivilDay
  readonly planId: string
  readonly startsOn: CivilDay
  readonly language: 'zh' | 'en'
}

/** The runs of a plan: begun within its quarter and done where that is over; of the running quarter begun up to now, some still at work with their steps as tasks. */
export function* plannedEntries(
  { seed, today, planId, startsOn, language }: PlannedQuarter,
  deeds: readonly PlannedDeed[],
  doers: ReadonlyMap<string, Doer & { readonly index: number }>,
): Generator<DeskEntry> {
  const last = Math.min(startsOn + beginWithin, today - 3)
  for (const { dyadId, runId, play, type } of deeds) {
    const doer = doers.get(dyadId)
    if (doer === undefined) continue
    const dice = diceOf(seed, doer.index, 56)
    const day = workdayFrom(Math.min(last, startsOn + wholeBetween(dice, 0, Math.max(0, last - startsOn))))
    const due = dueDays(play.steps, day)
    const isOver = last === startsOn + beginWithin || Math.max(...due) < today - 1
    const end = isOver ? Math.min(workdayFrom(Math.max(day + wholeBetween(dice, 12, 45), ...due)), today - 1) : undefined
    const given = { play, doer, type, day, end, plan: { planId, runId } }
    yield runEntry(given, null, dice)
    if (end === undefined) for (const step of play.steps.keys()) yield stepEntry(given, step, due[step] ?? day, today, language)
  }
}
