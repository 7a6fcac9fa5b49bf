import type pg from 'pg'

export type TableShape = { readonly table: string; readonly columns: readonly string[] }

/** The tables that a backup holds, in an order in which they can be filled: what a table points to comes before it. */
export async function readTables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<{ table: string; columns: string[]; needs: string[] }>(`
    select c.oid::regclass::text as table,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select distinct k.confrelid::regclass::text from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('identity', 'app') and c.relkind = 'r' and c.oid <> 'app.migration'::regclass
    order by 1`)
  const placed: typeof rows = []
  while (placed.length < rows.length) {
    const ready = rows.filter(row => !placed.includes(row) && row.needs.every(need => placed.some(done => done.table === need)))
    if (ready.length === 0) throw new Error('the tables point at each other in a circle')
    placed.push(...ready)
  }
  return placed.map(({ table, columns }) => ({ table, columns }))
}

const columnList = ({ columns }: TableShape) => columns.map(column => `"${column}"`).join(', ')

export const copyOut = (shape: TableShape) => `copy ${shape.table} (${columnList(shape)}) to stdout`

export const copyIn = (shape: TableShape) => `copy ${shape.table} (${columnList(shape)}) from stdin`

export async function readSteps(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ step: string }>('select step from app.migration order by step')
  return rows.map(row => row.step)
}

/** The tables that hold rows already; those that the migrations fill themselves are emptied for a restore instead. */
export async function findFilled(client: pg.Client, tables: readonly TableShape[]): Promise<string[]> {
  const filled: string[] = []
  for (const { table } of tables) {
    const { rows } = await client.query<{ filled: boolean }>(`select exists (select 1 from ${table}) as filled`)
    if (rows[0]?.filled) filled.push(table)
  }
  return filled
}

export const emptyReference = async (client: pg.Client) => await client.query('delete from app.vat_rate')

/** A file in the data folder that belongs to a firm's records. */
export type StoredKey = { readonly tenantId: string; readonly hash: string }

export async function readStoredKeys(client: pg.Client): Promise<StoredKey[]> {
  const { rows } = await client.query<StoredKey>('select tenant_id as "tenantId", hash from app.attachment_blob order by 1, 2')
  return rows
}
