import { type RawBuilder, sql } from 'kysely'
import { defaultStages } from '#core/sales/opportunity.ts'
import { defaultServiceTimes } from '#core/service/service-times.ts'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { saysOwn } from './custom-import.sql.ts'
import { momentOf } from './import-owners.sql.ts'
import { isStillAt, putBack } from './undo-versions.sql.ts'

/** What a file may say of a record, as columns of its table; what tells a record without a number apart; what it has where the file says nothing. */
type RecordTable = {
  readonly columns: string
  readonly identity: RawBuilder<unknown>
  readonly defaults: (scope: ImportScope) => RawBuilder<unknown>
}

/** The day of a tenant now. */
const today = (scope: ImportScope) =>
  sql`(statement_timestamp() at time zone (select t.time_zone from app.tenant t where t.tenant_id = ${scope.tenantId}::uuid))::date`

const stagesOf = (scope: ImportScope) => sql`coalesce(
  (select s.stages from app.opportunity_settings s where s.tenant_id = ${scope.tenantId}::uuid order by s.version desc limit 1), ${JSON.stringify(defaultStages)}::jsonb)`

const timesOf = (scope: ImportScope) => sql`coalesce(
  (select s.times from app.service_settings s where s.tenant_id = ${scope.tenantId}::uuid order by s.version desc limit 1), ${JSON.stringify(defaultServiceTimes)}::jsonb)`

const promise = (scope: ImportScope, name: 'respondHours' | 'resolveHours') => sql`(s.fields ->> 'received_at')::timestamptz
  + make_interval(mins => (60 * (${timesOf(scope)} -> 'kinds' -> coalesce(s.fields ->> 'kind', 'complaint') ->> ${name})::numeric)::int)`

const tables = {
  opportunity: {
    columns:
      'number title stage state probability amount_minor currency base_minor expected_on opened_on closed_on reason_code channel acquisition_minor owner_id note author_id created_at',
    identity: sql`lower(r.title) = lower(s.fields ->> 'title')`,
    defaults:
      scope => sql`(select jsonb_build_object('stage', g.value ->> 'key', 'state', 'open', 'opened_on', ${today(scope)}, 'currency', ${scope.baseCurrency}::text,
        'probability', case s.fields ->> 'state' when 'won' then 100 when 'lost' then 0 else (g.value ->> 'probability')::int end,
        'closed_on', case when s.fields ->> 'state' in ('won', 'lost') then coalesce(s.fields ->> 'expected_on', s.fields ->> 'opened_on', ${today(scope)}::text) end,
        'reason_code', case when s.fields ->> 'state' = 'lost' then 'other' end)
      from jsonb_array_elements(${stagesOf(scope)}) with ordinality g (value, place)
      where g.value ->> 'key' = s.fields ->> 'stage' or (s.fields ->> 'stage' is null and not (g.value ->> 'isRetired')::boolean) order by g.place limit 1)`,
  },
  agreement: {
    columns: 'kind number title state starts_on ends_on signed_on notice_days renews terms owner_id note author_id created_at',
    identity: sql`lower(r.title) = lower(s.fields ->> 'title') and r.starts_on is not distinct from (s.fields ->> 'starts_on')::date`,
    defaults: () => sql`jsonb_build_object('kind', 'frame', 'state', 'active', 'renews', false)`,
  },
  concern: {
    columns:
      'kind number title severity received_at received_on description first_response_by first_responded_at resolved_by resolved_at resolution cause owner_id order_number settings_version author_id created_at',
    identity: sql`lower(r.title) = lower(s.fields ->> 'title') and r.received_on = (s.fields ->> 'received_on')::date`,
    defaults: scope => sql`jsonb_build_object('kind', 'complaint', 'severity', 'normal', 'settings_version', 0,
      'first_response_by', ${promise(scope, 'respondHours')}, 'resolved_by', ${promise(scope, 'resolveHours')})`,
  },
  activity: {
    columns: 'kind state day starts_at subject content owner_id author_id created_at',
    identity: sql`r.subject = coalesce(s.fields ->> 'subject', left(s.fields ->> 'content', 100)) and r.day = (s.fields ->> 'day')::date`,
    defaults: () => sql`jsonb_build_object('kind', 'visit', 'state', 'done', 'subject', left(s.fields ->> 'content', 100))`,
  },
} as const satisfies Record<string, RecordTable>

type Kind = keyof typeof tables
const kinds = Object.keys(tables) as Kind[]
const idOf = (kind: Kind, alias: string) => sql.ref(`${alias}.${kind}_id`)
const namesOf = (kind: Kind) => tables[kind].columns.split(' ')
const rowOf = (kind: Kind) => sql.raw(`app.${kind}`)

