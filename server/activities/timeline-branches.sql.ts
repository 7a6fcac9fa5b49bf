import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Rest, TimelineKind } from '#core/activities/timeline.ts'
import { literal } from '#server/platform/list-filter.sql.ts'

type Sql = RawBuilder<unknown>

/** What every branch is given: whose timeline, what is searched for, in which of the guarded texts, and how many entries are wanted. */
export type BranchGiven = {
  readonly tenantId: string
  readonly dyadIds: readonly string[]
  readonly q: string | undefined
  /** Whether guarded texts of an entity may be searched. */
  readonly mayRead: (entity: 'activity' | 'opportunity' | 'agreement' | 'concern', field: string) => boolean
  /** The latest day to begin with. */
  readonly to: string | undefined
  readonly limit: number
}

/** A source of the timeline: rows of one table of one dyad, by its own index, the latest first. */
type Source = {
  readonly from: Sql
  readonly alias: string
  readonly id: Sql
  readonly day: Sql
  readonly at?: Sql
  readonly who?: Sql
  readonly where: Sql
  readonly detail: Sql
  /** Texts that a search looks at. */
  readonly texts: readonly Sql[]
}

/** Asked row by row, as a value: were it a join, the plan could read all facts of a customer before it takes the latest. */
const published = (alias: string): Sql =>
  sql`coalesce((select i.state = 'published' from import i where i.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and i.import_id = ${sql.ref(`${alias}.import_id`)}), false)`

/** The same for what may also be entered by hand. */
const isPublished = (alias: string): Sql => sql`(${sql.ref(`${alias}.import_id`)} is null or ${published(alias)})`

function restCondition({ day, id }: Source, rest: Rest): Sql {
  switch (rest.from) {
    case 'start':
      return sql`true`
    case 'before':
      return sql`${day} < ${rest.day}::date`
    case 'upTo':
      return sql`${day} <= ${rest.day}::date`
    case 'after':
      return sql`(${day}, ${id}) < (${rest.day}::date, ${rest.id}::uuid)`
  }
}

function searched({ texts }: Source, q: string | undefined): Sql {
  const words = q?.trim() ?? ''
  if (words === '') return sql`true`
  if (texts.length === 0) return sql`false`
  const like = `%${literal(words)}%`
  return sql`(${sql.join(
    texts.map(text => sql<SqlBool>`${text} ilike ${like}`),
    sql` or `,
  )})`
}

function branch(kind: TimelineKind, rank: number, source: Source, rest: Rest, given: BranchGiven): Sql {
  const { from, alias, id, day, at = sql`null::timestamptz`, who = sql`null::text`, where, detail } = source
  const to = given.to === undefined ? sql`true` : sql`${day} <= ${given.to}::date`
  return sql`select ${sql.lit(kind)} as kind, ${sql.lit(rank)} as rank, x.* from unnest(${[...given.dyadIds]}::uuid[]) as subject (dyad_id) cross join lateral (
    select (${id})::text as id, ${day} as day, ${at} as at, ${who} as who, ${detail} as detail from ${from}
    where ${sql.ref(`${alias}.tenant_id`)} = ${given.tenantId}::uuid and ${sql.ref(`${alias}.dyad_id`)} = subject.dyad_id and ${where}
      and ${restCondition(source, rest)} and ${to} and ${searched(source, given.q)}
    order by ${day} desc, ${id} desc limit ${given.limit}) x`
}

const person = (id: Sql): Sql => sql`(select u.name from identity."user" u where u.id = ${id})`
const generation = (tenantId: string): Sql =>
  sql`(select g.generation from generation g where g.tenant_id = ${tenantId}::uuid and g.state = 'current')`
const zone = (alias: string): Sql => sql`(select t.time_zone from tenant t where t.tenant_id = ${sql.ref(`${alias}.tenant_id`)})`

const orders = (kind: 'order' | 'return'): Source => ({
  from: sql`sales_order o`,
  alias: 'o',
  id: sql`o.order_id`,
  day: sql`o.ordered_on`,
  where: sql`o.kind = ${sql.lit(kind)} and o.superseded_by is null and ${published('o')}`,
  detail: sql`jsonb_build_object('number', o.number, 'netMinor', o.net_minor, 'lines', o.line_count, 'salesperson', o.salesperson)`,
  texts: [sql`o.number`, sql`o.salesperson`],
})

