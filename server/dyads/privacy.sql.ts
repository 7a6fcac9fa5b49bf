import { type RawBuilder, sql } from 'kysely'
import type { PersonRequest } from '#contract/dyads/privacy.ts'
import type { PrivacySettings } from '#core/dyads/retention.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

export async function readNewestSettings(tx: Tx, tenantId: string): Promise<{ version: number; settings: PrivacySettings } | undefined> {
  const row = await tx
    .selectFrom('privacy_settings')
    .select(['version', 'settings'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { version: row.version, settings: row.settings as unknown as PrivacySettings }
}

type SettingsRow = { readonly tenantId: string; readonly authorId: string; readonly version: number; readonly settings: PrivacySettings }

export async function insertPrivacySettings(tx: Tx, { tenantId, authorId, version, settings }: SettingsRow): Promise<boolean> {
  const result = await tx
    .insertInto('privacy_settings')
    .values({ tenant_id: tenantId, version, settings: JSON.stringify(settings), author_id: authorId })
    .onConflict(on => on.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The first customer or supplier that a contact belongs to and this person sees. */
const dyadOf = (viewer: Viewer) => sql`left join lateral (
  select d.dyad_id, p.name from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = case when d.side = 'supply' then d.seller_id else d.buyer_id end
  where d.tenant_id = c.tenant_id and d.merged_into_id is null and ((d.side = 'sale' and d.buyer_id = c.party_id) or (d.side = 'supply' and d.seller_id = c.party_id))
    and ${visibleDyads(viewer, 'd')}
  order by d.deleted_at nulls first, d.side, d.dyad_id limit 1) w on true`

const seen = (viewer: Viewer): RawBuilder<unknown> => (viewer.scope === 'all' ? sql`true` : sql`w.dyad_id is not null`)

const moment = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Requests on people that this person sees: the open ones by deadline, then those closed last. */
export async function readRequests(tx: Tx, tenantId: string, viewer: Viewer, today: string, requestId?: string): Promise<PersonRequest[]> {
  const { rows } = await sql<PersonRequest>`
    select r.request_id as "requestId", r.contact_id as "contactId", c.name, w.name as customer, w.dyad_id as "dyadId", r.kind, r.state, r.received_on as "receivedOn",
      r.due_on as "dueOn", r.state = 'open' and r.due_on < ${today}::date as "isOverdue", r.received_by as "receivedBy", r.details,
      r.identity_checked_on as "identityCheckedOn", r.identity_note as "identityNote", r.result, r.steps, u.name as "ownerName",
      ${moment('r.closed_at')} as "closedAt", c.erased_at is not null as "isErased", r.version
    from person_request r join contact c on c.tenant_id = r.tenant_id and c.contact_id = r.contact_id ${dyadOf(viewer)}
    left join identity."user" u on u.id = r.owner_id
    where r.tenant_id = ${tenantId}::uuid and ${seen(viewer)} and (${requestId ?? null}::uuid is null or r.request_id = ${requestId ?? null}::uuid)
    order by r.state <> 'open', case when r.state = 'open' then r.due_on end, r.closed_at desc, r.request_id limit 500`.execute(tx)
  return rows
}

export type FoundPerson = {
  readonly contactId: string
  readonly name: string
  readonly customer: string | null
  readonly isRemoved: boolean
}

/** Contacts by a piece of their name, number or address, or the one under an id; erased ones are nobody any more. */
export async function findContacts(
  tx: Tx,
  tenantId: string,
  viewer: Viewer,
  { q, contactId }: { q?: string; contactId?: string },
): Promise<FoundPerson[]> {
  const pattern = `%${(q ?? '').replace(/[\\%_]/g, letter => `\\${letter}`)}%`
  const { rows } = await sql<FoundPerson>`
    select c.contact_id as "contactId", c.name, w.name as customer, c.deleted_at is not null as "isRemoved"
    from contact c ${dyadOf(viewer)}
    where c.tenant_id = ${tenantId}::uuid and c.erased_at is null and ${seen(viewer)}
      and (${contactId ?? null}::uuid is null or c.contact_id = ${contactId ?? null}::uuid)
      and (${q === undefined} or c.name ilike ${pattern} or c.phone ilike ${pattern} or c.email ilike ${pattern})
    order by c.deleted_at nulls first, c.pinyin, c.contact_id limit 20`.execute(tx)
  return rows
}

type NewRequest = {
  readonly tenantId: string
  readonly requestId: string
  readonly contactId: string
  readonly kind: string
  readonly receivedOn: string
  readonly receivedBy: string
  readonly details: string | null
  readonly deadlineDays: number
  readonly authorId: string
}

export async function insertRequest(tx: Tx, row: NewRequest): Promise<void> {
  await sql`insert into person_request (tenant_id, request_id, contact_id, kind, received_on, due_on, received_by, details, owner_id, author_id)
    values (${row.tenantId}, ${row.requestId}, ${row.contactId}, ${row.kind}, ${row.receivedOn}::date, ${row.receivedOn}::date + ${row.deadlineDays}::int,
      ${row.receivedBy}, ${row.details}, ${row.authorId}, ${row.authorId})`.execute(tx)
}

export type RequestChange = {
  readonly identityCheckedOn: string | null
  readonly identityNote: string | null
  readonly steps: readonly object[]
  readonly state: string
  readonly result: string | null
  readonly closedAt: Date | null
}

export async function updateRequestRow(
  tx: Tx,
  tenantId: string,
  requestId: string,
  version: number,
  change: RequestChange,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update person_request set identity_checked_on = ${change.identityCheckedOn}, identity_note = ${change.identityNote},
      steps = ${JSON.stringify(change.steps)}::jsonb, state = ${change.state}, result = ${change.result}, closed_at = ${change.closedAt}, version = version + 1, updated_at = statement_timestamp()
    where tenant_id = ${tenantId}::uuid and request_id = ${requestId}::uuid and version = ${version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export type RegisterEntry = {
  readonly auditId: string
  readonly at: Date
  readonly userName: string | null
  readonly entity: string
  readonly filter: unknown
  readonly rows: number | null
  readonly fileHash: string | null
}

/** What left the product as a file, the newest first: from the audit trail, where every export stands. */
export async function readExportRegister(tx: Tx, tenantId: string, after: string | undefined, limit: number): Promise<RegisterEntry[]> {
  const { rows } = await sql<RegisterEntry>`
    select a.audit_id as "auditId", a.at, u.name as "userName", a.entity, a.after as filter, a.rows_affected::int as rows, a.file_hash as "fileHash"
    from audit_entry a left join identity."user" u on u.id = a.user_id
    where a.tenant_id = ${tenantId}::uuid and a.action = 'export' and (${after ?? null}::uuid is null or a.audit_id < ${after ?? null}::uuid)
    order by a.audit_id desc limit ${limit}`.execute(tx)
  return rows
}

export type ConsentCounts = {
  readonly contacts: number
  readonly unknown: number
  readonly restricted: number
  readonly channels: { readonly channel: string; readonly given: number; readonly withdrawn: number; readonly blocked: number }[]
}

export async function countConsents(tx: Tx, tenantId: string, channels: readonly string[]): Promise<ConsentCounts> {
  const { rows } = await sql<ConsentCounts>`
    with live as (select contact_id from contact where tenant_id = ${tenantId}::uuid and deleted_at is null),
    newest as (select distinct on (e.contact_id, e.channel, e.purpose) e.contact_id, e.channel, e.decision from consent_entry e join live using (contact_id)
      where e.tenant_id = ${tenantId}::uuid order by e.contact_id, e.channel, e.purpose, e.entry_id desc),
    limits as (select l.* from contact_limit l join live using (contact_id) where l.tenant_id = ${tenantId}::uuid)
    select (select count(*)::int from live) as contacts,
      (select count(*)::int from live where not exists (select 1 from newest n where n.contact_id = live.contact_id)) as unknown,
      (select count(*)::int from limits where is_restricted) as restricted,
      (select json_agg(json_build_object('channel', x.channel,
        'given', (select count(distinct n.contact_id) from newest n where n.channel = x.channel and n.decision = 'given'),
        'withdrawn', (select count(distinct n.contact_id) from newest n where n.channel = x.channel and n.decision = 'withdrawn'),
        'blocked', (select count(*) from limits l where x.channel = any(l.blocked))) order by x.at)
        from unnest(${[...channels]}::text[]) with ordinality as x (channel, at)) as channels`.execute(tx)
  return rows[0] ?? { contacts: 0, unknown: 0, restricted: 0, channels: [] }
}

/** Open requests that are due by a day, with who looks after personal data. */
export async function readDueRequests(
  tx: Tx,
  tenantId: string,
  by: string,
): Promise<{ readonly requestId: string; readonly dueOn: string; readonly name: string; readonly userIds: string[] }[]> {
  const { rows } = await sql<{ requestId: string; dueOn: string; name: string; userIds: string[] }>`
    select r.request_id as "requestId", r.due_on as "dueOn", c.name,
      array(select m.user_id from membership m where m.tenant_id = r.tenant_id and m.disabled_at is null and m.role = 'administrator') as "userIds"
    from person_request r join contact c on c.tenant_id = r.tenant_id and c.contact_id = r.contact_id
    where r.tenant_id = ${tenantId}::uuid and r.state = 'open' and r.due_on <= ${by}::date`.execute(tx)
  return rows
}
