import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountTeam, Relationship, RelationshipLine, RelationshipRow } from '#contract/relationships/bond.ts'
import type { Bond, RelationshipFact, SwitchingItem, Term } from '#contract/relationships/register.ts'
import { switchingScoreOf } from '#core/relationships/switching-cost.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { importFiles } from '#testing/import-files.ts'
import { idle } from '#testing/whole-firm.ts'
import { inferOverdue } from './bond.jobs.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let dyads: Record<string, string>

const now = '2026-04-10T04:00:00Z'
const head = '订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,物料类别,数量,不含税单价,成本'

/** K1 orders every month for a year, 1,000 each; K2 twice. */
const book = [
  head,
  ...['2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'].map(
    month => `A-${month},1,K1,轴承有限公司,${month}-03,6204,轴承,轴承类,100,10,`,
  ),
  'B-1,1,K2,传动设备厂,2026-01-05,6204,轴承,轴承类,10,10,',
  'B-2,1,K2,传动设备厂,2026-03-05,6204,轴承,轴承类,10,10,',
].join('\n')

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

const relationship = (name: string) => ask<Relationship>(boss, 'GET', `/api/customers/${dyads[name]}/relationship`)
const entered = (name: string) =>
  ask<{ partyId: string; dyadId: string }>(boss, 'POST', '/api/customers', { name, duplicateReason: '测试' })
const lines = async (name: string, topic: string) =>
  (await ask<{ rows: RelationshipLine[] }>(boss, 'GET', `/api/customers/${dyads[name]}/relationship/evidence?topic=${topic}`)).rows
const contact = (name: string, day: string, more: object = {}) =>
  ask(boss, 'POST', `/api/dyads/${dyads[name]}/activities`, {
    kind: 'call',
    direction: 'out',
    state: 'done',
    subject: '回访',
    startsAt: `${day}T02:00:00Z`,
    ...more,
  })

beforeAll(async () => {
  door = await testApp({ now: () => new Date(now) })
  await door.platform.jobs.start()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  await importFiles(boss, { 'book.csv': book }, { source: 'erp' })
  await idle(door)
  const { rows } = await ask<{ rows: { dyadId: string; code: string }[] }>(boss, 'GET', '/api/customers')
  dyads = Object.fromEntries(rows.map(row => [row.code, row.dyadId]))
})
afterAll(() => door.close())

test('a firm that records no contacts does not know its forms; the target follows from customers and margin', async () => {
  const { form } = await relationship('K1')
  expect(form).toMatchObject({ actual: null, gap: null, keepsContacts: false, customers: 2, marginState: 'estimated' })
  expect(form.margin).toBeCloseTo(0.25)
  expect(form.target).toBe('proactive')
})

test('the form climbs with what is done: basic, reactive, accountable, proactive, partnership', async () => {
  await contact('K2', '2026-04-01', { subject: '来电询价', direction: 'in' })
  expect((await relationship('K1')).form.actual).toBe('basic')
  expect((await relationship('K2')).form.actual).toBe('reactive')
  const followed = ['2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02']
  for (const month of followed.slice(0, 8)) await contact('K1', `${month}-12`)
  expect((await relationship('K1')).form.actual).toBe('reactive')
  for (const month of followed.slice(8)) await contact('K1', `${month}-14`)
  const accountable = (await relationship('K1')).form
  expect(accountable).toMatchObject({ actual: 'accountable', gap: 1 })
  expect(accountable.closing.map(({ step }) => step)).toEqual(['suggestion'])
  for (const day of ['2025-06-20', '2025-09-20', '2025-12-20', '2026-03-20']) await contact('K1', day, { subject: '提交改进方案' })
  expect((await relationship('K1')).form).toMatchObject({ actual: 'proactive', gap: 0, closing: [] })
  await ask(boss, 'POST', `/api/customers/${dyads['K1']}/relationship-facts`, {
    kind: 'joint_plan',
    observedOn: '2026-04-01',
    until: '2026-12-31',
    source: '年度共同计划书',
  })
  expect((await relationship('K1')).form).toMatchObject({ actual: 'partnership', gap: -1 })
})

