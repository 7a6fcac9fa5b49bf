import type { Input } from '#contract/endpoint.ts'
import type { makePlan as contract, Plan } from '#contract/strategy/plan.ts'
import { minorDigits } from '#core/units/money.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { quarterDays } from '#core/strategy/plan-outcome.ts'
import { readFirm } from '#server/dyads/records.sql.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx, Platform } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { findMembership } from '#server/platform/membership.sql.ts'
import { countCustomers, startableDyads } from './known.sql.ts'
import { choicesOf, outcomeOf } from './plan-result.ts'
import { writeChoices } from './plan-choices.sql.ts'
import { finishPlan, insertPlan, isPlanOf, noteJob, readPlans } from './plan-rows.sql.ts'
import { candidatesOf, readPlanGround } from './read-plan-ground.ts'
import { demandSeenPlan } from './read-plan.ts'
import { solveInThread } from './solve-plan.ts'
import { isFarStart } from './start-run.ts'

export const makeKind = 'make_plan'

type Body = Input<typeof contract>['body']

function refuseTwice({ caps }: Body): void {
  const keys = caps.map(({ key }) => key)
  const twice = keys.findIndex((key, k) => keys.indexOf(key) !== k)
  if (twice >= 0)
    throw refuseField(`body.caps.${twice}.key`, ['同一上限写了两次，请合并为一条', 'is there twice: keep one cap for each group or layer'])
}

/** What is accepted starts: a quarter years away would hold its customers' plays until then. */
function refuseFarQuarter({ year, quarter }: Body, now: Date): void {
  if (isFarStart(quarterDays(year, quarter).startsOn, now))
    throw refuseField('body.year', ['季度须在今天前后两年之内', 'must be within two years of today: choose another quarter'])
}

/** Writes a plan down and asks for it to be computed. */
export async function makePlan(ctx: Ctx, body: Body): Promise<Plan> {
  refuseTwice(body)
  refuseFarQuarter(body, ctx.now())
  return await ctx.inTenant(async tx => {
    const mustServe = [...new Set(body.mustServe.map(id => id.toLowerCase()))]
    if ((await countCustomers(tx, ctx.tenantId, mustServe, startableDyads(ctx))) < mustServe.length)
      throw refuseField('body.mustServe', [
        '名单里有找不到或您不能修改的客户，请移除后重试',
        'holds customers that are not there or that you may not change: take them off and try again',
      ])
    const { name, year, quarter, caps, moneyMinor, hours } = body
    const planId = newId()
    const same = { tenantId: ctx.tenantId, planId, name: name.trim(), ...quarterDays(year, quarter), moneyMinor, hours, caps, mustServe }
    await insertPlan(tx, { ...same, departmentId: ctx.departmentId ?? null, authorId: ctx.userId })
    const jobId = await ctx.jobs.enqueue(tx, ctx, { kind: makeKind, data: { planId }, subject: { name: same.name } })
    await noteJob(tx, ctx.tenantId, planId, jobId)
    const after = { name: same.name, startsOn: same.startsOn, endsOn: same.endsOn, moneyMinor, hours, caps, mustServe: mustServe.length }
    await audit(tx, ctx, { action: 'create', entity: 'plan', entityId: planId, after })
    return await demandSeenPlan(tx, ctx, planId)
  })
}

/** One step more of money: a thousand in the firm's currency. */
const moneyStepOf = (currency: string) => 1000 * 10 ** minorDigits(currency)

/** The job: reads what may be done with whom, chooses in a thread of its own, and writes down what came of it. */
export async function computePlan({ db, now }: Platform, job: RunningJob<{ readonly planId: string }>): Promise<object> {
  const { tenantId, userId, signal, data, report } = job
  const membership = userId === undefined ? undefined : await findMembership(db, tenantId, userId)
  if (userId === undefined || membership === undefined) throw new Refusal('forbidden')
  const viewer = { ...membership, userId }
  report({ step: 'reading' })
  const { plan, ground, currency } = await job.inTenant(async tx => ({
    plan: (await readPlans(tx, viewer, isPlanOf(data.planId), 1))[0],
    ground: await readPlanGround(tx, tenantId, now(), startableDyads(viewer)),
    currency: (await readFirm(tx, tenantId)).currency,
  }))
  if (plan === undefined) throw new Refusal('not_found')
  const { days } = ground.start
  const startOn = Math.max(days.today, parseDay(plan.startsOn) ?? days.today)
  const candidates = await candidatesOf(ground, startOn, new Set(plan.mustServe), (done, total) =>
    report({ step: 'weighing', done, total }),
  )
  const limits = { money: plan.moneyMinor, hours: plan.hours, caps: plan.caps.map(({ key, moneyMinor }) => ({ key, money: moneyMinor })) }
  report({ step: 'choosing' })
  const solved = await solveInThread({ customers: candidates.map(each => each.plan), limits, moneyStep: moneyStepOf(currency) }, signal)
  const outcome = outcomeOf(candidates, solved)
  report({ step: 'writing' })
  await job.inTenant(async tx => {
    await writeChoices(tx, tenantId, data.planId, choicesOf(candidates, solved, limits))
    await finishPlan(tx, tenantId, data.planId, { outcome, asOf: ground.start.hygiene.scope.asOf, generation: ground.generation })
  })
  return { customers: outcome.customers, chosen: outcome.chosen }
}
