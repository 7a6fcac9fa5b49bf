import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { policyFor } from '#core/platform/field-policy.ts'
import type { Condition, Filter } from '#core/platform/list-filter.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inTenant } from './database.ts'
import { newId } from './ids.ts'
import type { List } from './list-page.sql.ts'
import { type ListRequest, readList, readListGroups } from './read-list.ts'

const [me, other] = [newId(), newId()]
const today = parseDay('2026-11-21') as number

type Row = {
  readonly id: string
  readonly name: string
  readonly city: string | null
  readonly worth: number | null
  readonly since: string | null
  readonly owner: string | null
}

const rows: Row[] = Array.from({ length: 60 }, (_, k) => ({
  id: newId(),
  name: ['上海轴承 50%_A', '苏州传动', 'Wuxi Drive', '无锡轴承'][k % 4] as string,
  city: [null, '上海', '苏州', '无锡'][k % 4] ?? null,
  worth: k % 5 === 0 ? null : (k % 11) * 1000 - 3000,
  since: k % 7 === 0 ? null : `2026-${String(1 + (k % 11)).padStart(2, '0')}-${String(1 + (k % 28)).padStart(2, '0')}`,
  owner: [me, other, null][k % 3] ?? null,
}))

const list: List = {
  from: sql`dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id`,
  id: sql`d.dyad_id`,
  row: sql`d.dyad_id as id`,
  columns: {
    name: { value: sql`p.name`, type: 'text', sqlType: 'text' },
    city: { value: sql`p.city`, type: 'choice', sqlType: 'text', field: 'city' },
    worth: { value: sql`d.payment_terms_days`, type: 'number', sqlType: 'integer', sum: true },
    since: { value: sql`d.since`, type: 'day', sqlType: 'date' },
    owner: { value: sql`d.owner_id`, type: 'person', sqlType: 'uuid' },
  },
}

let product: TestApp
let tenantId: string

async function plant(row: Row, sellerId: string) {
  const { admin } = product.database
  const partyId = newId()
  await query(admin, 'insert into app.party (tenant_id, party_id, name, name_key, city) values ($1, $2, $3::text, lower($3::text), $4)', [
    tenantId,
    partyId,
    row.name,
    row.city,
  ])
  await query(
    admin,
    `insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side, payment_terms_days, since, owner_id) values ($1, $2, $3, $4, 'sale', $5, $6, $7)`,
    [tenantId, row.id, sellerId, partyId, row.worth, row.since, row.owner],
  )
}

beforeAll(async () => {
  product = await testApp()
  tenantId = await plantTenant(product)
  const sellerId = newId()
  await query(product.database.admin, `insert into app.party (tenant_id, party_id, name, name_key) values ($1, $2, 'us', 'us')`, [
    tenantId,
    sellerId,
  ])
  for (const row of rows) await plant(row, sellerId)
})
afterAll(() => product.close())

const request = (given: Partial<ListRequest>): ListRequest => ({
  list,
  where: sql`d.tenant_id = ${tenantId}::uuid`,
  policy: policyFor('customer', 'service', []),
  userId: me,
  today,
  timeZone: 'Asia/Shanghai',
  dyad: 'd',
  filter: undefined,
  order: { column: 'worth', direction: 'desc' },
  after: undefined,
  limit: 200,
  ...given,
})
const inFirm = <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(product.platform.db, { tenantId }, work)
const idsOf = async (given: Partial<ListRequest>) =>
  (await inFirm(tx => readList<{ id: string }>(tx, request(given)))).rows.map(row => row.id)

function holds(row: Row, { column, is, value }: Condition): boolean {
  const held = row[column as keyof Row]
  if (is === 'empty') return held === null
  if (is === 'filled') return held !== null
  if (is === 'in' || is === 'not_in') {
    const wanted = (value as readonly string[]).map(each => (column === 'owner' && each === 'me' ? me : each))
    const found = (held !== null && wanted.includes(String(held))) || (column === 'owner' && held === null && wanted.includes('nobody'))
    return found === (is === 'in')
  }
  if (held === null) return false
  if (is === 'contains') return String(held).toLowerCase().includes(String(value).toLowerCase())
  if (is === 'at_least') return held >= (value as string | number)
  return held <= (value as string | number)
}
const meets = (row: Row, filter: Filter): boolean =>
  'column' in filter
    ? holds(row, filter)
    : 'all' in filter
      ? filter.all.every(part => meets(row, part))
      : filter.any.some(part => meets(row, part))

