import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CustomerType } from '#core/segments/grid.ts'
import type { EffectEntry, PastStanding } from '#core/strategy/effect-entry.ts'
import type { Tx } from '#server/platform/database.ts'

/** A run of a motivator, under the customer as it is read now. */
export type EffectRun = {
  readonly dyadId: string
  readonly playId: string
  readonly playKey: string
  readonly startedOn: string
  readonly state: string
  readonly isMerged: boolean
  /** The share that its version of the play held back. */
  readonly holdoutShare: number
  readonly moneyMinor: number
  readonly hours: number
}

export async function readEffectRuns(tx: Tx, tenantId: string): Promise<EffectRun[]> {
  const { rows } =
    await sql<EffectRun>`select coalesce(m.current_id, r.dyad_id) as "dyadId", r.play_id as "playId", p.key as "playKey", r.started_on as "startedOn", r.state,
      m.current_id is not null and m.current_id <> r.dyad_id as "isMerged", p.holdout_share::float8 as "holdoutShare",
      coalesce(r.money_minor, r.planned_money_minor) as "moneyMinor", coalesce(r.hours, r.planned_hours)::float8 as hours
    from play_run r join play p on p.tenant_id = r.tenant_id and p.play_id = r.play_id and p.version = r.play_version
    left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
    where r.tenant_id = ${tenantId}::uuid and p.kind = 'motivator' order by r.started_on, r.play_run_id`.execute(tx)
  return rows
}

type PastRow = Omit<PastStanding, 'lastOrder'> & { readonly lastOrder: string | null }

/** How customers stood at a month's end, by the runs that are current. */
export async function readPastStandings(tx: Tx, tenantId: string, asOf: string): Promise<PastRow[]> {
  const { rows } =
    await sql<PastRow>`select c.dyad_id as "dyadId", c.type, c.stage, c.tier, c.last_order as "lastOrder", c.p_alive::float8 as alive, c.headroom::float8 as headroom
    from classification c join dyad d on d.tenant_id = c.tenant_id and d.dyad_id = c.dyad_id
    where c.tenant_id = ${tenantId}::uuid and c.as_of = ${asOf}::date
      and c.generation = (select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current')
      and d.side = 'sale' and d.is_published and d.deleted_at is null and d.merged_into_id is null and not d.is_anonymous`.execute(tx)
  return rows
}

/** Writes down who is compared; whoever is written down already stays as it is. */
export async function insertEntries(
  tx: Tx,
  key: { readonly tenantId: string; readonly playId: string; readonly enteredOn: string },
  entries: readonly EffectEntry[],
): Promise<void> {
  const [first] = entries
  if (first === undefined) return
  const column = <K extends keyof EffectEntry>(name: K) => entries.map(entry => entry[name])
  await sql`insert into effect_entry (tenant_id, dyad_id, play_id, entered_on, is_held, holdout_share, customer_type)
    select ${key.tenantId}::uuid, e.dyad_id, ${key.playId}::uuid, ${key.enteredOn}::date, e.is_held, ${first.holdoutShare}, e.customer_type
    from unnest(${column('dyadId')}::uuid[], ${column('isHeld')}::boolean[], ${column('customerType')}::text[]) as e (dyad_id, is_held, customer_type)
    on conflict do nothing`.execute(tx)
}

export type EntryRow = { readonly dyadId: string; readonly playId: string; readonly enteredOn: string; readonly isHeld: boolean }

/** Who is compared for a play; customers merged since are left out: the lot of one cannot speak for two. */
export async function readEntries(tx: Tx, tenantId: string, playId: string): Promise<EntryRow[]> {
  const { rows } =
    await sql<EntryRow>`select e.dyad_id as "dyadId", e.play_id as "playId", e.entered_on as "enteredOn", e.is_held as "isHeld"
    from effect_entry e join dyad d on d.tenant_id = e.tenant_id and d.dyad_id = e.dyad_id
    where e.tenant_id = ${tenantId}::uuid and e.play_id = ${playId}::uuid and d.is_published and d.deleted_at is null and d.merged_into_id is null
    order by e.entered_on, e.dyad_id`.execute(tx)
  return rows
}

/** What a customer of a comparison brought, once its months are over. */
export type Brought = {
  readonly dyadId: string
  readonly beforeMinor: number | null
  readonly afterMinor: number | null
  readonly beforeOrders: number
  readonly afterOrders: number
  readonly startedOn: string | null
}

export async function writeBrought(tx: Tx, tenantId: string, playId: string, measuredOn: string, rows: readonly Brought[]): Promise<void> {
  if (rows.length === 0) return
  const column = <K extends keyof Brought>(name: K) => rows.map(row => row[name])
  await sql`update effect_entry e set measured_on = ${measuredOn}::date, before_minor = b.before_minor, after_minor = b.after_minor, before_orders = b.before_orders,
      after_orders = b.after_orders, started_on = b.started_on
    from unnest(${column('dyadId')}::uuid[], ${column('beforeMinor')}::bigint[], ${column('afterMinor')}::bigint[], ${column('beforeOrders')}::int[],
      ${column('afterOrders')}::int[], ${column('startedOn')}::date[]) as b (dyad_id, before_minor, after_minor, before_orders, after_orders, started_on)
    where e.tenant_id = ${tenantId}::uuid and e.play_id = ${playId}::uuid and e.dyad_id = b.dyad_id`.execute(tx)
}

export type Compared = {
  readonly dyadId: string
  readonly name: string
  readonly nameEn: string | null
  readonly type: CustomerType | null
  readonly isHeld: boolean
  readonly enteredOn: string
  readonly measuredOn: string | null
  readonly beforeMinor: number | null
  readonly afterMinor: number | null
  readonly startedOn: string | null
}

/** The customers of one side (both unless given) that a condition on app.dyad (`d`) lets through, the largest change first. */
export async function listCompared(
  tx: Tx,
  tenantId: string,
  playId: string,
  isHeld: boolean | undefined,
  visible: RawBuilder<SqlBool>,
  limit: number,
): Promise<Compared[]> {
  const { rows } =
    await sql<Compared>`select e.dyad_id as "dyadId", p.name, p.name_en as "nameEn", e.customer_type as type, e.is_held as "isHeld", e.entered_on as "enteredOn",
      e.measured_on as "measuredOn", e.before_minor as "beforeMinor", e.after_minor as "afterMinor", e.started_on as "startedOn"
    from effect_entry e join dyad d on d.tenant_id = e.tenant_id and d.dyad_id = e.dyad_id join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    where e.tenant_id = ${tenantId}::uuid and e.play_id = ${playId}::uuid and d.is_published and d.deleted_at is null and d.merged_into_id is null
      ${isHeld === undefined ? sql`` : sql`and e.is_held = ${isHeld}`} and ${visible}
    order by abs(e.after_minor - e.before_minor) desc nulls last, e.dyad_id limit ${limit}`.execute(tx)
  return rows
}

/** Those of the customers that a condition on app.dyad (`d`) lets through. */
export async function readSeen(
  tx: Tx,
  tenantId: string,
  dyadIds: readonly string[],
  visible: RawBuilder<SqlBool>,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ dyadId: string }>`select d.dyad_id as "dyadId" from dyad d
    where d.tenant_id = ${tenantId}::uuid and d.dyad_id = any(${[...new Set(dyadIds)]}::uuid[]) and d.is_published and d.deleted_at is null and ${visible}`.execute(
    tx,
  )
  return new Set(rows.map(({ dyadId }) => dyadId))
}
