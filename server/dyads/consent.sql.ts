import { sql } from 'kysely'
import type { ConsentEntry, ConsentOfContact } from '#contract/dyads/consent.ts'
import type { Tx } from '#server/platform/database.ts'

/** Consent and limits of people of a party, of all unless one is named. */
export async function readConsents(tx: Tx, tenantId: string, partyId: string, contactIds?: readonly string[]): Promise<ConsentOfContact[]> {
  const { rows } = await sql<ConsentOfContact>`
    select c.contact_id as "contactId", c.name,
      json_build_object('blocked', coalesce(l.blocked, '{}'), 'isRestricted', coalesce(l.is_restricted, false), 'maxPerWeek', l.max_per_week,
        'reason', l.reason, 'version', coalesce(l.version, 0)) as limits,
      coalesce((select json_agg(json_build_object('entryId', e.entry_id, 'channel', e.channel, 'purpose', e.purpose, 'basis', e.basis,
          'decision', e.decision, 'decidedOn', e.decided_on, 'how', e.how, 'evidence', e.evidence, 'textVersion', e.text_version, 'note', e.note,
          'authorName', u.name, 'createdAt', to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by e.entry_id desc)
        from consent_entry e left join identity."user" u on u.id = e.author_id
        where e.tenant_id = c.tenant_id and e.contact_id = c.contact_id), '[]') as entries
    from contact c left join contact_limit l on l.tenant_id = c.tenant_id and l.contact_id = c.contact_id
    where c.tenant_id = ${tenantId}::uuid and c.deleted_at is null
      and (c.party_id = ${partyId}::uuid and c.ended_on is null
        or exists (select 1 from party p where p.tenant_id = c.tenant_id and p.party_id = c.party_id and p.merged_into_id = ${partyId}::uuid)
        or exists (select 1 from contact_party k where k.tenant_id = c.tenant_id and k.contact_id = c.contact_id and k.party_id = ${partyId}::uuid and k.ended_on is null))
      and (${contactIds === undefined} or c.contact_id = any(${[...(contactIds ?? [])]}::uuid[]))
    order by c.is_primary desc, c.pinyin, c.contact_id limit 200`.execute(tx)
  return rows
}

type Entry = Pick<ConsentEntry, 'channel' | 'purpose' | 'basis' | 'decision' | 'decidedOn' | 'how' | 'evidence' | 'note'>

export async function insertConsent(
  tx: Tx,
  key: { readonly tenantId: string; readonly contactId: string; readonly entryId: string; readonly authorId: string },
  entry: Entry,
  textVersion: number | null,
): Promise<void> {
  await tx
    .insertInto('consent_entry')
    .values({
      tenant_id: key.tenantId,
      contact_id: key.contactId,
      entry_id: key.entryId,
      channel: entry.channel,
      purpose: entry.purpose,
      basis: entry.basis,
      decision: entry.decision,
      decided_on: entry.decidedOn,
      how: entry.how,
      evidence: entry.evidence,
      note: entry.note,
      text_version: textVersion,
      author_id: key.authorId,
    })
    .execute()
}

/** Private facts of a person hold no longer; answers how many. */
export async function withdrawPersonalFacts(tx: Tx, tenantId: string, contactId: string): Promise<number> {
  const { numAffectedRows } = await sql`update party_fact set withdrawn_at = statement_timestamp()
    where tenant_id = ${tenantId}::uuid and contact_id = ${contactId}::uuid and needs_consent and withdrawn_at is null`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

type Limit = {
  readonly blocked: readonly string[]
  readonly isRestricted: boolean
  readonly maxPerWeek: number | null
  readonly reason: string | null
  readonly version: number
}

/** Writes the limits of a person where they are still as they were read; answers whether they were. */
export async function writeLimit(
  tx: Tx,
  { tenantId, contactId, authorId }: { readonly tenantId: string; readonly contactId: string; readonly authorId: string },
  { blocked, isRestricted, maxPerWeek, reason, version }: Limit,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into contact_limit as l (tenant_id, contact_id, blocked, is_restricted, max_per_week, reason, author_id)
    values (${tenantId}, ${contactId}, ${[...blocked]}::text[], ${isRestricted}, ${maxPerWeek}, ${reason}, ${authorId})
    on conflict (tenant_id, contact_id) do update set blocked = excluded.blocked, is_restricted = excluded.is_restricted, max_per_week = excluded.max_per_week,
      reason = excluded.reason, author_id = excluded.author_id, version = l.version + 1, updated_at = statement_timestamp()
    where l.version = ${version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** How often people were or are to be approached by us within seven days around a moment, beside one activity. */
export async function countApproaches(
  tx: Tx,
  tenantId: string,
  contactIds: readonly string[],
  at: Date,
  except: string | undefined,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select p.person_id as id, count(*)::int as count
    from activity_person p join activity a on a.tenant_id = p.tenant_id and a.dyad_id = p.dyad_id and a.activity_id = p.activity_id
    where p.tenant_id = ${tenantId}::uuid and p.person_id = any(${[...contactIds]}::uuid[]) and p.side = 'theirs' and a.deleted_at is null
      and a.state <> 'cancelled' and a.kind <> 'note' and a.direction is distinct from 'in' and a.activity_id is distinct from ${except ?? null}::uuid
      and a.starts_at > ${at}::timestamptz - interval '7 days' and a.starts_at < ${at}::timestamptz + interval '7 days'
    group by p.person_id`.execute(tx)
  return new Map(rows.map(row => [row.id, row.count]))
}
