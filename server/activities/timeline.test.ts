import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Timeline, TimelineEntry } from '#contract/activities/timeline.ts'
import { timelineKinds } from '#core/activities/timeline.ts'
import { inTenant } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { timelineQuery } from './timeline.sql.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let dyadId: string
let importId: string

async function ask<T>(method: 'GET' | 'POST', url: string, body?: object): Promise<T> {
  const answer = await boss.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}
const stream = (search = '') => ask<Timeline>('GET', `/api/dyads/${dyadId}/timeline${search}`)
const run = (text: string, ...values: unknown[]) => query(door.database.admin, text, [tenantId, dyadId, ...values])

const perKind = 10_000
const uuid = `gen_random_uuid()`

/** Trade of years: orders, a few returns, deliveries with and without a day of arrival, payments, calls. */
async function plantYears(): Promise<void> {
  const day = `'2020-01-01'::date + (n / 5)`
  const many = `generate_series(0, ${perKind - 1}) n`
  await run(
    `insert into app.sales_order (tenant_id, dyad_id, order_id, import_id, source, number, kind, ordered_on, currency, line_count, net_minor, content_hash)
     select $1, $2, ${uuid}, $3, 'erp', 'SO-' || n, case when n % 2000 = 7 then 'return' else 'order' end, ${day}, 'CNY', 1, 10000 + n, 'x' from ${many}`,
    importId,
  )
  await run(
    `insert into app.delivery (tenant_id, dyad_id, delivery_id, import_id, row_no, number, shipped_on, delivered_on)
     select $1, $2, ${uuid}, $3, n, 'DN-' || n, ${day}, case when n % 3 > 0 then ${day} + 2 end from ${many}`,
    importId,
  )
  await run(
    `insert into app.payment (tenant_id, dyad_id, payment_id, import_id, row_no, number, paid_on, currency, amount_minor)
     select $1, $2, ${uuid}, $3, n, 'PAY-' || n, ${day} + 30, 'CNY', 10000 from ${many}`,
    importId,
  )
  await run(
    `insert into app.activity (tenant_id, dyad_id, activity_id, kind, state, day, starts_at, subject)
     select $1, $2, ${uuid}, 'call', 'done', ${day}, ${day}, '电话 ' || n from ${many}`,
  )
  await query(door.database.admin, 'analyze app.sales_order, app.delivery, app.payment, app.activity')
}

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-11-18T02:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '王经理' })
  dyadId = (await ask<{ dyadId: string }>('POST', '/api/customers', { name: '老客户' })).dyadId
  importId = newId()
  await query(door.database.admin, `insert into app.import (tenant_id, import_id, source, state) values ($1, $2, 'erp', 'published')`, [
    tenantId,
    importId,
  ])
  await plantYears()
})
afterAll(() => door.close())

const rank = ({ kind }: TimelineEntry) => timelineKinds.indexOf(kind)
const inOrder = (a: TimelineEntry, b: TimelineEntry) =>
  a.day > b.day || (a.day === b.day && (rank(a) < rank(b) || (rank(a) === rank(b) && a.id > b.id)))

test('one stream of all sources, the latest first, read on page by page without a gap or a repeat', async () => {
  const first = await stream('?limit=200')
  const small: TimelineEntry[] = []
  for (let after = ''; small.length < 200; ) {
    const page = await stream(`?limit=40${after}`)
    small.push(...page.rows)
    after = `&after=${page.next}`
  }
  expect(small).toEqual(first.rows)
  expect(first.rows.slice(1).every((entry, at) => inOrder(first.rows[at] as TimelineEntry, entry))).toBe(true)
  expect(new Set(first.rows.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(200)
  expect([...new Set(first.rows.map(({ kind }) => kind))].sort()).toEqual(['activity', 'delivery', 'order', 'payment'])
})

test('to the end there is every entry once', async () => {
  let seen = 0
  for (let after: string | null = ''; after !== null; ) {
    const page: Timeline = await stream(`?limit=200&kind=return&kind=delivery&to=2020-03-01${after ? `&after=${after}` : ''}`)
    seen += page.rows.length
    after = page.next
  }
  const [expected] = await run(
    `select (select count(*) from app.sales_order where kind = 'return' and tenant_id = $1 and dyad_id = $2 and ordered_on <= '2020-03-01')::int
      + (select count(*) from app.delivery where tenant_id = $1 and dyad_id = $2 and coalesce(delivered_on, shipped_on) <= '2020-03-01')::int as n`,
  )
  expect(seen).toBe((expected as { n: number }).n)
})

test('entries are chosen by kind and by a word', async () => {
  const returns = await stream('?kind=return')
  expect(returns.rows).toHaveLength(5)
  expect(returns.rows.every(({ kind }) => kind === 'return')).toBe(true)
  const found = await stream('?q=SO-1234')
  expect(found.rows.map(({ detail }) => detail['number'])).toEqual(['SO-1234'])
  expect((await stream(`?q=${encodeURIComponent('%')}`)).rows).toEqual([])
})

test('trade of an import that is not published is not there', async () => {
  await query(door.database.admin, `update app.import set state = 'undone' where import_id = $1`, [importId])
  expect([...new Set((await stream('?limit=200')).rows.map(({ kind }) => kind))]).toEqual(['activity'])
  await query(door.database.admin, `update app.import set state = 'published' where import_id = $1`, [importId])
})

type Plan = {
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}
const touched = (plan: Plan): number =>
  (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] +
  (plan.Plans ?? []).reduce((sum, each) => sum + touched(each), 0)

test('a page touches a bounded number of rows, however much lies behind: at the newest, in the middle, and for few returns among many orders', async () => {
  const given = { tenantId, dyadIds: [dyadId], q: undefined, mayRead: () => true, to: undefined, limit: 51 }
  const rowsOf = (request: ReturnType<typeof timelineQuery>) =>
    inTenant(door.platform.db, { tenantId }, async tx => {
      const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`explain (analyze, format json) ${request}`.execute(tx)
      return touched(rows[0]?.['QUERY PLAN'][0].Plan as Plan)
    })
  const middle = { day: '2022-06-01', kind: 'payment', id: newId() } as const
  for (const request of [
    timelineQuery(timelineKinds, undefined, given),
    timelineQuery(timelineKinds, middle, given),
    timelineQuery(['return'], undefined, given),
  ])
    expect(await rowsOf(request)).toBeLessThan(51 * timelineKinds.length * 12)
})
