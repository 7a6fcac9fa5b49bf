import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inTenant } from './database.ts'
import { notify } from './notify.ts'

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

const tell = (...notices: Parameters<typeof notify>[2]) => inTenant(door.platform.db, { tenantId }, tx => notify(tx, tenantId, notices))
const told = async (browser: Browser) => (await browser.call('GET', '/api/notifications')).json()

test('what is unread is told once, and again after it was read', async () => {
  const notice = { userId: seller.userId, kind: 'task_due', about: 'task-1', args: { title: '寄样品' } } as const
  expect(await tell(notice, { ...notice, about: 'task-2' })).toBe(2)
  expect(await tell(notice)).toBe(0)
  const first = await told(seller)
  expect(first).toMatchObject({ unread: 2, rows: [{ args: { title: '寄样品' }, readAt: null }, {}] })
  expect((await told(boss)).rows).toEqual([])
  await boss.call('POST', '/api/notifications/read', { notificationIds: [first.rows[0].notificationId] })
  expect((await told(seller)).unread).toBe(2)
  await seller.call('POST', '/api/notifications/read', {})
  expect((await told(seller)).unread).toBe(0)
  expect(await tell(notice)).toBe(1)
})

test('a notice says nothing of a customer that its reader no longer sees', async () => {
  const created = await boss.call('POST', '/api/customers', { name: '东海泵业', ownerId: seller.userId })
  expect(created.statusCode, created.body).toBe(200)
  const { dyadId } = created.json()
  await tell({ userId: seller.userId, kind: 'customer_assigned', dyadId, args: { by: '王芳' } })
  const newest = async () => (await told(seller)).rows[0]
  expect(await newest()).toMatchObject({ dyadId, customerName: '东海泵业', args: { by: '王芳' } })
  await query(door.database.admin, 'update app.dyad set owner_id = $3 where tenant_id = $1 and dyad_id = $2', [
    tenantId,
    dyadId,
    boss.userId,
  ])
  expect(await newest()).toMatchObject({ dyadId: null, customerName: null, args: {} })
})
