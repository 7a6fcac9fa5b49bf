import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { storedFilePath } from '#server/platform/stored-files.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { sweepFiles } from './attachments.jobs.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let stranger: Browser & { userId: string }
let dyadId: string
let now = new Date()

type File = {
  attachmentId: string
  name: string
  mediaType: string
  revision: number
  isNewest: boolean
  isPicture: boolean
  version: number
  bytes: number
}

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`)

/** A multipart body of one file, its name written as it is. */
function form(filename: string, content: Buffer, fields: Record<string, string> = {}): { payload: Buffer; type: string } {
  const mark = 'lianke-boundary'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `${parts.join('')}--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${mark}--\r\n`)]),
    type: `multipart/form-data; boundary=${mark}`,
  }
}

async function upload(browser: Browser, filename: string, content: Buffer, fields: Record<string, string> = {}, to = dyadId) {
  const { payload, type } = form(filename, content, fields)
  return await browser.call('POST', `/api/customers/${to}/attachments`, payload, { 'content-type': type })
}

async function kept(filename: string, content: Buffer, fields: Record<string, string> = {}): Promise<File> {
  const answer = await upload(boss, filename, content, fields)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const blobs = async () =>
  (
    await query<{ n: number }>(door.database.admin, 'select count(*)::int as n from app.attachment_blob where tenant_id = $1', [tenantId])
  )[0]?.n

beforeAll(async () => {
  door = await testApp({ now: () => now })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  stranger = await memberBrowser(door, await plantTenant(door, '别家公司'))
  const made = await boss.call('POST', '/api/customers', { name: '苏州恒力传动', code: 'C-1' })
  expect(made.statusCode, made.body).toBe(200)
  dyadId = made.json<{ dyadId: string }>().dyadId
})
afterAll(() => door.close())

test('the same content is stored once, under its hash, however often and under whatever name it comes', async () => {
  const content = pdf('contract')
  const [first, second] = [await kept('合同.pdf', content), await kept('copy of it.pdf', content)]
  expect(first).toMatchObject({ name: '合同.pdf', mediaType: 'application/pdf', revision: 1, isNewest: true, bytes: content.length })
  expect(second.attachmentId).not.toBe(first.attachmentId)
  expect(await blobs()).toBe(1)
  const hash = createHash('sha256').update(content).digest('hex')
  expect(existsSync(storedFilePath(door.platform.config.data, tenantId, hash))).toBe(true)
  expect(readdirSync(join(door.platform.config.data, 'files', tenantId))).toEqual([hash.slice(0, 2)])
})

test('what goes out is a download that no browser runs', async () => {
  const file = await kept('报价 2026.pdf', pdf('offer'))
  const answer = await boss.call('GET', `/api/customers/${dyadId}/attachments/${file.attachmentId}/content`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-disposition']).toMatch(/^attachment;/)
  expect(answer.headers['content-type']).toBe('application/octet-stream')
  expect(answer.headers['x-content-type-options']).toBe('nosniff')
  expect(answer.headers['content-security-policy']).toContain('sandbox')
  expect(answer.rawPayload.equals(pdf('offer'))).toBe(true)
})

test('a picture may be drawn, in a sandbox', async () => {
  const file = await kept('照片.png', png)
  expect(file.isPicture).toBe(true)
  const answer = await boss.call('GET', `/api/customers/${dyadId}/attachments/${file.attachmentId}/content`)
  expect(answer.headers['content-type']).toBe('image/png')
  expect(answer.headers['content-security-policy']).toContain('sandbox')
})

test.each([
  ['page.png', Buffer.from('<html><script>alert(1)</script></html>')],
  ['drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['page.html', Buffer.from('<html></html>')],
  ['run.exe', Buffer.from('MZ\u0000\u0000')],
  ['picture.pdf', png],
  ['invoice.pdf.js', Buffer.from('alert(1)')],
  ['numbers.csv', Buffer.from([1, 2, 3, 0, 4])],
  ['none', pdf('x')],
])('%s is refused: ending or content is not what is taken', async (name, content) => {
  const before = await blobs()
  const answer = await upload(boss, name, content)
  expect(answer.statusCode, answer.body).toBe(415)
  expect(await blobs()).toBe(before)
})

test('names that could be taken for something else are made plain', async () => {
  expect((await kept('../../etc/passwd.txt', Buffer.from('a'))).name).toBe('passwd.txt')
  expect((await kept('..\\\\..\\\\boot.txt', Buffer.from('b'))).name).toBe('boot.txt')
  expect((await kept('a\u202etxt.txt', Buffer.from('c'))).name).toBe('atxt.txt')
  expect((await kept('con.txt', Buffer.from('d'))).name).toBe('_con.txt')
  expect(Array.from((await kept(`${'长'.repeat(240)}.txt`, Buffer.from('e'))).name).length).toBeLessThanOrEqual(200)
  expect((await upload(boss, '...', Buffer.from('f'))).statusCode).toBe(422)
})

/** A zip whose one entry says that it holds zeros without end: packed a thousand times smaller than it is. */
function swollenZip(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(20_000_000))
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(20_000_000, 22)
  head.writeUInt16LE(5, 26)
  return Buffer.concat([head, Buffer.from('a.bin'), packed])
}

test('an archive is kept as it is and never opened', async () => {
  const content = swollenZip()
  const file = await kept('zeros.zip', content)
  expect(file).toMatchObject({ mediaType: 'application/zip', bytes: content.length })
})

test('a file of a name that is there is its next revision; when the last is removed the one before it is the newest again', async () => {
  const [first, second] = [await kept('图纸.pdf', pdf('1')), await kept('图纸.PDF', pdf('2'))]
  expect([first.revision, second.revision]).toEqual([1, 2])
  const newest = async () => {
    const { rows } = (await boss.call('GET', `/api/customers/${dyadId}/attachments`)).json<{ rows: File[] }>()
    return rows.filter(row => row.name.startsWith('图纸')).map(row => row.revision)
  }
  expect(await newest()).toEqual([2])
  const all = await boss.call('GET', `/api/customers/${dyadId}/attachments?name=${encodeURIComponent('图纸.pdf')}`)
  expect(all.json<{ rows: File[] }>().rows.map(row => row.revision)).toEqual([2, 1])
  const at = `/api/customers/${dyadId}/attachments/${second.attachmentId}`
  expect((await boss.call('DELETE', at, { version: second.version })).statusCode).toBe(200)
  expect(await newest()).toEqual([1])
  expect((await boss.call('GET', `${at}/content`)).statusCode).toBe(404)
  expect((await boss.call('POST', `${at}/restore`)).statusCode).toBe(200)
  expect(await newest()).toEqual([2])
})

test('a new name keeps the ending', async () => {
  const file = await kept('old.pdf', pdf('named'))
  const at = `/api/customers/${dyadId}/attachments/${file.attachmentId}`
  const renamed = await boss.call('PATCH', at, { name: '../新名字.html', version: file.version })
  expect(renamed.json<File>().name).toBe('新名字.html.pdf')
  expect((await boss.call('PATCH', at, { name: 'x', version: file.version })).statusCode).toBe(409)
})

test('nobody reaches the files of another firm, or puts one on its records', async () => {
  const file = await kept('secret.pdf', pdf('ours alone'))
  const at = `/api/customers/${dyadId}/attachments`
  expect((await stranger.call('GET', at)).statusCode).toBe(404)
  expect((await stranger.call('GET', `${at}/${file.attachmentId}/content`)).statusCode).toBe(404)
  expect((await stranger.call('DELETE', `${at}/${file.attachmentId}`, { version: 1 })).statusCode).toBe(404)
  expect((await upload(stranger, 'x.pdf', pdf('x'))).statusCode).toBe(404)
  expect((await upload(boss, 'x.pdf', pdf('x'), { entity: 'opportunity', recordId: newId() })).statusCode).toBe(404)
})

test('a file under the ending of another customer is not there', async () => {
  const other = (await boss.call('POST', '/api/customers', { name: '宁波东方机械', code: 'C-2' })).json<{ dyadId: string }>().dyadId
  const file = await kept('mine.pdf', pdf('of the first'))
  expect((await boss.call('GET', `/api/customers/${other}/attachments/${file.attachmentId}/content`)).statusCode).toBe(404)
})

test('who sees no customer of others sees none of their files; a reader adds none', async () => {
  const own = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await own.call('GET', `/api/customers/${dyadId}/attachments`)).statusCode).toBe(404)
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer', scope: 'all' })
  expect((await viewer.call('GET', `/api/customers/${dyadId}/attachments`)).statusCode).toBe(200)
  expect((await upload(viewer, 'x.pdf', pdf('x'))).statusCode).toBe(403)
})

test('limits hold: of one file and of all', async () => {
  const room = (await boss.call('GET', '/api/file-room')).json<{ fileBytes: number; quotaBytes: null; usedBytes: number }>()
  expect(room).toMatchObject({ fileBytes: 25 * 1024 * 1024, quotaBytes: null })
  expect((await boss.call('PUT', '/api/file-room', { fileBytes: 1024, quotaBytes: null })).statusCode).toBe(200)
  expect((await upload(boss, 'large.pdf', pdf('x'.repeat(2000)))).statusCode).toBe(413)
  await boss.call('PUT', '/api/file-room', { fileBytes: 25 * 1024 * 1024, quotaBytes: room.usedBytes + 10 })
  expect((await upload(boss, 'more.pdf', pdf('does not fit'))).statusCode).toBe(413)
  expect((await upload(boss, 'again.pdf', pdf('contract'))).statusCode).toBe(200)
  await boss.call('PUT', '/api/file-room', { fileBytes: 25 * 1024 * 1024, quotaBytes: null })
})

test('content that nothing has pointed to for thirty days goes for good, not before', async () => {
  const content = pdf('soon gone')
  const hash = createHash('sha256').update(content).digest('hex')
  const place = storedFilePath(door.platform.config.data, tenantId, hash)
  const file = await kept('gone.pdf', content)
  await boss.call('DELETE', `/api/customers/${dyadId}/attachments/${file.attachmentId}`, { version: file.version })
  const start = Date.now()
  now = new Date(start + 29 * 86_400_000)
  expect(await sweepFiles(door.platform)).toBe(0)
  now = new Date(start + 31 * 86_400_000)
  expect(await sweepFiles(door.platform)).toBe(1)
  now = new Date()
  expect(existsSync(place)).toBe(false)
  expect((await kept('back.pdf', content)).revision).toBe(1)
  expect(existsSync(place)).toBe(true)
})
