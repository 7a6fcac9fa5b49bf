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

type Row = { dyadId: string; name: string; region: string | null; ownerId: string | null; standing: { lastOrder: string } | null }
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
