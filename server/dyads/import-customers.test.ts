import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Import } from '#contract/intake.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { ended, importFiles, upload } from '#testing/import-files.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }

type Row = {
  dyadId: string
  name: string
  code: string
  city: string | null
  phone: string | null
  ownerId: string | null
  ownerName: string | null
  createdAt: string
  version: number
}
const rowOf = async (code: string): Promise<Row> => {
  const { rows } = (await boss.call('GET', '/api/customers?limit=100')).json() as { rows: Row[] }
  const found = rows.find(row => row.code === code)
  if (found === undefined) throw new Error(`no customer ${code}`)
  return (await boss.call('GET', `/api/customers/${found.dyadId}`)).json() as Row
}
const files = (text: string) => ({ '客户.csv': text })

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '李经理' })
  seller = await memberBrowser(door, tenantId, { name: '王销售', role: 'account_manager', scope: 'own' })
  await door.platform.jobs.start()
})
afterAll(() => door.close())

const first = `客户编码,客户名称,城市,电话,负责人,创建人,创建时间
K1,苏州轴承有限公司,苏州,0512-65001122,王销售,李经理,2024-03-05 14:30
K2,无锡电机有限公司,无锡,0510-82700011,赵不在,,2023-01-02
K3,,,,,,
K4,常州泵业有限公司,常州,,,,2020-13-40
`

test('owner, author and time of entry are columns; a name that is no member stays a word and is counted', async () => {
  const done = await importFiles(boss, files(first), { source: 'crm' })
  expect(done.counts).toMatchObject({ read: 4, accepted: 3, rejected: 1 })
  expect(done.counts?.figures).toMatchObject({ unknownPeople: 1 })
  const [one, two] = [await rowOf('K1'), await rowOf('K2')]
  expect(one).toMatchObject({
    ownerId: seller.userId,
    ownerName: '王销售',
    createdAt: '2024-03-05T06:30:00.000Z',
    authorName: '李经理',
  })
  expect((await seller.call('POST', '/api/customers', { name: '昆山电子厂' })).json()).toMatchObject({ authorName: '王销售' })
  expect(two).toMatchObject({ ownerId: null, ownerName: '赵不在', createdAt: '2023-01-02T04:00:00.000Z' })
  expect((await seller.call('GET', `/api/customers/${one.dyadId}`)).statusCode).toBe(200)
  const authors = await query(door.database.admin, 'select author_id from app.dyad where tenant_id = $1 and dyad_id = $2', [
    tenantId,
    one.dyadId,
  ])
  expect(authors).toEqual([{ author_id: boss.userId }])
})

test('the row that was not taken can be put right in the file of rejected rows and imported', async () => {
  const { rows } = (await boss.call('GET', '/api/imports')).json() as { rows: Import[] }
  const csv = (await boss.call('GET', `/api/imports/${rows[0]?.importId}/rejections.csv`)).body
  expect(csv).toContain('“创建时间”中的“2020-13-40”不是日期')
  const mended = await importFiles(boss, files(csv.replace('2020-13-40', '2020-12-30')), { source: 'crm' })
  expect(mended.counts).toMatchObject({ read: 1, accepted: 1, rejected: 0 })
  expect(await rowOf('K4')).toMatchObject({ city: '常州' })
})

const second = `客户编码,客户名称,城市,电话,负责人
K1,苏州轴承有限公司,,0512-65009999,李经理
K2,无锡电机有限公司,无锡,,
`

test('an empty cell leaves what is known, or clears it where that was chosen; owners move with their history; undo brings all of it back', async () => {
  const before = await rowOf('K1')
  const kept = await importFiles(boss, files(second), { source: 'crm' })
  expect(kept.counts).toMatchObject({ read: 2, accepted: 1, updated: 1, unchanged: 1 })
  expect(await rowOf('K1')).toMatchObject({ city: '苏州', phone: '0512-65009999', ownerId: boss.userId })
  const entries = await query<{ kind: string; to_owner_id: string }>(
    door.database.admin,
    'select kind, to_owner_id from app.ownership_entry where tenant_id = $1 and dyad_id = $2',
    [tenantId, before.dyadId],
  )
  expect(entries).toEqual([{ kind: 'assigned', to_owner_id: boss.userId }])
  const cleared = await importFiles(boss, files(second), { source: 'crm', settings: { emptyCells: 'clear' } })
  expect(cleared.counts).toMatchObject({ read: 2, accepted: 2, updated: 2 })
  expect(await rowOf('K1')).toMatchObject({ city: null, phone: '0512-65009999' })
  expect(await rowOf('K2')).toMatchObject({ city: '无锡', phone: null })
  for (const { importId } of [cleared, kept]) {
    const undone = await boss.call('POST', `/api/imports/${importId}/undo`, {})
    expect((await ended(boss, undone.json().jobId)).state).toBe('done')
  }
  expect(await rowOf('K1')).toMatchObject({ city: '苏州', phone: '0512-65001122', ownerId: seller.userId })
  expect(await rowOf('K2')).toMatchObject({ phone: '0510-82700011' })
})

test('an undo is a version of its own: a form opened before it is stale, imports before it can be undone still, and what they brought goes', async () => {
  const code = 'U1'
  const say = (phone: string) => importFiles(boss, files(`客户编码,客户名称,电话\n${code},镇江阀门有限公司,${phone}\n`), { source: 'crm' })
  const undo = async (importId: string) => {
    const undone = await boss.call('POST', `/api/imports/${importId}/undo`, {})
    expect((await ended(boss, undone.json().jobId)).state).toBe('done')
  }
  const made = await say('0511-1')
  const changed = await say('0511-2')
  const opened = await rowOf(code)
  await undo(changed.importId)
  const { dyadId, version, phone } = await rowOf(code)
  expect({ phone, isNewer: version > opened.version }).toEqual({ phone: '0511-1', isNewer: true })
  const late = await boss.call('PATCH', `/api/customers/${dyadId}`, { version: opened.version, city: '镇江' })
  expect(late.json().code).toBe('stale')
  const further = await say('0511-3')
  await undo(further.importId)
  expect(await rowOf(code)).toMatchObject({ phone: '0511-1' })
  await undo(made.importId)
  expect((await boss.call('GET', `/api/customers/${dyadId}`)).statusCode).toBe(404)
})

test('the dry run counts every namesake, and says how many are known already', async () => {
  const many = Array.from({ length: 60 }, (_, at) => `N${at},浙江第${at}机械有限公司\nM${at},浙江第${at}机械（有限公司）\n`).join('')
  const uploaded = (await upload(boss, files(`客户编码,客户名称\n${many}X1,无锡电机\n`), { source: 'other' })).json() as Import
  const { jobId } = (await boss.call('POST', `/api/imports/${uploaded.importId}/preview`, {})).json() as { jobId: string }
  expect((await ended(boss, jobId)).state).toBe('done')
  const { preview } = (await boss.call('GET', `/api/imports/${uploaded.importId}`)).json() as Import
  expect(preview?.figures).toMatchObject({ possibleDuplicates: 61, duplicatesOfKnown: 1 })
  expect(preview?.possibleDuplicates).toHaveLength(50)
})

test('who may not assign customers cannot give them away by a file', async () => {
  const planner = await memberBrowser(door, tenantId, { name: '钱计划', role: 'planner' })
  await importFiles(planner, files('客户编码,客户名称,负责人\nK1,苏州轴承有限公司,钱计划\n'), { source: 'crm' })
  expect(await rowOf('K1')).toMatchObject({ ownerId: seller.userId })
})
