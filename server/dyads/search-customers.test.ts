import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

const many = 5100

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  for (const body of [
    { name: '灯塔机械', code: '星舟-9', duplicateReason: '另有其人' },
    { name: 'Abacus 电机', code: 'Z1', duplicateReason: '另有其人' },
  ])
    expect((await boss.call('POST', '/api/customers', body)).statusCode).toBe(200)
  await query(
    door.database.admin,
    `with p as (insert into app.party (tenant_id, party_id, kind, name, name_key, pinyin, initials)
        select $1, gen_random_uuid(), 'company', '星舟' || n, 'xz' || n, 'xing zhou', 'x z' from generate_series(1, ${many}) n returning party_id, name)
      insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side, code)
        select $1, gen_random_uuid(), (select seller_id from app.dyad where tenant_id = $1 limit 1), party_id, 'sale', 'ab' || substr(name, 3) from p`,
    [tenantId],
  )
})
afterAll(() => door.close())

type Page = { rows: { dyadId: string; name: string }[]; next: string | null; total: { count: number; more: boolean } | null }

async function page(q: string, search = 'sort=code'): Promise<Page> {
  const answer = await boss.call('GET', `/api/customers?limit=200&${search}&q=${encodeURIComponent(q)}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

async function all(q: string): Promise<string[]> {
  const names: string[] = []
  let after = ''
  for (;;) {
    const { rows, next } = await page(q, `sort=code${after}`)
    names.push(...rows.map(row => row.name))
    if (next === null) return names
    after = `&after=${encodeURIComponent(next)}`
  }
}

test('words that more names have than are gathered find each of them once, and who has them as a code; asked again too', async () => {
  for (const round of ['first', 'again']) {
    const names = await all('星舟')
    expect(names, round).toHaveLength(many + 1)
    expect(new Set(names).size).toBe(many + 1)
    expect(names).toContain('灯塔机械')
  }
})

test('the beginning of very many codes finds their customers, and who is called so', async () => {
  const names = await all('ab')
  expect(names).toHaveLength(many + 1)
  expect(names).toContain('Abacus 电机')
  expect((await page('ab1')).total).toEqual({ count: 200, more: true })
})

test('what a search found stands in the order asked for, customers without a value last, both ways', async () => {
  const { rows } = await page('星舟5100')
  const [only] = rows
  await query(door.database.admin, 'update app.dyad set code = null where tenant_id = $1 and dyad_id = $2', [tenantId, only?.dyadId])
  const codes = async (direction: string) => (await page('510', `sort=code&direction=${direction}`)).rows.map(row => row.name)
  const coded = ['星舟1510', '星舟2510', '星舟3510', '星舟4510', '星舟510']
  expect(await codes('asc')).toEqual([...coded, '星舟5100'])
  expect(await codes('desc')).toEqual([...coded.toReversed(), '星舟5100'])
})
