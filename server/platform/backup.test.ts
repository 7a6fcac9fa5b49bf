import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { query, type TestDatabase, testDatabase } from '#testing/database.ts'
import { backup, restore } from './backup.ts'
import { newId } from './ids.ts'
import { storedFilePath } from './stored-files.ts'

let full: TestDatabase
let empty: TestDatabase
let folder: string
const tenant = newId()
const odd = 'tab\there, back\\slash, line\nfeed, \\. and \u2028 separators, 轴承'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lianke-backup-'))
  full = await testDatabase()
  empty = await testDatabase()
  await query(full.owner, 'insert into app.tenant (tenant_id, name, base_currency) values ($1, $2, $3)', [tenant, odd, 'CNY'])
  const [parent, child] = [newId(), newId()]
  await query(
    full.owner,
    'insert into app.department (tenant_id, department_id, parent_id, name) values ($1, $2, null, $4), ($1, $3, $2, $4)',
    [tenant, parent, child, '销售部'],
  )
})
afterAll(async () => {
  await full.destroy()
  await empty.destroy()
  rmSync(folder, { recursive: true })
})

test('what was backed up stands in the other database, letter by letter', async () => {
  const file = join(folder, 'a.lianke')
  const written = await backup(full.owner, file)
  expect(written.rows).toBeGreaterThanOrEqual(3)
  expect(await restore(empty.owner, file)).toEqual(written)
  expect(await query(empty.owner, 'select tenant_id, name from app.tenant')).toEqual([{ tenant_id: tenant, name: odd }])
  expect(await query(empty.owner, 'select count(*)::int as n from app.department')).toEqual([{ n: 2 }])
})

test('a database that holds data is not overwritten', async () => {
  const file = join(folder, 'b.lianke')
  await backup(full.owner, file)
  await expect(restore(full.owner, file)).rejects.toThrow('holds data already')
})

test('a file that is cut short or no backup at all changes nothing', async () => {
  const file = join(folder, 'c.lianke')
  await backup(full.owner, file)
  const target = await testDatabase()
  writeFileSync(file, readFileSync(file).subarray(0, -40))
  await expect(restore(target.owner, file)).rejects.toThrow('not a whole backup')
  writeFileSync(file, 'not gzip')
  await expect(restore(target.owner, file)).rejects.toThrow('not a whole backup')
  expect(await query(target.owner, 'select count(*)::int as n from app.tenant')).toEqual([{ n: 0 }])
  await target.destroy()
})

test('files on records come with it, byte by byte; one that was altered is found out', async () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')]
  const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7) % 256))
  const hash = createHash('sha256').update(content).digest('hex')
  await query(full.owner, `insert into app.attachment_blob (tenant_id, hash, bytes, media_type) values ($1, $2, $3, 'application/pdf')`, [
    tenant,
    hash,
    content.length,
  ])
  const [place, target] = [storedFilePath(from, tenant, hash), await testDatabase()]
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(place, content)
  const file = join(folder, 'd.lianke')
  expect((await backup(full.owner, file, from)).files).toBe(1)
  expect((await restore(target.owner, file, to)).files).toBe(1)
  expect(readFileSync(storedFilePath(to, tenant, hash)).equals(content)).toBe(true)
  await target.destroy()
  writeFileSync(place, 'something else')
  await backup(full.owner, file, from)
  const other = await testDatabase()
  await expect(restore(other.owner, file, to)).rejects.toThrow('not a whole backup')
  await other.destroy()
})
