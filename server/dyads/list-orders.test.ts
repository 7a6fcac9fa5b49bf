import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }

const regions = ['浙江', '浙江省', '江苏', null]
const at = <T>(values: readonly T[], index: number): T => values[index % values.length] as T

type Row = {
  dyadId: string
  name: string
  region: string | null
  ownerId: string | null
  standing: { lastOrder: string; tier: string | null } | null
}
type Page = { rows: Row[]; next: string | null; total: { count: number; more: boolean } | null }

/** 36 customers: regions and owners in turn, names that sort apart from their order here, two thirds of them with a last order, some on one day. */
beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  for (let n = 0; n < 36; n++) {
    const owner = at([seller.userId, boss.userId, null], n % 7)
    const region = at(regions, n)
    const body = {
      name: `第${(n * 7) % 36}号${newId().slice(-6)}厂`,
      ...(region === null ? {} : { region }),
      ...(owner === null ? {} : { ownerId: owner }),
    }
    const { dyadId } = (await boss.call('POST', '/api/customers', { ...body, duplicateReason: '另有其人' })).json() as Row
    if (n % 3 === 0) continue
    await query(
      door.database.admin,
      `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, type, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
        is_provisional, is_dormant, is_below_zero, is_overridden, orders, last_order)
      values ($1, $2, 1, '2026-10-31', 'star', $3, 'measured', 100, 1, false, false, false, false, 3, $4)`,
      [tenantId, dyadId, n * 1000, `2026-0${1 + (n % 5)}-11`],
    )
  }
})
afterAll(() => door.close())

async function pages(browser: Browser, search: string, limit: number): Promise<{ rows: Row[]; total: Page['total'] }> {
  const rows: Row[] = []
  let [after, total]: [string, Page['total']] = ['', null]
  for (;;) {
    const answer = await browser.call('GET', `/api/customers?${search}&limit=${limit}${after}`)
    expect(answer.statusCode, answer.body).toBe(200)
    const page = answer.json() as Page
    if (after === '') total = page.total
    rows.push(...page.rows)
    if (page.next === null) return { rows, total }
    after = `&after=${encodeURIComponent(page.next)}`
  }
}

const word = (name: string, values: readonly string[]) => values.map(value => `&${name}=${encodeURIComponent(value)}`).join('')

test('regions and owners, however they are read, give what the whole list has of them, in its order, with its count', async () => {
  const people = [[], ['me'], [seller.userId, boss.userId], ['nobody'], [seller.userId, 'nobody']]
  for (const browser of [boss, seller])
    for (const sort of ['name', 'lastOrder', 'netContribution', 'region'])
      for (const direction of ['asc', 'desc'])
        for (const owner of people)
          for (const region of [[], ['浙江'], ['浙江', '浙江省'], ['浙江', '没有', '江苏'], ['江苏', '']]) {
            const order = `sort=${sort}&direction=${direction}`
            const owners = owner.map(one => (one === 'me' ? browser.userId : one === 'nobody' ? null : one))
            const whole = await pages(browser, order, 200)
            const wanted = whole.rows.filter(
              row => (owners.length === 0 || owners.includes(row.ownerId)) && (region.length === 0 || region.includes(row.region ?? '')),
            )
            const said = `${order}${word('owner', owner)}${word('region', region)}`
            const read = await pages(browser, said, 4)
            expect(
              read.rows.map(row => row.name),
              said,
            ).toEqual(wanted.map(row => row.name))
            expect(read.total, said).toEqual({ count: wanted.length, more: false })
          }
})

test('who owns very many is found along the order of the list, with what has no value last, and counted to two hundred', async () => {
  const keeper = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  await query(
    door.database.admin,
    `with own as (select seller_id from app.dyad where tenant_id = $1 limit 1),
      made as (insert into app.party (tenant_id, party_id, name, name_key, region)
        select $1, gen_random_uuid(), 'K' || n, 'k' || n, case when n % 2 = 0 then '浙江' else '江苏' end from generate_series(1, 1010) n returning party_id, name)
      insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side, owner_id) select $1, gen_random_uuid(), own.seller_id, m.party_id, 'sale', $2 from made m, own`,
    [tenantId, keeper.userId],
  )
  await query(
    door.database.admin,
    `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, type, tier, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
        is_provisional, is_dormant, is_below_zero, is_overridden, orders, last_order)
      select $1, d.dyad_id, 1, '2026-10-31', 'star', case when k.n % 3 = 0 then 'mvc' else 'ordinary' end, k.n, 'measured', 100, 1, false, false, false, false, 3, date '2024-01-01' + (k.n % 40)
      from (select dyad_id, row_number() over (order by dyad_id)::int as n from app.dyad where tenant_id = $1 and owner_id = $2) k join app.dyad d using (dyad_id)
      where k.n <= 900`,
    [tenantId, keeper.userId],
  )
  for (const browser of [boss, keeper])
    for (const order of ['sort=lastOrder&direction=desc', 'sort=lastOrder&direction=asc', 'sort=netContribution&direction=desc']) {
      const whole = (await pages(browser, order, 200)).rows.filter(row => row.ownerId === keeper.userId)
      expect(whole).toHaveLength(1010)
      const all = await pages(browser, `${order}&owner=${keeper.userId}`, 150)
      expect(
        all.rows.map(row => row.dyadId),
        order,
      ).toEqual(whole.map(row => row.dyadId))
      expect(all.total).toEqual({ count: 200, more: true })
      const few = await pages(browser, `${order}&owner=${keeper.userId}&tier=mvc&region=${encodeURIComponent('浙江')}`, 60)
      const wanted = whole.filter(row => row.region === '浙江' && row.standing?.tier === 'mvc')
      expect(
        few.rows.map(row => row.dyadId),
        order,
      ).toEqual(wanted.map(row => row.dyadId))
      expect(wanted.length).toBeGreaterThan(100)
      expect(few.total).toEqual({ count: wanted.length, more: false })
    }
  expect((await pages(seller, `sort=lastOrder&owner=${keeper.userId}`, 50)).rows).toEqual([])
})

test('a row carries the columns that were asked for and who it is, and never more than the person may see', async () => {
  const { rows } = (await boss.call('GET', '/api/customers?sort=lastOrder&limit=1&column=lastOrder&column=owner')).json() as Page
  expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual([
    'dyadId',
    'name',
    'nameEn',
    'ownerId',
    'ownerName',
    'partyId',
    'shortName',
    'standing',
  ])
  expect(Object.keys(rows[0]?.standing ?? {}).toSorted()).toEqual(['asOf', 'lastOrder'])
  const all = (await boss.call('GET', '/api/customers?limit=1')).json() as Page
  expect(Object.keys(all.rows[0] ?? {})).toEqual(expect.arrayContaining(['region', 'completeness', 'createdAt', 'code']))
  expect((await boss.call('GET', '/api/customers?column=shoes')).statusCode).toBe(422)
})
