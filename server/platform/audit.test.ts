import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { audit } from './audit.ts'
import { inTenant } from './database.ts'

let product: TestApp
let tenantId: string
let admin: Browser & { userId: string }

beforeAll(async () => {
  product = await testApp()
  tenantId = await plantTenant(product)
  admin = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

const entries = async (filter = '') => (await admin.call('GET', `/api/audit${filter}`)).json()

test('a write leaves who, what, before, after and from where', async () => {
  const headers = { 'x-request-id': 'request-0001', 'user-agent': 'a browser' }
  const { departmentId } = (await admin.call('POST', '/api/departments', { name: '采购部' }, headers)).json()
  await admin.call('PATCH', `/api/departments/${departmentId}`, { version: 1, name: '采购中心' })
  const { rows } = await entries(`?entity=department&entityId=${departmentId}`)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({
    action: 'update',
    before: { name: '采购部' },
    after: { name: '采购中心' },
    userId: admin.userId,
    userName: '王芳',
  })
  expect(rows[1]).toMatchObject({
    action: 'create',
    before: null,
    ipAddress: '127.0.0.1',
    userAgent: 'a browser',
    requestId: 'request-0001',
  })
})

test('no password or token is ever in the trail', async () => {
  await admin.call('POST', '/api/users', {
    name: '秘',
    email: 'secret@example.com',
    password: 'very secret 123',
    role: 'viewer',
    scope: 'all',
  })
  const { rows } = await entries('?limit=200')
  expect(JSON.stringify(rows)).not.toMatch(/very secret|argon2|lianke_session/)
})

test('a write that fails leaves no entry, and an entry that fails no write', async () => {
  const { db } = product.platform
  const before = (await entries('?limit=200')).rows.length
  const work = inTenant(db, { tenantId, userId: admin.userId }, async tx => {
    await audit(tx, { tenantId, userId: admin.userId }, { action: 'import', entity: 'import', count: 541_909, fileHash: 'ab' })
    throw new Error('broken in the middle')
  })
  await expect(work).rejects.toThrow('broken')
  expect((await entries('?limit=200')).rows).toHaveLength(before)
})

test('a bulk deed is one entry, with count and hash', async () => {
  await inTenant(product.platform.db, { tenantId, userId: admin.userId }, tx =>
    audit(tx, { tenantId, userId: admin.userId }, { action: 'import', entity: 'import', entityId: 'i1', count: 541_909, fileHash: 'ab12' }),
  )
  expect((await entries('?action=import')).rows).toMatchObject([{ rowsAffected: 541_909, fileHash: 'ab12', entityId: 'i1' }])
})

test('the run-time role can neither change nor remove what is written', async () => {
  for (const text of [
    'update app.audit_entry set action = $1',
    'delete from app.audit_entry where action = $1',
    'truncate app.audit_entry',
  ])
    await expect(query(product.database.runtime, text, text.includes('$1') ? ['x'] : [])).rejects.toThrow('permission denied')
})

test('the trail comes in pages and by day', async () => {
  for (let n = 0; n < 5; n++) await admin.call('POST', '/api/departments', { name: `部门 ${n}` })
  const seen: string[] = []
  let after = ''
  do {
    const { rows, next } = await entries(`?limit=4${after}`)
    seen.push(...rows.map((row: { auditId: string }) => row.auditId))
    after = next === null ? '' : `&after=${next}`
  } while (after !== '')
  expect(seen).toEqual([...new Set(seen)].sort().toReversed())
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  expect((await entries(`?from=${today}&to=${today}&limit=200`)).rows).toHaveLength(seen.length)
  expect((await entries('?to=2020-01-01')).rows).toEqual([])
})
