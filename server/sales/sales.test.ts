import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Opportunity } from '#contract/sales/opportunity.ts'
import { newId } from '#server/platform/ids.ts'
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

const customer = async (name: string, owner?: string): Promise<string> => {
  const answer = await boss.call('POST', '/api/customers', { name, ...(owner ? { ownerId: owner } : {}) })
  return (answer.json() as { dyadId: string }).dyadId
}

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

test('an opportunity goes from stage to stage, is lost with a reason, opened again and won', async () => {
  const dyadId = await customer('立项客户')
  const at = `/api/customers/${dyadId}/opportunities`
  const made = await ask<Opportunity>(boss, 'POST', at, {
    title: '年度轴承框架',
    amountMinor: 1_000_000,
    expectedOn: '2027-03-31',
    channel: 'referral',
  })
  expect(made).toMatchObject({
    stage: 'lead',
    state: 'open',
    probability: 10,
    baseMinor: 1_000_000,
    weightedMinor: 100_000,
    currency: 'CNY',
  })
  const change = (body: object) => ask<Opportunity>(boss, 'PATCH', `${at}/${made.opportunityId}`, body)
  const quoted = await change({ version: made.version, stage: 'quote' })
  expect(quoted).toMatchObject({ stage: 'quote', probability: 60, weightedMinor: 600_000 })
  const own = await change({ version: quoted.version, probability: 70 })
  const refused = await boss.call('PATCH', `${at}/${made.opportunityId}`, { version: own.version, state: 'lost' })
  expect(refused.statusCode).toBe(422)
  expect(refused.json().details.fields[0].path).toBe('body.reasonCode')
  const lost = await change({ version: own.version, state: 'lost', reasonCode: 'price', reason: '低 8%' })
  expect(lost).toMatchObject({ state: 'lost', probability: 0, weightedMinor: null, reasonCode: 'price' })
  expect(lost.closedOn).not.toBeNull()
  const again = await change({ version: lost.version, state: 'open' })
  expect(again).toMatchObject({ state: 'open', probability: 60, closedOn: null, reasonCode: null })
  const won = await change({ version: again.version, state: 'won' })
  expect(won).toMatchObject({ state: 'won', probability: 100 })
  expect((await boss.call('PATCH', `${at}/${made.opportunityId}`, { version: again.version, title: '旧' })).json().code).toBe('stale')
})

test('the list filters, sorts, groups and pages; the board adds up each stage; channels show what they yield', async () => {
  const dyadId = await customer('看板客户')
  const at = `/api/customers/${dyadId}/opportunities`
  for (const [index, stage] of ['lead', 'lead', 'quote'].entries())
    await ask(boss, 'POST', at, {
      title: `看板${index}`,
      stage,
      amountMinor: 100_000 * (index + 1),
      expectedOn: `2027-0${index + 1}-01`,
      channel: 'exhibition',
      acquisitionMinor: 5_000,
    })
  const url = `/api/opportunities?dyadId=${dyadId}`
  const first = await ask<{ rows: Opportunity[]; next: string; total: { count: number } }>(boss, 'GET', `${url}&limit=2`)
  expect(first.rows.map(row => row.title)).toEqual(['看板0', '看板1'])
  expect(first.total.count).toBe(3)
  const second = await ask<{ rows: Opportunity[] }>(boss, 'GET', `${url}&limit=2&after=${first.next}`)
  expect(second.rows.map(row => row.title)).toEqual(['看板2'])
  const filter = encodeURIComponent(JSON.stringify({ all: [{ column: 'amount', is: 'at_least', value: 200_000 }] }))
  const some = await ask<{ rows: Opportunity[] }>(boss, 'GET', `${url}&filter=${filter}&sort=amount&direction=desc`)
  expect(some.rows.map(row => row.title)).toEqual(['看板2', '看板1'])
  const found = await ask<{ rows: Opportunity[] }>(boss, 'GET', `/api/opportunities?q=${encodeURIComponent('看板2')}`)
  expect(found.rows).toHaveLength(1)
  const groups = await ask<{ rows: { value: string; count: number; sums: Record<string, number> }[] }>(
    boss,
    'GET',
    `/api/opportunities/groups?dyadId=${dyadId}&by=stage`,
  )
  expect(groups.rows).toMatchObject([
    { value: 'lead', count: 2, sums: { amount: 300_000, weighted: 30_000 } },
    { value: 'quote', count: 1, sums: { amount: 300_000, weighted: 180_000 } },
  ])
  const board = await ask<{ columns: { stage: string; count: number; weightedMinor: number; rows: Opportunity[] }[] }>(
    boss,
    'GET',
    `/api/opportunities/board?dyadId=${dyadId}`,
  )
  expect(board.columns.map(({ stage, count }) => [stage, count])).toEqual([
    ['lead', 2],
    ['need', 0],
    ['sample', 0],
    ['quote', 1],
    ['negotiation', 0],
  ])
  expect(board.columns[0]?.rows.map(row => row.title)).toEqual(['看板0', '看板1'])
  const report = await ask<{ rows: { channel: string; opened: number; won: number; acquisitionMinor: number }[] }>(
    boss,
    'GET',
    '/api/opportunities/yield',
  )
  expect(report.rows.find(row => row.channel === 'exhibition')).toMatchObject({ opened: 3, won: 0, acquisitionMinor: 15_000 })
  expect(report.rows.find(row => row.channel === 'referral')).toMatchObject({ opened: 1, won: 1, wonMinor: 1_000_000, winRate: 1 })
})

