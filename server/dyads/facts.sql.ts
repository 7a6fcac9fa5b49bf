import { sql } from 'kysely'
import type { PartyFact } from '#contract/dyads/fact.ts'
import type { DatedFact } from '#core/dyads/party-fact.ts'
import type { Tx } from '#server/platform/database.ts'

export type FactRow = Omit<PartyFact, 'subject'> & { readonly partyId: string }

/** Facts of a company and of those merged into it, those that hold first, then the newest; one alone where its id is given. */
export async function readFacts(tx: Tx, tenantId: string, partyIds: readonly string[], factId?: string): Promise<FactRow[]> {
  const one = factId === undefined ? sql`` : sql`and f.fact_id = ${factId}::uuid`
  const { rows } = await sql<FactRow>`
    select f.fact_id as "factId", f.party_id as "partyId", f.kind, f.contact_id as "contactId", c.name as "contactName", f.document, f.value, f.source,
      f.observed_on as "observedOn", f.note, f.needs_consent as "needsConsent", f.consent_note as "consentNote", u.name as "authorName",
      f.created_at as "createdAt", f.withdrawn_at as "withdrawnAt", (f.superseded_by is null and f.withdrawn_at is null) as holds
    from party_fact f
    left join contact c on c.tenant_id = f.tenant_id and c.contact_id = f.contact_id
    left join identity."user" u on u.id = f.author_id
    where f.tenant_id = ${tenantId}::uuid and f.party_id = any(${[...partyIds]}::uuid[]) ${one}
    order by (f.superseded_by is null and f.withdrawn_at is null) desc, f.observed_on desc, f.fact_id desc limit 500`.execute(tx)
  return rows
}

/** Facts that stand in for each other: of one kind, person and document. */
export type FactKey = {
  readonly tenantId: string
  readonly partyId: string
  readonly kind: string
  readonly contactId: string | null
  readonly document: string | null
}

const alike = ({
  tenantId,
  partyId,
  kind,
  contactId,
  document,
}: FactKey) => sql`f.tenant_id = ${tenantId}::uuid and f.party_id = ${partyId}::uuid
  and f.kind = ${kind} and f.contact_id is not distinct from ${contactId}::uuid and f.document is not distinct from ${document} and f.withdrawn_at is null`

/** The fact that holds for a key, locked until the end of the transaction. */
export async function lockHolding(tx: Tx, key: FactKey): Promise<DatedFact | undefined> {
  const { rows } =
    await sql<DatedFact>`select f.fact_id as "factId", f.observed_on as "observedOn", f.created_at::text as "createdAt" from party_fact f
    where ${alike(key)} and f.superseded_by is null order by f.observed_on desc, f.fact_id desc limit 1 for update`.execute(tx)
  return rows[0]
}

export type NewFact = FactKey & {
  readonly factId: string
  readonly value: string
  readonly source: string
  readonly observedOn: string
  readonly note: string | null
  readonly needsConsent: boolean
  readonly consentNote: string | null
  readonly supersededBy: string | null
  readonly authorId: string
}

export async function insertFact(tx: Tx, row: NewFact): Promise<void> {
  await tx
    .insertInto('party_fact')
    .values({
      tenant_id: row.tenantId,
      party_id: row.partyId,
      fact_id: row.factId,
      contact_id: row.contactId,
      kind: row.kind,
      document: row.document,
      value: row.value,
      source: row.source,
      observed_on: row.observedOn,
      note: row.note,
      needs_consent: row.needsConsent,
      consent_note: row.consentNote,
      superseded_by: row.supersededBy,
      author_id: row.authorId,
    })
    .execute()
}

export async function markSuperseded(tx: Tx, tenantId: string, partyId: string, factId: string, by: string): Promise<void> {
  await sql`update party_fact set superseded_by = ${by}::uuid
    where tenant_id = ${tenantId}::uuid and party_id = ${partyId}::uuid and fact_id = ${factId}::uuid`.execute(tx)
}

/** Withdraws a fact; what it had superseded holds again as far as nothing newer does. */
export async function withdrawFactRow(tx: Tx, key: FactKey, factId: string): Promise<void> {
  await sql`update party_fact f set withdrawn_at = statement_timestamp() where ${alike(key)} and f.fact_id = ${factId}::uuid`.execute(tx)
  await sql`with newest as (select f.fact_id from party_fact f where ${alike(key)} order by f.observed_on desc, f.fact_id desc limit 1)
    update party_fact f set superseded_by = nullif(newest.fact_id, f.fact_id) from newest
    where ${alike(key)} and (f.superseded_by = ${factId}::uuid or f.fact_id = newest.fact_id)`.execute(tx)
}
