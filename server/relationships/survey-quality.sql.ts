import { type RawBuilder, sql } from 'kysely'
import type { LoyaltyMeasure } from '#contract/relationships/survey-quality.ts'
import type { ServiceDimension } from '#core/relationships/service-quality.ts'
import { type Viewer, visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import type { Tx } from '#server/platform/database.ts'

export type RatingRow = {
  readonly ratingId: string
  readonly what: 'expectation' | 'value'
  readonly dimension: string
  readonly value: number
  readonly observedOn: string
  readonly source: string
  readonly note: string | null
  readonly authorName: string | null
  readonly withdrawnAt: Date | null
  readonly createdAt: Date
}

/** What people kept of a customer's expectations and view of the value, the newest first; one alone where its id is given. */
export async function readRatings(tx: Tx, tenantId: string, all: readonly string[], ratingId?: string): Promise<RatingRow[]> {
  const { rows } = await sql<RatingRow>`
    select r.rating_id as "ratingId", r.what, r.dimension, r.value, r.observed_on as "observedOn", r.source, r.note, u.name as "authorName",
      r.withdrawn_at as "withdrawnAt", r.created_at as "createdAt"
    from survey_rating r left join identity."user" u on u.id = r.author_id
    where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...all]}::uuid[]) ${ratingId === undefined ? sql`` : sql`and r.rating_id = ${ratingId}::uuid`}
    order by r.observed_on desc, r.rating_id desc limit 500`.execute(tx)
  return rows
}

type NewRating = Omit<RatingRow, 'authorName' | 'withdrawnAt' | 'createdAt'> & {
  readonly tenantId: string
  readonly dyadId: string
  readonly authorId: string
}

export async function insertRating(tx: Tx, row: NewRating): Promise<void> {
  await tx
    .insertInto('survey_rating')
    .values({
      tenant_id: row.tenantId,
      dyad_id: row.dyadId,
      rating_id: row.ratingId,
      what: row.what,
      dimension: row.dimension,
      value: row.value,
      observed_on: row.observedOn,
      source: row.source,
      note: row.note,
      author_id: row.authorId,
    })
    .execute()
}

export async function withdrawRatingRow(tx: Tx, tenantId: string, all: readonly string[], ratingId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update survey_rating set withdrawn_at = statement_timestamp()
    where tenant_id = ${tenantId}::uuid and dyad_id = any(${[...all]}::uuid[]) and rating_id = ${ratingId}::uuid and withdrawn_at is null`.execute(
    tx,
  )
  return (numAffectedRows ?? 0n) > 0n
}

export type AlertRow = {
  readonly alertId: string
  readonly dyadId: string
  readonly customerName: string
  readonly customerNameEn: string | null
  readonly ownerName: string | null
  readonly dimension: ServiceDimension
  readonly perceived: number
  readonly measured: number
  readonly answers: number
  readonly events: number
  readonly openedOn: string
  readonly closedOn: string | null
  readonly lookedAt: Date | null
  readonly lookedByName: string | null
  readonly note: string | null
  readonly mayWrite: boolean
}

type Asker = Writer & { readonly tenantId: string }
type Listed = { readonly isOpen: boolean; readonly alertId?: string; readonly after?: string | undefined; readonly limit: number }

/** Disagreements of customers that this person sees, the newest first. */
export async function readAlerts(tx: Tx, asker: Asker, { isOpen, alertId, after, limit }: Listed): Promise<AlertRow[]> {
  const { rows } = await sql<AlertRow>`
    select a.alert_id as "alertId", d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", coalesce(o.name, d.owner_text) as "ownerName", a.dimension, a.perceived,
      a.measured, a.answers, a.events, a.opened_on as "openedOn", a.closed_on as "closedOn", a.looked_at as "lookedAt", u.name as "lookedByName", a.note,
      coalesce(${writableDyads(asker, 'd')}, false) as "mayWrite"
    from survey_alert a left join dyad_current m on m.tenant_id = a.tenant_id and m.dyad_id = a.dyad_id
    join dyad d on d.tenant_id = a.tenant_id and d.dyad_id = coalesce(m.current_id, a.dyad_id)
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join identity."user" u on u.id = a.looked_by left join identity."user" o on o.id = d.owner_id
    where a.tenant_id = ${asker.tenantId}::uuid and ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} ${isOpen ? sql`and a.closed_on is null` : sql``}
      ${alertId === undefined ? sql`` : sql`and a.alert_id = ${alertId}::uuid`} ${after === undefined ? sql`` : sql`and a.alert_id < ${after}::uuid`}
    order by a.alert_id desc limit ${limit}`.execute(tx)
  return rows
}

export type OpenAlert = { readonly alertId: string; readonly dyadId: string; readonly dimension: ServiceDimension }

export async function readOpenAlerts(tx: Tx, tenantId: string, all: readonly string[]): Promise<OpenAlert[]> {
  const { rows } = await sql<OpenAlert>`select alert_id as "alertId", dyad_id as "dyadId", dimension from survey_alert
    where tenant_id = ${tenantId}::uuid and dyad_id = any(${[...all]}::uuid[]) and closed_on is null`.execute(tx)
  return rows
}

type Figures = { readonly perceived: number; readonly measured: number; readonly answers: number; readonly events: number }
type NewAlert = Figures & {
  readonly tenantId: string
  readonly dyadId: string
  readonly alertId: string
  readonly dimension: ServiceDimension
  readonly openedOn: string
}

export async function insertAlert(tx: Tx, row: NewAlert): Promise<void> {
  await sql`insert into survey_alert (tenant_id, dyad_id, alert_id, dimension, perceived, measured, answers, events, opened_on)
    values (${row.tenantId}::uuid, ${row.dyadId}::uuid, ${row.alertId}::uuid, ${row.dimension}, ${row.perceived}, ${row.measured}, ${row.answers}, ${row.events}, ${row.openedOn}::date)
    on conflict do nothing`.execute(tx)
}

export async function updateAlert(
  tx: Tx,
  tenantId: string,
  { dyadId, alertId }: OpenAlert,
  { perceived, measured, answers, events }: Figures,
): Promise<void> {
  await sql`update survey_alert set perceived = ${perceived}, measured = ${measured}, answers = ${answers}, events = ${events}
    where tenant_id = ${tenantId}::uuid and dyad_id = ${dyadId}::uuid and alert_id = ${alertId}::uuid`.execute(tx)
}

export async function closeAlert(tx: Tx, tenantId: string, { dyadId, alertId }: OpenAlert, closedOn: string): Promise<void> {
  await sql`update survey_alert set closed_on = ${closedOn}::date where tenant_id = ${tenantId}::uuid and dyad_id = ${dyadId}::uuid and alert_id = ${alertId}::uuid`.execute(
    tx,
  )
}

type Looked = { readonly tenantId: string; readonly alertId: string; readonly userId: string; readonly note: string; readonly at: Date }

export async function markLooked(tx: Tx, all: readonly string[], { tenantId, alertId, userId, note, at }: Looked): Promise<boolean> {
  const { numAffectedRows } = await sql`update survey_alert set looked_at = ${at}, looked_by = ${userId}::uuid, note = ${note}
    where tenant_id = ${tenantId}::uuid and dyad_id = any(${[...all]}::uuid[]) and alert_id = ${alertId}::uuid`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** A customer by its id as it is read now, for work that nobody asks for. */
export async function readDyadAlone(
  tx: Tx,
  tenantId: string,
  dyadId: string,
): Promise<{ readonly all: string[]; readonly ownerId: string | null } | undefined> {
  const { rows } = await sql<{ all: string[]; ownerId: string | null }>`
    select array(select m.dyad_id from dyad_current m where m.tenant_id = d.tenant_id and m.current_id = d.dyad_id union select d.dyad_id) as all, d.owner_id as "ownerId"
    from dyad d where ${isCustomer(tenantId)} and d.dyad_id = ${dyadId}::uuid`.execute(tx)
  return rows[0]
}

/** Loyalty of a customer as each way of measuring has it, 0..1; null where it is not known. */
const loyaltyOf: Readonly<Record<LoyaltyMeasure, (asOf: string) => RawBuilder<unknown>>> = {
  repeat:
    asOf => sql`(select case when count(*) > 0 then count(distinct date_trunc('month', y.day)) filter (where y.orders > 0)::float8 / 12 end from dyad_day y
    where y.tenant_id = d.tenant_id and (y.dyad_id = d.dyad_id or y.dyad_id in (select m.dyad_id from dyad_current m where m.tenant_id = d.tenant_id and m.current_id = d.dyad_id))
      and y.day > (${asOf}::date - interval '12 months')::date and y.day <= ${asOf}::date)`,
  alive: () => sql`(select s.p_alive::float8 from customer_standing s where s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id)`,
  share:
    () => sql`(select e.value from dyad_evidence e where e.tenant_id = d.tenant_id and e.dyad_id = d.dyad_id and e.kind = 'wallet_share' and e.withdrawn_at is null
    and e.category_id is null order by e.observed_on desc, e.evidence_id desc limit 1)`,
}

export type LoyalDyad = { readonly dyadId: string; readonly loyalty: number | null }

/** Loyalty of customers that this person sees. */
export async function readLoyalty(
  tx: Tx,
  asker: Viewer & { readonly tenantId: string },
  dyadIds: readonly string[],
  measure: LoyaltyMeasure,
  asOf: string,
): Promise<LoyalDyad[]> {
  const { rows } = await sql<LoyalDyad>`
    select d.dyad_id as "dyadId", ${loyaltyOf[measure](asOf)} as loyalty from dyad d
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} and d.dyad_id = any(${[...dyadIds]}::uuid[])`.execute(tx)
  return rows
}
