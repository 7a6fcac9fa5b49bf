import { type RawBuilder, sql } from 'kysely'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import type { NameKeys } from '#server/platform/name-keys.ts'
import { saysOwn } from './custom-import.sql.ts'
import { changeOwners, changesOwner, followCreditCodes, momentOf } from './import-owners.sql.ts'
import { followDyads } from '#server/platform/search-entry.sql.ts'
import { enterNewParties, followChangedParties, setHiding, settleNewParties } from './import-search.sql.ts'

const insertNamed = sql`insert into app.staged_party (tenant_id, import_id, role, key, code, name, country, region, salesperson)`
const codeOf = (key: RawBuilder<unknown>, text: RawBuilder<unknown>) => sql`case when ${key} like 'c:%' then ${text} end`
/** The texts of the newest row, in one pass: arrays are compared from the left. */
const order = sql`lpad((s.file_no * 1000000000000::bigint + s.row_no)::text, 17, '0')`

/** Customers that orders, payments and costs name and no file of customers describes. */
export async function collectCustomers(tx: Tx, scope: ImportScope): Promise<void> {
  for (const table of ['staged_line', 'staged_head', 'staged_fact'] as const) {
    const place = table === 'staged_fact' ? sql`null::text, null::text, null::text` : sql`s.country, s.region, s.salesperson`
    await sql`${insertNamed}
      select ${scope.tenantId}::uuid, ${scope.importId}::uuid, 'customer', f.key, ${codeOf(sql`f.key`, sql`f.last[2]`)},
        coalesce(f.last[3], f.last[2], substr(f.key, 3)), f.last[4], f.last[5], f.last[6]
      from (select s.customer_key as key, max(array[${order}, s.customer, s.customer_name, ${place}]) as last
        from ${sql.table(`app.${table}`)} s where ${ofImport(scope, 's')} and s.customer_key <> '' group by s.customer_key) f
      on conflict do nothing`.execute(tx)
  }
}

/** Carriers that deliveries name, suppliers that items name. Deliveries derived from order heads by an earlier matching name none: their heads do. */
export async function collectPartners(tx: Tx, scope: ImportScope): Promise<void> {
  const named = (role: string, from: RawBuilder<unknown>) =>
    sql`${insertNamed} select ${scope.tenantId}::uuid, ${scope.importId}::uuid, ${role}, f.key, ${codeOf(sql`f.key`, sql`f.name`)}, f.name, null, null, null from (${from}) f on conflict do nothing`.execute(
      tx,
    )
  for (const table of ['staged_line', 'staged_head', 'staged_fact'] as const)
    await named(
      'carrier',
      sql`select s.carrier_key as key, min(s.carrier) as name from ${sql.table(`app.${table}`)} s where ${ofImport(scope, 's')} and s.carrier_key is not null and s.carrier is not null group by 1`,
    )
  await named(
    'supplier',
    sql`select s.supplier_key as key, min(s.supplier) as name from app.staged_item s where ${ofImport(scope, 's')} and s.supplier_key is not null group by 1`,
  )
}

/** Forgets what an earlier matching found, so that it can be done again. What nobody was found for keeps the ids that it was read with. */
export async function resetParties(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`delete from app.staged_party p where ${ofImport(scope, 'p')} and p.row_no is null`.execute(tx)
  await sql`update app.staged_party p set party_id = null, dyad_id = null, status = 'new', is_joined = false
    where ${ofImport(scope, 'p')} and (p.status <> 'new' or p.is_joined)`.execute(tx)
  await sql`update app.staged_contact c set contact_id = null, party_id = null, status = 'new' where ${ofImport(scope, 'c')}`.execute(tx)
}

const theirSide = sql`case when p.role = 'customer' then d.buyer_id else d.seller_id end`

