import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant, openDatabase, openPool } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { claimRows, countClaims, openAccount } from './claim.sql.ts'
import { prolongOwnership } from './prolong-ownership.ts'
import { recycleOverdue } from './recycle-pools.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let poolId: string
let now = new Date('2026-03-10T02:00:00Z')

beforeAll(async () => {
  door = await testApp({ now: () => now })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  poolId = (await boss.call('POST', '/api/pools', { name: '公海' })).json().poolId
  await door.platform.jobs.start()
})
afterAll(() => door.close())

const seller = () => memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })

async function pooled(name: string, pool = poolId): Promise<string> {
  const { dyadId } = (await boss.call('POST', '/api/customers', { name, duplicateReason: '同名测试' })).json()
  const moved = await boss.call('POST', '/api/pools/release', { dyadIds: [dyadId], poolId: pool, reason: '无人跟进' })
  expect(moved.json()).toEqual({ moved: [dyadId], refused: [] })
  return dyadId
}

const claim = async (browser: Browser, ...dyadIds: string[]) =>
  (await browser.call('POST', `/api/pools/${poolId}/claim`, { dyadIds })).json()

/** Moves the clock; whoever is signed in stays so. */
async function moveTo(instant: Date): Promise<void> {
  now = instant
  await query(door.database.admin, `update identity.session set expires_at = '2100-01-01', updated_at = $1`, [instant])
}

const later = (days: number) => new Date(now.getTime() + days * 86_400_000)

async function night(): Promise<void> {
  // The database's own clock stands behind the product's here: the nights before were before today.
  await query(door.database.admin, 'update app.job set created_at = $1', [later(-1)])
  expect(await recycleOverdue(door.platform)).toBe(1)
  await expect
    .poll(
      async () =>
        (await query<{ n: number }>(door.database.admin, `select count(*)::int as n from app.job where state in ('queued', 'running')`))[0]
          ?.n,
      {
        timeout: 20_000,
      },
    )
    .toBe(0)
}

test('right: what waits in a pool says why it is there, since when and who had it; claimed, it is the claimer’s', async () => {
  const someone = await seller()
  const dyadId = await pooled('海州机械')
  const list = (await someone.call('GET', `/api/pools/${poolId}/customers`)).json()
  expect(list.rows).toMatchObject([{ dyadId, name: '海州机械', why: 'released', reason: '无人跟进', lastOwnerId: boss.userId }])
  expect((await someone.call('GET', `/api/pools/${poolId}/customers?why=recycled`)).json().rows).toEqual([])
  expect(await claim(someone, dyadId)).toEqual({ claimed: [dyadId], refused: [], claimedToday: 1, owned: 1 })
  const owned = (await someone.call('GET', `/api/customers/${dyadId}/ownership`)).json()
  expect(owned).toMatchObject({
    ownerId: someone.userId,
    pool: null,
    homePool: '公海',
    recycleAt: later(30).toISOString(),
    mayRelease: true,
  })
  expect(owned.entries.map((entry: { kind: string }) => entry.kind)).toEqual(['claimed', 'released'])
  expect((await someone.call('GET', '/api/pools')).json().rows).toMatchObject([{ poolId, claimedToday: 1, owned: 1, isMember: true }])
})

test('right: of 200 people who claim one customer at once, exactly one gets it', async () => {
  const dyadId = await pooled('抢手客户')
  const people = Array.from({ length: 200 }, () => ({ userId: newId() }))
  const crowd = openPool(door.database.runtime, 24)
  const outcomes = await Promise.all(
    people.map(({ userId }) =>
      inTenant(openDatabase(crowd), { tenantId, userId }, async tx => {
        const given = { tenantId, userId, departmentId: undefined, poolId, at: now }
        expect(await openAccount(tx, given)).toMatchObject({ claimedToday: 0, owned: 0 })
        const won = await claimRows(tx, given, [dyadId], [newId()])
        if (won.length > 0) await countClaims(tx, given, won.length)
        return won.length > 0 ? userId : undefined
      }),
    ),
  )
  await crowd.end()
  const winners = outcomes.filter(userId => userId !== undefined)
  expect(winners).toHaveLength(1)
  const [row] = await query(door.database.admin, 'select owner_id, pool_id from app.dyad where dyad_id = $1', [dyadId])
  expect(row).toEqual({ owner_id: winners[0], pool_id: null })
  const claims = await query(door.database.admin, `select 1 from app.ownership_entry where dyad_id = $1 and kind = 'claimed'`, [dyadId])
  expect(claims).toHaveLength(1)
})

test('right: at once through the door too: one is answered with the customer, the others that it is taken', async () => {
  const dyadId = await pooled('又一个')
  const browsers = await Promise.all(Array.from({ length: 8 }, seller))
  const answers = await Promise.all(browsers.map(browser => claim(browser, dyadId)))
  expect(answers.filter(answer => answer.claimed.length === 1)).toHaveLength(1)
  expect(answers.flatMap(answer => answer.refused.map((each: { code: string }) => each.code))).toEqual(Array(7).fill('taken'))
})

