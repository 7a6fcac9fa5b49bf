import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Concern } from '#contract/service/concern.ts'
import type { Activity } from '#contract/activities/activity.ts'
import type { ExportFile } from '#contract/platform/exports.ts'
import type { Agreement } from '#contract/sales/agreement.ts'
import type { Opportunity } from '#contract/sales/opportunity.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { ended, importFiles } from '#testing/import-files.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '李经理' })
  await door.platform.jobs.start()
  await boss.call('POST', '/api/customers', { name: '苏州轴承有限公司', code: 'K1' })
})
afterAll(() => door.close())

async function undo(importId: string): Promise<void> {
  const undone = await boss.call('POST', `/api/imports/${importId}/undo`, {})
  expect((await ended(boss, undone.json().jobId)).state).toBe('done')
}

/** The list of activities as the file of an export. */
async function exported(query: object): Promise<string> {
  const asked = (await boss.call('POST', '/api/exports', { list: 'activities', format: 'csv', query })).json() as ExportFile
  for (let tries = 0; tries < 1200; tries++) {
    const { rows } = (await boss.call('GET', '/api/exports')).json() as { rows: ExportFile[] }
    if (rows.find(row => row.exportId === asked.exportId)?.state === 'done') break
    await wait(25)
  }
  return (await boss.call('GET', `/api/exports/${asked.exportId}/file`)).body
}

async function rowsOf<T>(path: string): Promise<readonly T[]> {
  return ((await boss.call('GET', path)).json() as { rows: T[] }).rows
}

const deals = `商机编号,商机名称,客户编码,阶段,金额,赢单概率,预计成交日,负责人,来源渠道,商机状态
D-1,年度框架,K1,报价,"120,000.50",,2027-03-31,李经理,展会,
D-2,备件单,K1,,8000,40,2027-01-15,,老客户,赢单
D-3,无主,K9,,1,,2027-01-15,,,
D-4,乱阶段,K1,没有这个阶段,1,,2027-01-15,,,
D-5,陌生人,K1,,1,,2027-01-15,王不存在,,
`

test('a file of opportunities brings new ones, tells what it could not take, changes known ones, and is undone', async () => {
  const done = await importFiles(boss, { '商机.csv': deals }, { source: 'crm' })
  expect(done.counts).toMatchObject({ read: 5, accepted: 2, rejected: 3 })
  const reasons = await query<{ reason: string }>(
    door.database.admin,
    'select reason from app.import_rejection where tenant_id = $1 order by row_no',
    [tenantId],
  )
  expect(reasons.map(row => row.reason)).toEqual(['unknown_customer', 'unknown_word', 'unknown_person'])
  const rows = await rowsOf<Opportunity>('/api/opportunities?sort=title&direction=desc')
  expect(rows.find(row => row.number === 'D-1')).toMatchObject({
    stage: 'quote',
    probability: 60,
    amountMinor: 12_000_050,
    baseMinor: 12_000_050,
    ownerName: '李经理',
    channel: 'exhibition',
    state: 'open',
  })
  expect(rows.find(row => row.number === 'D-2')).toMatchObject({ state: 'won', channel: 'existing_customer', closedOn: '2027-01-15' })
  const again = await importFiles(boss, { '商机.csv': '商机编号,商机名称,客户编码,金额\nD-1,年度框架,K1,90000\n' }, { source: 'crm' })
  expect(again.counts).toMatchObject({ accepted: 1, updated: 1 })
  const changed = (await rowsOf<Opportunity>('/api/opportunities')).find(row => row.number === 'D-1')
  expect(changed).toMatchObject({ amountMinor: 9_000_000, stage: 'quote', channel: 'exhibition' })
  await undo(again.importId)
  expect((await rowsOf<Opportunity>('/api/opportunities')).find(row => row.number === 'D-1')).toMatchObject({ amountMinor: 12_000_050 })
  await undo(done.importId)
  expect(await rowsOf<Opportunity>('/api/opportunities')).toEqual([])
})

test('a known opportunity is won and opened again by files; money below zero is refused with a sentence', async () => {
  const file = (state: string, amount = '10') => ({
    '商机.csv': `商机编号,商机名称,客户编码,商机状态,金额\nW-1,年度单,K1,${state},${amount}\n`,
  })
  const stateNow = async () => (await rowsOf<Opportunity>('/api/opportunities')).map(row => [row.state, row.closedOn !== null])
  const made = await importFiles(boss, file('进行中'), { source: 'crm' })
  expect(await stateNow()).toEqual([['open', false]])
  const won = await importFiles(boss, file('赢单'), { source: 'crm' })
  expect(await stateNow()).toEqual([['won', true]])
  expect((await importFiles(boss, file('赢单', '-3'), { source: 'crm' })).counts?.rejections).toMatchObject([
    { reason: 'negative_amount', rows: 1 },
  ])
  await undo(won.importId)
  expect(await stateNow()).toEqual([['open', false]])
  await undo(made.importId)
})

const contracts = `协议编号,协议名称,客户编码,协议类型,开始日期,结束日期,负责人,创建人,创建时间,备注
C-1,2026 框架协议,K1,框架协议,2026-01-01,2026-12-31,李经理,李经理,2025-12-20 09:15,年度
C-2,倒着的协议,K1,框架协议,2026-05-01,2026-01-01,,,,
C-3,没有这家,K9,,2026-01-01,,,,,
C-4,谁写的,K1,,2026-01-01,,,孙某某,,
`