/** A moment as the file has it: without a zone, which what was settled has. */
const isUnread = sql`length(coalesce(s.fields ->> 'received_at', s.fields ->> 'starts_at')) <= 16`

async function reject(tx: Tx, scope: ImportScope, where: RawBuilder<unknown>, reason: string, args: RawBuilder<unknown>): Promise<void> {
  await sql`with gone as (delete from app.staged_record s where ${ofImport(scope, 's')} and ${where} returning s.*)
    insert into app.import_rejection (tenant_id, import_id, file_no, row_no, reason, args)
    select s.tenant_id, s.import_id, s.file_no, s.row_no, ${reason}, ${args} from gone s on conflict do nothing`.execute(tx)
}

/** Customers by the codes and names that the import brings or the firm knows. */
async function findCustomers(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.staged_record s set status = 'new', record_id = null, dyad_id = coalesce(
      (select p.dyad_id from app.staged_party p where ${ofImport(scope, 'p')} and p.role = 'customer' and p.key = s.customer_key),
      (select k.dyad_id from app.business_key k where ${ofTenant(scope, 'k')} and k.kind = case when s.customer_key like 'c:%' then 'customer_code' else 'customer_name' end
        and k.key = substr(s.customer_key, 3)),
      (select d.dyad_id from app.party q join app.dyad d on d.tenant_id = q.tenant_id and d.buyer_id = q.party_id
        where ${ofTenant(scope, 'q')} and s.customer_key like 'n:%' and q.name = substr(s.customer_key, 3) and d.side = 'sale' and d.is_published and not d.is_anonymous
          and d.deleted_at is null order by d.merged_into_id nulls first, d.dyad_id limit 1))
    where ${ofImport(scope, 's')}`.execute(tx)
  await reject(
    tx,
    scope,
    sql`s.dyad_id is null`,
    'unknown_customer',
    sql`jsonb_build_object('customer', coalesce(s.customer, substr(s.customer_key, 3)))`,
  )
}

/** Owners and authors by e-mail or name (who has left can have written, not own), stages by key or name; what nobody knows is told. */
async function findOwnersAndStages(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.staged_record s set fields = s.fields || jsonb_build_object('owner_id', u.id) from app.membership m join identity."user" u on u.id = m.user_id
    where ${ofImport(scope, 's')} and ${ofTenant(scope, 'm')} and m.disabled_at is null and lower(trim(s.owner)) in (lower(u.email), lower(u.name))`.execute(
    tx,
  )
  await reject(
    tx,
    scope,
    sql`s.owner is not null and not s.fields ? 'owner_id'`,
    'unknown_person',
    sql`jsonb_build_object('person', s.owner)`,
  )
  await sql`update app.staged_record s set fields = s.fields || jsonb_build_object('author_id', u.id) from app.membership m join identity."user" u on u.id = m.user_id
    where ${ofImport(scope, 's')} and ${ofTenant(scope, 'm')} and lower(trim(s.author)) in (lower(u.email), lower(u.name))`.execute(tx)
  await reject(
    tx,
    scope,
    sql`s.author is not null and not s.fields ? 'author_id'`,
    'unknown_person',
    sql`jsonb_build_object('person', s.author)`,
  )
  await sql`update app.staged_record s set fields = s.fields || jsonb_build_object('stage', g.value ->> 'key') from jsonb_array_elements(${stagesOf(scope)}) g
    where ${ofImport(scope, 's')} and s.kind = 'opportunity' and lower(trim(s.stage)) in (g.value ->> 'key', lower(g.value ->> 'name'), lower(g.value ->> 'nameEn'))`.execute(
    tx,
  )
  const known = sql`(select string_agg(g.value ->> 'name', '、') from jsonb_array_elements(${stagesOf(scope)}) g)`
  const args = sql`jsonb_build_object('column', '阶段', 'text', s.stage, 'known', ${known})`
  await reject(tx, scope, sql`s.kind = 'opportunity' and s.stage is not null and not s.fields ? 'stage'`, 'unknown_word', args)
}

