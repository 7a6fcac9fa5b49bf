import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantMember, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
const [east, west] = [newId(), newId()]

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  for (const [id, name] of [
    [east, '华东'],
    [west, '华西'],
  ])
    await query(door.database.admin, 'insert into app.department (tenant_id, department_id, name) values ($1, $2, $3)', [
      tenantId,
      id,
      name,
    ])
  await door.platform.jobs.start()
})
afterAll(() => door.close())

const person = (name: string, departmentId = east) =>
  plantMember(door, tenantId, { role: 'account_manager', scope: 'own', departmentId, name })

/** Customers of a person, each with what it is worth. */
async function book(ownerId: string, values: readonly number[], departmentId = east): Promise<string[]> {
  const ids: string[] = []
  for (const [index, value] of values.entries()) {
    const { dyadId } = (
      await boss.call('POST', '/api/customers', { name: `客户${index}-${newId()}`, ownerId, departmentId, duplicateReason: '测试' })
    ).json()
    ids.push(dyadId)
    await query(
      door.database.admin,
      `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
         is_provisional, is_dormant, is_below_zero, is_overridden, orders)
       values ($1, $2, 1, '2026-01-31', $3, 'measured', 0, 1, false, false, false, false, 1)`,
      [tenantId, dyadId, value],
    )
  }
  return ids
}

async function done(answer: { readonly json: () => { jobId: string } }): Promise<void> {
  const { jobId } = answer.json()
  await expect.poll(async () => (await boss.call('GET', `/api/jobs/${jobId}`)).json().state, { timeout: 20_000 }).toMatch(/done|failed/)
  expect((await boss.call('GET', `/api/jobs/${jobId}`)).json()).toMatchObject({ state: 'done' })
}

const ownersOf = async (ids: readonly string[]) =>
  (
    await query<{ owner_id: string | null }>(
      door.database.admin,
      'select owner_id from app.dyad where dyad_id = any($1) order by dyad_id',
      [ids],
    )
  ).map(row => row.owner_id)

test('right: a leaver’s customers go to two colleagues by value, with the open work; taken back, all is as before', async () => {
  const [leaver, first, second] = [await person('离职员工'), await person('甲'), await person('乙', west)]
  const ids = await book(leaver.userId, [900, 300, 300, 300])
  const { admin } = door.database
  const task = `insert into app.task (tenant_id, task_id, dyad_id, title, assignee_id, state) values ($1, $2, $3, '回访', $4, $5)`
  const [open, closed] = [newId(), newId()]
  await query(admin, task, [tenantId, open, ids[0], leaver.userId, 'open'])
  await query(admin, task, [tenantId, closed, ids[0], leaver.userId, 'done'])
  await query(admin, 'update app.membership set disabled_at = now() where user_id = $1', [leaver.userId])
  expect((await boss.call('GET', '/api/owners')).json().rows[0]).toMatchObject({
    userId: leaver.userId,
    disabled: true,
    customers: 4,
    valueMinor: 1800,
  })
  const plan = { fromUserId: leaver.userId, receivers: [first.userId, second.userId], sharing: 'by_value' }
  const preview = (await boss.call('POST', '/api/transfers/preview', plan)).json()
  expect(preview).toMatchObject({ customers: 4, valueMinor: 1800, unvalued: 0, tasks: 1, opportunities: 0 })
  expect(preview.shares.map((share: { customers: number; valueMinor: number }) => [share.customers, share.valueMinor])).toEqual([
    [1, 900],
    [3, 900],
  ])
  const started = await boss.call('POST', '/api/transfers', { ...plan, reason: '离职交接' })
  await done(started)
  expect(await ownersOf(ids)).toEqual([first.userId, second.userId, second.userId, second.userId])
  const assignee = async (taskId: string) =>
    (await query<{ assignee_id: string }>(admin, 'select assignee_id from app.task where task_id = $1', [taskId]))[0]?.assignee_id
  expect([await assignee(open), await assignee(closed)]).toEqual([first.userId, leaver.userId])
  expect((await boss.call('GET', `/api/customers/${ids[1]}`)).json()).toMatchObject({ ownerId: second.userId, departmentId: west })

  await boss.call('POST', '/api/pools/assign', { dyadIds: [ids[3]], ownerId: first.userId })
  const { transferId } = started.json()
  await done(await boss.call('POST', `/api/transfers/${transferId}/undo`, {}))
  expect(await ownersOf(ids)).toEqual([leaver.userId, leaver.userId, leaver.userId, first.userId])
  expect(await assignee(open)).toBe(leaver.userId)
  expect((await boss.call('GET', `/api/customers/${ids[1]}`)).json()).toMatchObject({ departmentId: east })
  expect((await boss.call('GET', '/api/transfers')).json().rows[0]).toMatchObject({
    transferId,
    state: 'undone',
    customers: 4,
    returned: 3,
    fromName: '离职员工',
    toNames: ['甲', '乙'],
  })
  expect((await boss.call('POST', `/api/transfers/${transferId}/undo`, {})).json().code).toBe('conflict')
  const trail = (await boss.call('GET', '/api/audit?entity=customer&action=transfer')).json().rows
  expect(trail[0]).toMatchObject({ entityId: transferId, rowsAffected: 4 })
})

