import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** Own net sales of the reckoned twelve months in a category, and the middle of the expected range; both 0 where there is no row of it. */
export async function readOwnSales(tx: Tx, tenantId: string, dyadId: string, categoryId: string): Promise<{ own: number; middle: number }> {
  const row = await tx
    .selectFrom('wallet_category')
    .select(['own_minor as own', 'middle_minor as middle'])
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', '=', dyadId)
    .where('category_id', '=', categoryId)
    .executeTakeFirst()
  return { own: Number(row?.own ?? 0), middle: Number(row?.middle ?? 0) }
}

export type NewKnown = {
  readonly tenantId: string
  readonly dyadId: string
  readonly evidenceId: string
  readonly categoryId: string
  readonly share: number
  readonly purchases: number | null
  readonly confidence: 'A' | 'B'
  readonly observedOn: string
  readonly source: string
  readonly note: string | null
  readonly authorId: string
}

export async function keepKnown(tx: Tx, row: NewKnown): Promise<void> {
  await sql`
    insert into dyad_evidence
      (tenant_id, dyad_id, evidence_id, kind, value, purchases_minor, category_id, observed_on, confidence, source, note, author_id)
    values (${row.tenantId}::uuid, ${row.dyadId}::uuid, ${row.evidenceId}::uuid, 'wallet_share', ${row.share}, ${row.purchases},
      ${row.categoryId}::uuid, ${row.observedOn}::date, ${row.confidence}, ${row.source}, ${row.note}, ${row.authorId}::uuid)`.execute(tx)
}

export type KnownRow = {
  readonly tenantId: string
  readonly dyadId: string
  readonly categoryId: string
  readonly own: number
  readonly wallet: number
  readonly gap: number
  readonly confidence: 'A' | 'B' | 'C'
  readonly evidenceId: string
}

/** What is known counts at once; a category that nothing was reckoned of gets its row. */
export async function writeKnownWallet(tx: Tx, row: KnownRow): Promise<void> {
  await sql`
    insert into wallet_category
      (tenant_id, dyad_id, category_id, own_minor, before_minor, low_minor, middle_minor, high_minor, basis, buyers, months_outside,
       wallet_minor, gap_minor, confidence, evidence_id)
    values (${row.tenantId}::uuid, ${row.dyadId}::uuid, ${row.categoryId}::uuid, ${row.own}, 0, 0, 0, 0, 'year_before', 0, 0,
      ${row.wallet}, ${row.gap}, ${row.confidence}, ${row.evidenceId}::uuid)
    on conflict (tenant_id, dyad_id, category_id) do update
      set wallet_minor = excluded.wallet_minor, gap_minor = excluded.gap_minor, confidence = excluded.confidence, evidence_id = excluded.evidence_id`.execute(
    tx,
  )
}