/** Moments as the tables have them: a day alone means no hour, so it is noon, and never before the day on which it all began. */
async function setMoments(tx: Tx, scope: ImportScope): Promise<void> {
  const at = (name: string) => momentOf(scope, sql`(s.fields ->> ${name}::text)`)
  const later = (name: string) => sql`greatest(${at(name)}, ${at('received_at')})`
  await sql`update app.staged_record s set fields = s.fields || jsonb_strip_nulls(jsonb_build_object('received_at', ${at('received_at')},
      'first_responded_at', case when s.fields ->> 'first_responded_at' is not null then ${later('first_responded_at')} when s.fields ->> 'resolved_at' is not null then ${later('resolved_at')} end,
      'resolved_at', case when s.fields ->> 'resolved_at' is not null then ${later('resolved_at')} end))
    where ${ofImport(scope, 's')} and s.kind = 'concern' and ${isUnread}`.execute(tx)
  await sql`update app.staged_record s set fields = s.fields || jsonb_build_object('starts_at', ${at('starts_at')}) where ${ofImport(scope, 's')} and s.kind = 'activity' and ${isUnread}`.execute(
    tx,
  )
  await sql`update app.staged_record s set fields = s.fields || jsonb_build_object('created_at', ${momentOf(scope, sql`s.entered`)}) where ${ofImport(scope, 's')} and s.entered is not null`.execute(
    tx,
  )
}

/** Known records of the customer: by their number, or without one by what tells them apart; then whether the file says anything new of them. */
async function matchKnown(tx: Tx, scope: ImportScope, kind: Kind): Promise<void> {
  const numbered = kind === 'activity' ? sql`false` : sql`r.number = s.fields ->> 'number'`
  const same = sql`case when s.fields ->> 'number' is null then ${tables[kind].identity} else ${numbered} end`
  await sql`update app.staged_record s set record_id = ${idOf(kind, 'r')},
      status = case when to_jsonb(jsonb_populate_record(r, s.fields)) = to_jsonb(r) and not ${kind === 'activity' ? sql`false` : saysOwn('r.custom', 's.own')} then 'known' else 'changed' end
    from ${rowOf(kind)} r where ${ofImport(scope, 's')} and s.kind = ${kind} and ${ofTenant(scope, 'r')} and r.dyad_id = s.dyad_id and r.deleted_at is null and ${same}`.execute(
    tx,
  )
}

/** Days that a row and what is known of its record put the wrong way round. */
async function rejectReversed(tx: Tx, scope: ImportScope): Promise<void> {
  const pairs = [
    ['agreement', 'starts_on', 'ends_on'],
    ['opportunity', 'opened_on', 'closed_on'],
  ] as const
  for (const [kind, from, to] of pairs) {
    const [first, last] = [sql`s.fields -> ${from}::text`, sql`s.fields -> ${to}::text`]
    const known = (column: string, said: RawBuilder<unknown>) =>
      sql`case when s.fields ? ${column} then (${said} #>> '{}')::date else (select r.${sql.ref(column)} from ${rowOf(kind)} r where ${ofTenant(scope, 'r')} and r.dyad_id = s.dyad_id and ${idOf(kind, 'r')} = s.record_id) end`
    const [began, ended] = [known(from, first), known(to, last)]
    const args = sql`jsonb_build_object('from', ${began}, 'to', ${ended})`
    await reject(tx, scope, sql`s.kind = ${kind} and s.status = 'changed' and ${ended} < ${began}`, 'days_reversed', args)
  }
}

/** What a file of records means: whose each is, and whether it is new, changed or known. Writes staging tables only. */
export async function matchRecords(tx: Tx, scope: ImportScope): Promise<void> {
  const { rows } = await sql`select 1 from app.staged_record s where ${ofImport(scope, 's')} limit 1`.execute(tx)
  if (rows.length === 0) return
  await findCustomers(tx, scope)
  await findOwnersAndStages(tx, scope)
  await setMoments(tx, scope)
  for (const kind of kinds) await matchKnown(tx, scope, kind)
  await rejectReversed(tx, scope)
  await sql`update app.staged_record s set record_id = md5(s.import_id::text || s.kind || s.file_no || ':' || s.row_no)::uuid where ${ofImport(scope, 's')} and s.status = 'new'`.execute(
    tx,
  )
}

/** The value of a column once everything is put together: an open opportunity has no closing day, a closed one has. */
const valueOf = (scope: ImportScope, column: string) =>
  column === 'closed_on'
    ? sql`case when b.state <> 'open' then coalesce(b.closed_on, greatest(b.opened_on, least(b.expected_on, ${today(scope)}), b.opened_on), ${today(scope)}) end`
    : sql.ref(`b.${column}`)

