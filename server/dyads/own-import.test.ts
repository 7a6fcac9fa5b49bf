import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExportFile } from '#contract/platform/exports.ts'
import type { CustomRecord } from '#contract/platform/custom-fields.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { ended, importFiles } from '#testing/import-files.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

const grades = [
  { key: 'a', labelZh: '甲级', labelEn: 'Top', colour: 'green' },
  { key: 'b', labelZh: '乙级', labelEn: 'Good', colour: 'amber' },
]

async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object): Promise<T> {
  const answer = await boss.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}
const add = (entity: string, key: string, type: string, labelZh: string, more: object = {}) =>
  ask('POST', '/api/custom-fields', { entity, key, type, labelZh, labelEn: key, ...more })

async function undo(importId: string): Promise<void> {
  expect((await ended(boss, (await ask<{ jobId: string }>('POST', `/api/imports/${importId}/undo`, {})).jobId)).state).toBe('done')
}

/** Waits until the copies that filters use are whole again. */
async function settled(): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const { rows } = await ask<{ rows: { isFilter: boolean; isFilled: boolean }[] }>('GET', '/api/custom-fields')
    if (rows.every(field => !field.isFilter || field.isFilled)) return
    await wait(25)
  }
  throw new Error('the typed copies were not made')
}

type Rows = { rows: { dyadId: string; partyId: string; name: string; custom: Record<string, unknown> }[] }
const own = ['machines', 'grade', 'staff', 'score', 'engineer'].map(key => `own=custom.${key}`).join('&')
const customers = async () =>
  Object.fromEntries((await ask<Rows>('GET', `/api/customers?sort=code&${own}`)).rows.map(row => [row.name, row]))

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '李经理' })
  await door.platform.jobs.start()
  await add('customer', 'machines', 'number', '机台数', { isFilter: true })
  await add('customer', 'grade', 'choice', '客户分级', { choices: grades, isFilter: true })
  await add('customer', 'engineer', 'person', '驻厂工程师')
  await add('customer', 'score', 'formula', '得分', { formula: 'machines * 10', resultType: 'number' })
  await add('party', 'staff', 'number', '员工人数')
  await add('contact', 'birthday', 'date', '生日')
  await add('opportunity', 'rivals', 'multi_choice', '竞争对手', { choices: grades })
})
afterAll(() => door.close())

const first = `客户编码,客户名称,机台数,客户分级,驻厂工程师,员工人数
K1,苏州轴承有限公司,12,甲级,李经理,300
K2,无锡电机有限公司,"1,200",B,,40
K3,常州机械有限公司,3,丙级,,
K4,南京传动有限公司,很多,,,
K5,镇江齿轮有限公司,4,,王不存在,
`

test('a file of customers fills own fields that it names, and says of each row why it cannot', async () => {
  const done = await importFiles(boss, { '客户.csv': first }, { source: 'erp' })
  expect(done.counts).toMatchObject({ read: 5, accepted: 2, rejected: 3 })
  const reasons = await query<{ reason: string; args: object }>(
    door.database.admin,
    'select reason, args from app.import_rejection where tenant_id = $1 order by row_no',
    [tenantId],
  )
  expect(reasons).toMatchObject([
    { reason: 'unknown_word', args: { column: '客户分级', text: '丙级', known: '甲级、乙级' } },
    { reason: 'bad_number', args: { column: '机台数', text: '很多' } },
    { reason: 'unknown_person', args: { person: '王不存在' } },
  ])
  await settled()
  const rows = await customers()
  expect(rows['苏州轴承有限公司']?.custom).toEqual({ machines: 12, grade: 'a', staff: 300, score: 120, engineer: '李经理' })
  expect(rows['无锡电机有限公司']?.custom).toEqual({ machines: 1200, grade: 'b', staff: 40, score: 12_000 })
  const filter = encodeURIComponent(JSON.stringify({ column: 'custom.machines', is: 'at_least', value: 100 }))
  expect((await ask<Rows>('GET', `/api/customers?filter=${filter}`)).rows.map(row => row.name)).toEqual(['无锡电机有限公司'])
})

test('a further file changes them, and its undo puts back what nobody has changed since', async () => {
  const done = await importFiles(
    boss,
    { '客户.csv': '客户编码,客户名称,机台数,客户分级,员工人数\nK1,苏州轴承有限公司,15,乙级,310\nK2,无锡电机有限公司,1200,乙级,40\n' },
    { source: 'erp' },
  )
  expect(done.counts).toMatchObject({ read: 2, accepted: 1, updated: 1, unchanged: 1 })
  await settled()
  const changed = (await customers())['苏州轴承有限公司']
  expect(changed?.custom).toMatchObject({ machines: 15, grade: 'b', staff: 310, score: 150 })
  await ask('PUT', `/api/customers/${changed?.dyadId}/custom/customer/${changed?.dyadId}`, { values: { machines: 99 } })
  await undo(done.importId)
  await settled()
  expect((await customers())['苏州轴承有限公司']?.custom).toMatchObject({ machines: 99, grade: 'a', staff: 300, engineer: '李经理' })
})