test('refuses: the daily limit and the capacity hold against claims that come at once', async () => {
  const small = (await boss.call('POST', '/api/pools', { name: '小公海', dailyLimit: 3, capacity: 4 })).json().poolId as string
  const someone = await seller()
  const ids = []
  for (let k = 0; k < 6; k++) ids.push(await pooled(`小客户${k}`, small))
  const all = await Promise.all(
    ids.map(async dyadId => (await someone.call('POST', `/api/pools/${small}/claim`, { dyadIds: [dyadId] })).json()),
  )
  expect(all.flatMap(answer => answer.claimed)).toHaveLength(3)
  expect(new Set(all.flatMap(answer => answer.refused.map((each: { code: string }) => each.code)))).toEqual(new Set(['daily_limit']))
  await moveTo(later(1))
  const rest = ids.filter(dyadId => !all.flatMap(answer => answer.claimed).includes(dyadId))
  const next = (await someone.call('POST', `/api/pools/${small}/claim`, { dyadIds: rest })).json()
  expect(next.claimed).toHaveLength(1)
  expect(next.refused.map((each: { code: string }) => each.code)).toEqual(['capacity', 'capacity'])
  expect(next.refused[0].message).toContain('4')
  await boss.call('PATCH', `/api/pools/${small}`, { version: 1, cooldownDays: 0, capacity: 6 })
})

test('refuses: who gave a customer up waits out the cool-down; a colleague need not', async () => {
  const [first, second] = [await seller(), await seller()]
  const dyadId = await pooled('回头客户')
  await claim(first, dyadId)
  const given = await first.call('POST', '/api/pools/release', { dyadIds: [dyadId], reason: '联系不上' })
  expect(given.json()).toEqual({ moved: [dyadId], refused: [] })
  const again = await claim(first, dyadId)
  expect(again.refused).toMatchObject([{ code: 'cooling_down' }])
  expect(again.refused[0].message).toContain(later(15).toISOString().slice(0, 10))
  await moveTo(later(14))
  expect((await claim(first, dyadId)).refused).toMatchObject([{ code: 'cooling_down' }])
  await moveTo(later(1))
  expect(await claim(first, dyadId)).toMatchObject({ claimed: [dyadId] })
  await first.call('POST', '/api/pools/release', { dyadIds: [dyadId], reason: '再次放弃' })
  expect(await claim(second, dyadId)).toMatchObject({ claimed: [dyadId] })
})

test('right: each follow-up puts the date off, never past a year; the night takes back what is due, and warns before', async () => {
  const someone = await seller()
  const [resting, kept, locked] = [await pooled('久未跟进'), await pooled('有人跟进'), await pooled('锁定客户')]
  await claim(someone, resting, kept, locked)
  await boss.call('PUT', `/api/customers/${locked}/lock`, { reason: '年度谈判' })
  const claimedAt = now
  await moveTo(later(24))
  await inTenant(door.platform.db, { tenantId }, tx => prolongOwnership(tx, { tenantId, dyadId: kept }, now))
  const dateOf = async (dyadId: string) => (await someone.call('GET', `/api/customers/${dyadId}/ownership`)).json().recycleAt
  expect(await dateOf(kept)).toBe(later(30).toISOString())
  const soon = (await someone.call('GET', '/api/pools/warnings')).json().rows
  expect(soon).toMatchObject([{ dyadId: resting, days: 6, poolName: '公海' }])
  await night()
  expect(await dateOf(resting)).not.toBeNull()
  await moveTo(later(7))
  await night()
  const gone = await boss.call('GET', `/api/customers/${resting}/ownership`)
  expect(gone.json()).toMatchObject({
    ownerId: null,
    pool: { poolId },
    entries: [{ kind: 'recycled' }, { kind: 'claimed' }, { kind: 'released' }],
  })
  expect((await someone.call('GET', `/api/customers/${kept}/ownership`)).json()).toMatchObject({ ownerId: someone.userId })
  expect(await dateOf(locked)).toBe(later(8).toISOString())
  for (let k = 0; k < 20; k++) {
    now = new Date(claimedAt.getTime() + k * 20 * 86_400_000)
    await inTenant(door.platform.db, { tenantId }, tx => prolongOwnership(tx, { tenantId, dyadId: kept }, now))
  }
  expect(await dateOf(kept)).toBe(new Date(claimedAt.getTime() + 365 * 86_400_000).toISOString())
})

test('right: a customer with an open dispute or opportunity stays, whatever its date', async () => {
  const someone = await seller()
  const [disputed, promising] = [await pooled('有争议'), await pooled('有商机')]
  await claim(someone, disputed, promising)
  const { admin } = door.database
  await query(
    admin,
    `insert into app.concern (tenant_id, dyad_id, concern_id, kind, title, received_at, received_on) values ($1, $2, $3, 'dispute', '价格争议', now(), '2026-03-01')`,
    [tenantId, disputed, newId()],
  )
  await query(
    admin,
    `insert into app.opportunity (tenant_id, dyad_id, opportunity_id, title, stage, probability, currency, opened_on) values ($1, $2, $3, '年度框架', 'contact', 20, 'CNY', '2026-03-01')`,
    [tenantId, promising, newId()],
  )
  await moveTo(later(40))
  await night()
  expect((await someone.call('GET', `/api/customers/${disputed}/ownership`)).json()).toMatchObject({
    ownerId: someone.userId,
    shield: 'dispute',
  })
  expect((await someone.call('GET', `/api/customers/${promising}/ownership`)).json()).toMatchObject({
    ownerId: someone.userId,
    shield: 'opportunity',
  })
})