const condition = fc.oneof(
  fc.record({
    column: fc.constantFrom('name'),
    is: fc.constantFrom('contains' as const),
    value: fc.constantFrom('轴承', '50%', 'DRIVE', '_', '\\'),
  }),
  fc.record({
    column: fc.constantFrom('city'),
    is: fc.constantFrom('in' as const, 'not_in' as const),
    value: fc.constantFrom(['上海'], ['苏州', '无锡']),
  }),
  fc.record({
    column: fc.constantFrom('worth'),
    is: fc.constantFrom('at_least' as const, 'at_most' as const),
    value: fc.integer({ min: -3000, max: 8000 }),
  }),
  fc.record({
    column: fc.constantFrom('since'),
    is: fc.constantFrom('at_least' as const, 'at_most' as const),
    value: fc.constantFrom('2026-03-01', '2026-08-15'),
  }),
  fc.record({
    column: fc.constantFrom('owner'),
    is: fc.constantFrom('in' as const, 'not_in' as const),
    value: fc.constantFrom(['me'], ['nobody'], ['me', 'nobody']),
  }),
  fc.record({ column: fc.constantFrom('city', 'worth', 'since', 'owner'), is: fc.constantFrom('empty' as const, 'filled' as const) }),
)
const group = (parts: fc.Arbitrary<Filter>) => {
  const some = fc.array(parts, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    some.map(all => ({ all })),
    some.map(any => ({ any })),
  )
}

test('agrees: a filter finds what the same words find in plain code, whatever its groups', async () => {
  const filters = group(fc.oneof<fc.Arbitrary<Filter>[]>(condition, group(condition)))
  await fc.assert(
    fc.asyncProperty(filters, async filter => {
      const expected = rows.filter(row => meets(row, filter)).map(row => row.id)
      expect((await idsOf({ filter: JSON.stringify(filter) })).toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 60 },
  )
})

test('right: pages follow each other without a gap, rows without a value last', async () => {
  for (const column of ['name', 'city', 'worth', 'since', 'owner'])
    for (const direction of ['asc', 'desc'] as const) {
      const seen: string[] = []
      for (let after: string | null = null; seen.length === 0 || after !== null; ) {
        const page = await inFirm(tx =>
          readList<{ id: string }>(tx, request({ order: { column, direction }, limit: 7, after: after ?? undefined })),
        )
        seen.push(...page.rows.map(row => row.id))
        after = page.next
      }
      expect(new Set(seen).size).toBe(rows.length)
      const empty = seen.map(id => rows.find(row => row.id === id)?.[column as keyof Row] === null)
      expect(empty.lastIndexOf(false)).toBeLessThan(empty.includes(true) ? empty.indexOf(true) : rows.length)
    }
})

test('right: groups carry their number and the sums', async () => {
  const groups = await inFirm(tx => readListGroups(tx, request({}), 'city'))
  const sum = (city: string | null) => rows.filter(row => row.city === city).reduce((total, row) => total + (row.worth ?? 0), 0)
  expect(new Set(groups.map(each => each.value))).toEqual(new Set([null, '上海', '无锡', '苏州']))
  for (const each of groups) expect(each).toMatchObject({ count: 15, sums: { worth: sum(each.value) } })
})

test('refuses: what the role may not read can be neither filtered nor sorted nor grouped by', async () => {
  const rule = { entity: 'customer', field: 'city', role: 'service', level: 'hidden' } as const
  const filter = JSON.stringify({ column: 'city', is: 'in', value: ['上海'] })
  const hidden = policyFor('customer', 'service', [{ ...rule, applies: 'always' }])
  await expect(idsOf({ filter, policy: hidden })).rejects.toMatchObject({ code: 'invalid' })
  await expect(idsOf({ order: { column: 'city', direction: 'asc' }, policy: hidden })).rejects.toMatchObject({ code: 'invalid' })
  await expect(inFirm(tx => readListGroups(tx, request({ policy: hidden }), 'city'))).rejects.toMatchObject({ code: 'invalid' })

  const others = policyFor('customer', 'service', [{ ...rule, applies: 'not_mine' }])
  const mine = rows.filter(row => row.city === '上海' && row.owner === me).map(row => row.id)
  expect((await idsOf({ filter, policy: others })).toSorted()).toEqual(mine.toSorted())
})

test('refuses: a filter that does not fit is told what is wrong with it', async () => {
  const wrong = ['{', '{"column":"salary","is":"empty"}', '{"column":"worth","is":"contains","value":"1"}']
  for (const filter of wrong) await expect(idsOf({ filter })).rejects.toMatchObject({ code: 'invalid' })
  await expect(idsOf({ order: { column: 'toString', direction: 'asc' } })).rejects.toMatchObject({ code: 'invalid' })
})
