import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { streamXlsxRows } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExportFile } from '#contract/platform/exports.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { exportPath } from './write-export.ts'
import { sweepExports } from './keep-exports.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp()
  await door.platform.jobs.start()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '导出经理' })
  const made = (await boss.call('POST', '/api/customers', { name: '=SUM(1) 公司', code: 'K1', phone: '13800138000' })).json() as {
    dyadId: string
  }
  await boss.call('POST', `/api/customers/${made.dyadId}/contacts`, { name: '赵工', phone: '13900139000' })
  for (const title of ['甲', '乙', '丙'])
    await boss.call('POST', `/api/customers/${made.dyadId}/opportunities`, { title, amountMinor: 100_050 })
})
afterAll(() => door.close())

async function exported(browser: Browser, body: object): Promise<ExportFile> {
  const asked = await browser.call('POST', '/api/exports', body)
  expect(asked.statusCode, asked.body).toBe(200)
  const { exportId } = asked.json() as ExportFile
  for (let tries = 0; tries < 400; tries++) {
    const { rows } = (await browser.call('GET', '/api/exports')).json() as { rows: ExportFile[] }
    const found = rows.find(row => row.exportId === exportId)
    if (found?.isReady || found?.state === 'failed') return found
    await wait(25)
  }
  throw new Error('the export has not ended')
}

test('a list goes into a CSV under its filter, in the columns shown, marked with who and when, and the audit trail has count and hash', async () => {
  const filter = JSON.stringify({ column: 'title', is: 'in', value: [] })
  expect((await boss.call('POST', '/api/exports', { list: 'opportunities', format: 'csv', query: { filter } })).statusCode).toBe(422)
  const file = await exported(boss, {
    list: 'opportunities',
    format: 'csv',
    query: { q: '甲' },
    columns: ['title', 'customer', 'amount', 'nonsense'],
  })
  expect(file).toMatchObject({ state: 'done', rows: 1, list: 'opportunities' })
  const answer = await boss.call('GET', `/api/exports/${file.exportId}/file`)
  const lines = answer.body.replace('\uFEFF', '').trim().split('\r\n')
  expect(lines[0]).toContain('由 导出经理')
  expect(lines[1]).toBe('标题,客户,金额（不含税）')
  expect(lines[2]).toBe("甲,'=SUM(1) 公司,1000.5")
  expect(lines[3]).toContain('共 1 行')
  expect(createHash('sha256').update(answer.rawPayload).digest('hex')).toBe(file.hash)
  const [deed] = await query<{ count: number; file_hash: string; action: string }>(
    door.database.admin,
    `select action, rows_affected::int as count, file_hash from app.audit_entry where tenant_id = $1 and entity_id = $2 and action = 'export'`,
    [tenantId, file.exportId],
  )
  expect(deed).toMatchObject({ count: 1, file_hash: file.hash })
})

test('the same as a workbook; customers and contacts too', async () => {
  const file = await exported(boss, {
    list: 'opportunities',
    format: 'xlsx',
    query: { sort: 'title', direction: 'asc' },
    columns: ['title', 'amount'],
  })
  const answer = await boss.call('GET', `/api/exports/${file.exportId}/file`)
  const rows: unknown[][] = []
  for await (const row of streamXlsxRows(new Uint8Array(answer.rawPayload))) rows.push(row.values)
  expect(rows).toHaveLength(6)
  expect(rows.slice(2, 5).map(row => row[1])).toEqual([1000.5, 1000.5, 1000.5])
  const customers = await exported(boss, { list: 'customers', format: 'csv', query: {}, columns: ['name', 'code'] })
  expect((await boss.call('GET', `/api/exports/${customers.exportId}/file`)).body).toContain("'=SUM(1) 公司,K1")
  const contacts = await exported(boss, { list: 'contacts', format: 'csv' })
  expect((await boss.call('GET', `/api/exports/${contacts.exportId}/file`)).body).toContain('13900139000')
})

test('what is hidden in the list is hidden in the file; who sees nothing exports nothing', async () => {
  await query(
    door.database.admin,
    `insert into app.field_rule (tenant_id, entity, field, role, applies, level) values ($1, 'opportunity', 'amountMinor', 'marketing', 'always', 'hidden'), ($1, 'contact', 'phone', 'marketing', 'always', 'masked')`,
    [tenantId],
  )
  const marketer = await memberBrowser(door, tenantId, { role: 'marketing', scope: 'all' })
  const file = await exported(marketer, { list: 'opportunities', format: 'csv', columns: ['title', 'amount', 'weighted'] })
  const { body } = await marketer.call('GET', `/api/exports/${file.exportId}/file`)
  expect(body).toContain('甲,,')
  expect(body).not.toContain('1000.5')
  const people = await exported(marketer, { list: 'contacts', format: 'csv' })
  expect((await marketer.call('GET', `/api/exports/${people.exportId}/file`)).body).toContain('139****9000')
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await exported(seller, { list: 'opportunities', format: 'csv' })).rows).toBe(0)
  const clerk = await memberBrowser(door, tenantId, { role: 'service', scope: 'all' })
  expect((await clerk.call('POST', '/api/exports', { list: 'customers', format: 'csv' })).statusCode).toBe(403)
})

test('a file is its author’s alone, goes when it is removed, and when its days are over', async () => {
  const file = await exported(boss, { list: 'customers', format: 'csv' })
  const other = await memberBrowser(door, tenantId, { role: 'manager', scope: 'all' })
  expect((await other.call('GET', `/api/exports/${file.exportId}/file`)).statusCode).toBe(404)
  expect((await other.call('DELETE', `/api/exports/${file.exportId}`)).statusCode).toBe(404)
  const path = exportPath(door.platform.config.data, file.exportId)
  expect(existsSync(path)).toBe(true)
  expect((await boss.call('DELETE', `/api/exports/${file.exportId}`)).statusCode).toBe(200)
  expect(existsSync(path)).toBe(false)
  expect((await boss.call('GET', `/api/exports/${file.exportId}/file`)).statusCode).toBe(404)
  const later = await exported(boss, { list: 'customers', format: 'csv' })
  const eightDays = () => new Date(Date.now() + 8 * 86_400_000)
  await sweepExports({ ...door.platform, now: eightDays })
  expect(existsSync(exportPath(door.platform.config.data, later.exportId))).toBe(false)
})