test('right: a department’s customers go back to its own default pool; who is no member does not see it', async () => {
  const [east, south] = [newId(), newId()]
  for (const [id, name] of [
    [east, '华东'],
    [south, '华南'],
  ])
    await query(door.database.admin, 'insert into app.department (tenant_id, department_id, name) values ($1, $2, $3)', [
      tenantId,
      id,
      name,
    ])
  const eastPool = await boss.call('POST', '/api/pools', { name: '华东公海', isDefault: true, members: [{ kind: 'department', id: east }] })
  const [local, stranger] = [
    await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own', departmentId: east }),
    await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'department', departmentId: south }),
  ]
  const { dyadId } = (await local.call('POST', '/api/customers', { name: '苏州客户', duplicateReason: '测试' })).json()
  await local.call('POST', '/api/pools/release', { dyadIds: [dyadId], reason: '换区' })
  const url = `/api/pools/${eastPool.json().poolId}`
  expect((await local.call('GET', `${url}/customers`)).json().rows).toMatchObject([{ dyadId }])
  expect((await stranger.call('GET', `${url}/customers`)).statusCode).toBe(404)
  expect((await stranger.call('POST', `${url}/claim`, { dyadIds: [dyadId] })).statusCode).toBe(404)
  expect((await stranger.call('GET', `/api/customers/${dyadId}`)).statusCode).toBe(404)
})

test('right: assigned by a manager, by hand in the record or out of a pool, it is kept who had it', async () => {
  const someone = await seller()
  const dyadId = await pooled('分配客户')
  expect((await someone.call('POST', '/api/pools/assign', { dyadIds: [dyadId], ownerId: someone.userId })).statusCode).toBe(403)
  expect((await boss.call('POST', '/api/pools/assign', { dyadIds: [dyadId], ownerId: someone.userId, reason: '熟悉行业' })).json()).toEqual(
    {
      moved: [dyadId],
      refused: [],
    },
  )
  const { version } = (await boss.call('GET', `/api/customers/${dyadId}`)).json()
  await boss.call('PATCH', `/api/customers/${dyadId}`, { version, ownerId: boss.userId })
  const { entries, ownerId } = (await boss.call('GET', `/api/customers/${dyadId}/ownership`)).json()
  expect(ownerId).toBe(boss.userId)
  expect(entries.map((entry: { kind: string }) => entry.kind)).toEqual(['assigned', 'assigned', 'released'])
})

test('refuses: a pool with customers is removed only once they have a place to go', async () => {
  const other = (await boss.call('POST', '/api/pools', { name: '待撤公海' })).json().poolId as string
  const dyadId = await pooled('留守客户', other)
  expect((await boss.call('DELETE', `/api/pools/${other}`, {})).json()).toMatchObject({ code: 'conflict' })
  expect((await boss.call('DELETE', `/api/pools/${other}`, { moveTo: poolId })).statusCode).toBe(200)
  expect((await boss.call('GET', `/api/customers/${dyadId}/ownership`)).json().pool).toMatchObject({ poolId })
  expect((await boss.call('POST', '/api/pools', { name: '公海' })).json().code).toBe('already_exists')
})

test('right: who works along sees the customer and writes it only where allowed; the owner says who', async () => {
  const [owner, helper] = [await seller(), await seller()]
  const { dyadId } = (await owner.call('POST', '/api/customers', { name: '协作客户', duplicateReason: '测试' })).json()
  expect((await helper.call('GET', `/api/customers/${dyadId}`)).statusCode).toBe(404)
  expect((await owner.call('PUT', `/api/customers/${dyadId}/collaborators/${helper.userId}`, { mayWrite: false })).statusCode).toBe(200)
  expect((await helper.call('GET', `/api/customers/${dyadId}`)).json()).toMatchObject({ hold: 'mine', mayWrite: false })
  expect((await helper.call('PUT', `/api/customers/${dyadId}/collaborators/${helper.userId}`, { mayWrite: true })).statusCode).toBe(403)
  await owner.call('PUT', `/api/customers/${dyadId}/collaborators/${helper.userId}`, { mayWrite: true })
  expect((await helper.call('GET', `/api/customers/${dyadId}`)).json()).toMatchObject({ mayWrite: true })
  expect((await helper.call('PUT', `/api/customers/${dyadId}/collaborators/${boss.userId}`, { mayWrite: true })).statusCode).toBe(403)
  expect((await helper.call('DELETE', `/api/customers/${dyadId}/collaborators/${helper.userId}`, {})).statusCode).toBe(200)
  expect((await helper.call('GET', `/api/customers/${dyadId}`)).statusCode).toBe(404)
})
