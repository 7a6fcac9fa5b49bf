import type { Answer, Input } from '#contract/endpoint.ts'
import { inLanguage } from '#contract/platform/language.ts'
import type { listNextActions as listContract, NextAction as Shown } from '#contract/strategy/next-action.ts'
import { may } from '#core/platform/access.ts'
import { byUrgency, type NextAction, nextActionOf } from '#core/strategy/next-action.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import { visibleDyads } from '#server/platform/access.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { findPlays } from './find-plays.ts'
import { heldDyads, readPartyNames } from './known.sql.ts'
import { type OpenStepRow, readOpenSteps } from './next-action.sql.ts'
import { readPlanned } from './plan-choices.sql.ts'
import type { PlayRow } from './plays.sql.ts'
import { type Candidate, candidateOf, candidatesOf, type PlanGround, readPlanGround } from './read-plan-ground.ts'
import { findBelievedPlays } from './read-beliefs.ts'
import { readStartGround } from './read-start-ground.ts'

const usual = 20
/** Steps due within a week are of this week's list. */
const week = 7

type Found = { readonly candidate: Candidate; readonly step: OpenStepRow | undefined; readonly action: NextAction }

function foundOf(candidate: Candidate, step: OpenStepRow | undefined, today: number): Found {
  const steps = step === undefined ? [] : [{ playRunId: step.playRunId, title: step.title, dueOn: parseDay(step.dueOn) ?? today }]
  const { plan, without } = candidate
  return { candidate, step, action: nextActionOf({ today, steps, isRed: plan.isRed, options: plan.options, without }) }
}

type Names = Awaited<ReturnType<typeof readPartyNames>>
type Given = { readonly ctx: Ctx; readonly plays: readonly PlayRow[]; readonly names: Names; readonly today: number }

const nothing = {
  playId: null,
  playRunId: null,
  playName: null,
  about: null,
  step: null,
  channel: null,
  dueOn: null,
  moneyMinor: null,
  hours: null,
} as const

/** The action as it is shown: what, when, how, at what price and with what message. */
function deedOf({ ctx, plays, today }: Given, { step, action }: Found) {
  if (action.kind === 'none') return nothing
  const play = plays.find(({ playId }) => playId === (action.kind === 'step' ? step?.playId : action.option.playId))
  if (play === undefined) return nothing
  const same = { playId: play.playId, playName: play.name, about: play.about }
  if (action.kind === 'step')
    return {
      ...same,
      playRunId: action.step.playRunId,
      step: action.step.title,
      channel: step?.channel ?? null,
      dueOn: formatDay(action.step.dueOn),
      moneyMinor: null,
      hours: null,
    }
  const [first] = play.steps
  return {
    ...same,
    playRunId: null,
    step: first === undefined ? null : inLanguage([first.title.zh, first.title.en], ctx.language),
    channel: first?.kind ?? null,
    dueOn: formatDay(today + week),
    moneyMinor: action.option.money,
    hours: action.option.hours,
  }
}

function shownOf(given: Given, found: Found): Shown {
  const { customer } = found.candidate
  const { action } = found
  const mayRead = may(given.ctx.role, 'values.read')
  const name = given.names.get(customer.dyadId)
  return {
    dyadId: customer.dyadId,
    customerName: name?.name ?? '',
    customerNameEn: name?.nameEn ?? null,
    customerType: customer.known.type,
    kind: action.kind,
    why: action.kind === 'none' ? action.why : null,
    isLate: action.kind === 'step' && action.isLate,
    ...deedOf(given, found),
    worthMinor: mayRead && 'option' in action ? action.option.worth : null,
    expected: 'option' in action ? (found.candidate.expected.get(action.option.playId) ?? null) : null,
    contributionMinor: mayRead ? customer.contributionMinor : null,
  }
}

async function groundOfOne(tx: Tx, ctx: Ctx, dyad: Awaited<ReturnType<typeof seeDyad>>): Promise<PlanGround> {
  const believed = await findBelievedPlays(tx, ctx.tenantId)
  const start = await readStartGround(tx, ctx.tenantId, ctx.now(), dyad, believed.plays)
  const planned = new Set((await readPlanned(tx, ctx.tenantId, dyad.dyadId)).map(({ dyadId }) => dyadId))
  return { ...believed, start, planned, generation: null }
}

const unknownCustomer = (dyadId: string): Shown => ({
  dyadId,
  customerName: '',
  customerNameEn: null,
  customerType: null,
  kind: 'none',
  why: 'noPlay',
  isLate: false,
  ...nothing,
  worthMinor: null,
  expected: null,
  contributionMinor: null,
})

/** The next best action with one customer. */
export async function readNextAction(ctx: Ctx, dyadId: string): Promise<Shown> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const ground = await groundOfOne(tx, ctx, dyad)
    const customer = ground.start.customers.get(dyad.dyadId)
    if (customer === undefined) return unknownCustomer(dyad.dyadId)
    const { today } = ground.start.days
    const [step] = await readOpenSteps(tx, ctx.tenantId, formatDay(today + week), dyad.dyadId)
    const names = await readPartyNames(tx, ctx.tenantId, [dyad.dyadId])
    const plays = await findPlays(tx, ctx.tenantId, true)
    return shownOf({ ctx, plays, names, today }, foundOf(candidateOf(ground, customer, today, false), step, today))
  })
}

/** The week's list over the customers of the caller, or over all that they see. */
export async function listNextActions(
  ctx: Ctx,
  { whose = 'mine', limit = usual }: Input<typeof listContract>['query'],
): Promise<Answer<typeof listContract>> {
  return await ctx.inTenant(async tx => {
    const mine = whose === 'mine' ? heldDyads(ctx) : visibleDyads(ctx, 'd')
    const ground = await readPlanGround(tx, ctx.tenantId, ctx.now(), mine)
    const { today } = ground.start.days
    const steps = new Map((await readOpenSteps(tx, ctx.tenantId, formatDay(today + week))).map(step => [step.dyadId, step]))
    const candidates = await candidatesOf(ground, today, new Set(), () => {})
    const found = candidates
      .map(candidate => foundOf(candidate, steps.get(candidate.customer.dyadId), today))
      .filter(({ action }) => action.kind !== 'none')
      .toSorted((a, b) => byUrgency(a.action, b.action))
    const first = found.slice(0, limit)
    const names = await readPartyNames(
      tx,
      ctx.tenantId,
      first.map(({ candidate }) => candidate.customer.dyadId),
    )
    const given = { ctx, plays: await findPlays(tx, ctx.tenantId, true), names, today }
    return { rows: first.map(each => shownOf(given, each)), customers: candidates.length, actions: found.length }
  })
}