test('every finding opens to its lines', async () => {
  const followUps = await lines('K1', 'follow_up')
  expect(followUps.length).toBe(11)
  expect(followUps.filter(({ counts }) => counts).length).toBeGreaterThanOrEqual(10)
  expect((await lines('K1', 'suggestion')).map(({ title }) => title)).toEqual(Array(4).fill('提交改进方案'))
  expect((await lines('K2', 'contact'))[0]).toMatchObject({ title: '来电询价', detail: 'call:in', day: '2026-04-01' })
})

test('the sheet of switching cost gives the score, and the potential takes it as evidence', async () => {
  const at = `/api/customers/${dyads['K1']}/switching-items`
  const spend = (await relationship('K1')).switching.spendMinor
  expect(spend).toBe(11_000_00)
  const mould = await ask<SwitchingItem>(boss, 'POST', at, {
    part: 'investment',
    kind: 'assets',
    lever: 'material',
    title: '专用模具',
    amountMinor: 1_000_00,
    since: '2026-04-01',
    source: '模具清单',
    benefit: '交期缩短五天',
  })
  expect(mould).toMatchObject({ valueMinor: 1_000_00, lifeMonths: null, probability: null })
  await ask(boss, 'POST', at, {
    part: 'risk',
    kind: 'quality',
    lever: 'emotional',
    title: '换供应商后的质量风险',
    amountMinor: 4_800_00,
    probability: 0.25,
    since: '2026-04-01',
    source: '采购经理访谈',
    benefit: '来料免检',
  })
  const { switching } = await relationship('K1')
  expect(switching).toMatchObject({ investmentMinor: 1_000_00, riskMinor: 1_200_00, items: 2, isEntered: false })
  expect(switching.ratio).toBeCloseTo(0.2)
  expect(switching.score).toBeCloseTo(switchingScoreOf(0.2))
  const evidence = await ask<{ rows: { kind: string; value: number; withdrawnAt: string | null }[] }>(
    boss,
    'GET',
    `/api/customers/${dyads['K1']}/evidence`,
  )
  const held = evidence.rows.filter(row => row.kind === 'switching' && row.withdrawnAt === null)
  expect(held.map(({ value }) => value)).toEqual([switching.ratio])
  await idle(door)
  const place = await ask<{ standing: { subIndices: { loyalty: number } } }>(boss, 'GET', `/api/customers/${dyads['K1']}/place`)
  expect(place.standing.subIndices.loyalty).toBeCloseTo(63.2, 1)
})

test('what cannot be is refused with the field and a sentence', async () => {
  const at = `/api/customers/${dyads['K2']}`
  const item = { part: 'risk', kind: 'quality', lever: 'material', title: '风险', amountMinor: 1, since: '2026-04-01', source: '访谈' }
  const refused = async (path: string, body: object) => {
    const answer = await boss.call('POST', `${at}/${path}`, body)
    expect(answer.statusCode, answer.body).toBe(422)
    return (answer.json() as { details: { fields: { path: string }[] } }).details.fields[0]?.path
  }
  expect(await refused('switching-items', item)).toBe('body.probability')
  expect(await refused('switching-items', { ...item, part: 'investment' })).toBe('body.kind')
  expect(await refused('switching-items', { ...item, probability: 0.1, since: '2026-05-01' })).toBe('body.since')
  for (const since of ['0001-01-01', '1899-12-31', '9999-12-31'])
    expect(await refused('switching-items', { ...item, probability: 0.1, since })).toBe('body.since')
  const term = { kind: 'price_hold', title: '锁价', binds: 'us', since: '2026-04-01', until: '2026-03-01' }
  expect(await refused('terms', term)).toBe('body.until')
  expect(await refused('relationship-facts', { kind: 'suppliers', observedOn: '2026-04-01', source: '访谈' })).toBe('body.value')
  expect(await refused('relationship-facts', { kind: 'joint_plan', observedOn: '2026-04-01', source: '访谈' })).toBe('body.until')
})