const deliveryDetail = sql`jsonb_build_object('number', coalesce(f.number, f.order_number), 'quantity', f.quantity, 'promisedOn', f.promised_on, 'isRush', f.is_rush,
  'hasArrived', f.delivered_on is not null, 'item', (select i.name from item i where i.tenant_id = f.tenant_id and i.item_id = f.item_id))`

/** Deliveries stand under the day of arrival, those without one under the day on which they left: each found by its own index. */
const deliveries = (hasArrived: boolean): Source => ({
  from: sql`delivery f`,
  alias: 'f',
  id: sql`f.delivery_id`,
  day: hasArrived ? sql`f.delivered_on` : sql`f.shipped_on`,
  where: sql`${hasArrived ? sql`f.delivered_on is not null` : sql`f.delivered_on is null and f.shipped_on is not null`} and ${published('f')}`,
  detail: deliveryDetail,
  texts: [sql`f.number`, sql`f.order_number`],
})

const payments: Source = {
  from: sql`payment f`,
  alias: 'f',
  id: sql`f.payment_id`,
  day: sql`f.paid_on`,
  where: published('f'),
  detail: sql`jsonb_build_object('number', coalesce(f.number, f.order_number), 'amountMinor', f.amount_minor, 'days', f.days_outstanding)`,
  texts: [sql`f.number`, sql`f.order_number`],
}

const costs: Source = {
  from: sql`known_cost f`,
  alias: 'f',
  id: sql`f.cost_id`,
  day: sql`f.incurred_on`,
  where: published('f'),
  detail: sql`jsonb_build_object('costKind', f.kind, 'number', coalesce(f.number, f.order_number), 'amountMinor', f.amount_minor, 'note', f.note)`,
  texts: [sql`f.number`, sql`f.order_number`, sql`f.note`],
}

const activities = ({ mayRead }: BranchGiven): Source => ({
  from: sql`activity a`,
  alias: 'a',
  id: sql`a.activity_id`,
  day: sql`a.day`,
  at: sql`a.starts_at`,
  who: person(sql`a.owner_id`),
  where: sql`a.deleted_at is null and a.state <> 'cancelled' and ${isPublished('a')}`,
  detail: sql`jsonb_build_object('activityKind', a.kind, 'state', a.state, 'direction', a.direction, 'subject', a.subject, 'content', a.content, 'place', a.place,
    'minutes', a.minutes, 'outcome', a.outcome, 'nextStep', a.next_step, 'nextOn', a.next_on)`,
  texts: [sql`a.subject`, sql`a.next_step`, ...(mayRead('activity', 'content') ? [sql`a.content`] : [])],
})

const tasks: Source = {
  from: sql`task k`,
  alias: 'k',
  id: sql`k.task_id`,
  day: sql`k.done_on`,
  at: sql`k.done_at`,
  who: person(sql`k.done_by`),
  where: sql`k.deleted_at is null and k.done_on is not null and k.state = 'done' and ${isPublished('k')}`,
  detail: sql`jsonb_build_object('title', k.title, 'note', k.note, 'dueOn', k.due_on)`,
  texts: [sql`k.title`, sql`k.note`],
}

const moves = (tenantId: string): Source => ({
  from: sql`classification c`,
  alias: 'c',
  id: sql`c.dyad_id`,
  day: sql`c.as_of`,
  where: sql`c.generation = ${generation(tenantId)} and c.move is not null`,
  detail: sql`jsonb_build_object('move', c.move, 'from', c.from_type, 'to', c.type)`,
  texts: [],
})

const stages = (tenantId: string): Source => ({
  from: sql`stage_entry s`,
  alias: 's',
  id: sql`s.dyad_id`,
  day: sql`s.entered_on`,
  where: sql`s.generation = ${generation(tenantId)}`,
  detail: sql`jsonb_build_object('stage', s.stage)`,
  texts: [],
})

const ownership: Source = {
  from: sql`ownership_entry w`,
  alias: 'w',
  id: sql`w.entry_id`,
  day: sql`(w.at at time zone ${zone('w')})::date`,
  at: sql`w.at`,
  who: person(sql`w.author_id`),
  where: sql`true`,
  detail: sql`jsonb_build_object('deed', w.kind, 'from', ${person(sql`w.from_owner_id`)}, 'to', ${person(sql`w.to_owner_id`)}, 'reason', w.reason,
    'pool', (select c.name from customer_pool c where c.tenant_id = w.tenant_id and c.pool_id = w.pool_id))`,
  texts: [sql`w.reason`],
}