test('stages are the firm’s own; one left out is retired and keeps what stands in it', async () => {
  const before = await ask<{ version: number; stages: { key: string }[] }>(boss, 'GET', '/api/opportunity-stages')
  const stages = [{ key: 'lead', name: '线索', nameEn: null, probability: 5, isRetired: false }]
  const after = await ask<{ version: number; stages: { key: string; isRetired: boolean }[] }>(boss, 'PUT', '/api/opportunity-stages', {
    version: before.version,
    stages,
  })
  expect(after.stages.filter(each => !each.isRetired).map(each => each.key)).toEqual(['lead'])
  expect(after.stages).toHaveLength(5)
  expect((await boss.call('PUT', '/api/opportunity-stages', { version: before.version, stages })).json().code).toBe('stale')
  const dyadId = await customer('停用阶段')
  const refused = await boss.call('POST', `/api/customers/${dyadId}/opportunities`, { title: '报价', stage: 'quote' })
  expect(refused.statusCode).toBe(422)
})

test('an amount in a currency without a rate is refused with what to do', async () => {
  const dyadId = await customer('外币客户')
  const refused = await boss.call('POST', `/api/customers/${dyadId}/opportunities`, { title: '出口', amountMinor: 100, currency: 'USD' })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).toContain('USD')
  await query(
    door.database.admin,
    `insert into app.exchange_rate (tenant_id, currency, valid_from, rate) values ($1, 'USD', '2020-01-01', 7.1)`,
    [tenantId],
  )
  const made = await ask<Opportunity>(boss, 'POST', `/api/customers/${dyadId}/opportunities`, {
    title: '出口',
    amountMinor: 10_000,
    currency: 'USD',
  })
  expect(made.baseMinor).toBe(71_000)
})

test('what a person does not see they neither list nor read; whoever only reads changes nothing', async () => {
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  const hers = await customer('她的客户', seller.userId)
  const others = await customer('别人的客户')
  const mine = await ask<Opportunity>(seller, 'POST', `/api/customers/${hers}/opportunities`, { title: '可见商机' })
  const theirs = await ask<Opportunity>(boss, 'POST', `/api/customers/${others}/opportunities`, { title: '不可见商机' })
  const listed = await ask<{ rows: Opportunity[] }>(seller, 'GET', '/api/opportunities')
  expect(listed.rows.map(row => row.opportunityId)).toEqual([mine.opportunityId])
  expect((await seller.call('GET', `/api/customers/${others}/opportunities/${theirs.opportunityId}`)).statusCode).toBe(404)
  expect((await seller.call('POST', `/api/customers/${others}/opportunities`, { title: '越权' })).statusCode).toBe(404)
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer', scope: 'all' })
  expect((await viewer.call('POST', `/api/customers/${others}/opportunities`, { title: '越权' })).statusCode).toBe(403)
  const board = await ask<{ columns: { rows: Opportunity[] }[] }>(seller, 'GET', '/api/opportunities/board')
  expect(board.columns.flatMap(column => column.rows).map(row => row.title)).toEqual(['可见商机'])
})

