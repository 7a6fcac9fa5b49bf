import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import type { RecordSource } from '#server/dyads/records.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import type { List } from '#server/platform/list-page.sql.ts'

const weighted = sql`case when r.state = 'open' then round(r.base_minor * r.probability / 100.0)::bigint end`

/** Opportunities as they are listed. */
export const opportunities: RecordSource = {
  entity: 'opportunity',
  table: 'opportunity',
  id: 'opportunity_id',
  columns: {
    number: 'number',
    title: 'title',
    stage: 'stage',
    stageSince: 'stage_since',
    state: 'state',
    probability: 'probability',
    amountMinor: 'amount_minor',
    currency: 'currency',
    baseMinor: 'base_minor',
    expectedOn: 'expected_on',
    openedOn: 'opened_on',
    closedOn: 'closed_on',
    reasonCode: 'reason_code',
    reason: 'reason',
    channel: 'channel',
    channelNote: 'channel_note',
    acquisitionMinor: 'acquisition_minor',
    contactId: 'contact_id',
    ownerId: 'owner_id',
    note: 'note',
    tags: 'tags',
  },
  joins: sql`left join contact c on c.tenant_id = r.tenant_id and c.contact_id = r.contact_id`,
  derived: { amountMinor: ['baseMinor', 'weightedMinor'], reason: ['reasonCode'] },
  usual: { column: 'expectedOn', direction: 'asc' },
  columnsOf: (_, today) => ({
    stage: { value: sql`r.stage`, type: 'choice', sqlType: 'text' },
    state: { value: sql`r.state`, type: 'choice', sqlType: 'text' },
    probability: { value: sql`r.probability`, type: 'number', sqlType: 'smallint' },
    amount: { value: sql`r.base_minor`, type: 'money', sqlType: 'bigint', sum: true, field: 'amountMinor' },
    weighted: { value: weighted, type: 'money', sqlType: 'bigint', sum: true, field: 'amountMinor' },
    currency: { value: sql`r.currency`, type: 'choice', sqlType: 'text' },
    expectedOn: { value: sql`r.expected_on`, type: 'day', sqlType: 'date', field: 'expectedOn', indexed: 'asc' },
    overdue: {
      value: sql`(r.state = 'open' and r.expected_on < ${today}::date)`,
      type: 'boolean',
      sqlType: 'boolean',
      field: 'expectedOn',
      sorts: false,
    },
    openedOn: { value: sql`r.opened_on`, type: 'day', sqlType: 'date' },
    closedOn: { value: sql`r.closed_on`, type: 'day', sqlType: 'date' },
    reasonCode: { value: sql`r.reason_code`, type: 'choice', sqlType: 'text', field: 'reason' },
    channel: { value: sql`r.channel`, type: 'choice', sqlType: 'text' },
    acquisition: { value: sql`r.acquisition_minor`, type: 'money', sqlType: 'bigint', sum: true },
    stageSince: { value: sql`r.stage_since`, type: 'day', sqlType: 'timestamptz' },
  }),
  rowOf:
    () => sql`r.opportunity_id as "opportunityId", r.number, r.title, r.stage, r.state, r.probability, r.amount_minor as "amountMinor", r.currency,
    r.base_minor as "baseMinor", ${weighted} as "weightedMinor", r.expected_on as "expectedOn", r.opened_on as "openedOn", r.closed_on as "closedOn",
    r.reason_code as "reasonCode", r.reason, r.channel, r.channel_note as "channelNote", r.acquisition_minor as "acquisitionMinor",
    r.contact_id as "contactId", c.name as "contactName", r.owner_id as "ownerId", u.name as "ownerName", r.note, r.tags,
    r.import_id as "importId", r.stage_since as "stageSince", r.created_at as "createdAt", r.updated_at as "updatedAt", r.version`,
}

export type BoardRow<Row> = Row & {
  readonly boardStage: string
  readonly boardCount: number
  readonly boardBase: number | null
  readonly boardWeighted: number | null
}

/** Open opportunities that meet the condition, the first of each stage, each with the count and the sums of its stage. One query. */
export async function readBoardRows<Row>(tx: Tx, list: List, where: RawBuilder<SqlBool>, each: number): Promise<BoardRow<Row>[]> {
  const { rows } = await sql<BoardRow<Row>>`
    select * from (
      select ${list.row}, r.stage as "boardStage", (count(*) over w)::int as "boardCount", (sum(r.base_minor) over w)::bigint as "boardBase",
        (sum(${weighted}) over w)::bigint as "boardWeighted", row_number() over (partition by r.stage order by r.expected_on nulls last, r.opportunity_id) as nth
      from ${list.from} where ${where} and r.state = 'open'
      window w as (partition by r.stage)
    ) board where nth <= ${each} order by nth`.execute(tx)
  return rows
}

export type YieldRow = {
  readonly channel: string | null
  readonly opened: number
  readonly open: number
  readonly won: number
  readonly lost: number
  readonly wonMinor: number | null
  readonly acquisitionMinor: number | null
  readonly costed: number
}

/** What each channel brought of the opportunities that meet the condition. */
export async function readYieldRows(tx: Tx, list: List, where: RawBuilder<SqlBool>): Promise<YieldRow[]> {
  const { rows } = await sql<YieldRow>`
    select r.channel, count(*)::int as opened, (count(*) filter (where r.state = 'open'))::int as open, (count(*) filter (where r.state = 'won'))::int as won,
      (count(*) filter (where r.state = 'lost'))::int as lost, (sum(r.base_minor) filter (where r.state = 'won'))::bigint as "wonMinor",
      sum(r.acquisition_minor)::bigint as "acquisitionMinor", count(r.acquisition_minor)::int as costed
    from ${list.from} where ${where} group by 1 order by 4 desc, 2 desc`.execute(tx)
  return rows
}

/** Opened between two days, both counted. */
export function openedBetween(from: string | undefined, to: string | undefined): RawBuilder<SqlBool> {
  const bounds = [
    ...(from === undefined ? [] : [sql`r.opened_on >= ${formatDay(parseDay(from) ?? 0)}::date`]),
    ...(to === undefined ? [] : [sql`r.opened_on <= ${formatDay(parseDay(to) ?? 0)}::date`]),
  ]
  return bounds.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(bounds, sql` and `)})`
}
