import { afterAll, beforeAll, expect, test } from 'vitest'
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

async function create(browser: Browser, body: object): Promise<{ dyadId: string; version: number }> {
  const answer = await browser.call('POST', '/api/customers', body)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const firstFound = async (search: string) => (await boss.call('GET', `/api/customers?${search}`)).json().rows[0]

test('contacts: one is the first to call, and the record becomes more complete', async () => {
  const one = await create(boss, { name: '有联系人的客户' })
  const url = `/api/customers/${one.dyadId}/contacts`
  const first = (await boss.call('POST', url, { name: '李雷', phone: '13800000000', isPrimary: true })).json()
  const second = (await boss.call('POST', url, { name: '韩梅梅', isPrimary: true })).json()
  const whole = (await boss.call('GET', `/api/customers/${one.dyadId}`)).json()
  expect(whole.contacts.map((contact: { name: string; isPrimary: boolean }) => [contact.name, contact.isPrimary])).toEqual([
    ['韩梅梅', true],
    ['李雷', false],
  ])
  expect(whole.completeness.gaps).not.toContain('contactReach')
  const row = await firstFound('q=youlianxiren')
  expect(row).toMatchObject({ completeness: whole.completeness.percent })
  expect((await boss.call('PATCH', `${url}/${first.contactId}`, { version: first.version, title: '采购' })).statusCode).toBe(409)
  expect((await boss.call('DELETE', `${url}/${second.contactId}`)).json()).toEqual({ done: true })
  expect((await boss.call('GET', `/api/customers/${one.dyadId}`)).json().contacts).toHaveLength(1)
})

test('evidence: bounds and days are held, what was withdrawn stays to be read, and the values are asked for anew', async () => {
  const { dyadId } = await create(boss, { name: '有证据的客户' })
  const url = `/api/customers/${dyadId}/evidence`
  const body = { kind: 'wallet_share', value: 0.4, observedOn: '2026-01-31', source: '拜访' }
  expect((await boss.call('POST', url, { ...body, value: 40 })).statusCode).toBe(422)
  expect((await boss.call('POST', url, { ...body, observedOn: '2999-01-01' })).statusCode).toBe(422)
  const { evidenceId } = (await boss.call('POST', url, body)).json()
  expect((await boss.call('POST', `${url}/${evidenceId}/withdraw`, {})).json().withdrawnAt).not.toBeNull()
  expect((await boss.call('GET', url)).json().rows).toMatchObject([
    { kind: 'wallet_share', value: 0.4, source: '拜访', authorName: '王芳' },
  ])
  const jobs = await boss.call('GET', '/api/jobs?kind=identify')
  expect(jobs.json().rows).toMatchObject([{ kind: 'identify', state: 'queued' }])
})

test('a customer without facts can be removed, one with orders cannot', async () => {
  const one = await create(boss, { name: '要删的客户', code: 'DEL' })
  expect((await boss.call('DELETE', `/api/customers/${one.dyadId}`, { version: one.version })).json()).toEqual({ done: true })
  expect((await boss.call('GET', `/api/customers/${one.dyadId}`)).statusCode).toBe(404)
  const again = await create(boss, { name: '要删的客户', code: 'DEL' })
  await query(door.database.admin, `insert into app.import (tenant_id, import_id, source, state) values ($1, $2, 's', 'published')`, [
    tenantId,
    again.dyadId,
  ])
  await query(
    door.database.admin,
    `insert into app.sales_order (tenant_id, dyad_id, order_id, import_id, source, number, kind, ordered_on, currency, line_count, net_minor, content_hash) values ($1, $2, $2, $2, 's', '1', 'order', '2026-01-01', 'CNY', 0, 0, 'x')`,
    [tenantId, again.dyadId],
  )
  expect((await boss.call('DELETE', `/api/customers/${again.dyadId}`, { version: again.version })).statusCode).toBe(409)
})

test('views are one’s own, shared ones are for all, and only their owner changes them', async () => {
  const reader = await memberBrowser(door, tenantId, { role: 'viewer' })
  const mine = (
    await boss.call('POST', '/api/views', { list: 'customers', name: '黄金客户', state: { type: ['gold'], columns: ['name'] } })
  ).json()
  const shared = (await boss.call('POST', '/api/views', { list: 'customers', name: '大家的', isShared: true, state: {} })).json()
  expect(
    (await boss.call('GET', '/api/views?list=customers'))
      .json()
      .rows.map((view: { name: string }) => view.name)
      .sort(),
  ).toEqual(['大家的', '黄金客户'].sort())
  expect((await reader.call('GET', '/api/views?list=customers')).json().rows).toMatchObject([{ name: '大家的', isMine: false }])
  expect((await reader.call('PATCH', `/api/views/${shared.viewId}`, { name: '抢' })).statusCode).toBe(404)
  expect((await reader.call('DELETE', `/api/views/${mine.viewId}`)).statusCode).toBe(404)
  expect((await boss.call('PATCH', `/api/views/${mine.viewId}`, { state: { q: 'x' } })).json().state).toEqual({ q: 'x' })
  expect((await boss.call('DELETE', `/api/views/${mine.viewId}`)).json()).toEqual({ done: true })
})

test('the export is the list: its filters and columns, harmless cells, written down with its count', async () => {
  await create(boss, { name: '=HYPERLINK("http://x")', code: '@危险', region: '出口' })
  const answer = await boss.call(
    'GET',
    `/api/customers/export?region=${encodeURIComponent('出口')}&column=name&column=code&column=netContribution&column=createdAt`,
  )
  expect(answer.headers['content-disposition']).toContain("filename*=UTF-8''")
  const [head, line, end] = answer.rawPayload.toString('utf8').split('\r\n')
  expect(head).toBe('\uFEFF客户名称,客户编码,净贡献（近12个月）,建档时间')
  expect(line?.startsWith(`"'=HYPERLINK(""http://x"")",'@危险,,20`)).toBe(true)
  expect(end).toBe('')
  const trail = (await boss.call('GET', '/api/audit?entity=customer&action=export')).json().rows[0]
  expect(trail).toMatchObject({ action: 'export', rowsAffected: 1, after: { region: ['出口'] } })
  expect(trail.fileHash).toMatch(/^[0-9a-f]{64}$/)
})

test('the list and a customer as they stood at a past month’s end', async () => {
  const { dyadId } = await create(boss, { name: '往日的客户' })
  const key = { tenant_id: tenantId, generation: 7 }
  const flags = {
    is_provisional: false,
    is_dormant: false,
    is_below_zero: false,
    is_overridden: false,
    data_confidence: 0.7,
    net_contribution_state: 'estimated',
    orders: 2,
  }
  await query(door.database.admin, 'insert into app.generation select * from jsonb_populate_record(null::app.generation, $1)', [
    JSON.stringify({
      ...key,
      state: 'current',
      settings_version: 1,
      settings: {},
      currency: 'CNY',
      as_of: '2026-10-31',
      sources: {},
      reason: 'test',
      facts_hash: 'x',
      customers: 1,
      placed: 1,
      created_at: '2026-11-01',
    }),
  ])
  await query(door.database.admin, 'insert into app.classification select * from jsonb_populate_record(null::app.classification, $1)', [
    JSON.stringify({
      ...key,
      ...flags,
      dyad_id: dyadId,
      as_of: '2026-08-31',
      type: 'star',
      net_contribution_minor: 700,
      net_sales_minor: 900,
    }),
  ])
  const then = await firstFound('asOf=2026-08-31&q=wangri&sort=netContribution')
  expect(then.standing).toMatchObject({ asOf: '2026-08-31', type: 'star', netContributionMinor: 700 })
  expect((await boss.call('GET', `/api/customers/${dyadId}?asOf=2026-08-31`)).json().standing).toMatchObject({ type: 'star' })
  expect((await firstFound('q=wangri')).standing).toBeNull()
  expect((await boss.call('GET', '/api/customers?asOf=2026-08-31&type=gold')).json().rows).toEqual([])
})