const evidence: Source = {
  from: sql`dyad_evidence e`,
  alias: 'e',
  id: sql`e.evidence_id`,
  day: sql`e.observed_on`,
  who: person(sql`e.author_id`),
  where: sql`e.withdrawn_at is null`,
  detail: sql`jsonb_build_object('evidenceKind', e.kind, 'value', e.value, 'source', e.source, 'note', e.note)`,
  texts: [sql`e.source`, sql`e.note`],
}

const concerns = ({ mayRead }: BranchGiven): Source => ({
  from: sql`concern n`,
  alias: 'n',
  id: sql`n.concern_id`,
  day: sql`n.received_on`,
  at: sql`n.received_at`,
  who: person(sql`n.owner_id`),
  where: sql`n.deleted_at is null and ${isPublished('n')}`,
  detail: sql`jsonb_build_object('concernKind', n.kind, 'title', n.title, 'number', n.number, 'severity', n.severity, 'isResolved', n.resolved_at is not null,
    'description', n.description, 'cause', n.cause)`,
  texts: [sql`n.title`, sql`n.number`, ...(mayRead('concern', 'description') ? [sql`n.description`] : [])],
})

const opportunities: Source = {
  from: sql`opportunity n`,
  alias: 'n',
  id: sql`n.opportunity_id`,
  day: sql`n.opened_on`,
  who: person(sql`n.owner_id`),
  where: sql`n.deleted_at is null and ${isPublished('n')}`,
  detail: sql`jsonb_build_object('title', n.title, 'state', n.state, 'amountMinor', n.base_minor, 'expectedOn', n.expected_on, 'closedOn', n.closed_on, 'reason', n.reason)`,
  texts: [sql`n.title`, sql`n.number`],
}

const agreements = ({ mayRead }: BranchGiven): Source => ({
  from: sql`agreement n`,
  alias: 'n',
  id: sql`n.agreement_id`,
  day: sql`coalesce(n.signed_on, n.starts_on, n.created_at::date)`,
  who: person(sql`n.owner_id`),
  where: sql`n.deleted_at is null and ${isPublished('n')}`,
  detail: sql`jsonb_build_object('agreementKind', n.kind, 'title', n.title, 'number', n.number, 'state', n.state, 'startsOn', n.starts_on, 'endsOn', n.ends_on, 'terms', n.terms)`,
  texts: [sql`n.title`, sql`n.number`, ...(mayRead('agreement', 'terms') ? [sql`n.terms`] : [])],
})

const imports: Source = {
  from: sql`dyad d join import i on i.tenant_id = d.tenant_id and i.import_id = d.import_id`,
  alias: 'd',
  id: sql`i.import_id`,
  day: sql`(i.published_at at time zone ${zone('d')})::date`,
  at: sql`i.published_at`,
  who: person(sql`i.created_by`),
  where: sql`i.state = 'published' and i.published_at is not null`,
  detail: sql`jsonb_build_object('source', i.source)`,
  texts: [sql`i.source`],
}

function sourcesOf(kind: TimelineKind, given: BranchGiven): readonly Source[] {
  switch (kind) {
    case 'activity':
      return [activities(given)]
    case 'task':
      return [tasks]
    case 'concern':
      return [concerns(given)]
    case 'opportunity':
      return [opportunities]
    case 'agreement':
      return [agreements(given)]
    case 'move':
      return [moves(given.tenantId)]
    case 'stage':
      return [stages(given.tenantId)]
    case 'ownership':
      return [ownership]
    case 'evidence':
      return [evidence]
    case 'payment':
      return [payments]
    case 'return':
    case 'order':
      return [orders(kind)]
    case 'delivery':
      return [deliveries(true), deliveries(false)]
    case 'cost':
      return [costs]
    case 'import':
      return [imports]
  }
}

/** The branches of the union that give one kind of entry. */
export const branchesOf = (kind: TimelineKind, rank: number, rest: Rest, given: BranchGiven): readonly Sql[] =>
  sourcesOf(kind, given).map(source => branch(kind, rank, source, rest, given))
