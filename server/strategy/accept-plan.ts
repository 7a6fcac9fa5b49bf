import type { Input } from '#contract/endpoint.ts'
import type { acceptPlan as contract, Plan } from '#contract/strategy/plan.ts'
import type { Language } from '#contract/platform/language.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx, Platform } from '#server/platform/context.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { findMembership } from '#server/platform/membership.sql.ts'
import { type ChoiceToStart, countUnstarted, noteStart, readPlanned, readUnstarted } from './plan-choices.sql.ts'
import { isPlanOf, lockPlan, markAccepted, markAccepting, markRemoved, noteJob, readPlans } from './plan-rows.sql.ts'
import { readDays } from './read-hygiene.ts'
import { demandSeenPlan } from './read-plan.ts'
import { startPlay } from './start-play.ts'

export const acceptKind = 'accept_plan'

/** What the job is told: the plan, who accepts it, and whether they have checked the duties that are unknown. */
export type AcceptOrder = { readonly planId: string; readonly checked: boolean; readonly name: string; readonly language: Language }

type Gone = { readonly name: string | null; readonly at: string | null }

const whenOf = (at: string | null) => (at ?? '').slice(0, 10)

/** Why a plan cannot be accepted in the state that it is in; undefined where it can. `left`: its choices that did not start, refused or broken off before their turn. */
function refusalOf(state: Plan['state'], { name, at }: Gone, left: number): Refusal | undefined {
  if (state === 'draft' || (state === 'accepted' && left > 0)) return undefined
  if (state === 'computing')
    return new Refusal('conflict', ['计划还在测算，请等它算完。', 'The plan is still being made: wait until it is done.'])
  if (state === 'failed')
    return new Refusal('conflict', ['这份计划没有算成，请重新做一份。', 'This plan could not be made: make it again.'])
  return new Refusal('conflict', [
    `这份计划已由${name ?? '他人'}于 ${whenOf(at)} 采纳，每份计划只采纳一次。`,
    `${name ?? 'Somebody'} accepted this plan on ${whenOf(at)}; a plan is accepted once.`,
  ])
}

/** Accepts a plan, or tries those of its choices again that did not start: the plays are started by a job. */
export async function acceptPlan(ctx: Ctx, planId: string, { checked, version }: Input<typeof contract>['body']): Promise<Plan> {
  return await ctx.inTenant(async tx => {
    await demandSeenPlan(tx, ctx, planId)
    const locked = await lockPlan(tx, ctx.tenantId, planId)
    const plan = await demandSeenPlan(tx, ctx, planId)
    const against = refusalOf(plan.state, { name: plan.acceptedByName, at: plan.acceptedAt }, plan.refused + plan.waiting)
    if (against !== undefined) throw against
    if (locked?.version !== version) throw new Refusal('stale')
    await markAccepting(tx, ctx.tenantId, planId, ctx.userId, ctx.now())
    const data: AcceptOrder = { planId, checked, name: ctx.person.name, language: ctx.language }
    const jobId = await ctx.jobs.enqueue(tx, ctx, { kind: acceptKind, data, subject: { name: plan.name } })
    await noteJob(tx, ctx.tenantId, planId, jobId)
    await audit(tx, ctx, { action: 'accept', entity: 'plan', entityId: planId, after: { name: plan.name, checked } })
    return await demandSeenPlan(tx, ctx, planId)
  })
}

/** Throws a plan away that nobody has accepted. */
export async function removePlan(ctx: Ctx, planId: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    await demandSeenPlan(tx, ctx, planId)
    await lockPlan(tx, ctx.tenantId, planId)
    const { state, name } = await demandSeenPlan(tx, ctx, planId)
    if (state === 'accepting' || state === 'accepted')
      throw new Refusal('conflict', [
        '计划已采纳，留作对照，不能删除。',
        'The plan was accepted and is kept to compare with: it cannot be removed.',
      ])
    await markRemoved(tx, ctx.tenantId, planId, ctx.now())
    await audit(tx, ctx, { action: 'remove', entity: 'plan', entityId: planId, before: { name } })
    return { done: true }
  })
}

