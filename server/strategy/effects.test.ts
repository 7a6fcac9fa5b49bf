import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '#contract/endpoint.ts'
import type { listEffectCustomers, readCustomerEffects, readEffects } from '#contract/strategy/effect.ts'
import { randomOf } from '#core/numerics/random.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { memberBrowser } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import type { NextAction } from '#contract/strategy/next-action.ts'
import type { listPlanChoices, Plan } from '#contract/strategy/plan.ts'
import type { listFitting } from '#contract/strategy/play.ts'
import { idle as jobsDone } from '#testing/whole-firm.ts'
import { ask, at, openPlayDoor, type PlayUsed } from '#testing/play-door.ts'
import { effectOf } from '#core/strategy/effect-learning.ts'
import { inTenant } from '#server/platform/database.ts'
import { readLearnt } from './effect-learnt.sql.ts'

type Effects = Answer<typeof readEffects>
type Customers = Answer<typeof listEffectCustomers>

/** What the product says of a play and one customer wherever it says it. */
type Told = {
  readonly offer:
    | { expectedMinor: number | null; expected: { source: string; mean: number; low: number; high: number; learnt: object | null } }
    | undefined
  readonly fitting: Answer<typeof listFitting>
  readonly next: NextAction
  readonly plan: Plan
  readonly worth: number | undefined
}

let told: Told
let firm: Awaited<ReturnType<typeof openPlayDoor>>
let works: PlayUsed
let idle: PlayUsed
const customers = 240

beforeAll(async () => {
  firm = await openPlayDoor()
  await firm.door.platform.jobs.start()
  const plays = await firm.plays()
  const motivators = plays.filter(play => play.kind === 'motivator' && play.strategyGroup === 'retain')
  works = motivators[0] as PlayUsed
  idle = motivators[1] as PlayUsed
  await hold(works)
  await hold(idle)
  await plant()
})
afterAll(() => firm.door.close())

/** Holds back a third from a play, so that 240 customers tell something. */
const hold = ({ playId, version }: PlayUsed) => ask(firm.boss, 'PUT', `/api/effects/${playId}/holdout`, { share: 0.33, version })

const admin = () => firm.door.database.admin

/**
 * A book of two years around 28 February 2025: all are gold and are given both plays in March 2025 but for those held back; the first adds 30 % to what
 * they buy, the second nothing.
 */
async function plant(): Promise<void> {
  const { tenantId } = firm
  const random = randomOf(5)
  const ids = Array.from({ length: customers }, (_, k) => `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`)
  await ask(firm.boss, 'POST', '/api/customers', { name: '头一位', duplicateReason: '测试' })
  await query(
    admin(),
    `insert into app.party (tenant_id, party_id, name, name_key) select $1, id, 'Planted ' || id, id::text from unnest($2::uuid[]) id`,
    [tenantId, ids],
  )
  await query(
    admin(),
    `insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side)
     select $1, id, (select d.seller_id from app.dyad d where d.tenant_id = $1 and d.side = 'sale' limit 1), id, 'sale' from unnest($2::uuid[]) id`,
    [tenantId, ids],
  )
  await query(
    admin(),
    `insert into app.generation (tenant_id, generation, state, settings_version, settings, currency, as_of, sources, reason, facts_hash)
     values ($1, 1, 'current', 1, '{}', 'CNY', '2026-03-01', '{}', 'test', '')`,
    [tenantId],
  )
  const moneys = ids.map(dyadId => {
    const size = 4e6 * Math.exp(0.4 * random.normal())
    const lifted = isHeldOut(tenantId, works.key, dyadId, 0.33) ? 1 : 1.3
    return [size * Math.exp(0.1 * random.normal()), size * lifted * Math.exp(0.1 * random.normal())].map(Math.round)
  })
  await query(
    admin(),
    `insert into app.dyad_day (tenant_id, dyad_id, day, orders, net_sales_minor)
     select $1, e.id, d.day, 1, d.money from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as e (id, before, after),
       lateral (values (date '2024-01-15', 0), (date '2024-09-15', e.before), (date '2025-09-15', e.after), (date '2026-02-28', 0)) as d (day, money)`,
    [tenantId, ids, moneys.map(([before]) => before), moneys.map(([, after]) => after)],
  )
  await query(
    admin(),
    `insert into app.classification (tenant_id, dyad_id, generation, as_of, type, net_contribution_state, net_sales_minor, data_confidence, is_provisional, is_dormant,
       is_below_zero, is_overridden, orders, last_order, stage, tier, headroom, p_alive)
     select $1, id, 1, '2025-02-28', 'gold', 'measured', 1, 1, false, false, false, false, 9, '2025-02-20', 'maturity', 'mvc', 70, 0.95 from unnest($2::uuid[]) id`,
    [tenantId, ids],
  )
  for (const play of [works, idle])
    await query(
      admin(),
      `insert into app.play_run (tenant_id, dyad_id, play_run_id, play_id, play_version, state, source, started_on, ended_on, planned_money_minor, planned_hours, money_minor, hours)
       select $1, id, gen_random_uuid(), $3, 2, 'done', 'plan', '2025-03-10', '2025-04-10', 100000, 2, 120000, 3 from unnest($2::uuid[]) id`,
      [tenantId, ids.filter(dyadId => !isHeldOut(tenantId, play.key, dyadId, 0.33)), play.playId],
    )
}

