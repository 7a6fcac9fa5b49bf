import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'
import type { ImportScope } from './import-work.ts'
import { ofImport, withoutWaitingForDisk } from './scope.sql.ts'

const tables = [
  'staged_line',
  'staged_order',
  'staged_head',
  'staged_party',
  'staged_contact',
  'staged_item',
  'staged_category',
  'staged_fact',
  'staged_record',
  'import_step',
] as const
export type StagingTable = (typeof tables)[number]
export const stagingTables: readonly StagingTable[] = tables

/** Removes a portion of the staged rows of an import; answers how many went. */
export async function removeStaged(tx: Tx, scope: ImportScope, table: StagingTable, limit: number): Promise<number> {
  await withoutWaitingForDisk(tx)
  const staged = sql.table(`app.${table}`)
  const { numAffectedRows } =
    await sql`delete from ${staged} s where s.tenant_id = ${scope.tenantId}::uuid and s.ctid = any(array(select t.ctid from ${staged} t where ${ofImport(scope, 't')} limit ${limit}))`.execute(
      tx,
    )
  return Number(numAffectedRows ?? 0n)
}

export async function removeRejections(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`delete from app.import_rejection r where ${ofImport(scope, 'r')}`.execute(tx)
}

/** Whether staged rows are there at all: after a crash of the database they are not. */
export async function hasStaged(tx: Tx, scope: ImportScope): Promise<boolean> {
  const { rows } = await sql<{
    found: boolean
  }>`select exists (select 1 from app.import_step s where ${ofImport(scope, 's')} and s.step like 'read:%') as found`.execute(tx)
  return rows[0]?.found ?? false
}

export type RejectionRow = {
  readonly fileNo: number
  readonly rowNo: number
  readonly reason: string
  readonly args: Record<string, string | number>
}

/** Rejected rows in the order of the files, a page by key. */
export async function readRejections(
  tx: Tx,
  scope: Pick<ImportScope, 'tenantId' | 'importId'>,
  after: { fileNo: number; rowNo: number },
  limit: number,
): Promise<RejectionRow[]> {
  const { rows } = await sql<RejectionRow>`select r.file_no as "fileNo", r.row_no as "rowNo", r.reason, r.args from app.import_rejection r
    where ${ofImport(scope as ImportScope, 'r')} and (r.file_no, r.row_no) > (${after.fileNo}::smallint, ${after.rowNo}::bigint) order by r.file_no, r.row_no limit ${limit}`.execute(
    tx,
  )
  return rows
}

export type ReasonCount = {
  readonly fileNo: number
  readonly reason: string
  readonly rows: number
  readonly samples: { readonly rowNo: number; readonly args: Record<string, string | number> }[]
}

/** How often each reason came, with the first rows of each. */
export async function countRejections(tx: Tx, scope: ImportScope): Promise<ReasonCount[]> {
  const { rows } = await sql<ReasonCount>`select r.file_no as "fileNo", r.reason, count(*)::int8 as rows,
      (array_agg(jsonb_build_object('rowNo', r.row_no, 'args', r.args) order by r.row_no))[1:3] as samples
    from app.import_rejection r where ${ofImport(scope, 'r')} group by 1, 2 order by 1, 3 desc, 2`.execute(tx)
  return rows
}
