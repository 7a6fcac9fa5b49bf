import { campaignsOf, type PlayAtWork, plannedEntries } from '#core/demo/deeds.ts'
import { inLanguage, type Language } from '#core/demo/bilingual.ts'
import { momentOf } from '#core/demo/desk-life.ts'
import { diceOf, happens } from '#core/demo/dice.ts'
import { type Quarter, quarterAfter } from '#core/demo/quarters.ts'
import { chooseWithin } from '#core/strategy/choice-search.ts'
import { quarterDays } from '#core/strategy/plan-outcome.ts'
import { solvePlan } from '#core/strategy/plan-solve.ts'
import { type CivilDay, formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { startableDyads } from '#server/strategy/known.sql.ts'
import { makeKind } from '#server/strategy/make-plan.ts'
import { measureKind } from '#server/strategy/measure-effects.ts'
import { type NewChoice, writeChoices } from '#server/strategy/plan-choices.sql.ts'
import { choicesOf, outcomeOf } from '#server/strategy/plan-result.ts'
import { finishPlan, insertPlan, noteJob } from '#server/strategy/plan-rows.sql.ts'
import { type Candidate, candidatesOf, readPlanGround } from '#server/strategy/read-plan-ground.ts'
import type { Doers } from './load-deeds.ts'
import { writeEntries } from './load-desk.ts'
import { backdatePlan, linkRuns } from './plans.sql.ts'

/** 300,000 yuan a quarter, and of hours what could be spared in it. */
const budget = { moneyMinor: 30_000_000, caps: [], mustServe: [] } as const
const moneyStep = 100_000

/** A quarter counted from the running one, and how many of the duties that are broken today were broken when its plan was made. */
type Term = { readonly from: number; readonly hours: number; readonly brokenThen: number }
/** Accepted: the plans of the last quarter and of the running one. */
const accepted: readonly Term[] = [
  { from: -1, hours: 1000, brokenThen: 0.25 },
  { from: 0, hours: 1200, brokenThen: 0.5 },
]
const coming = { from: 1, hours: 2000 } as const

const words = ['一', '二', '三', '四']
const named = ({ year, quarter }: Quarter, language: Language) => ({
  year,
  quarter,
  name: inLanguage([`${year} 年${words[quarter - 1] ?? ''}季度计划`, `Plan of Q${quarter} ${year}`], language),
})

export type PlanOptions = { readonly seed: number; readonly endDate: CivilDay; readonly today: CivilDay; readonly language: Language }

/** A plan's row. `authorId`: the head of sales. */
async function writePlan(tx: Tx, ctx: Ctx, authorId: string, of: Quarter & { readonly name: string }, spare: number) {
  const planId = newId()
  const days = quarterDays(of.year, of.quarter)
  const row = { tenantId: ctx.tenantId, planId, name: of.name, ...days, ...budget, hours: spare, departmentId: null, authorId }
  await insertPlan(tx, row)
  await audit(tx, ctx, {
    action: 'create',
    entity: 'plan',
    entityId: planId,
    after: { name: row.name, ...days, ...budget, hours: spare, mustServe: 0 },
  })
  return { planId, startsOn: parseDay(days.startsOn) ?? 0 }
}

/**
 * Whom the plan of a quarter chose from: of the basic duties that are broken today some were broken then, and what the firm tried with whole groups
 * of customers was no matter of the plan.
 */
function asOfThen(
  candidates: readonly Candidate[],
  { seed, endDate }: PlanOptions,
  plays: readonly PlayAtWork[],
  term: Term,
): readonly Candidate[] {
  const dice = diceOf(seed, 57, term.from + 1)
  const tried = new Set(campaignsOf(endDate).map(({ key }) => key))
  const apart = new Set(plays.filter(({ key }) => tried.has(key)).map(({ playId }) => playId))
  return candidates.map(candidate => {
    const isRed = candidate.plan.isRed && happens(dice, term.brokenThen)
    const options = candidate.plan.options.filter(({ playId, isDuty }) => isDuty === isRed && !apart.has(playId))
    return {
      ...candidate,
      plan: { ...candidate.plan, isRed, options },
      without: options.length > 0 ? undefined : (candidate.without ?? 'noPlay'),
    }
  })
}

async function writeRuns(
  tx: Tx,
  ctx: Ctx,
  { planId, startsOn }: { readonly planId: string; readonly startsOn: CivilDay },
  choices: readonly NewChoice[],
  { options, plays, doers }: { readonly options: PlanOptions; readonly plays: readonly PlayAtWork[]; readonly doers: Doers },
): Promise<void> {
  const playOf = new Map(plays.map(play => [play.playId, play]))
  const deeds = choices.flatMap(({ dyadId, standing, playId, customerType }) => {
    const play = playOf.get(playId ?? '')
    const isDone = standing === 'chosen' && play !== undefined && customerType !== null && doers.has(dyadId)
    return isDone ? [{ dyadId, runId: newId(), play, type: customerType }] : []
  })
  await writeEntries(tx, ctx, [
    [...plannedEntries({ ...options, language: options.language === 'en' ? 'en' : 'zh', planId, startsOn }, deeds, doers)],
  ])
  await linkRuns(tx, ctx.tenantId, planId, deeds)
}

type Planned = {
  readonly authorId: string
  readonly options: PlanOptions
  readonly plays: readonly PlayAtWork[]
  readonly doers: Doers
}

/** The plan of a quarter, accepted before it began, with what was done by it. */
async function loadPlan(tx: Tx, ctx: Ctx, { authorId, options, plays, doers }: Planned, term: Term): Promise<void> {
  const { seed, today } = options
  const limits = { money: budget.moneyMinor, hours: term.hours, caps: budget.caps }
  const plan = await writePlan(tx, ctx, authorId, named(quarterAfter(today, term.from), options.language), term.hours)
  const ground = await readPlanGround(tx, ctx.tenantId, ctx.now(), startableDyads(ctx))
  const candidates = asOfThen(await candidatesOf(ground, today, new Set(), () => {}), options, plays, term)
  const solved = solvePlan(
    candidates.map(each => each.plan),
    limits,
    moneyStep,
    chooseWithin,
  )
  const choices = choicesOf(candidates, solved, limits)
  await writeChoices(tx, ctx.tenantId, plan.planId, choices)
  const asOf = formatDay(lastDayOf(monthOf(plan.startsOn) - 1))
  await finishPlan(tx, ctx.tenantId, plan.planId, { outcome: outcomeOf(candidates, solved), asOf, generation: ground.generation })
  await writeRuns(tx, ctx, plan, choices, { options, plays, doers })
  const [madeAt, acceptedAt] = [momentOf(plan.startsOn - 6, 590), momentOf(plan.startsOn - 4, 1010)]
  await backdatePlan(tx, ctx.tenantId, { planId: plan.planId, asOf, madeAt, acceptedAt, acceptedBy: authorId })
  await audit(tx, ctx, { action: 'accept', entity: 'plan', entityId: plan.planId, after: { demo: true, seed } })
}

/** The plans of the last quarter and of the running one. Those of the running one stand on what the last has done. */
export async function loadPlans(tx: Tx, ctx: Ctx, planned: Planned): Promise<void> {
  for (const term of accepted) await loadPlan(tx, ctx, planned, term)
}

/** Never at once: the coming plan goes by what was measured. */
const group = 'demo plan'

/** Has the plays measured, and after that the draft of the coming quarter computed; both once the product is open. */
export async function enqueueMeasuring(tx: Tx, ctx: Ctx): Promise<void> {
  await ctx.jobs.enqueue(tx, ctx, { kind: measureKind, group })
}

export async function enqueueDraft(
  tx: Tx,
  ctx: Ctx,
  authorId: string,
  { today, language }: Pick<PlanOptions, 'today' | 'language'>,
): Promise<void> {
  const of = named(quarterAfter(today, coming.from), language)
  const { planId } = await writePlan(tx, ctx, authorId, of, coming.hours)
  const jobId = await ctx.jobs.enqueue(tx, ctx, { kind: makeKind, data: { planId }, subject: { name: of.name }, group })
  await noteJob(tx, ctx.tenantId, planId, jobId)
}