/** A planted customer who may be given the first play, with a contribution of 10 million. */
const meantFor = () => {
  const ids = Array.from({ length: customers }, (_, k) => `00000000-0000-4000-8000-${String(k).padStart(12, '0')}`)
  return ids.find(dyadId => !isHeldOut(firm.tenantId, works.key, dyadId, 0.33)) ?? ''
}

async function tellOf(dyadId: string): Promise<Told> {
  const { offers } = await firm.offers(dyadId)
  const fitting = await ask<Answer<typeof listFitting>>(firm.boss, 'GET', `/api/plays/${works.playId}/customers`)
  const next = await ask<NextAction>(firm.boss, 'GET', `${at(dyadId)}/next-action`)
  const wanted = { name: '一季度', year: 2026, quarter: 1, moneyMinor: 900_000_000, hours: 9000, caps: [], mustServe: [dyadId] }
  const { planId } = await ask<Plan>(firm.boss, 'POST', '/api/plans', wanted)
  await jobsDone(firm.door)
  const plan = await ask<Plan>(firm.boss, 'GET', `/api/plans/${planId}`)
  const { rows } = await ask<Answer<typeof listPlanChoices>>(firm.boss, 'GET', `/api/plans/${planId}/choices`)
  const options = rows.find(row => row.dyadId === dyadId)?.options
  return {
    offer: offers.find(({ play }) => play.playId === works.playId),
    fitting,
    next,
    plan,
    worth: options?.find(({ playId }) => playId === works.playId)?.worthMinor,
  }
}

