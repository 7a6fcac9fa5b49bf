import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Import } from '#contract/intake.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { ended, importFiles, upload } from '#testing/import-files.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '李经理' })
  await door.platform.jobs.start()
})
afterAll(() => door.close())

const uscc = '91350100M000100Y43'
const file = `客户编码,客户名称,统一社会信用代码,城市,电话
X1,苏州轴承新账户,${uscc},苏州,
X2,无锡电机有限公司,,无锡,0510-82700011转8
X3,常州泵业有限公司,,常州,
`

type Kept = {
  code: string
  party_id: string
  name: string
  name_key: string
  pinyin: string
  initials: string
  phone_e164: string | null
  brought: boolean
}

const kept = () =>
  query<Kept>(
    door.database.admin,
    `select d.code, p.party_id, p.name, p.name_key, p.pinyin, p.initials, p.phone_e164, d.import_id is not null as brought
      from app.dyad d join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
      where d.tenant_id = $1 and d.side = 'sale' and d.code is not null order by d.code`,
    [tenantId],
  )

test('what was checked before is matched anew when it is published: a known company stays one, who came meanwhile is known, and each new one is spelled and has its number', async () => {
  expect((await boss.call('POST', '/api/customers', { name: '苏州轴承有限公司', code: 'A1', uscc })).statusCode).toBe(200)
  const { importId } = (await upload(boss, { '客户.csv': file }, { source: 'crm' })).json() as Import
  const counts = async (step: string) => {
    await ended(boss, (await boss.call('POST', `/api/imports/${importId}/${step}`, {})).json().jobId)
    return (await boss.call('GET', `/api/imports/${importId}`)).json() as Import
  }
  expect((await counts('preview')).preview).toMatchObject({ accepted: 3, figures: { newCustomers: 3 } })
  expect((await boss.call('POST', '/api/customers', { name: '常州泵业有限公司', code: 'X3' })).statusCode).toBe(200)
  expect((await counts('publish')).counts).toMatchObject({ read: 3, figures: { newCustomers: 2 } })
  const rows = await kept()
  expect(rows.map(row => [row.code, row.brought])).toEqual([
    ['A1', false],
    ['X1', true],
    ['X2', true],
    ['X3', false],
  ])
  expect(rows[1]?.party_id).toBe(rows[0]?.party_id)
  expect(rows[2]).toMatchObject({
    name_key: '无锡电机有限公司',
    pinyin: 'wu xi dian ji you xian gong si',
    initials: 'wxdjyxgs',
    phone_e164: '+8651082700011',
  })
  expect(
    await query(door.database.admin, 'select 1 from app.party where tenant_id = $1 and phone is distinct from phone_read', [tenantId]),
  ).toEqual([])
  const found = (await boss.call('GET', '/api/customers?limit=20&sort=name&q=wxdj')).json() as { rows: { code: string }[] }
  expect(found.rows.map(row => row.code)).toEqual(['X2'])
})

/** Under what a customer's name is compared, once no search for duplicates waits or runs. */
async function namesCompared(code: string): Promise<string[]> {
  const { admin } = door.database
  for (let tries = 0; tries < 1200; tries++) {
    const open = await query(admin, `select 1 from app.job where kind = 'sweep_duplicates' and state in ('queued', 'running')`)
    if (open.length === 0) break
    await wait(50)
  }
  const rows = await query<{ key: string }>(
    admin,
    `select b.key from app.party_probe b join app.dyad d on d.tenant_id = b.tenant_id and d.buyer_id = b.party_id
      where b.tenant_id = $1 and d.code = $2 and b.kind in ('name', 'phone') order by 1`,
    [tenantId, code],
  )
  return rows.map(row => row.key)
}

test('who an import brought is compared with others, and anew under what a further one says', async () => {
  expect(await namesCompared('X2')).toEqual(['+8651082700011', '无锡电机', '电机'])
  await importFiles(boss, { '客户.csv': '客户编码,客户名称,电话\nX2,无锡水泵有限公司,\n' }, { source: 'crm' })
  expect(await namesCompared('X2')).toEqual(['+8651082700011', '无锡水泵', '水泵'])
})