/** Finds the parties that are known: by code, then by the name that an import gave before, then by the name of exactly one customer (those that were merged are one). */
export async function matchKnownParties(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.staged_party p set dyad_id = d.dyad_id, party_id = ${theirSide}, status = 'known'
    from app.business_key k, app.dyad d
    where ${ofImport(scope, 'p')} and ${ofTenant(scope, 'k')} and ${ofTenant(scope, 'd')} and d.dyad_id = k.dyad_id
      and k.kind = p.role || case when p.key like 'c:%' then '_code' else '_name' end and k.key = substr(p.key, 3)`.execute(tx)
  await sql`update app.staged_party p set dyad_id = f.dyad_id, party_id = f.party_id, status = 'known'
    from (select q.name, (array_agg(d.dyad_id order by d.merged_into_id is not null, d.dyad_id))[1] as dyad_id, (array_agg(q.party_id order by d.merged_into_id is not null, d.dyad_id))[1] as party_id
      from app.party q join app.dyad d on d.tenant_id = q.tenant_id and d.buyer_id = q.party_id
      where ${ofTenant(scope, 'q')} and q.deleted_at is null and d.side = 'sale' and not d.is_anonymous and d.is_published and d.deleted_at is null
      group by q.name having count(distinct coalesce(d.merged_into_id, d.dyad_id)) = 1) f
    where ${ofImport(scope, 'p')} and p.role = 'customer' and p.key like 'n:%' and p.status = 'new' and f.name = p.name`.execute(tx)
}

/** A customer named by name alone is the one that this import gives a code and the same name, where there is exactly one. */
export async function joinNamesToCodes(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.staged_party p set dyad_id = f.dyad_id, party_id = f.party_id, status = 'alias'
    from (select c.name, min(c.dyad_id::text)::uuid as dyad_id, min(c.party_id::text)::uuid as party_id from app.staged_party c
      where ${ofImport(scope, 'c')} and c.role = 'customer' and c.key like 'c:%' group by c.name having count(*) = 1) f
    where ${ofImport(scope, 'p')} and p.role = 'customer' and p.key like 'n:%' and p.status = 'new' and f.name = p.name`.execute(tx)
}

export type UnnamedParty = { readonly role: string; readonly key: string; readonly name: string }

/** The next parties after one of them without ids, or keys of a name that changes: those with a code come first. Files of companies bring both with them. */
export async function readUnkeyedParties(
  tx: Tx,
  scope: ImportScope,
  after: Pick<UnnamedParty, 'key' | 'role'>,
  limit: number,
): Promise<UnnamedParty[]> {
  const { rows } = await sql<UnnamedParty>`select p.role, p.key, p.name from app.staged_party p
    where ${ofImport(scope, 'p')} and (p.dyad_id is null or (p.name_key is null and p.status = 'changed')) and (p.key, p.role) > (${after.key}, ${after.role})
    order by p.key, p.role limit ${limit}`.execute(tx)
  return rows
}

export type KeyedParty = UnnamedParty & NameKeys & { readonly partyId: string; readonly dyadId: string }

export async function keyParties(tx: Tx, scope: ImportScope, parties: readonly KeyedParty[]): Promise<void> {
  const column = (read: (party: KeyedParty) => string) => parties.map(read)
  await sql`update app.staged_party p set name_key = f.name_key, pinyin = f.pinyin, initials = f.initials,
      party_id = coalesce(p.party_id, f.party_id), dyad_id = coalesce(p.dyad_id, f.dyad_id)
    from unnest(${column(p => p.role)}::text[], ${column(p => p.key)}::text[], ${column(p => p.nameKey)}::text[], ${column(p => p.pinyin)}::text[],
      ${column(p => p.initials)}::text[], ${column(p => p.partyId)}::uuid[], ${column(p => p.dyadId)}::uuid[]) as f (role, key, name_key, pinyin, initials, party_id, dyad_id)
    where ${ofImport(scope, 'p')} and p.role = f.role and p.key = f.key`.execute(tx)
}