async function measured(): Promise<Effects> {
  const { jobId } = await ask<{ jobId: string }>(firm.boss, 'POST', '/api/effects/measure', {})
  for (let tries = 0; tries < 600; tries++) {
    const job = await ask<{ state: string; error: unknown }>(firm.boss, 'GET', `/api/jobs/${jobId}`)
    if (job.state === 'failed') throw new Error(JSON.stringify(job.error))
    if (job.state === 'done') return await ask<Effects>(firm.boss, 'GET', '/api/effects')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('it never ends')
}

describe('does it work?', () => {
  test('before anything was measured the page says so, and a play stands with what is assumed of it', async () => {
    const found = await ask<Effects>(firm.boss, 'GET', '/api/effects')
    expect(found).toMatchObject({ asOf: null, aa: null, leakCount: 0 })
    expect(found.rows.find(row => row.playId === works.playId)).toMatchObject({ found: null, holdoutShare: 0.33, version: 2 })
  })

  test('before it is measured a play is expected to bring what the playbook assumes, wherever that is said', async () => {
    const dyadId = meantFor()
    await firm.place(dyadId, 'gold')
    await query(admin(), 'update app.play set rest_days = 0 where tenant_id = $1 and play_id = $2', [firm.tenantId, works.playId])
    await query(admin(), 'update app.customer_standing set net_contribution_minor = 1000000000 where tenant_id = $1', [firm.tenantId])
    const assumed = Math.round(works.effect.mean * 1_000_000_000)
    told = await tellOf(dyadId)
    expect(told.offer).toMatchObject({ expectedMinor: assumed, expected: { source: 'assumption', learnt: null } })
    expect(told.fitting).toMatchObject({ expected: { learnt: null }, rows: [{ dyadId, expectedMinor: assumed }] })
    expect(told.worth).toBe(assumed)
    expect(told.next.expected?.learnt).toBeNull()
  })

  test('a planted uplift is found, a play that does nothing is not said to work, and the check of the own data is sound', async () => {
    const found = await measured()
    const [one, other] = [works, idle].map(play => found.rows.find(row => row.playId === play.playId)?.found)
    expect(found.asOf).toBe('2026-02-28')
    expect(one).toMatchObject({ verdict: 'works', uptake: 1, looks: 1, outside: 0, moneyMinor: 120000, hours: 3 })
    expect(one?.share?.mean).toBeGreaterThan(0.2)
    expect(one?.share?.mean).toBeLessThan(0.4)
    expect((one?.treated.customers ?? 0) + (one?.held.customers ?? 0)).toBe(customers)
    expect(other?.verdict).not.toBe('works')
    expect(found.aa).toMatchObject({ customers: customers + 1, lots: 200, isSound: true })
    expect(found.yields).toMatchObject([{ kind: 'existing', runs: (one?.runs ?? 0) + (other?.runs ?? 0) }])
    const beyond = found.rows.filter(row => row.told?.isBeyondFirm === true).map(row => row.playId)
    expect(beyond).toEqual(found.rows.filter(row => (row.told?.needed ?? 0) > customers + 1).map(row => row.playId))
  })

  test('what is expected learns from it', async () => {
    const learnt = await inTenant(firm.door.platform.db, { tenantId: firm.tenantId }, tx => readLearnt(tx, firm.tenantId))
    const believed = effectOf(works.effect, learnt.get(works.playId))
    expect(believed.source).toBe('measured')
    expect(believed.mean).toBeGreaterThan(works.effect.mean)
    const { rows } = await ask<Effects>(firm.boss, 'GET', '/api/effects')
    expect(rows.find(row => row.playId === works.playId)?.believed.mean).toBeCloseTo(believed.mean, 12)
  })

  test('once measured the plan, the plays and the next action go by what was learnt, and say from how many runs', async () => {
    const dyadId = meantFor()
    const now = await tellOf(dyadId)
    const { rows } = await ask<Effects>(firm.boss, 'GET', '/api/effects')
    const row = rows.find(({ playId }) => playId === works.playId)
    const believed = Math.round((row?.believed.mean ?? 0) * 1_000_000_000)
    const learnt = { runs: row?.found?.treated.given, held: row?.found?.held.customers, asOf: '2026-02-28' }
    expect(believed).toBeGreaterThan(told.offer?.expectedMinor ?? 0)
    expect(now.offer).toMatchObject({ expectedMinor: believed, expected: { source: 'measured', learnt } })
    expect(now.offer?.expected.low).toBeCloseTo((row?.believed.mean ?? 0) - 1.96 * (row?.believed.sd ?? 0), 4)
    expect(now.fitting).toMatchObject({ expected: { learnt }, rows: [{ dyadId, expectedMinor: believed }] })
    expect(now.worth).toBe(believed)
    expect(now.plan.outcome?.worthMinor).toBeGreaterThan(told.plan.outcome?.worthMinor ?? 0)
    expect(now.plan.outcome?.expected?.find(({ playId }) => playId === works.playId)).toMatchObject({ learnt })
    expect(now.next).toMatchObject({ playId: works.playId, worthMinor: believed, expected: { learnt } })
    const listed = await ask<{ rows: { playId: string; expected: object }[] }>(firm.boss, 'GET', '/api/plays')
    expect(listed.rows.find(({ playId }) => playId === works.playId)?.expected).toMatchObject({ learnt })
  })

  test('it opens to the customers on both sides', async () => {
    const of = (side: string) => ask<Customers>(firm.boss, 'GET', `/api/effects/${works.playId}/customers?side=${side}`)
    const [treated, held] = [await of('treated'), await of('held')]
    expect(treated.rows.every(row => !row.isHeld && row.startedOn === '2025-03-10' && row.afterMinor !== null)).toBe(true)
    expect(held.rows.every(row => row.isHeld && row.startedOn === null && row.enteredOn === '2025-02-28')).toBe(true)
    expect(treated.rows.length + held.rows.length).toBe(customers)
  })

  test('cost and mean gain are booked to the customer', async () => {
    const { rows } = await ask<Customers>(firm.boss, 'GET', `/api/effects/${works.playId}/customers?side=treated`)
    const card = await ask<Answer<typeof readCustomerEffects>>(firm.boss, 'GET', `${at(rows[0]?.dyadId ?? '')}/effects`)
    const run = card.runs.find(({ playId }) => playId === works.playId)
    expect(run).toMatchObject({ moneyMinor: 120000, hours: 3, isBooked: true })
    expect(run?.gain?.low).toBeGreaterThan(0)
    expect(card.moneyMinor).toBe(120000 * card.runs.length)
    expect(card.heldFrom.every(({ playId }) => card.runs.every(each => each.playId !== playId))).toBe(true)
  })

  test('measured again for the same month it is one look; a customer given what it is held back from is an alarm', async () => {
    const { rows } = await ask<Customers>(firm.boss, 'GET', `/api/effects/${works.playId}/customers?side=held`)
    const dyadId = rows[0]?.dyadId ?? ''
    await query(
      admin(),
      `insert into app.play_run (tenant_id, dyad_id, play_run_id, play_id, play_version, state, source, started_on, planned_money_minor, planned_hours)
       values ($1, $2, gen_random_uuid(), $3, 2, 'running', 'manual', '2025-05-10', 0, 0)`,
      [firm.tenantId, dyadId, works.playId],
    )
    const found = await measured()
    expect(found.leakCount).toBe(1)
    expect(found.leaks).toMatchObject([{ dyadId, playId: works.playId, startedOn: '2025-05-10' }])
    expect(found.rows.find(row => row.playId === works.playId)?.found).toMatchObject({ looks: 1, held: { given: 1 }, verdict: 'works' })
  })

  test('who sees only their own customers is told the verdict and the range, and no money or customers of others', async () => {
    const seller = await memberBrowser(firm.door, firm.tenantId, { role: 'account_manager', scope: 'own' })
    const manager = await memberBrowser(firm.door, firm.tenantId, { role: 'manager', scope: 'department' })
    const [mine, whole] = [await ask<Effects>(seller, 'GET', '/api/effects'), await ask<Effects>(manager, 'GET', '/api/effects')]
    const rowOf = (effects: Effects) => effects.rows.find(row => row.playId === works.playId)
    expect(mine).toMatchObject({ isFirmWide: false, aa: null, yields: [], leaks: [], leakCount: 0 })
    expect(mine.rows.every(({ found }) => found === null)).toBe(true)
    expect(rowOf(mine)?.told).toEqual(rowOf(whole)?.told)
    expect(rowOf(mine)?.told).toMatchObject({ verdict: 'works', isMeasured: true })
    expect(whole).toMatchObject({ isFirmWide: true, leakCount: 1 })
    expect(rowOf(whole)?.found?.treated.customers).toBeGreaterThan(100)
    expect((await ask<Customers>(seller, 'GET', `/api/effects/${works.playId}/customers`)).rows).toEqual([])
  })

  test('a share above a half, an old version and a duty are refused', async () => {
    const set = (playId: string, share: number, version: number) =>
      firm.refused('PUT', `/api/effects/${playId}/holdout`, { share, version })
    expect((await set(works.playId, 0.6, 2)).status).toBe(422)
    expect((await set(works.playId, 0.2, 1)).status).toBe(409)
    const duty = (await firm.plays()).find(({ kind }) => kind === 'duty') as PlayUsed
    expect((await set(duty.playId, 0.1, duty.version)).status).toBe(422)
  })
})