const elsewhere = {
  zh: '另一份已采纳的计划正在对这位客户执行激励打法；每位客户同时最多一项。',
  en: 'Another accepted plan has a play at work with this customer: one at a time.',
}

type Starter = { readonly ctx: Ctx; readonly order: AcceptOrder; readonly startOn: string }

/** Starts one choice, or writes down why it does not start. */
async function startChoice(tx: Tx, { ctx, order, startOn }: Starter, choice: ChoiceToStart): Promise<boolean> {
  const key = [tx, ctx.tenantId, order.planId, choice.rowId] as const
  const others = choice.isDuty ? [] : await readPlanned(tx, ctx.tenantId, choice.dyadId)
  if (others.some(({ planId }) => planId !== order.planId)) {
    await noteStart(...key, { refusal: elsewhere })
    return false
  }
  const { dyadId, playId } = choice
  const playRunId = await startPlay(tx, ctx, { dyadId, playId, source: 'plan', sourceId: order.planId, startOn, checked: order.checked })
  await noteStart(...key, { playRunId })
  return true
}

/** Each choice in a transaction of its own: what is refused takes nothing with it, and what has started is not started again after a restart. */
async function tryChoice(job: RunningJob<AcceptOrder>, starter: Starter, choice: ChoiceToStart): Promise<boolean> {
  try {
    return await job.inTenant(tx => startChoice(tx, starter, choice))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [zh, en] = error.words
    await job.inTenant(tx => noteStart(tx, job.tenantId, job.data.planId, choice.rowId, { refusal: { zh, en } }))
    return false
  }
}

/** The accepting person as they are in the firm now, as far as starting a play asks for it. */
async function actingAs({ db, jobs, now }: Platform, { tenantId, userId, signal, actor, data }: RunningJob<AcceptOrder>): Promise<Ctx> {
  const membership = userId === undefined ? undefined : await findMembership(db, tenantId, userId)
  if (userId === undefined || membership === undefined)
    throw new Refusal('forbidden', [
      '采纳人已不在公司，未启动。',
      'Whoever accepted the plan is no longer of the firm: nothing was started.',
    ])
  const person = { userId, name: data.name }
  const whole = { ...actor, ...membership, membership, userId, person, language: data.language, now, signal, jobs }
  return { ...whole, inTenant: <T>(work: (tx: Tx) => Promise<T>) => inTenant(db, { tenantId, userId }, work) } as unknown as Ctx
}

const atOnce = 200

/** The job: starts the chosen plays one by one, those that would begin before today from today on. */
export async function startPlan(platform: Platform, job: RunningJob<AcceptOrder>): Promise<object> {
  const { tenantId, data: order } = job
  const ctx = await actingAs(platform, job)
  const { plan, today, total } = await job.inTenant(async tx => ({
    plan: (await readPlans(tx, ctx, isPlanOf(order.planId), 1))[0],
    today: (await readDays(tx, tenantId, platform.now())).today,
    total: await countUnstarted(tx, tenantId, order.planId),
  }))
  if (plan === undefined) throw new Refusal('not_found')
  const starter = { ctx, order, startOn: formatDay(Math.max(today, parseDay(plan.startsOn) ?? today)) }
  let [done, started, after] = [0, 0, undefined as string | undefined]
  for (;;) {
    const choices = await job.inTenant(tx => readUnstarted(tx, tenantId, order.planId, after, atOnce))
    for (const choice of choices) {
      job.signal.throwIfAborted()
      if (await tryChoice(job, starter, choice)) started++
      job.report({ step: 'starting', done: ++done, total })
    }
    after = choices.at(-1)?.rowId
    if (choices.length < atOnce) break
  }
  await job.inTenant(tx => markAccepted(tx, tenantId, order.planId))
  return { started, refused: done - started }
}
