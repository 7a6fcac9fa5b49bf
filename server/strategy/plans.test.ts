import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '#contract/endpoint.ts'
import type { AttentionRow } from '#contract/strategy/attention.ts'
import type { listNextActions, NextAction } from '#contract/strategy/next-action.ts'
import type { listPlanChoices, comparePlans, Plan } from '#contract/strategy/plan.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { idle } from '#testing/whole-firm.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-04-01T02:00:00Z') })
  await door.platform.jobs.start()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
})
afterAll(() => door.close())

type Method = 'GET' | 'POST' | 'DELETE'

async function ask<T>(browser: Browser, method: Method, url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

async function refused(method: Method, url: string, body?: object): Promise<{ status: number; text: string }> {
  const answer = await boss.call(method, url, body)
  return { status: answer.statusCode, text: answer.body }
}

/** A customer of a type whose duties a person has checked, worth so much in 12 months (minor units). */
async function customer(name: string, type: string, contribution: number | null, tier: string): Promise<string> {
  const { dyadId } = await ask<{ dyadId: string }>(boss, 'POST', '/api/customers', { name, duplicateReason: '测试' })
  await query(
    door.database.admin,
    `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, type, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
       is_provisional, is_dormant, is_below_zero, is_overridden, orders, headroom, last_order, stage, tier)
     values ($1, $2, 1, '2026-03-31', $3, $4, 'measured', 4000000, 1, false, false, false, false, 9, 70, '2026-03-01', 'maturity', $5)`,
    [tenantId, dyadId, type, contribution, tier],
  )
  return dyadId
}

const signAll = (dyadId: string) =>
  ask(boss, 'POST', `/api/customers/${dyadId}/hygiene-checks`, {
    duties: ['delivered', 'order_right', 'invoice_right', 'complaints', 'quality', 'open_price', 'data_safe'],
    isKept: true,
    checkedOn: '2026-03-30',
  })

const breakDuty = (dyadId: string) =>
  ask(boss, 'POST', `/api/customers/${dyadId}/hygiene-checks`, { duties: ['open_price'], isKept: false, checkedOn: '2026-03-31' })

const body = (more: object = {}) => ({
  name: '二季度',
  year: 2026,
  quarter: 2,
  moneyMinor: 30_000_000,
  hours: 500,
  caps: [],
  mustServe: [],
  ...more,
})

async function made(more: object = {}, by: Browser = boss): Promise<Plan> {
  const { planId } = await ask<Plan>(by, 'POST', '/api/plans', body(more))
  await idle(door)
  return await ask<Plan>(by, 'GET', `/api/plans/${planId}`)
}

const choices = (planId: string, asked = '') => ask<Answer<typeof listPlanChoices>>(boss, 'GET', `/api/plans/${planId}/choices${asked}`)

let gold: string[]
let red: string

test('a plan is made by a job: within money and hours, duties first, proven, with what a little more would buy', async () => {
  gold = []
  for (let k = 0; k < 12; k++) {
    const dyadId = await customer(`金牌${k}`, 'gold', 100_000_000 + 10_000_000 * k, 'mvc')
    await signAll(dyadId)
    gold.push(dyadId)
  }
  red = await customer('价格不明', 'gold', 900_000_000, 'mvc')
  await signAll(red)
  await breakDuty(red)
  await customer('放弃', 'release', 100_000, 'bzc')
  const plan = await made({ moneyMinor: 3_000_000, hours: 400 })
  expect(plan).toMatchObject({ state: 'draft', name: '二季度', startsOn: '2026-04-01', endsOn: '2026-06-30', started: 0 })
  const { outcome } = plan
  expect(outcome).toMatchObject({ customers: 14, duties: 1, unpaid: 0, unserved: 0, isExact: true, gap: 0 })
  expect(outcome?.moneyMinor).toBeLessThanOrEqual(3_000_000)
  expect(outcome?.hours).toBeLessThanOrEqual(400)
  expect(outcome?.limits.map(({ key }) => key)).toEqual(['money', 'hours'])
  expect(outcome?.boundMinor).toBe(outcome?.gainMinor)
  expect(outcome?.worthMinor).toBe((outcome?.gainMinor ?? 0) + (outcome?.moneyMinor ?? 0))
  expect(outcome?.nextMoney.step).toBe(100_000)
  const { rows, plays } = await choices(plan.planId)
  const duty = rows.find(row => row.dyadId === red)
  expect(duty).toMatchObject({ isDuty: true, standing: 'chosen' })
  expect(plays.find(({ playId }) => playId === duty?.playId)?.name.zh).toBe('价格公开说明')
  expect(new Set(rows.map(row => row.dyadId)).size).toBe(rows.length)
  expect(rows.reduce((sum, row) => sum + row.moneyMinor, 0)).toBe(outcome?.moneyMinor)
})

test('the hold-out group never gets the play, however much money there is', async () => {
  const plan = await made({ moneyMinor: 900_000_000, hours: 100_000 })
  const { rows } = await choices(plan.planId, '?limit=200')
  const plays = await ask<{ rows: { playId: string; key: string; holdoutShare: number }[] }>(boss, 'GET', '/api/plays')
  for (const { dyadId, options } of rows)
    for (const { playId } of options) {
      const play = plays.rows.find(each => each.playId === playId)
      expect(isHeldOut(tenantId, play?.key ?? '', dyadId, play?.holdoutShare ?? 0), play?.key).toBe(false)
    }
})

test('with nothing to spend every broken duty is named with why, and nothing is bought', async () => {
  const plan = await made({ moneyMinor: 0, hours: 0 })
  expect(plan.outcome).toMatchObject({ chosen: 0, unpaid: 1, gainMinor: 0 })
  const { rows } = await choices(plan.planId, '?standing=unpaid')
  expect(rows).toMatchObject([{ dyadId: red, standing: 'unpaid', playId: null }])
  expect(['money', 'hours']).toContain(rows[0]?.reason)
})

test('whom it must serve against a cap is named with the cap, and the same cap twice is refused', async () => {
  const caps = [{ key: 'group:retain', moneyMinor: 100 }]
  const plan = await made({ mustServe: [gold[0]], caps })
  expect(plan.outcome).toMatchObject({ unserved: 1 })
  expect((await choices(plan.planId, '?standing=unserved')).rows).toMatchObject([
    { dyadId: gold[0], isMust: true, reason: 'cap:group:retain' },
  ])
  expect(await refused('POST', '/api/plans', body({ caps: [...caps, ...caps] }))).toMatchObject({ status: 422 })
  expect((await refused('POST', '/api/plans', body({ mustServe: [crypto.randomUUID()] }))).status).toBe(422)
})

test('two plans stand beside each other, and the difference is told customer by customer', async () => {
  const [little, much] = [await made({ moneyMinor: 1_000_000 }), await made({ moneyMinor: 30_000_000 })]
  const told = await ask<Answer<typeof comparePlans>>(boss, 'GET', `/api/plans/${little.planId}/against/${much.planId}`)
  expect(told.onlyOther).toBeGreaterThan(0)
  expect(told.same + told.onlyOne + told.otherPlay).toBe(little.outcome?.chosen)
  expect(told.rows).toHaveLength(told.onlyOne + told.onlyOther + told.otherPlay)
})

test('a plan is accepted once: its plays start as runs of the plan, and a second manager is told who did', async () => {
  const plan = await made()
  const other = await memberBrowser(door, tenantId, { name: '另一位经理' })
  const accepted = await ask<Plan>(boss, 'POST', `/api/plans/${plan.planId}/accept`, { checked: false, version: plan.version })
  expect(accepted.state).toBe('accepting')
  const late = await other.call('POST', `/api/plans/${plan.planId}/accept`, { checked: false, version: plan.version })
  expect([late.statusCode, late.body]).toEqual([409, expect.stringContaining('每份计划只采纳一次')])
  await idle(door)
  const after = await ask<Plan>(boss, 'GET', `/api/plans/${plan.planId}`)
  expect(after).toMatchObject({ state: 'accepted', started: plan.outcome?.chosen, refused: 0 })
  const { rows } = await ask<{ rows: { source: string; sourceId: string }[] }>(boss, 'GET', '/api/play-runs?limit=200')
  expect(rows.filter(({ sourceId }) => sourceId === plan.planId)).toHaveLength(after.started)
  expect((await refused('DELETE', `/api/plans/${plan.planId}`)).status).toBe(409)
})

test('a plan whose starting was broken off says how many did not get their turn, and goes on where it stopped when accepted again', async () => {
  const waits = await customer('等待启动', 'gold', 600_000_000, 'mvc')
  await signAll(waits)
  const plan = await made()
  // As a job that was cancelled before its first choice leaves it.
  await query(
    door.database.admin,
    `update app.plan set state = 'accepting', accepted_by = $2, accepted_at = now(), version = version + 1 where plan_id = $1`,
    [plan.planId, boss.userId],
  )
  const broken = await ask<Plan>(boss, 'GET', `/api/plans/${plan.planId}`)
  expect(broken).toMatchObject({ state: 'accepted', started: 0, refused: 0, waiting: plan.outcome?.chosen })
  await ask<Plan>(boss, 'POST', `/api/plans/${plan.planId}/accept`, { checked: false, version: broken.version })
  await idle(door)
  const after = await ask<Plan>(boss, 'GET', `/api/plans/${plan.planId}`)
  expect(after).toMatchObject({ state: 'accepted', waiting: 0 })
  expect(after.started + after.refused).toBe(plan.outcome?.chosen)
  expect(after.started).toBeGreaterThan(0)
})

test('a plan of a quarter years away is refused: it would hold the plays of its customers until then', async () => {
  for (const year of [2000, 2200]) {
    const { status, text } = await refused('POST', '/api/plans', body({ year }))
    expect([status, text]).toEqual([422, expect.stringContaining('季度须在今天前后两年之内')])
  }
})

test('while a plan is at work the next one gives its customers no second play, and what it planned before is refused with the reason', async () => {
  const next = await made()
  expect(next.outcome?.without.planned).toBeGreaterThan(0)
  const { rows } = await choices(next.planId, '?limit=200')
  expect(rows.some(({ dyadId, isDuty }) => gold.includes(dyadId) && !isDuty)).toBe(false)
})

test('what needs a check waits for one: refused with the duties, and started once somebody has checked', async () => {
  const fresh = await customer('未核实', 'gold', 800_000_000, 'mvc')
  const plan = await made()
  expect(plan.outcome?.needsCheck).toBe(1)
  await ask<Plan>(boss, 'POST', `/api/plans/${plan.planId}/accept`, { checked: false, version: plan.version })
  await idle(door)
  const waiting = await ask<Plan>(boss, 'GET', `/api/plans/${plan.planId}`)
  expect(waiting).toMatchObject({ state: 'accepted', refused: 1 })
  expect((await choices(plan.planId, '?refused=true')).rows).toMatchObject([{ dyadId: fresh, playRunId: null }])
  await ask<Plan>(boss, 'POST', `/api/plans/${plan.planId}/accept`, { checked: true, version: waiting.version })
  await idle(door)
  expect(await ask<Plan>(boss, 'GET', `/api/plans/${plan.planId}`)).toMatchObject({ state: 'accepted', refused: 0 })
})

test('the next best action is what was begun, a broken duty, or the play that nets most, each with its reason', async () => {
  const next = (dyadId: string) => ask<NextAction>(boss, 'GET', `/api/customers/${dyadId}/next-action`)
  const begun = await next(gold[0] as string)
  expect(begun.kind === 'step' ? begun.playRunId : begun.why).toBeTruthy()
  const idleOne = await customer('无人过问', 'gold', 700_000_000, 'mvc')
  await signAll(idleOne)
  expect(await next(idleOne)).toMatchObject({ kind: 'play', contributionMinor: 700_000_000, isLate: false })
  await breakDuty(idleOne)
  expect(await next(idleOne)).toMatchObject({ kind: 'duty', playName: { zh: '价格公开说明' } })
  const stranger = await customer('放弃二', 'release', 0, 'bzc')
  await signAll(stranger)
  expect(await next(stranger)).toMatchObject({ kind: 'none', worthMinor: null })
  const list = await ask<Answer<typeof listNextActions>>(boss, 'GET', '/api/next-actions?whose=seen&limit=200')
  expect(list.rows.find(({ dyadId }) => dyadId === idleOne)?.kind).toBe('duty')
  expect(list.rows.some(({ kind }) => kind === 'none')).toBe(false)
})

test('attention by layer adds up what was planned and done, new and existing customers apart', async () => {
  const { rows } = await ask<{ rows: AttentionRow[] }>(boss, 'GET', '/api/attention?from=2026-01-01&to=2026-12-31')
  const mvc = rows.filter(({ tier }) => tier === 'mvc')
  const runs = await ask<{ rows: { plannedMinor: number }[] }>(boss, 'GET', '/api/play-runs?limit=200')
  expect(rows.reduce((sum, row) => sum + row.plannedMinor, 0)).toBe(runs.rows.reduce((sum, row) => sum + row.plannedMinor, 0))
  expect(mvc.every(({ isNew }) => isNew)).toBe(true)
  expect(mvc[0]?.customers).toBeGreaterThanOrEqual(13)
  expect((await refused('GET', '/api/attention?from=2026-02-01&to=2026-01-01')).status).toBe(422)
  expect(await ask(boss, 'GET', '/api/attention?to=0001-01-01')).toMatchObject({ from: '0001-01-01', to: '0001-01-01' })
})

test('who sees only their own customers sees no plan of others and makes none', async () => {
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await ask<{ rows: Plan[]; mayMake: boolean }>(seller, 'GET', '/api/plans')).rows).toEqual([])
  expect((await seller.call('POST', '/api/plans', body())).statusCode).toBe(403)
})

test('right: a new plan begins with hours by the people who own customers and money by what these bring; a reader is not asked', async () => {
  type Usual = { people: number; hours: number | null; contributionMinor: number | null; moneyMinor: number | null }
  const lonely = await plantTenant(door)
  const head = await memberBrowser(door, lonely)
  const path = '/api/plans/usual-limits'
  expect(await ask<Usual>(head, 'GET', path)).toMatchObject({ people: 0, hours: null, contributionMinor: null, moneyMinor: null })
  const usual = await ask<Usual>(boss, 'GET', path)
  expect(usual.people).toBeGreaterThan(0)
  expect(usual.hours).toBe(usual.people * 160)
  expect(usual.moneyMinor).toBeGreaterThan(0)
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await seller.call('GET', path)).statusCode).toBe(403)
})