test('right: into a pool goes all but what is locked, and comes back with those who worked along', async () => {
  const [leaver, helper] = [await person('调岗员工'), await person('协作人')]
  const ids = await book(leaver.userId, [10, 20, 30])
  await boss.call('PUT', `/api/customers/${ids[0]}/lock`, { reason: '总部客户' })
  await boss.call('PUT', `/api/customers/${ids[1]}/collaborators/${helper.userId}`, { mayWrite: false })
  const { poolId } = (await boss.call('POST', '/api/pools', { name: `公海${newId()}` })).json()
  const plan = { fromUserId: leaver.userId, poolId }
  expect((await boss.call('POST', '/api/transfers/preview', plan)).json()).toMatchObject({ customers: 2, locked: 1, shares: [] })
  const started = await boss.call('POST', '/api/transfers', { ...plan, reason: '调岗' })
  await done(started)
  expect(await ownersOf(ids)).toEqual([leaver.userId, null, null])
  expect((await boss.call('GET', `/api/pools/${poolId}/customers`)).json().rows).toMatchObject([
    { why: 'transferred' },
    { why: 'transferred' },
  ])
  await done(await boss.call('POST', `/api/transfers/${started.json().transferId}/undo`, {}))
  expect(await ownersOf(ids)).toEqual([leaver.userId, leaver.userId, leaver.userId])
  expect((await boss.call('GET', `/api/customers/${ids[1]}/ownership`)).json().collaborators).toMatchObject([
    { userId: helper.userId, mayWrite: false },
  ])
})

test('right: a department’s customers move to another, their owners stay', async () => {
  const seller = await person('华西销售', west)
  const ids = await book(seller.userId, [1, 2], west)
  await done(await boss.call('POST', '/api/transfers', { fromDepartmentId: west, toDepartmentId: east, reason: '区域合并' }))
  expect(await ownersOf(ids)).toEqual([seller.userId, seller.userId])
  expect((await boss.call('GET', `/api/customers/${ids[0]}`)).json()).toMatchObject({ departmentId: east })
})

test('refuses: to whom nothing can be handed, and who may not hand over', async () => {
  const someone = await person('某人')
  const refused = async (body: object) => (await boss.call('POST', '/api/transfers', { reason: 'x', ...body })).json().code
  expect(await refused({ receivers: [someone.userId] })).toBe('invalid')
  expect(await refused({ fromUserId: someone.userId })).toBe('invalid')
  expect(await refused({ fromUserId: someone.userId, receivers: [someone.userId] })).toBe('invalid')
  expect(await refused({ fromUserId: someone.userId, receivers: [newId()] })).toBe('invalid')
  expect(await refused({ fromUserId: newId(), receivers: [someone.userId] })).toBe('invalid')
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await seller.call('POST', '/api/transfers/preview', { fromUserId: seller.userId, receivers: [someone.userId] })).statusCode).toBe(
    403,
  )
})

test('bounded: a manager hands over what their scope shows, and no more', async () => {
  const leaver = await person('两区员工')
  const ids = [...(await book(leaver.userId, [1], east)), ...(await book(leaver.userId, [1], west))]
  const manager = await memberBrowser(door, tenantId, { role: 'manager', scope: 'department', departmentId: west })
  const receiver = await person('接手人', west)
  const started = await manager.call('POST', '/api/transfers', { fromUserId: leaver.userId, receivers: [receiver.userId], reason: '交接' })
  await done(started)
  expect(await ownersOf(ids)).toEqual([leaver.userId, receiver.userId])
})