test('the fairness guard: a barrier without a benefit and a one-sided term are flagged until they name what the other side has of it', async () => {
  const at = `/api/customers/${dyads['K2']}`
  const bond = await ask<Bond>(boss, 'POST', `${at}/bonds`, { level: 3, title: 'EDI 对接', since: '2026-01-01', lever: 'material' })
  const term = await ask<Term>(boss, 'POST', `${at}/terms`, {
    kind: 'exclusivity',
    title: '只向我方采购',
    binds: 'them',
    since: '2026-01-01',
  })
  expect(term.oneSided).toBe(true)
  expect((await relationship('K2')).flags).toEqual(['barrier_without_benefit', 'one_sided_against_them'])
  await ask(boss, 'PATCH', `${at}/bonds/${bond.bondId}`, { version: bond.version, benefit: '对账从三天降到当天' })
  const stale = await boss.call('PATCH', `${at}/bonds/${bond.bondId}`, { version: bond.version, benefit: '别的' })
  expect(stale.statusCode).toBe(409)
  await ask(boss, 'PATCH', `${at}/terms/${term.termId}`, { version: term.version, counterpart: '返利 3%' })
  const state = await relationship('K2')
  expect(state.flags).toEqual([])
  expect(state.bond).toMatchObject({ level: 3, expected: 2, count: 1 })
})

test('what was removed no longer counts, and counts again once it is brought back; everything is in the audit trail', async () => {
  const at = `/api/customers/${dyads['K2']}/bonds`
  const { rows } = await ask<{ rows: Bond[] }>(boss, 'GET', at)
  const [bond] = rows
  await ask(boss, 'DELETE', `${at}/${bond?.bondId}`, { version: bond?.version })
  expect((await relationship('K2')).bond).toMatchObject({ level: null, count: 0 })
  await ask(boss, 'POST', `${at}/${bond?.bondId}/restore`)
  expect((await relationship('K2')).bond.level).toBe(3)
  await ask(boss, 'DELETE', `${at}/${bond?.bondId}`, { version: (bond?.version ?? 0) + 2 })
  const bin = await ask<{ rows: { entity: string; id: string; name: string }[] }>(boss, 'GET', '/api/recycle-bin')
  expect(bin.rows.filter(row => row.entity === 'bond')).toMatchObject([{ id: bond?.bondId, name: 'EDI 对接' }])
  await ask(boss, 'POST', `/api/recycle-bin/bond/${bond?.bondId}/restore`)
  expect((await relationship('K2')).bond.level).toBe(3)
  const trail = await query<{ action: string }>(
    door.database.admin,
    `select action from app.audit_entry where tenant_id = $1 and entity = 'bond' order by at, audit_id`,
    [tenantId],
  )
  expect(trail.map(({ action }) => action)).toEqual(['create', 'update', 'remove', 'restore', 'remove', 'restore'])
})

test('the newest fact of a kind holds, and the type is told by points', async () => {
  const at = `/api/customers/${dyads['K1']}/relationship-facts`
  const said = (value: number, observedOn: string) =>
    ask<RelationshipFact>(boss, 'POST', at, { kind: 'suppliers', value, observedOn, source: '访谈' })
  await said(2, '2026-04-01')
  await said(5, '2026-03-01')
  const { rows } = await ask<{ rows: RelationshipFact[] }>(boss, 'GET', at)
  expect(rows.filter(({ kind }) => kind === 'suppliers').map(({ value, holds }) => [value, holds])).toEqual([
    [2, true],
    [5, false],
  ])
  const { type, suppliers } = await relationship('K1')
  // Two suppliers +1, switching ratio .2 +1, the joint plan +1.
  expect({ type: type.type, points: type.points, known: type.known, suppliers }).toEqual({
    type: 'partnership',
    points: 3,
    known: 3,
    suppliers: 2,
  })
})