/** A new relation with a company that is known by its credit code: the same party in another role, or with a second account. */
export async function joinByCreditCode(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.staged_party p set party_id = coalesce(q.merged_into_id, k.entity_id), is_joined = true from app.business_key k left join app.party q on q.tenant_id = k.tenant_id and q.party_id = k.entity_id
    where ${ofImport(scope, 'p')} and p.uscc is not null and p.status = 'new' and ${ofTenant(scope, 'k')} and k.kind = 'party_uscc' and k.key = upper(p.uscc)`.execute(
    tx,
  )
}

const attributes = ['name', 'uscc', 'country', 'region', 'city', 'address', 'postal_code', 'phone', 'email', 'website', 'industry'] as const
/** What a known party has afterwards: what its row says; an empty cell leaves what was, or clears it where the import says so. */
const taken = (column: string, of: string, cell = `p.${column}`) =>
  sql`case when ${sql.lit(column)} = any(p.cleared) and ${sql.ref(cell)} is null then null else coalesce(${sql.ref(cell)}, ${sql.ref(`${of}.${column}`)}) end`
const columnsOf = (alias: string) => sql.join(attributes.map(name => sql.ref(`${alias}.${name}`)))

/** The owner as words, where no member is the owner. */
const ownerText = sql`case when 'owner_text' = any(p.cleared) and p.owner is null and p.salesperson is null then null else coalesce(p.owner, p.salesperson, d.owner_text) end`

/** Marks known parties about which their own file says something new. A cell that is empty changes nothing. */
export async function markChangedParties(tx: Tx, scope: ImportScope): Promise<void> {
  const differs = sql.join(
    attributes.map(name => sql`(${taken(name, 'q')}) is distinct from ${sql.ref(`q.${name}`)}`),
    sql` or `,
  )
  await sql`update app.staged_party p set status = 'changed' from app.party q, app.dyad d
    where ${ofImport(scope, 'p')} and p.status = 'known' and p.row_no is not null and ${ofTenant(scope, 'q')} and q.party_id = p.party_id
      and ${ofTenant(scope, 'd')} and d.dyad_id = p.dyad_id
      and (${differs} or ${saysOwn('d.custom', 'p.own')} or ${saysOwn('q.custom', 'p.own_party')} or (${taken('customer_kind', 'd')}) is distinct from d.customer_kind or ${changesOwner}
        or (p.role = 'customer' and d.owner_id is null and (${ownerText}) is distinct from d.owner_text)
        or coalesce(p.author_id, d.author_id) is distinct from d.author_id or coalesce(${momentOf(scope, sql`p.entered`)}, d.created_at) <> d.created_at)`.execute(
    tx,
  )
}

const createdBy = (scope: ImportScope) => sql`(select i.created_by from app.import i where ${ofImport(scope, 'i')})`

type PartyKey = { readonly role: string; readonly key: string }

/** New companies of an import from one key up to another, which is the next share's; the last share has no end. */
export type PartyShare = { readonly from: PartyKey; readonly to: PartyKey | undefined }

const at = ({ role, key }: PartyKey) => sql`(${role}::text, ${key}::text)`
const inShare = ({ from, to }: PartyShare) =>
  sql`(p.role, p.key) >= ${at(from)} ${to === undefined ? sql`` : sql`and (p.role, p.key) < ${at(to)}`}`

/** Shares of the companies that an import brings, each about so many, in the order of their keys: ids were given in that order, so that each share is appended to its indexes. */
export async function readPartyShares(tx: Tx, scope: ImportScope, partiesEach: number): Promise<PartyShare[]> {
  const { rows } = await sql<PartyKey>`select f.role, f.key from (
      select p.role, p.key, row_number() over (order by p.role, p.key) as nth from app.staged_party p where ${ofImport(scope, 'p')} and p.status = 'new') f
    where f.nth % ${sql.lit(partiesEach)} = 1 order by f.role, f.key`.execute(tx)
  return rows.map((from, index) => ({ from, to: rows[index + 1] }))
}

/**
 * New parties of a share with their dyads, not published yet, and the keys by which they will be found again. Nobody sees them, and what is there
 * already stays: shares are written side by side, in transactions of their own. What is searched by is sorted into the index at once, not row by row.
 * Two parties of one file may have the same credit code. Whoever waits for another share waits in the order of parties or codes, so that no two wait
 * for each other.
 */
export async function insertNewParties(tx: Tx, scope: ImportScope, ownPartyId: string, share: PartyShare): Promise<void> {
  const news = sql`app.staged_party p where ${ofImport(scope, 'p')} and p.status = 'new' and ${inShare(share)}`
  await sql`set local gin_pending_list_limit = '32MB'; set local work_mem = '32MB'`.execute(tx)
  await sql`insert into app.party (tenant_id, party_id, name_key, pinyin, initials, phone_read, phone_e164, import_id, ${sql.join(attributes.map(name => sql.ref(name)))})
    select p.tenant_id, p.party_id, p.name_key, p.pinyin, p.initials, p.phone_read, p.phone_e164, p.import_id, ${columnsOf('p')} from ${news} order by p.pinyin, p.party_id
    on conflict do nothing`.execute(tx)
  await sql`insert into app.party_role (tenant_id, party_id, role) select p.tenant_id, p.party_id, p.role from ${news} order by p.party_id on conflict do nothing`.execute(
    tx,
  )
  await sql`insert into app.dyad (tenant_id, dyad_id, seller_id, buyer_id, side, code, customer_kind, owner_id, department_id, owner_text, author_id, created_at, is_published, import_id)
    select p.tenant_id, p.dyad_id, case when p.role = 'customer' then ${ownPartyId}::uuid else p.party_id end,
      case when p.role = 'customer' then p.party_id else ${ownPartyId}::uuid end, case when p.role = 'customer' then 'sale' else 'supply' end,
      p.code, p.customer_kind, p.owner_id, (select m.department_id from app.membership m where m.tenant_id = p.tenant_id and m.user_id = p.owner_id),
      case when p.owner_id is null then coalesce(p.owner, p.salesperson) end, coalesce(p.author_id, ${createdBy(scope)}),
      coalesce(${momentOf(scope, sql`p.entered`)}, statement_timestamp()), false, p.import_id from ${news} order by p.dyad_id
    on conflict do nothing`.execute(tx)
  await sql`insert into app.business_key (tenant_id, kind, key, dyad_id, entity_id)
    select p.tenant_id, p.role || case when p.key like 'c:%' then '_code' else '_name' end, substr(p.key, 3), p.dyad_id, p.party_id from ${news} order by p.role, p.key
    on conflict do nothing`.execute(tx)
  await sql`insert into app.business_key (tenant_id, kind, key, dyad_id, entity_id)
    select p.tenant_id, 'party_uscc', upper(p.uscc), null, p.party_id from ${news} and p.uscc is not null order by 3 on conflict do nothing`.execute(
    tx,
  )
  await enterNewParties(tx, news)
}

/** When all shares are written: what they are found by is sorted into the index. */
export async function settleSearch(tx: Tx, scope: ImportScope): Promise<void> {
  await settleNewParties(tx, scope)
  await sql`select app.settle_search()`.execute(tx)
}

/** The parties about which their files say something new take it over; what they were before is kept for an undo. */
export async function updateChangedParties(tx: Tx, scope: ImportScope): Promise<void> {
  const changed = sql`${ofImport(scope, 'p')} and p.status = 'changed'`
  const { rows } = await sql`select 1 from app.staged_party p where ${changed} limit 1`.execute(tx)
  if (rows.length === 0) return
  await sql`insert into app.replaced_fact (tenant_id, import_id, entity, entity_id, fact)
    select p.tenant_id, p.import_id, 'party', q.party_id, to_jsonb(q) from app.staged_party p join app.party q on q.tenant_id = p.tenant_id and q.party_id = p.party_id where ${changed}
    on conflict do nothing`.execute(tx)
  await sql`insert into app.replaced_fact (tenant_id, import_id, entity, entity_id, fact)
    select p.tenant_id, p.import_id, 'dyad', d.dyad_id, to_jsonb(d) from app.staged_party p join app.dyad d on d.tenant_id = p.tenant_id and d.dyad_id = p.dyad_id where ${changed}
    on conflict do nothing`.execute(tx)
  const sets = sql.join(attributes.map(name => sql`${sql.ref(name)} = ${taken(name, 'q')}`))
  await changeOwners(tx, scope)
  await sql`update app.party q set ${sets}, name_key = coalesce(p.name_key, q.name_key), pinyin = coalesce(p.pinyin, q.pinyin), initials = coalesce(p.initials, q.initials),
      version = q.version + 1, updated_at = statement_timestamp()
    from app.staged_party p where ${changed} and ${ofTenant(scope, 'q')} and q.party_id = p.party_id`.execute(tx)
  await sql`update app.dyad d set customer_kind = ${taken('customer_kind', 'd')}, owner_text = case when d.owner_id is null then ${ownerText} end,
      author_id = coalesce(p.author_id, d.author_id), created_at = coalesce(${momentOf(scope, sql`p.entered`)}, d.created_at), version = d.version + 1, updated_at = statement_timestamp()
    from app.staged_party p where ${changed} and p.role = 'customer' and ${ofTenant(scope, 'd')} and d.dyad_id = p.dyad_id`.execute(tx)
  await followCreditCodes(tx, scope)
  await followChangedParties(tx, scope)
}

/** Everybody that this import brings can be seen; a customer that was removed and has orders again is back. */
export async function publishDyads(tx: Tx, scope: ImportScope): Promise<void> {
  await sql`update app.dyad d set is_published = true where ${ofImport(scope, 'd')} and not d.is_published`.execute(tx)
  await setHiding(tx, scope, false)
  const { rows } = await sql<{ id: string }>`update app.dyad d set deleted_at = null from app.staged_party p
    where ${ofImport(scope, 'p')} and p.status <> 'new' and ${ofTenant(scope, 'd')} and d.dyad_id = p.dyad_id and d.deleted_at is not null returning d.dyad_id as id`.execute(
    tx,
  )
  await sql`update app.party q set deleted_at = null from app.staged_party p where ${ofImport(scope, 'p')} and (p.status <> 'new' or p.is_joined) and ${ofTenant(scope, 'q')} and q.party_id = p.party_id and q.deleted_at is not null`.execute(
    tx,
  )
  const back = rows.map(({ id }) => id)
  await followDyads(tx, scope.tenantId, back)
}
