import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { inTenantClient, type Who } from '#server/platform/database.ts'
import type { ImportScope } from './import-work.ts'
import { lineColumns } from './stage-lines.ts'
import { contactColumns, partyColumns } from './stage-parties.ts'
import { categoryColumns, factColumns, headColumns, itemColumns, type StagedTable } from './stage-related.ts'
import { recordColumns } from './stage-records.ts'
import type { StagedBatch } from './thread-messages.ts'

const columnsOf: Readonly<Record<StagedTable, readonly string[]>> = {
  staged_line: lineColumns,
  staged_head: headColumns,
  staged_party: partyColumns,
  staged_contact: contactColumns,
  staged_item: itemColumns,
  staged_category: categoryColumns,
  staged_fact: factColumns,
  staged_record: recordColumns,
}

/** COPY cannot write where row security holds: it fills a temporary table, and from there the rows pass the policies. Answers rows that were there already. */
async function copyIn(client: pg.PoolClient, scope: ImportScope, table: StagedTable, text: Uint8Array, rows: number): Promise<number> {
  const columns = columnsOf[table].join(', ')
  await client.query(
    `create temporary table if not exists incoming_${table} on commit delete rows as select ${columns} from app.${table} where false`,
  )
  await pipeline(
    Readable.from([Buffer.from(text.buffer, text.byteOffset, text.byteLength)]),
    client.query(copyFrom(`copy pg_temp.incoming_${table} (${columns}) from stdin`)),
  )
  const { rowCount } = await client.query(
    `insert into app.${table} (tenant_id, import_id, ${columns}) select $1::uuid, $2::uuid, ${columns} from pg_temp.incoming_${table} on conflict do nothing`,
    [scope.tenantId, scope.importId],
  )
  return rows - (rowCount ?? 0)
}

async function reject(client: pg.PoolClient, scope: ImportScope, batch: StagedBatch): Promise<void> {
  if (batch.rejected.length === 0) return
  await client.query(
    `insert into app.import_rejection (tenant_id, import_id, file_no, row_no, reason, args)
      select $1::uuid, $2::uuid, $3::smallint, r.row_no, r.reason, r.args from unnest($4::bigint[], $5::text[], $6::jsonb[]) as r (row_no, reason, args) on conflict do nothing`,
    [
      scope.tenantId,
      scope.importId,
      batch.fileNo,
      batch.rejected.map(r => r.row),
      batch.rejected.map(r => r.reason),
      batch.rejected.map(r => JSON.stringify(r.args)),
    ],
  )
}

const note = `insert into app.import_step (tenant_id, import_id, step, position) values ($1, $2, $3, $4)
  on conflict (tenant_id, import_id, step) do update set position = `

/**
 * Commits one batch: its rows, its rejections, and how far the file is read. A contact stands beside the row of its company and is no row of its
 * own there, so what it repeats is not counted.
 */
export async function stageBatch(pool: pg.Pool, who: Who, scope: ImportScope, batch: StagedBatch): Promise<void> {
  await inTenantClient(pool, who, async client => {
    await client.query('set local synchronous_commit = off')
    let repeated = 0
    const lines = batch.tables.find(({ table }) => table === 'staged_line')?.rows ?? 0
    for (const { table, text, rows } of batch.tables) repeated += await copyIn(client, scope, table, text, rows)
    await reject(client, scope, batch)
    if (repeated > 0)
      await client.query(`${note} app.import_step.position + excluded.position`, [
        scope.tenantId,
        scope.importId,
        `replaced:${batch.fileNo}`,
        repeated,
      ])
    if (lines > 0)
      await client.query(`${note} app.import_step.position + excluded.position`, [
        scope.tenantId,
        scope.importId,
        `lines:${batch.fileNo}`,
        lines,
      ])
    await client.query(`${note} excluded.position`, [scope.tenantId, scope.importId, `read:${batch.fileNo}`, batch.read])
    if (batch.done) await client.query(`${note} excluded.position`, [scope.tenantId, scope.importId, `whole:${batch.fileNo}`, 1])
  })
}
