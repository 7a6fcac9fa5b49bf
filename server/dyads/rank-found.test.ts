import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }

/** More than are put in order out of the narrow rows. */
const many = 10_050

/** Every third has no value, every two of the others the same; every fifth is the seller's. */
const plant = `
  with p as (insert into app.party (tenant_id, party_id, name, name_key, pinyin, initials)
      select $1, gen_random_uuid(), $2 || n, $2 || n, 'deng ta', 'd t' from generate_series(1, $3::int) n returning party_id, name),
    d as (insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side, code, owner_id)
      select $1, gen_random_uuid(), (select own_party_id from app.tenant where tenant_id = $1), party_id, 'sale', substr(name, 3),
        case when substr(name, 3)::int % 5 = 0 then $4::uuid end from p returning dyad_id, code)
  insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
      is_provisional, is_dormant, is_below_zero, is_overridden, orders)
    select $1, dyad_id, 1, '2026-02-28', code::int / 2 * 100, 'measured', 1, 1, false, false, false, false, 1 from d where code::int % 3 <> 0`

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  for (const name of ['云鲸轴承', '云鲸齿轮']) await add(name)
  await query(door.database.admin, plant, [tenantId, '灯塔', 130, seller.userId])
})
afterAll(() => door.close())

type Page = {
  rows: { dyadId: string; name: string; standing: { netContributionMinor: number } | null }[]
  next: string | null
  total: { count: number; more: boolean } | null
}

async function add(name: string): Promise<string> {
  const answer = await boss.call('POST', '/api/customers', { name, duplicateReason: '另有其人' })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().dyadId
}

async function page(who: Browser, search: string): Promise<Page> {
  const answer = await who.call('GET', `/api/customers?${search}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const word = encodeURIComponent

async function all(who: Browser, search: string): Promise<Page['rows']> {
  const rows: Page['rows'] = []
  for (let after = ''; ; ) {
    const { rows: some, next } = await page(who, `${search}${after}`)
    rows.push(...some)
    if (next === null) return rows
    after = `&after=${word(next)}`
  }
}

const value = ({ standing }: Page['rows'][number]) => standing?.netContributionMinor ?? null
const largestFirst = (a: Page['rows'][number], b: Page['rows'][number]) =>
  (value(b) ?? -1) - (value(a) ?? -1) || (a.dyadId < b.dyadId ? -1 : 1)

test('what a search alone finds stands in the usual order, page after page, each once, those without a value last', async () => {
  const rows = await all(boss, `limit=20&q=${word('灯塔')}`)
  expect(rows).toHaveLength(130)
  expect(rows.map(row => row.name)).toEqual(rows.toSorted(largestFirst).map(row => row.name))
  expect(new Set(rows.map(row => row.dyadId)).size).toBe(130)
  expect(rows.filter(row => value(row) === null)).toHaveLength(43)
})

test('it is the same as with a filter that leaves nobody out, whose rows are looked up one by one', async () => {
  const named = ['灯塔', 'dengta', 'dt', '灯塔 12', '灯 塔1']
  for (const q of named) {
    const alone = await page(boss, `q=${word(q)}`)
    const filtered = await page(boss, `q=${word(q)}&provisional=false`)
    expect(alone.rows, q).toEqual(filtered.rows)
    expect(alone.total, q).toEqual(filtered.total)
    expect(alone.rows.length, q).toBeGreaterThan(0)
  }
})

test('each finds what is theirs, and no longer what was given to another', async () => {
  const mine = await page(seller, `q=${word('灯塔')}`)
  expect(mine.total).toEqual({ count: 26, more: false })
  const [first] = mine.rows
  const { version } = (await boss.call('GET', `/api/customers/${first?.dyadId}`)).json()
  const given = await boss.call('PATCH', `/api/customers/${first?.dyadId}`, { version, ownerId: boss.userId })
  expect(given.statusCode, given.body).toBe(200)
  const left = await page(seller, `q=${word('灯塔')}`)
  expect(left.total).toEqual({ count: 25, more: false })
  expect(left.rows.map(row => row.dyadId)).not.toContain(first?.dyadId)
})

test('two that were merged are found as one, by either name', async () => {
  const [one, other] = (await page(boss, `q=${word('云鲸')}`)).rows
  const partyOf = async (dyadId?: string) => (await boss.call('GET', `/api/customers/${dyadId}`)).json()
  const [survivor, merged] = [await partyOf(one?.dyadId), await partyOf(other?.dyadId)]
  const ends = { survivorId: survivor.partyId, mergedId: merged.partyId }
  const preview = (await boss.call('GET', `/api/merges/preview?survivorId=${ends.survivorId}&mergedId=${ends.mergedId}`)).json()
  const body = { ...ends, survivorVersion: preview.survivor.version, mergedVersion: preview.merged.version }
  const done = await boss.call('POST', '/api/merges', body)
  expect(done.statusCode, done.body).toBe(200)
  for (const q of ['云鲸', '齿轮', 'yunjing', '云鲸轴承']) {
    const { rows, total } = await page(boss, `q=${word(q)}`)
    expect(
      rows.map(row => row.dyadId),
      q,
    ).toEqual([one?.dyadId])
    expect(total, q).toEqual({ count: 1, more: false })
  }
})

test('what an import has written is not found before it is published', async () => {
  const dyadId = await add('铜镜仪表')
  const found = async () => (await page(boss, `q=${word('铜镜')}`)).total?.count
  expect(await found()).toBe(1)
  const hide = (published: boolean) =>
    query(door.database.admin, 'update app.dyad set is_published = $2 where dyad_id = $1', [dyadId, published])
  const [{ import_id: importId } = { import_id: '' }] = await query<{ import_id: string }>(
    door.database.admin,
    `insert into app.import (tenant_id, import_id, source, state, is_hiding) values ($1, gen_random_uuid(), 'a file', 'publishing', true) returning import_id`,
    [tenantId],
  )
  expect(await found()).toBe(1)
  await hide(false)
  expect(await found()).toBe(0)
  expect((await page(boss, `q=${word('灯塔')}`)).total).toEqual({ count: 130, more: false })
  await hide(true)
  await query(door.database.admin, `update app.import set state = 'published', is_hiding = false where import_id = $1`, [importId])
  expect(await found()).toBe(1)
})

test('more than are put in order at once are found all the same, the largest first', async () => {
  await query(door.database.admin, plant, [tenantId, '麦浪', many, seller.userId])
  for (const round of ['first', 'again']) {
    const { rows, total, next } = await page(boss, `q=${word('麦浪')}`)
    expect(rows, round).toHaveLength(50)
    expect(rows.map(value), round).toEqual(rows.toSorted(largestFirst).map(value))
    expect(value(rows[0] as Page['rows'][number]), round).toBe(Math.floor((many - 1) / 2) * 100)
    expect(total, round).toEqual({ count: 50, more: true })
    expect(next, round).not.toBeNull()
  }
  expect((await page(seller, `q=${word('麦浪')}`)).total).toEqual({ count: 50, more: true })
  expect((await page(boss, `q=${word('灯塔')}`)).total).toEqual({ count: 130, more: false })
})
