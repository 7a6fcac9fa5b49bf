import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { type Db, inTenant, openDatabase, openPool, type Tx } from './database.ts'

let product: TestApp
let pool: pg.Pool
let db: Db

beforeAll(async () => {
  product = await testApp()
  pool = openPool(product.database.runtime, 1)
  db = openDatabase(pool, { prepares: true })
})

afterAll(async () => {
  await pool.end()
  await product.close()
})

const readNames = async (tx: Tx) =>
  (await sql<{ name: string }>`select name from app.tenant where ${'all'}::text = 'all' order by name`.execute(tx)).rows.map(
    row => row.name,
  )

const prepared = async () => {
  const { rows } = await pool.query<{ statement: string; generic: string }>(
    'select statement, generic_plans as generic from pg_prepared_statements',
  )
  return rows
}

test('one text, prepared once, shows each firm its own rows, and none to whom no firm is named', async () => {
  const firms = await Promise.all(['甲', '乙'].map(async name => ({ name, tenantId: await plantTenant(product, name) })))
  for (let round = 0; round < 8; round++)
    for (const { name, tenantId } of firms) expect(await inTenant(db, { tenantId }, readNames)).toEqual([name])
  const kept = (await prepared()).filter(({ statement }) => statement.includes('app.tenant'))
  expect(kept).toHaveLength(1)
  expect(Number(kept[0]?.generic)).toBeGreaterThan(0)
  expect(await db.transaction().execute(readNames)).toEqual([])
  expect(await db.connection().execute(one => readNames(one as Tx))).toEqual([])
})

test('a transaction that fails takes its context and its rows with it', async () => {
  const tenantId = await plantTenant(product, '丙')
  const rename = async (tx: Tx) => {
    await tx.updateTable('tenant').set({ name: '丁' }).where('tenant_id', '=', tenantId).execute()
    await sql`select 1 / ${0}::integer`.execute(tx)
  }
  for (let round = 0; round < 3; round++) await expect(inTenant(db, { tenantId }, rename)).rejects.toThrow('division by zero')
  expect(await db.transaction().execute(readNames)).toEqual([])
  expect(await inTenant(db, { tenantId }, readNames)).toEqual(['丙'])
})

test('a transaction in which nothing is said is none', async () => {
  await db.transaction().execute(async () => {})
  await expect(
    db.transaction().execute(async () => {
      throw new Error('changed its mind')
    }),
  ).rejects.toThrow('changed its mind')
  expect((await pool.query('select now() = statement_timestamp() as alone')).rows).toEqual([{ alone: true }])
})

test('what is asked once is not kept, and a connection that keeps too much is given up', async () => {
  const before = (await prepared()).length
  await sql`select ${1}::integer as once`.execute(db)
  expect(await prepared()).toHaveLength(before)
  for (let n = 0; n < 130; n++)
    for (let twice = 0; twice < 2; twice++) await sql`select ${n}::integer as ${sql.ref(`column_${n}`)}`.execute(db)
  expect((await prepared()).length).toBeLessThan(120)
})
