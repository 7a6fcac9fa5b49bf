import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
})
afterAll(() => door.close())

const plant = (text: string, values: readonly unknown[]) => query(door.database.admin, text, [tenantId, ...values])

/** A customer that brings so much, with what else its standing says. */
async function customer(name: string, ownerId: string, minor: number, standing: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const created = await boss.call('POST', '/api/customers', { name, ownerId })
  expect(created.statusCode, created.body).toBe(200)
  const { dyadId } = created.json()
  const columns = { net_contribution_minor: minor, ...standing }
  const names = Object.keys(columns)
  await plant(
    `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, net_contribution_state, net_sales_minor, data_confidence, is_provisional, is_dormant, is_below_zero, is_overridden, orders, ${names.join(', ')})
     values ($1, $2, 1, current_date, 'measured', 0, 1, false, false, false, false, 1, ${names.map((_, k) => `$${k + 3}`).join(', ')})`,
    [dyadId, ...Object.values(columns)],
  )
  return dyadId
}

const work = async (browser: Browser, whose = '') => (await browser.call('GET', `/api/home/work${whose}`)).json()
const kinds = (answer: { rows: { kind: string; customer: string }[] }) => answer.rows.map(row => `${row.kind} ${row.customer}`)

test('the most money at stake comes first, whatever it is that has to be done', async () => {
  await customer('甲', seller.userId, 900_00, { warning: 'later_than_own_rhythm', at_stake_minor: 700_00, last_order: '2026-01-01' })
  const promised = await customer('乙', seller.userId, 5_000_00)
  await customer('丙', seller.userId, 100_00, {
    move: 'downgrade',
    previous_type: 'gold',
    type: 'star',
    moved_on: new Date(),
    net_contribution_before_minor: 2_000_00,
  })
  await customer('丁', boss.userId, 9_000_00, { warning: 'later_than_own_rhythm', at_stake_minor: 8_000_00 })
  await plant(
    `insert into app.concern (tenant_id, dyad_id, concern_id, kind, title, received_at, received_on, first_response_by) values ($1, $2, $3, 'complaint', '轴承异响', now() - interval '3 days', current_date - 3, now() - interval '2 days')`,
    [promised, newId()],
  )
  await plant(`insert into app.task (tenant_id, task_id, title, assignee_id, due_on) values ($1, $2, '写周报', $3, current_date - 1)`, [
    newId(),
    seller.userId,
  ])

  const mine = await work(seller)
  expect(mine.whose).toBe('mine')
  expect(kinds(mine)).toEqual(['concern_unanswered 乙', 'fallen 丙', 'warning 甲', 'task null'])
  expect(mine.rows[0]).toMatchObject({ title: '轴承异响', stakeMinor: 5_000_00, days: 2 })
  expect(mine.rows[1]).toMatchObject({ fromType: 'gold', type: 'star', stakeMinor: 2_000_00 })
  expect(kinds(await work(boss))).toEqual(['warning 丁'])
  expect(kinds(await work(boss, '?whose=seen'))).toEqual(['warning 丁', 'concern_unanswered 乙', 'fallen 丙', 'warning 甲'])
  expect(await work(boss, '?whose=seen&limit=2')).toMatchObject({ more: true, rows: [{}, {}] })
})

test('nobody is given work on customers that they do not see', async () => {
  const stranger = await memberBrowser(door, tenantId, { role: 'service', scope: 'own' })
  expect(await work(stranger)).toMatchObject({ whose: 'seen', rows: [] })
})
