import { sql } from 'kysely'
import type { Probe, ProbeKind } from '#core/dyads/name-key.ts'
import type { Hold } from '#core/platform/field-policy.ts'
import { holdOf, type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** What the keys of a party are made from. */
export type ProbeSource = {
  readonly partyId: string
  readonly name: string
  readonly uscc: string | null
  readonly phone: string | null
  readonly country: string | null
  readonly email: string | null
  readonly website: string | null
  readonly codes: readonly string[]
}

/** Codes by the index of either end: an OR over both would walk all relations of the firm for each party. */
const sourceColumns = sql`p.party_id as "partyId", p.name, p.uscc, p.phone, p.country, p.email, p.website,
  array(select d.code from dyad d where d.tenant_id = p.tenant_id and d.buyer_id = p.party_id and d.code is not null
    union all select d.code from dyad d where d.tenant_id = p.tenant_id and d.seller_id = p.party_id and d.side = 'supply' and d.code is not null) as codes`

export async function readProbeSources(tx: Tx, tenantId: string, partyIds: readonly string[]): Promise<ProbeSource[]> {
  const { rows } = await sql<ProbeSource>`
    select ${sourceColumns} from party p where p.tenant_id = ${tenantId}::uuid and p.party_id = any(${[...partyIds]}::uuid[])`.execute(tx)
  return rows
}

/** The next parties without keys, by id; those that were removed are left out, as is our own company. */
export async function readUnprobed(tx: Tx, tenantId: string, after: string, limit: number): Promise<ProbeSource[]> {
  const { rows } = await sql<ProbeSource>`
    select ${sourceColumns} from party p
    where p.tenant_id = ${tenantId}::uuid and p.party_id > ${after}::uuid and p.deleted_at is null
      and not exists (select 1 from tenant t where t.tenant_id = p.tenant_id and t.own_party_id = p.party_id)
      and not exists (select 1 from party_probe b where b.tenant_id = p.tenant_id and b.party_id = p.party_id)
    order by p.party_id limit ${limit}`.execute(tx)
  return rows
}

/** Parties that were there and that an import changed, in the order of their ids: walked from where the last ended, not gathered from the whole import each time. */
export async function readChangedParties(tx: Tx, tenantId: string, importId: string, after: string, limit: number): Promise<ProbeSource[]> {
  const choose = (how: 'on' | 'off') =>
    sql`set local enable_sort = ${sql.raw(how)}; set local enable_hashjoin = ${sql.raw(how)}; set local enable_mergejoin = ${sql.raw(how)}`.execute(
      tx,
    )
  await choose('off')
  const { rows } = await sql<ProbeSource>`
    select ${sourceColumns} from replaced_fact r join party p on p.tenant_id = r.tenant_id and p.party_id = r.entity_id
    where r.tenant_id = ${tenantId}::uuid and r.import_id = ${importId}::uuid and r.entity = 'party' and r.entity_id > ${after}::uuid
    order by r.entity_id limit ${sql.lit(limit)}`.execute(tx)
  await choose('on')
  return rows
}

export type PartyProbes = { readonly partyId: string; readonly probes: readonly Probe[] }

/**
 * Writes the keys of parties; those that they had and have no more are taken away: each party's own are looked up, however many the firm has. In the
 * order of the index, which many rows then find in one place.
 */
export async function writeProbes(tx: Tx, tenantId: string, parties: readonly PartyProbes[], isNew: boolean): Promise<void> {
  const partyIds = parties.map(party => party.partyId)
  if (!isNew)
    await sql`delete from party_probe where tenant_id = ${tenantId}::uuid and ctid = any(array(select b.ctid from unnest(${partyIds}::uuid[]) as f (party_id)
      cross join lateral (select b.ctid from party_probe b where b.tenant_id = ${tenantId}::uuid and b.party_id = f.party_id offset 0) b))`.execute(
      tx,
    )
  const rows = parties.flatMap(({ partyId, probes }) => probes.map(({ kind, key }) => [kind, key, partyId] as const))
  await sql`insert into party_probe (tenant_id, kind, key, party_id)
    select ${tenantId}::uuid, f.kind, f.key, f.party_id
    from unnest(${rows.map(row => row[0])}::text[], ${rows.map(row => row[1])}::text[], ${rows.map(row => row[2])}::uuid[]) as f (kind, key, party_id)
    order by f.kind, f.key, f.party_id on conflict do nothing`.execute(tx)
}

/** A party that shares a key. */
export type Likely = {
  readonly partyId: string
  /** The name that it goes by now; `name` is the one that was compared. */
  readonly survivorName: string
  readonly name: string
  readonly uscc: string | null
  readonly email: string | null
  readonly website: string | null
  readonly address: string | null
  readonly probes: Partial<Record<ProbeKind, readonly string[]>>
  readonly side: 'sale' | 'supply'
  readonly dyadId: string
  readonly code: string | null
  readonly seen: boolean
  readonly hold: Hold
  readonly ownerName: string | null
  readonly departmentName: string | null
}

/** Parties that share one key are looked at up to here: a key that more share says nothing. */
const perKey = 20

/**
 * A relation `d` of a party (`alias.party_id`, with its tenant_id) that people work with: published, there, not merged away, and not the anonymous
 * trade. Its ids are looked up by the index of either end first: an OR over both would walk all relations of the firm.
 */
export function livingRelation(partyId: string) {
  const [party, tenant] = [sql.ref(partyId), sql.ref(partyId.replace('.party_id', '.tenant_id'))]
  return sql`d.dyad_id = any(array(select e.dyad_id from dyad e where e.tenant_id = ${tenant} and e.buyer_id = ${party} and e.side = 'sale'
      union all select e.dyad_id from dyad e where e.tenant_id = ${tenant} and e.seller_id = ${party} and e.side = 'supply'))
    and d.is_published and d.deleted_at is null and d.merged_into_id is null and not d.is_anonymous`
}

const probesJson = sql`(select jsonb_object_agg(k.kind, k.keys) from (
  select b.kind, jsonb_agg(b.key) as keys from party_probe b where b.tenant_id = p.tenant_id and b.party_id = p.party_id group by b.kind) k)`

/**
 * Customers and suppliers that share a key with these, with the relation that the person sees if there is one. One query for all keys. A party that was
 * merged is compared as it is and answered as its survivor, which may so come more than once.
 */
export async function findByProbes(tx: Tx, tenantId: string, viewer: Viewer, probes: readonly Probe[], not: string): Promise<Likely[]> {
  const { rows } = await sql<Likely>`
    with hit as (
      select distinct b.party_id
      from unnest(${probes.map(one => one.kind)}::text[], ${probes.map(one => one.key)}::text[]) as k (kind, key)
      cross join lateral (select b.party_id from party_probe b where b.tenant_id = ${tenantId}::uuid and b.kind = k.kind and b.key = k.key limit ${perKey}) b)
    select t.party_id as "partyId", t.name as "survivorName", p.name, p.uscc, p.email, p.website, p.address, coalesce(${probesJson}, '{}') as probes,
      r.side, r.dyad_id as "dyadId", r.code, r.seen, r.hold, u.name as "ownerName", dep.name as "departmentName"
    from hit h
    join party p on p.tenant_id = ${tenantId}::uuid and p.party_id = h.party_id and p.deleted_at is null
    cross join lateral (select s.tenant_id, s.party_id, s.name from party s where s.tenant_id = ${tenantId}::uuid and s.party_id = case when p.merged_into_id is null then p.party_id else p.merged_into_id end and s.deleted_at is null limit 1) t
    cross join lateral (
      select d.side, d.dyad_id, d.code, d.owner_id, coalesce(d.department_id, (select m.department_id from membership m where m.tenant_id = d.tenant_id and m.user_id = d.owner_id)) as department_id,
        (d.side = 'supply' or coalesce(${visibleDyads(viewer, 'd')}, false)) as seen, case when d.side = 'supply' then 'mine' else ${holdOf(viewer, 'd')} end as hold
      from dyad d where d.tenant_id = t.tenant_id and ${livingRelation('t.party_id')} order by 6 desc, d.side, d.dyad_id limit 1) r
    left join identity."user" u on u.id = r.owner_id
    left join department dep on dep.tenant_id = t.tenant_id and dep.department_id = r.department_id
    where t.party_id <> ${not}::uuid`.execute(tx)
  return rows
}

export type Block = { readonly kind: ProbeKind; readonly key: string; readonly partyIds: readonly string[] }

/** The next keys that a few parties share, in the order of the index: walked from where the last ended, not gathered from all that follow each time. */
export async function readBlocks(tx: Tx, tenantId: string, after: Pick<Block, 'kind' | 'key'>, limit: number): Promise<Block[]> {
  await sql`set local enable_hashagg = off; set local enable_sort = off`.execute(tx)
  const { rows } = await sql<Block>`
    select b.kind, b.key, array_agg(b.party_id) as "partyIds" from party_probe b
    where b.tenant_id = ${tenantId}::uuid and (b.kind, b.key) > (${after.kind}, ${after.key})
    group by b.kind, b.key having count(*) between 2 and ${perKey} order by b.kind, b.key limit ${limit}`.execute(tx)
  await sql`set local enable_hashagg = on; set local enable_sort = on`.execute(tx)
  return rows
}

export type Candidate = Pick<Likely, 'partyId' | 'name' | 'uscc' | 'email' | 'website' | 'address' | 'probes'> & {
  readonly importId: string | null
}

/**
 * Those of some parties that are customers or suppliers now, with what is compared. The offset keeps the planner from joining the parties with all
 * relations of the firm: each party's own are looked up instead.
 */
export async function readCandidates(tx: Tx, tenantId: string, partyIds: readonly string[]): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select p.party_id as "partyId", p.name, p.uscc, p.email, p.website, p.address, coalesce(${probesJson}, '{}') as probes, p.import_id as "importId"
    from party p where p.tenant_id = ${tenantId}::uuid and p.party_id = any(${[...partyIds]}::uuid[]) and p.deleted_at is null and p.merged_into_id is null
      and exists (select 1 from dyad d where d.tenant_id = p.tenant_id and ${livingRelation('p.party_id')} offset 0)`.execute(tx)
  return rows
}

/** Pairs on the review list that nobody has decided. */
export async function readOpenPairs(tx: Tx, tenantId: string): Promise<{ partyId: string; otherId: string }[]> {
  const { rows } = await sql<{ partyId: string; otherId: string }>`select party_id as "partyId", other_id as "otherId" from duplicate_pair
    where tenant_id = ${tenantId}::uuid and state = 'open' and found_by <> 'entry'`.execute(tx)
  return rows
}

/** Takes pairs off the list that are no longer alike. */
export async function removePairs(
  tx: Tx,
  tenantId: string,
  pairs: readonly { readonly partyId: string; readonly otherId: string }[],
): Promise<void> {
  await sql`delete from duplicate_pair t using unnest(${pairs.map(pair => pair.partyId)}::uuid[], ${pairs.map(pair => pair.otherId)}::uuid[]) as f (party_id, other_id)
    where t.tenant_id = ${tenantId}::uuid and t.party_id = f.party_id and t.other_id = f.other_id and t.state = 'open'`.execute(tx)
}

/** A sweep of the firm that waits, or one that waits or runs. */
export async function findSweep(
  tx: Tx,
  tenantId: string,
  kind: string,
  states: readonly ('queued' | 'running')[],
): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string
  }>`select job_id as id from job where tenant_id = ${tenantId}::uuid and kind = ${kind} and state = any(${[...states]}::text[]) order by job_id limit 1`.execute(
    tx,
  )
  return rows[0]?.id
}