test('a hidden amount is hidden in rows, sums, board and report, and nothing is filtered by it', async () => {
  const { admin } = door.database
  await query(
    admin,
    `insert into app.field_rule (tenant_id, entity, field, role, applies, level) values ($1, 'opportunity', 'amountMinor', 'service', 'always', 'hidden')`,
    [tenantId],
  )
  const clerk = await memberBrowser(door, tenantId, { role: 'service', scope: 'all' })
  const listed = await ask<{ rows: Opportunity[] }>(clerk, 'GET', '/api/opportunities')
  expect(listed.rows.length).toBeGreaterThan(3)
  expect(listed.rows.every(row => row.amountMinor === null && row.baseMinor === null && row.weightedMinor === null)).toBe(true)
  const groups = await ask<{ rows: { sums: object }[] }>(clerk, 'GET', '/api/opportunities/groups?by=stage')
  expect(groups.rows.flatMap(row => Object.keys(row.sums))).not.toContain('amount')
  const filter = encodeURIComponent(JSON.stringify({ column: 'amount', is: 'at_least', value: 1 }))
  expect((await clerk.call('GET', `/api/opportunities?filter=${filter}`)).statusCode).toBe(422)
  const board = await ask<{ columns: { baseMinor: null }[] }>(clerk, 'GET', '/api/opportunities/board')
  expect(board.columns.every(column => column.baseMinor === null)).toBe(true)
  const report = await ask<{ rows: { wonMinor: null }[] }>(clerk, 'GET', '/api/opportunities/yield')
  expect(report.rows.every(row => row.wonMinor === null)).toBe(true)
})

test('a removed opportunity is gone from lists and comes back; every deed is in the audit trail', async () => {
  const dyadId = await customer('删除客户')
  const at = `/api/customers/${dyadId}/opportunities`
  const made = await ask<Opportunity>(boss, 'POST', at, { title: '会删除' })
  await ask(boss, 'DELETE', `${at}/${made.opportunityId}`)
  expect((await ask<{ rows: unknown[] }>(boss, 'GET', `/api/opportunities?dyadId=${dyadId}`)).rows).toEqual([])
  expect((await boss.call('GET', `${at}/${made.opportunityId}`)).statusCode).toBe(404)
  expect((await ask<Opportunity>(boss, 'POST', `${at}/${made.opportunityId}/restore`)).title).toBe('会删除')
  const deeds = await query<{ action: string }>(
    door.database.admin,
    'select action from app.audit_entry where tenant_id = $1 and entity_id = $2 order by audit_id',
    [tenantId, made.opportunityId],
  )
  expect(deeds.map(deed => deed.action)).toEqual(['create', 'remove', 'restore'])
})

test('an agreement names the last day to act, and says when that is near', async () => {
  const dyadId = await customer('合同客户')
  const at = `/api/customers/${dyadId}/agreements`
  const soon = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
  type Agreement = { agreementId: string; actBy: string; standing: string; version: number }
  const made = await ask<Agreement>(boss, 'POST', at, {
    title: '框架合同',
    kind: 'frame',
    startsOn: '2020-01-01',
    endsOn: soon,
    noticeDays: 30,
  })
  expect(made.standing).toBe('due')
  expect(made.actBy < soon).toBe(true)
  const refused = await boss.call('PATCH', `${at}/${made.agreementId}`, { version: made.version, endsOn: '2019-01-01' })
  expect(refused.json().details.fields[0].path).toBe('body.endsOn')
  const renewed = await ask<Agreement>(boss, 'PATCH', `${at}/${made.agreementId}`, { version: made.version, noticeDays: 0 })
  expect(renewed.standing).toBe('in_force')
  const filter = encodeURIComponent(JSON.stringify({ column: 'actBy', is: 'next_days', value: 60 }))
  expect((await ask<{ rows: unknown[] }>(boss, 'GET', `/api/agreements?filter=${filter}`)).rows).toHaveLength(1)
  const none = encodeURIComponent(JSON.stringify({ column: 'standing', is: 'in', value: ['expired'] }))
  expect((await ask<{ rows: unknown[] }>(boss, 'GET', `/api/agreements?filter=${none}`)).rows).toEqual([])
  expect((await boss.call('GET', `/api/customers/${dyadId}/agreements/${newId()}`)).statusCode).toBe(404)
})
