import { CompiledQuery } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { query, type TestDatabase, testDatabase } from './database.ts'

type Table = { name: string; has_tenant: boolean; rls: boolean; forced: boolean; policies: number; comment: string | null }
type Column = { column: string; type: string; check: string | null }

let database: TestDatabase
let tables: Table[]
const [ours, theirs] = [newId(), newId()]

const catalogue = `
  select c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced, obj_description(c.oid) as comment,
    (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
    exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as has_tenant
  from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') order by 1`

const required = `
  select a.attname as column, t.typname as type,
    (select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any(k.conkey) order by cardinality(k.conkey), k.oid limit 1) as check
  from pg_attribute a join pg_type t on t.oid = a.atttypid
  where a.attrelid = ('app.' || quote_ident($1))::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef and a.attgenerated = ''`

/** A value that the column accepts, made from its type and its check constraint. */
function sample({ column, type, check }: Column, tenant: string): unknown {
  if (column === 'tenant_id') return tenant
  const choice = check === null ? undefined : /ARRAY\['([^']+)'/.exec(check)?.[1]
  if (choice !== undefined) return choice
  if (type === 'text') return check?.includes('[A-Z]{3}') ? 'CNY' : `x${newId()}`
  const least = Number(/>= \(?(\d+)/.exec(check ?? '')?.[1] ?? 1)
  const samples: Record<string, unknown> = {
    uuid: newId(),
    date: '2026-02-28',
    jsonb: '{}',
    bool: false,
    timestamptz: '2026-02-28T00:00:00Z',
    _text: '{}',
    _uuid: '{}',
    bytea: '\\x00',
  }
  return samples[type] ?? Math.max(least, 1)
}

/** Columns that may be empty, but not all of them: a check over several columns asks for one. */
const oneOf: Readonly<Record<string, Column>> = { ownership_transfer: { column: 'from_user_id', type: 'uuid', check: null } }

async function plant(table: string, tenant: string): Promise<void> {
  const asked = oneOf[table]
  const columns = [...(await query<Column>(database.admin, required, [table])), ...(asked ? [asked] : [])]
  const names = columns.map(c => `"${c.column}"`).join(', ')
  const marks = columns.map((_, index) => `$${index + 1}`).join(', ')
  const text = `insert into app."${table}" (${names}) values (${marks})`
  await plantRow(
    text,
    columns.map(column => sample(column, tenant)),
  )
}

/** Foreign keys are left out of the planting: what is tested is who sees a row, not what it hangs on. */
async function plantRow(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client(database.admin)
  await client.connect()
  await client.query(`set session_replication_role = replica`)
  await client.query(text, values)
  await client.end()
}

beforeAll(async () => {
  database = await testDatabase()
  tables = (await query<Table>(database.admin, catalogue)).filter(table => table.has_tenant)
  for (const { name } of tables) for (const tenant of [ours, theirs]) await plant(name, tenant)
})
afterAll(() => database.destroy())

test('every table of app has a class, and every table with a tenant has row security and a policy', async () => {
  const all = await query<Table>(database.admin, catalogue)
  expect(all.filter(table => !/^dist:(dyad|tenant|reference|local)\b/.test(table.comment ?? ''))).toEqual([])
  expect(tables.filter(table => !table.rls || table.forced || table.policies === 0)).toEqual([])
  expect(tables.length).toBeGreaterThan(20)
})

test('without a tenant no table shows a row', async () => {
  for (const { name } of tables) {
    const { rows } = await database.db.executeQuery<{ n: number }>(CompiledQuery.raw(`select count(*)::int as n from app."${name}"`))
    expect({ name, rows: rows[0]?.n }).toEqual({ name, rows: 0 })
  }
})

test('with a tenant every table shows that tenant and no other', async () => {
  for (const { name } of tables) {
    const seen = await inTenant(
      database.db,
      { tenantId: ours },
      async tx => (await tx.executeQuery<{ tenant_id: string }>(CompiledQuery.raw(`select distinct tenant_id from app."${name}"`))).rows,
    )
    expect({ name, seen }).toEqual({ name, seen: [{ tenant_id: ours }] })
  }
})

test("no table takes a row in another tenant's name, and none of theirs is changed or deleted", async () => {
  for (const { name } of tables) {
    const columns = await query<Column>(database.admin, required, [name])
    const names = columns.map(c => `"${c.column}"`).join(', ')
    const values = columns.map(column => sample(column, theirs))
    const insert = CompiledQuery.raw(
      `insert into app."${name}" (${names}) values (${values.map((_, i) => `$${i + 1}`).join(', ')})`,
      values,
    )
    await expect(
      inTenant(database.db, { tenantId: ours }, tx => tx.executeQuery(insert)),
      name,
    ).rejects.toThrow(/row-level security|permission denied/)
    for (const statement of [
      `update app."${name}" set tenant_id = tenant_id where tenant_id = '${theirs}'`,
      `delete from app."${name}" where tenant_id = '${theirs}'`,
    ]) {
      const touched = await inTenant(
        database.db,
        { tenantId: ours },
        async tx => (await tx.executeQuery(CompiledQuery.raw(statement))).numAffectedRows,
      ).catch(String)
      expect([0n, 'error: permission denied for table ' + name], name).toContain(touched)
    }
  }
})

test('the audit trail can be added to, not changed', async () => {
  for (const verb of [`update app.audit_entry set action = 'x'`, 'delete from app.audit_entry', 'truncate app.audit_entry']) {
    await expect(inTenant(database.db, { tenantId: ours }, tx => tx.executeQuery(CompiledQuery.raw(verb)))).rejects.toThrow(
      'permission denied',
    )
  }
})

test('the locks catch a planted fault: a new table without a policy', async () => {
  await query(database.owner, 'create table app.forgotten (tenant_id uuid primary key)')
  const found = (await query<Table>(database.admin, catalogue)).filter(table => table.has_tenant && (!table.rls || table.policies === 0))
  expect(found.map(table => table.name)).toEqual(['forgotten'])
  await query(database.owner, 'drop table app.forgotten')
})