test('people and opportunities bring own fields too', async () => {
  const people = await importFiles(boss, { '联系人.csv': '姓名,客户编码,生日\n张工,K1,1988/5/6\n王工,K9,1990/5/6\n' }, { source: 'crm' })
  expect(people.counts).toMatchObject({ read: 2, accepted: 1, rejected: 1 })
  const [person] = await query<{ custom: object }>(
    door.database.admin,
    `select custom from app.contact where tenant_id = $1 and name = '张工'`,
    [tenantId],
  )
  expect(person?.custom).toEqual({ birthday: '1988-05-06' })
  const file = (rivals: string) => ({ '商机.csv': `商机编号,商机名称,客户编码,金额,竞争对手\nD-1,年度框架,K1,8000,${rivals}\n` })
  await importFiles(boss, file('甲级；乙级'), { source: 'crm' })
  const rivals = async () => (await ask<Rows>('GET', '/api/opportunities?own=custom.rivals')).rows[0]?.custom
  expect(await rivals()).toEqual({ rivals: ['a', 'b'] })
  const again = await importFiles(boss, file('乙级'), { source: 'crm' })
  expect(again.counts).toMatchObject({ accepted: 1, updated: 1 })
  expect(await rivals()).toEqual({ rivals: ['b'] })
  await undo(again.importId)
  expect(await rivals()).toEqual({ rivals: ['a', 'b'] })
})

test('the list goes out with own fields under their names, and comes back as it went', async () => {
  const asked = await ask<ExportFile>('POST', '/api/exports', {
    list: 'customers',
    format: 'csv',
    columns: ['code', 'name', 'custom.machines', 'custom.grade', 'custom.engineer', 'custom.staff', 'tags'],
  })
  for (let tries = 0; tries < 1200; tries++) {
    const { rows } = await ask<{ rows: ExportFile[] }>('GET', '/api/exports')
    if (rows.find(row => row.exportId === asked.exportId)?.state === 'done') break
    await wait(25)
  }
  const file = (await boss.call('GET', `/api/exports/${asked.exportId}/file`)).body
  expect(file).toContain('机台数,客户分级,驻厂工程师,员工人数,标签')
  expect(file).toContain('苏州轴承有限公司,99,甲级,李经理,300')
  const lines = file.split('\n').slice(1, -2).join('\n')
  const back = await importFiles(boss, { '客户.csv': `${lines}\n` }, { source: 'erp' })
  expect(back.counts).toMatchObject({ rejected: 0, accepted: 0 })
  const { values } = await ask<CustomRecord>(
    'GET',
    `/api/customers/${(await customers())['苏州轴承有限公司']?.dyadId}/custom/customer/${(await customers())['苏州轴承有限公司']?.dyadId}`,
  )
  expect(values).toMatchObject({ machines: 99, grade: 'a', engineer: boss.userId })
})

test('what the firm wrote on an order stands on its next version, and on the old one again after an undo', async () => {
  await add('order', 'gate', 'text', '卸货口')
  const file = (quantity: number) => ({
    '订单.csv': `订单号,客户编码,客户名称,订单日期,物料编码,数量,单价\nS-1,K1,苏州轴承有限公司,2026-01-05,6205,${quantity},15.00\n`,
  })
  const current = async () =>
    (
      await query<{ id: string; dyad: string; custom: object; tags: string[] }>(
        door.database.admin,
        `select order_id as id, dyad_id as dyad, custom, tags from app.sales_order where tenant_id = $1 and number = 'S-1' and superseded_by is null
          and import_id in (select import_id from app.import where state = 'published')`,
        [tenantId],
      )
    )[0]
  await importFiles(boss, file(4), { source: 'erp' })
  const first = await current()
  await ask('PUT', `/api/customers/${first?.dyad}/custom/order/${first?.id}`, { values: { gate: '三号门' } })
  await ask('POST', `/api/customers/${first?.dyad}/tags/order/${first?.id}`, { add: ['加急'] })
  const second = await importFiles(boss, file(5), { source: 'erp' })
  expect(await current()).toMatchObject({ custom: { gate: '三号门' }, tags: ['加急'] })
  expect((await current())?.id).not.toBe(first?.id)
  await undo(second.importId)
  expect(await current()).toMatchObject({ id: first?.id, custom: { gate: '三号门' }, tags: ['加急'] })
})
