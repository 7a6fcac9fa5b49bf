import { sql } from 'kysely'
import type { DuplicatePair } from '#contract/dyads/duplicate.ts'
import type { DuplicateReason } from '#core/dyads/duplicate.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { livingRelation } from './duplicates.sql.ts'

export type ScoredPair = {
  readonly partyId: string
  readonly otherId: string
  readonly score: number
  readonly reasons: readonly DuplicateReason[]
}
type Origin = { readonly foundBy: 'entry' | 'import' | 'sweep'; readonly reason: string | null; readonly importId: string | null }

const ordered = ({ partyId, otherId }: ScoredPair): readonly [string, string] =>
  partyId < otherId ? [partyId, otherId] : [otherId, partyId]

const salesOf = (
  party: string,
) => sql`coalesce((select sum(s.net_sales_minor) from dyad d join customer_standing s on s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id
  where d.tenant_id = p.tenant_id and d.buyer_id = ${sql.ref(party)} and d.side = 'sale' and d.merged_into_id is null and d.deleted_at is null), 0)`

/** Puts pairs on the review list. One that is there keeps its state and its reason and takes the new score; a dismissed one stays dismissed. */
export async function writePairs(
  tx: Tx,
  tenantId: string,
  pairs: readonly ScoredPair[],
  { foundBy, reason, importId }: Origin,
): Promise<void> {
  if (pairs.length === 0) return
  const ids = pairs.map(ordered)
  await sql`insert into duplicate_pair as t (tenant_id, party_id, other_id, score, reasons, value_minor, found_by, import_id, reason)
    select p.tenant_id, f.party_id, f.other_id, f.score, string_to_array(f.reasons, ','), ${salesOf('f.party_id')} + ${salesOf('f.other_id')}, ${foundBy}, ${importId}::uuid, ${reason}
    from unnest(${ids.map(pair => pair[0])}::uuid[], ${ids.map(pair => pair[1])}::uuid[], ${pairs.map(pair => pair.score)}::real[], ${pairs.map(pair => pair.reasons.join(','))}::text[])
      as f (party_id, other_id, score, reasons)
    join party p on p.tenant_id = ${tenantId}::uuid and p.party_id = f.party_id
    on conflict (tenant_id, party_id, other_id) do update set score = excluded.score, reasons = excluded.reasons, value_minor = excluded.value_minor,
      reason = case when t.state = 'open' then coalesce(excluded.reason, t.reason) else t.reason end`.execute(tx)
}

export type PairFilter = {
  readonly state: 'open' | 'dismissed' | 'merged'
  readonly sort: 'score' | 'value'
  readonly importId: string | undefined
  readonly partyId: string | undefined
  readonly after: { readonly key: number; readonly partyId: string; readonly otherId: string } | undefined
  readonly limit: number
}

/** The relation of a party that the person sees, customers' before suppliers'. */
const end = (alias: string, party: string, viewer: Viewer) => sql`cross join lateral (
  select json_build_object('partyId', p.party_id, 'dyadId', d.dyad_id, 'side', d.side, 'name', p.name, 'code', d.code, 'city', p.city,
      'ownerName', coalesce((select u.name from identity."user" u where u.id = d.owner_id), d.owner_text),
      'roles', array(select r.role from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.party_id order by r.role),
      'netSalesMinor', (select s.net_sales_minor from customer_standing s where s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id)) as shown
  from party p join dyad d on d.tenant_id = p.tenant_id and ${livingRelation('p.party_id')}
  where p.tenant_id = t.tenant_id and p.party_id = ${sql.ref(party)} and (d.side = 'supply' or coalesce(${visibleDyads(viewer, 'd')}, false))
  order by d.side, d.dyad_id limit 1) ${sql.ref(alias)}`

/** Pairs whose ends the person sees both; merged ones are listed by the merges, not here, and pairs of parties that are gone are left out. */
export async function readPairs(tx: Tx, tenantId: string, viewer: Viewer, filter: PairFilter): Promise<Omit<DuplicatePair, 'strength'>[]> {
  const key = filter.sort === 'score' ? sql`t.score` : sql`t.value_minor`
  const type = sql.raw(filter.sort === 'score' ? 'real' : 'bigint')
  const { after, importId, partyId } = filter
  const { rows } = await sql<Omit<DuplicatePair, 'strength'>>`
    select one.shown as one, other.shown as other, t.state, t.score, t.reasons, t.value_minor as "valueMinor", t.found_by as "foundBy", t.import_id as "importId", t.reason,
      (select u.name from identity."user" u where u.id = t.decided_by) as "decidedByName", t.decided_at as "decidedAt", t.found_at as "foundAt"
    from duplicate_pair t ${end('one', 't.party_id', viewer)} ${end('other', 't.other_id', viewer)}
    where t.tenant_id = ${tenantId}::uuid and t.state = ${filter.state}
      and ${importId === undefined ? sql`true` : sql`t.import_id = ${importId}::uuid`}
      and ${partyId === undefined ? sql`true` : sql`(t.party_id = ${partyId}::uuid or t.other_id = ${partyId}::uuid)`}
      and ${
        after === undefined
          ? sql`true`
          : sql`(${key} < ${after.key}::${type} or (${key} = ${after.key}::${type} and (t.party_id, t.other_id) > (${after.partyId}::uuid, ${after.otherId}::uuid)))`
      }
    order by ${key} desc, t.party_id, t.other_id limit ${filter.limit}`.execute(tx)
  return rows
}

/** Whether there is such a pair whose ends the person sees both. */
export async function seesPair(tx: Tx, tenantId: string, viewer: Viewer, [partyId, otherId]: readonly [string, string]): Promise<boolean> {
  const { rows } = await sql<{
    one: number
  }>`select 1 as one from duplicate_pair t ${end('one', 't.party_id', viewer)} ${end('other', 't.other_id', viewer)}
    where t.tenant_id = ${tenantId}::uuid and t.party_id = ${partyId}::uuid and t.other_id = ${otherId}::uuid and t.state <> 'merged'`.execute(
    tx,
  )
  return rows.length > 0
}

type Decision = {
  readonly pair: readonly [string, string]
  readonly state: 'open' | 'dismissed'
  readonly reason: string | null
  readonly userId: string
  readonly at: Date
}

export async function writeDecision(tx: Tx, tenantId: string, { pair, state, reason, userId, at }: Decision): Promise<void> {
  await sql`update duplicate_pair set state = ${state}, reason = coalesce(${reason}, reason), decided_by = ${userId}::uuid, decided_at = ${at}
    where tenant_id = ${tenantId}::uuid and party_id = ${pair[0]}::uuid and other_id = ${pair[1]}::uuid`.execute(tx)
}

/** How alike two were found to be, where anybody has compared them. */
export async function readPairScore(
  tx: Tx,
  tenantId: string,
  one: string,
  other: string,
): Promise<{ readonly score: number; readonly reasons: DuplicateReason[] } | undefined> {
  const { rows } = await sql<{ score: number; reasons: DuplicateReason[] }>`select score, reasons from duplicate_pair
    where tenant_id = ${tenantId}::uuid and party_id = least(${one}::uuid, ${other}::uuid) and other_id = greatest(${one}::uuid, ${other}::uuid)`.execute(
    tx,
  )
  return rows[0]
}
