import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** The newest ratio that the sheet of switching cost wrote for a customer as evidence. */
export async function readSheetEvidence(tx: Tx, tenantId: string, dyadIds: readonly string[]) {
  const { rows } = await sql<{ dyadId: string; ratio: number; day: string }>`
    select distinct on (e.dyad_id) e.dyad_id as "dyadId", e.value as ratio, e.observed_on as day from dyad_evidence e
    where e.tenant_id = ${tenantId}::uuid and e.dyad_id = any(${[...dyadIds]}::uuid[]) and e.origin = 'switching_sheet' and e.withdrawn_at is null
    order by e.dyad_id, e.observed_on desc, e.created_at desc`.execute(tx)
  return rows
}

/** Withdraws what the sheet wrote: all of it, or that of one day alone. */
export async function withdrawSheetEvidence(tx: Tx, tenantId: string, dyadId: string, day?: string): Promise<void> {
  const ofDay = day === undefined ? sql`true` : sql`e.observed_on = ${day}::date`
  await sql`update dyad_evidence e set withdrawn_at = statement_timestamp() where e.tenant_id = ${tenantId}::uuid and e.dyad_id = ${dyadId}::uuid
    and e.origin = 'switching_sheet' and e.withdrawn_at is null and ${ofDay}`.execute(tx)
}

type SheetEvidence = {
  readonly evidenceId: string
  readonly dyadId: string
  readonly ratio: number
  readonly day: string
  readonly source: string
  readonly authorId: string | null
}

export async function insertSheetEvidence(tx: Tx, tenantId: string, row: SheetEvidence): Promise<void> {
  await sql`insert into dyad_evidence (tenant_id, dyad_id, evidence_id, kind, value, observed_on, confidence, source, author_id, origin)
    values (${tenantId}::uuid, ${row.dyadId}::uuid, ${row.evidenceId}::uuid, 'switching', ${row.ratio}, ${row.day}::date, 'B', ${row.source}, ${row.authorId}::uuid,
      'switching_sheet')`.execute(tx)
}