async function changeKnown(tx: Tx, scope: ImportScope, kind: Kind): Promise<void> {
  const changed = sql`${ofImport(scope, 's')} and s.kind = ${kind} and s.status = 'changed' and ${ofTenant(scope, 'r')} and r.dyad_id = s.dyad_id and ${idOf(kind, 'r')} = s.record_id`
  await sql`insert into app.replaced_fact (tenant_id, import_id, entity, entity_id, fact)
    select s.tenant_id, s.import_id, ${kind}, s.record_id, to_jsonb(r) from app.staged_record s, ${rowOf(kind)} r where ${changed} on conflict do nothing`.execute(
    tx,
  )
  const sets = namesOf(kind).map(name => sql`${sql.ref(name)} = ${valueOf(scope, name)}`)
  await sql`update ${rowOf(kind)} r set ${sql.join(sets)}, version = r.version + 1, updated_at = statement_timestamp()
    from (select s.dyad_id as of_dyad, s.record_id as of_record, b.* from app.staged_record s join ${rowOf(kind)} r on ${changed}
      cross join lateral jsonb_populate_record(r, s.fields) b) b
    where ${ofTenant(scope, 'r')} and r.dyad_id = b.of_dyad and ${idOf(kind, 'r')} = b.of_record`.execute(tx)
}

/** Who brought it and when, where the file names nobody else. */
const entered = (scope: ImportScope) =>
  sql`jsonb_build_object('created_at', statement_timestamp(), 'author_id', (select i.created_by from app.import i where ${ofImport(scope, 'i')}))`

async function insertNew(tx: Tx, scope: ImportScope, kind: Kind): Promise<void> {
  const names = sql.join(namesOf(kind).map(name => sql.ref(name)))
  const values = sql.join(namesOf(kind).map(name => valueOf(scope, name)))
  await sql`insert into ${rowOf(kind)} (tenant_id, dyad_id, ${sql.ref(`${kind}_id`)}, import_id, ${names})
    select s.tenant_id, s.dyad_id, s.record_id, s.import_id, ${values}
    from app.staged_record s cross join lateral jsonb_populate_record(null::${rowOf(kind)}, ${entered(scope)} || ${tables[kind].defaults(scope)} || jsonb_strip_nulls(s.fields)) b
    where ${ofImport(scope, 's')} and s.kind = ${kind} and s.status = 'new' on conflict do nothing`.execute(tx)
}

/** Writes what a file of records brings, in the transaction that publishes it; what they were before is kept for an undo. */
export async function publishRecords(tx: Tx, scope: ImportScope): Promise<void> {
  for (const kind of kinds) {
    await changeKnown(tx, scope, kind)
    await insertNew(tx, scope, kind)
  }
}

/** The dyads of an import's records, as they are read now. */
export async function readRecordDyads(tx: Tx, scope: ImportScope): Promise<string[]> {
  const own = (kind: Kind) => sql`select r.dyad_id from ${rowOf(kind)} r where ${ofImport(scope, 'r')} union
    select (f.fact ->> 'dyad_id')::uuid from app.replaced_fact f where ${ofImport(scope, 'f')} and f.entity = ${kind}`
  const { rows } = await sql<{
    dyad_id: string
  }>`select distinct coalesce(c.current_id, t.dyad_id) as dyad_id from (${own('concern')} union ${own('activity')}) t
    left join app.dyad_current c on c.tenant_id = ${scope.tenantId}::uuid and c.dyad_id = t.dyad_id`.execute(tx)
  return rows.map(row => row.dyad_id)
}

/** Takes back what an import brought and nobody has edited since; what it changed is what it was, as a new version. */
export async function undoRecords(tx: Tx, scope: ImportScope): Promise<void> {
  for (const kind of kinds) {
    const sets = namesOf(kind).map(name => sql`${sql.ref(name)} = ${sql.ref(`b.${name}`)}`)
    const record = { entity: kind, id: idOf(kind, 'r'), version: sql`r.version` }
    await putBack(
      tx,
      scope,
      kind,
      sql`update ${rowOf(kind)} r set ${sql.join(sets)}, version = r.version + 1, updated_at = statement_timestamp()
      from app.replaced_fact f, jsonb_populate_record(null::${rowOf(kind)}, f.fact) b
      where ${ofImport(scope, 'f')} and f.entity = ${kind} and ${ofTenant(scope, 'r')} and r.dyad_id = b.dyad_id and ${idOf(kind, 'r')} = f.entity_id
        and ${isStillAt(scope, record, sql`b.version + 1`)}
      returning ${idOf(kind, 'r')}, b.version, r.version`,
    )
    await sql`delete from ${rowOf(kind)} r where ${ofImport(scope, 'r')} and ${isStillAt(scope, record, sql`1`)}`.execute(tx)
  }
}
