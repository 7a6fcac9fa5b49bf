import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { dataScopes, may, type Permission, type Role, roles } from '#core/platform/access.ts'
import { type Browser, memberBrowser, plantMember, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { holdOf, visibleDyads } from './access.ts'
import { inTenant } from './database.ts'
import { newId } from './ids.ts'
import { findMembership } from './membership.sql.ts'

let product: TestApp
let tenantId: string
const browsers = new Map<Role, Browser>()

beforeAll(async () => {
  product = await testApp()
  tenantId = await plantTenant(product)
  for (const role of roles) browsers.set(role, await memberBrowser(product, tenantId, { role }))
})
afterAll(() => product.close())

const urlOf = (endpoint: Endpoint) => endpoint.path.replace(/:\w+/g, newId())
const ask = (endpoint: Endpoint, browser: Browser) =>
  browser.call(endpoint.method, urlOf(endpoint), endpoint.method === 'GET' ? undefined : {})
const isPermission = (needs: string): needs is Permission => needs !== 'anyone' && needs !== 'signed_in'

test('every endpoint answers each role as the table of roles says', async () => {
  const wrong: string[] = []
  for (const endpoint of product.app.served) {
    if (!isPermission(endpoint.needs)) continue
    for (const [role, browser] of browsers) {
      const allowed = may(role, endpoint.needs)
      if (allowed && endpoint.form === 'events') continue
      const answer = await ask(endpoint, browser)
      const refused = answer.statusCode === 403 && answer.json().code === 'forbidden'
      if (refused === allowed || answer.statusCode >= 500)
        wrong.push(`${role} ${endpoint.method} ${endpoint.path}: ${answer.statusCode} ${answer.body.slice(0, 200)}`)
    }
  }
  expect(wrong).toEqual([])
  expect(product.app.served.filter(endpoint => isPermission(endpoint.needs)).length).toBeGreaterThan(9)
})

test('who is not signed in gets nothing but what is for anyone', async () => {
  const answers = await Promise.all(
    product.app.served
      .filter(endpoint => endpoint.needs !== 'anyone')
      .map(async endpoint => (await product.app.inject({ method: endpoint.method, url: urlOf(endpoint) })).statusCode),
  )
  expect(new Set(answers)).toEqual(new Set([401]))
})

test('for anyone there is only the session, the first run, the health, and what lies behind a secret address: a calendar, a survey', () => {
  const open = product.app.served.filter(endpoint => endpoint.needs === 'anyone').map(endpoint => `${endpoint.method} ${endpoint.path}`)
  expect(open.sort()).toEqual([
    'DELETE /api/session',
    'GET /api/calendar/feeds/:token',
    'GET /api/health',
    'GET /api/session',
    'GET /api/survey-links/:token',
    'POST /api/company',
    'POST /api/session',
    'POST /api/survey-links/:token/answers',
  ])
})

test('a member who is barred is out with their next call', async () => {
  const browser = await memberBrowser(product, tenantId)
  expect((await browser.call('GET', '/api/company')).statusCode).toBe(200)
  await query(product.database.admin, 'update app.membership set disabled_at = now() where user_id = $1', [browser.userId])
  expect((await browser.call('GET', '/api/company')).json().code).toBe('no_company_chosen')
})

/** A tree of departments, south > shenzhen, and a dyad for each place of it. */
async function plantScene() {
  const { admin } = product.database
  const [south, shenzhen, north, seller, buyer] = [newId(), newId(), newId(), newId(), newId()]
  const department = 'insert into app.department (tenant_id, department_id, parent_id, name) values ($1, $2, $3, $4)'
  await query(admin, department, [tenantId, south, null, '华南'])
  await query(admin, department, [tenantId, shenzhen, south, '深圳'])
  await query(admin, department, [tenantId, north, null, '华北'])
  for (const party of [seller, buyer])
    await query(admin, `insert into app.party (tenant_id, party_id, kind, name, name_key) values ($1, $2, 'company', $3, $3)`, [
      tenantId,
      party,
      party,
    ])
  const { userId } = await plantMember(product, tenantId)
  const dyads: Record<string, string> = {}
  for (const [name, departmentId, ownerId] of [
    ['south', south, null],
    ['shenzhen', shenzhen, null],
    ['north', north, null],
    ['mine', north, userId],
    ['nobody', null, null],
  ] as const) {
    const [dyadId] = [newId()]
    dyads[dyadId] = name
    const row = [tenantId, dyadId, seller, buyer, ownerId, departmentId]
    await query(
      admin,
      `insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side, owner_id, department_id) values ($1, $2, $3, $4, 'sale', $5, $6)`,
      row,
    )
  }
  return { userId, south, shenzhen, dyads }
}

test('the data scope decides whose customers are seen', async () => {
  const { userId, south, shenzhen, dyads } = await plantScene()
  const departments = { own: [], department: [south], department_tree: [south, shenzhen], all: [] }
  const seen: Record<string, string[]> = {}
  for (const scope of dataScopes) {
    const rows = await inTenant(product.platform.db, { tenantId }, tx =>
      tx
        .selectFrom('dyad')
        .select('dyad_id')
        .where(visibleDyads({ userId, scope, departmentIds: departments[scope], poolIds: [] }))
        .execute(),
    )
    seen[scope] = rows.map(row => dyads[row.dyad_id] ?? '?').sort()
  }
  expect(seen).toEqual({
    own: ['mine'],
    department: ['mine', 'south'],
    department_tree: ['mine', 'shenzhen', 'south'],
    all: ['mine', 'nobody', 'north', 'shenzhen', 'south'],
  })
})

/** What a person of scope `own` sees, with how each customer is held. */
async function heldBy(userId: string, poolIds: readonly string[], dyads: Record<string, string>) {
  const viewer = { userId, scope: 'own', departmentIds: [], poolIds } as const
  const rows = await inTenant(product.platform.db, { tenantId }, tx =>
    tx
      .selectFrom('dyad')
      .select(['dyad_id', holdOf(viewer).as('hold')])
      .where(visibleDyads(viewer))
      .execute(),
  )
  return Object.fromEntries(rows.map(row => [dyads[row.dyad_id] ?? '?', row.hold]))
}

test('whoever works on a customer with others sees it, and what lies in a pool of theirs', async () => {
  const { userId, dyads } = await plantScene()
  const { admin } = product.database
  const idOf = (name: string) => Object.keys(dyads).find(id => dyads[id] === name)
  const [open, closed] = [newId(), newId()]
  const pool = `insert into app.customer_pool (tenant_id, pool_id, name, is_open, recycle_days) values ($1, $2, '公海', $3, '{}')`
  await query(admin, pool, [tenantId, open, true])
  await query(admin, pool, [tenantId, closed, false])
  const into = 'update app.dyad set pool_id = $3, pooled_at = now() where tenant_id = $1 and dyad_id = $2'
  await query(admin, into, [tenantId, idOf('nobody'), open])
  await query(admin, into, [tenantId, idOf('north'), closed])
  await query(admin, 'insert into app.dyad_collaborator (tenant_id, dyad_id, user_id) values ($1, $2, $3)', [
    tenantId,
    idOf('south'),
    userId,
  ])

  const outsider = await findMembership(product.platform.db, tenantId, userId)
  expect(outsider?.poolIds).toEqual([open])
  expect(await heldBy(userId, [open], dyads)).toEqual({ mine: 'mine', south: 'mine', nobody: 'unclaimed' })

  const member = `insert into app.pool_member (tenant_id, pool_id, member_kind, member_id) values ($1, $2, 'user', $3)`
  await query(admin, member, [tenantId, closed, userId])
  expect(new Set((await findMembership(product.platform.db, tenantId, userId))?.poolIds)).toEqual(new Set([open, closed]))
})

test('a closed pool is open to the departments named and all below them', async () => {
  const { userId, south, shenzhen } = await plantScene()
  const { admin } = product.database
  const poolId = newId()
  await query(
    admin,
    `insert into app.customer_pool (tenant_id, pool_id, name, is_open, recycle_days) values ($1, $2, '公海', false, '{}')`,
    [tenantId, poolId],
  )
  await query(admin, `insert into app.pool_member (tenant_id, pool_id, member_kind, member_id) values ($1, $2, 'department', $3)`, [
    tenantId,
    poolId,
    south,
  ])
  const seesIt = async () => (await findMembership(product.platform.db, tenantId, userId))?.poolIds.includes(poolId)
  expect(await seesIt()).toBe(false)
  await query(admin, 'update app.membership set department_id = $3 where tenant_id = $1 and user_id = $2', [tenantId, userId, shenzhen])
  expect(await seesIt()).toBe(true)
})