test('a file of agreements: taken, refused with sentences, changed, cleared and undone', async () => {
  const done = await importFiles(boss, { '合同.csv': contracts }, { source: 'crm' })
  expect(done.counts).toMatchObject({ read: 4, accepted: 1, rejected: 3 })
  expect(new Set(done.counts?.rejections.map(one => one.reason))).toEqual(new Set(['days_reversed', 'unknown_customer', 'unknown_person']))
  const csv = (await boss.call('GET', `/api/imports/${done.importId}/rejections.csv`)).body
  expect(csv).toContain('结束日期 2026-01-01 早于开始日期 2026-05-01')
  const one = async () => (await rowsOf<Agreement>('/api/agreements'))[0]
  expect(await one()).toMatchObject({ number: 'C-1', kind: 'frame', endsOn: '2026-12-31', ownerName: '李经理', note: '年度' })
  const entered = await query(door.database.admin, 'select created_at, author_id from app.agreement where tenant_id = $1', [tenantId])
  expect(entered).toEqual([{ created_at: new Date('2025-12-20T01:15:00Z'), author_id: boss.userId }])
  const bad = await importFiles(
    boss,
    { '合同.csv': '协议编号,协议名称,客户编码,结束日期\nC-1,2026 框架协议,K1,2025-06-30\n' },
    { source: 'crm' },
  )
  expect(bad.counts).toMatchObject({ accepted: 0, rejected: 1 })
  const text = '协议编号,协议名称,客户编码,结束日期,备注\nC-1,2026 框架协议,K1,2027-06-30,\n'
  const later = await importFiles(boss, { '合同.csv': text }, { source: 'crm' })
  expect(later.counts).toMatchObject({ accepted: 1, updated: 1 })
  expect(await one()).toMatchObject({ endsOn: '2027-06-30', note: '年度' })
  const cleared = await importFiles(boss, { '合同.csv': text }, { source: 'crm', settings: { emptyCells: 'clear' } })
  expect(cleared.counts).toMatchObject({ updated: 1 })
  expect(await one()).toMatchObject({ endsOn: '2027-06-30', note: null })
  for (const { importId } of [cleared, later]) await undo(importId)
  expect(await one()).toMatchObject({ endsOn: '2026-12-31', note: '年度' })
  await undo(done.importId)
  expect(await rowsOf<Agreement>('/api/agreements')).toEqual([])
})

const visits = `跟进主题,客户编码,跟进时间,方式,内容,负责人,创建人,创建时间
季度拜访,K1,2026-04-02 14:30,拜访,看了新产线,李经理,李经理,2026-04-02 18:05
报价跟催,K1,2026-04-09,电话,,,,
没有日子,K1,,电话,,,,
飞鸽,K1,2026-04-10,飞鸽传书,,,,
`

test('a file of activities: hours are kept, what is known changes, undo takes all of it away, and the list is exported', async () => {
  const done = await importFiles(boss, { '跟进记录.csv': visits }, { source: 'crm' })
  expect(done.counts).toMatchObject({ read: 4, accepted: 2, rejected: 2 })
  expect(new Set(done.counts?.rejections.map(one => one.reason))).toEqual(new Set(['missing_date', 'unknown_word']))
  const all = async () => await rowsOf<Activity>('/api/activities')
  expect((await all()).map(row => [row.subject, row.kind, row.startsAt, row.ownerName])).toEqual([
    ['报价跟催', 'call', '2026-04-09T04:00:00.000Z', null],
    ['季度拜访', 'visit', '2026-04-02T06:30:00.000Z', '李经理'],
  ])
  const again = await importFiles(boss, { '跟进记录.csv': visits.replace('看了新产线', '看了新产线，谈了备件') }, { source: 'crm' })
  expect(again.counts).toMatchObject({ accepted: 1, updated: 1, unchanged: 1 })
  const csv = await exported({ kind: 'visit' })
  expect(csv).toContain('看了新产线，谈了备件')
  expect(csv).not.toContain('报价跟催')
  await undo(again.importId)
  expect((await all()).find(row => row.kind === 'visit')?.content).toBe('看了新产线')
  await undo(done.importId)
  expect(await all()).toEqual([])
})

test('a file of complaints is counted, and not after it was undone', async () => {
  const file =
    '工单标题,客户名称,工单类别,收到日期,解决日期,原因,内容\n轴承异响,苏州轴承有限公司,投诉,2026-05-04,2026-05-06,质量缺陷,三台设备异响\n发票抬头,苏州轴承有限公司,咨询,2026-05-07,,,\n'
  const done = await importFiles(boss, { '服务工单.csv': file }, { source: 'desk' })
  expect(done.counts).toMatchObject({ accepted: 2, rejected: 0 })
  const rows = await rowsOf<Concern>('/api/concerns?sort=receivedAt&direction=asc')
  expect(rows.map(row => [row.kind, row.state, row.cause])).toEqual([
    ['complaint', 'resolved', 'quality_defect'],
    ['question', 'overdue', null],
  ])
  const counted = () =>
    query<{ n: number }>(door.database.admin, 'select coalesce(sum(complaints), 0)::int as n from app.dyad_day where tenant_id = $1', [
      tenantId,
    ])
  expect((await counted())[0]?.n).toBe(1)
  await undo(done.importId)
  expect((await counted())[0]?.n).toBe(0)
  expect(await rowsOf<Concern>('/api/concerns')).toEqual([])
})
