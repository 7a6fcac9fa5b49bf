import { sql } from 'kysely'
import type { Evidence } from '#contract/dyads/evidence.ts'
import type { Confidence, EvidenceKind } from '#core/dyads/customer.ts'
import type { Tx } from '#server/platform/database.ts'

/** Evidence of a customer and of those merged into it, the newest first; one alone where its id is given. */
export async function readEvidence(tx: Tx, tenantId: string, dyadIds: readonly string[], evidenceId?: string): Promise<Evidence[]> {
  const one = evidenceId === undefined ? sql`` : sql`and e.evidence_id = ${evidenceId}::uuid`
  const { rows } = await sql<Evidence>`
    select e.evidence_id as "evidenceId", e.kind, e.value, e.category_id as "categoryId", k.name as "categoryName", e.observed_on as "observedOn",
      e.confidence, e.source, e.note, e.author_id as "authorId", u.name as "authorName", e.created_at as "createdAt", e.withdrawn_at as "withdrawnAt"
    from dyad_evidence e
    left join item_category k on k.tenant_id = e.tenant_id and k.category_id = e.category_id
    left join identity."user" u on u.id = e.author_id
    where e.tenant_id = ${tenantId}::uuid and e.dyad_id = any(${[...dyadIds]}::uuid[]) ${one}
    order by e.observed_on desc, e.evidence_id desc limit 500`.execute(tx)
  return rows
}

export type NewEvidence = {
  readonly tenantId: string
  readonly dyadId: string
  readonly evidenceId: string
  readonly kind: EvidenceKind
  readonly value: number
  readonly categoryId: string | null
  readonly observedOn: string
  readonly confidence: Confidence | null
  readonly source: string
  readonly note: string | null
  readonly authorId: string
}

export async function insertEvidence(tx: Tx, row: NewEvidence): Promise<void> {
  await tx
    .insertInto('dyad_evidence')
    .values({
      tenant_id: row.tenantId,
      dyad_id: row.dyadId,
      evidence_id: row.evidenceId,
      kind: row.kind,
      value: row.value,
      category_id: row.categoryId,
      observed_on: row.observedOn,
      confidence: row.confidence,
      source: row.source,
      note: row.note,
      author_id: row.authorId,
    })
    .execute()
}

export async function isCategory(tx: Tx, tenantId: string, categoryId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('item_category')
    .select('category_id')
    .where('tenant_id', '=', tenantId)
    .where('category_id', '=', categoryId)
    .executeTakeFirst()
  return row !== undefined
}

/** Withdraws evidence; false where it was withdrawn before. */
export async function withdrawRow(tx: Tx, tenantId: string, dyadIds: readonly string[], evidenceId: string): Promise<boolean> {
  const result = await tx
    .updateTable('dyad_evidence')
    .set({ withdrawn_at: sql`statement_timestamp()` })
    .where('tenant_id', '=', tenantId)
    .where('dyad_id', 'in', [...dyadIds])
    .where('evidence_id', '=', evidenceId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
