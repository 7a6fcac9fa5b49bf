import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Concern, ServiceSettings } from '#contract/service/concern.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
})
afterAll(() => door.close())

const customer = async (name: string): Promise<string> =>
  ((await boss.call('POST', '/api/customers', { name })).json() as { dyadId: string }).dyadId

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const hoursBetween = (from: string, to: string | null) => (Date.parse(to ?? '') - Date.parse(from)) / 3_600_000

test('a complaint is promised an answer, is overdue when it is past, answered, and resolved with its cause', async () => {
  const dyadId = await customer('投诉客户')
  const at = `/api/customers/${dyadId}/concerns`
  const receivedAt = hoursAgo(5)
  const made = await ask<Concern>(boss, 'POST', at, {
    kind: 'complaint',
    title: '轴承异响',
    receivedAt,
    channel: 'phone',
    orderNumber: 'SO-1',
  })
  expect(made).toMatchObject({ state: 'overdue', severity: 'normal', settingsVersion: 0 })
  expect(hoursBetween(made.receivedAt, made.firstResponseBy)).toBe(4)
  expect(hoursBetween(made.receivedAt, made.resolvedBy)).toBe(72)
  const change = (body: object) => ask<Concern>(boss, 'PATCH', `${at}/${made.concernId}`, body)
  const early = await boss.call('PATCH', `${at}/${made.concernId}`, { version: made.version, firstRespondedAt: hoursAgo(9) })
  expect(early.json().details.fields[0].path).toBe('body.firstRespondedAt')
  const answered = await change({ version: made.version, firstRespondedAt: hoursAgo(2) })
  expect(answered).toMatchObject({ state: 'answered', dueAt: answered.resolvedBy })
  const resolved = await change({ version: answered.version, resolvedAt: hoursAgo(1), cause: 'quality_defect', resolution: '换货' })
  expect(resolved).toMatchObject({ state: 'resolved', dueAt: null, cause: 'quality_defect' })
  const again = await change({ version: resolved.version, resolvedAt: null })
  expect(again.state).toBe('answered')
})

test('the list shows the longest overdue first and the resolved last', async () => {
  const dyadId = await customer('逾期客户')
  const at = `/api/customers/${dyadId}/concerns`
  await ask(boss, 'POST', at, { kind: 'question', title: '刚来的' })
  await ask(boss, 'POST', at, { kind: 'question', title: '很久的', receivedAt: hoursAgo(200) })
  await ask(boss, 'POST', at, { kind: 'question', title: '过期的', receivedAt: hoursAgo(20) })
  await ask(boss, 'POST', at, { kind: 'question', title: '办结的', receivedAt: hoursAgo(300), resolvedAt: hoursAgo(299) })
  const { rows } = await ask<{ rows: Concern[] }>(boss, 'GET', `/api/concerns?dyadId=${dyadId}`)
  expect(rows.map(row => row.title)).toEqual(['很久的', '过期的', '刚来的', '办结的'])
  const filter = encodeURIComponent(JSON.stringify({ column: 'state', is: 'in', value: ['overdue'] }))
  expect((await ask<{ rows: Concern[] }>(boss, 'GET', `/api/concerns?dyadId=${dyadId}&filter=${filter}`)).rows).toHaveLength(2)
})

test('complaints are counted on the day they came in, and no longer when removed or called a question', async () => {
  const dyadId = await customer('计数客户')
  const at = `/api/customers/${dyadId}/concerns`
  const counted = async () =>
    (
      await query<{ n: number }>(
        door.database.admin,
        'select coalesce(sum(complaints), 0)::int as n from app.dyad_day where tenant_id = $1 and dyad_id = $2',
        [tenantId, dyadId],
      )
    )[0]?.n
  const first = await ask<Concern>(boss, 'POST', at, { kind: 'complaint', title: '一' })
  const second = await ask<Concern>(boss, 'POST', at, { kind: 'complaint', title: '二' })
  expect(await counted()).toBe(2)
  await ask(boss, 'PATCH', `${at}/${first.concernId}`, { version: first.version, kind: 'question' })
  expect(await counted()).toBe(1)
  await ask(boss, 'DELETE', `${at}/${second.concernId}`)
  expect(await counted()).toBe(0)
  await ask(boss, 'POST', `${at}/${second.concernId}/restore`)
  expect(await counted()).toBe(1)
  const to = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const facts = await ask<{ rows: { note: string }[] }>(boss, 'GET', `/api/dyads/${dyadId}/lines?part=complaint&from=2020-01-01&to=${to}`)
  expect(facts.rows.map(row => row.note)).toEqual(['二'])
})

test('service times are the firm’s own: they hold for what comes in afterwards, and differ by customer type', async () => {
  const before = await ask<ServiceSettings>(boss, 'GET', '/api/service-times')
  const times = { ...before.times, byType: [{ kind: 'question', type: 'gold', respondHours: 1, resolveHours: 6 }] }
  const saved = await ask<ServiceSettings>(boss, 'PUT', '/api/service-times', { version: 0, times })
  expect(saved.version).toBe(1)
  expect((await boss.call('PUT', '/api/service-times', { version: 0, times })).json().code).toBe('stale')
  const wrong = { ...times, kinds: { ...times.kinds, return: { respondHours: 9, resolveHours: 3 } } }
  expect((await boss.call('PUT', '/api/service-times', { version: 1, times: wrong })).statusCode).toBe(422)
  const dyadId = await customer('金牌客户')
  const made = await ask<Concern>(boss, 'POST', `/api/customers/${dyadId}/concerns`, { kind: 'question', title: '未分型' })
  expect(hoursBetween(made.receivedAt, made.firstResponseBy)).toBe(8)
  expect(made.settingsVersion).toBe(1)
})

test('a hidden cause is hidden; an own person of another firm is no owner', async () => {
  const dyadId = await customer('隐藏客户')
  await ask(boss, 'POST', `/api/customers/${dyadId}/concerns`, { kind: 'complaint', title: '原因保密', cause: 'fraud', causeNote: '内情' })
  await query(
    door.database.admin,
    `insert into app.field_rule (tenant_id, entity, field, role, applies, level) values ($1, 'concern', 'cause', 'viewer', 'always', 'hidden')`,
    [tenantId],
  )
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer', scope: 'all' })
  const { rows } = await ask<{ rows: Concern[] }>(viewer, 'GET', `/api/concerns?dyadId=${dyadId}`)
  expect(rows[0]).toMatchObject({ cause: null, causeNote: null, limits: { cause: 'hidden' } })
  const stranger = await boss.call('POST', `/api/customers/${dyadId}/concerns`, { kind: 'question', title: '外人', ownerId: tenantId })
  expect(stranger.json().details.fields[0].path).toBe('body.ownerId')
})
