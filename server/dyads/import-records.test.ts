import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Concern } from '#contract/service/concern.ts'
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
  const undone = await boss.call('POST', `/api/imports/${done.importId}/undo`, {})
  expect((await ended(boss, undone.json().jobId)).state).toBe('done')
  expect((await counted())[0]?.n).toBe(0)
  expect(await rowsOf<Concern>('/api/concerns')).toEqual([])
})