test('the list is as inferred last, in the order of gap x value, with filters and flags', async () => {
  expect(await inferOverdue(door.platform)).toBeGreaterThanOrEqual(0)
  await ask(boss, 'POST', '/api/relationships/infer')
  await idle(door)
  const run = await ask<{ inferredAt: string | null; customers: number; currency: string }>(boss, 'GET', '/api/relationships/run')
  expect(run).toMatchObject({ customers: 2, currency: 'CNY' })
  const { rows, total } = await ask<{ rows: RelationshipRow[]; total: { count: number } }>(boss, 'GET', '/api/relationships')
  expect(total.count).toBe(2)
  expect(rows.map(row => row.customerCode)).toEqual(['K2', 'K1'])
  expect(rows[1]).toMatchObject({ form: 'partnership', formTarget: 'proactive', formGap: -1, type: 'partnership' })
  const filter = encodeURIComponent(JSON.stringify({ all: [{ column: 'formGap', is: 'at_least', value: 1 }] }))
  const behind = await ask<{ rows: RelationshipRow[] }>(boss, 'GET', `/api/relationships?filter=${filter}`)
  expect(behind.rows.map(row => row.customerCode)).toEqual(['K2'])
  const first = await ask<{ rows: RelationshipRow[]; next: string }>(boss, 'GET', '/api/relationships?limit=1')
  const second = await ask<{ rows: RelationshipRow[] }>(boss, 'GET', `/api/relationships?limit=1&after=${encodeURIComponent(first.next)}`)
  expect([...first.rows, ...second.rows].map(row => row.customerCode)).toEqual(['K2', 'K1'])
  const groups = await ask<{ rows: { value: string; count: number }[] }>(boss, 'GET', '/api/relationships/groups?by=form')
  expect(groups.rows.map(({ count }) => count)).toEqual([1, 1])
})

test('the team: the owner, who works along, and which function sees the customer', async () => {
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own', name: '李销售' })
  await memberBrowser(door, tenantId, { role: 'service', scope: 'own', name: '赵客服' })
  await query(door.database.admin, 'update app.dyad set owner_id = $1 where tenant_id = $2 and dyad_id = $3', [
    seller.userId,
    tenantId,
    dyads['K1'],
  ])
  const team = await ask<AccountTeam>(boss, 'GET', `/api/customers/${dyads['K1']}/team`)
  expect(team.owner).toMatchObject({ name: '李销售', role: 'account_manager' })
  expect(team.functions.map(({ role, people, writers }) => [role, people, writers])).toEqual([
    ['administrator', 1, 1],
    ['account_manager', 1, 1],
  ])
  const stranger = await seller.call('GET', `/api/customers/${dyads['K2']}/relationship`)
  expect(stranger.statusCode).toBe(404)
  const mine = await ask<{ rows: RelationshipRow[] }>(seller, 'GET', '/api/relationships')
  expect(mine.rows.map(row => row.customerCode)).toEqual(['K1'])
})

test('what was kept of a customer that is merged away stands under its survivor', async () => {
  const [one, two] = [await entered('并入客户'), await entered('并出客户')]
  await ask(boss, 'POST', `/api/customers/${two.dyadId}/bonds`, { level: 2, title: '高层互访', since: '2026-01-01', lever: 'emotional' })
  const preview = await ask<{ survivor: { version: number }; merged: { version: number } }>(
    boss,
    'GET',
    `/api/merges/preview?survivorId=${one.partyId}&mergedId=${two.partyId}`,
  )
  await ask(boss, 'POST', '/api/merges', {
    survivorId: one.partyId,
    mergedId: two.partyId,
    survivorVersion: preview.survivor.version,
    mergedVersion: preview.merged.version,
  })
  const { rows } = await ask<{ rows: Bond[] }>(boss, 'GET', `/api/customers/${one.dyadId}/bonds`)
  expect(rows.map(({ title }) => title)).toEqual(['高层互访'])
  const kept = await ask<Relationship>(boss, 'GET', `/api/customers/${two.dyadId}/relationship`)
  expect(kept).toMatchObject({ dyadId: one.dyadId, bond: { level: 2, count: 1 } })
})

test('an emptied sheet takes back what it said of loyalty', async () => {
  const at = `/api/customers/${dyads['K1']}/switching-items`
  const { rows } = await ask<{ rows: SwitchingItem[] }>(boss, 'GET', at)
  for (const { switchingItemId, version } of rows) await ask(boss, 'DELETE', `${at}/${switchingItemId}`, { version })
  const evidence = await ask<{ rows: { kind: string; withdrawnAt: string | null }[] }>(
    boss,
    'GET',
    `/api/customers/${dyads['K1']}/evidence`,
  )
  expect(evidence.rows.filter(row => row.kind === 'switching' && row.withdrawnAt === null)).toEqual([])
  expect((await relationship('K1')).switching).toMatchObject({ ratio: null, score: null, items: 0 })
})
