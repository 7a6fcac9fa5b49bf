import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CustomerQuery } from '#contract/dyads/customer-list.ts'
import { patternOf, type SearchWords } from '#core/dyads/search-words.ts'
import { amongst, readableDyads, type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Membership } from '#server/platform/context.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { completenessPercent, lacksItem } from './customer-columns.sql.ts'
import { groupConditions } from './group-filter.sql.ts'
import { fieldsBehind, type GuardedField } from './guarded-fields.ts'

type Condition = RawBuilder<SqlBool>

/** Who asks, in which firm, which department is theirs, and which fields they read. */
export type Asker = Viewer &
  Pick<Membership, 'role' | 'fieldRules'> & { readonly tenantId: string; readonly departmentId: string | undefined }

/**
 * How a search enters the list: nothing typed; the customers that were found; or so many were found that walking the list and testing each is
 * quicker.
 */
export type Searched =
  | { readonly how: 'all' }
  | { readonly how: 'found'; readonly dyadIds: readonly string[] }
  | { readonly how: 'tested'; readonly words: SearchWords }

const oneOf = (column: RawBuilder<unknown>, values: readonly string[]): Condition => sql`(${amongst(column, 'text', values)})`
const either = (conditions: readonly Condition[]): Condition => sql`(${sql.join([...conditions], sql` or `)})`

function listed(column: RawBuilder<unknown>, values: readonly string[] | undefined, nothing: string): Condition[] {
  if (values === undefined || values.length === 0) return []
  const named = values.filter(value => value !== nothing)
  const missing = named.length < values.length ? [sql<SqlBool>`${column} is null`] : []
  return [either([...(named.length > 0 ? [oneOf(column, named)] : []), ...missing])]
}

/** Of a column without an index: a list that is handed over with each run would be made anew for each row. */
const amongFew = (column: RawBuilder<unknown>, values: readonly string[] | undefined): Condition[] =>
  values === undefined || values.length === 0 ? [] : [either(values.map(value => sql<SqlBool>`${column} = ${value}::text`))]

function peopleOf(asker: Asker, query: CustomerQuery): Condition[] {
  const owners = query.owner?.map(owner => (owner === 'me' ? asker.userId : owner))
  const departments = query.department?.flatMap(one => (one === 'mine' ? (asker.departmentId ?? []) : one))
  return [
    ...(owners && owners.length > 0 ? [ownedBy(owners)] : []),
    ...(query.collaborating === true
      ? [
          sql<SqlBool>`d.dyad_id in (select c.dyad_id from dyad_collaborator c where c.tenant_id = ${asker.tenantId}::uuid and c.user_id = ${asker.userId}::uuid)`,
        ]
      : []),
    ...(departments ? [amongst(sql`d.department_id`, 'uuid', departments)] : []),
  ]
}

/** Customers of these people, or of `nobody`. */
export function ownedBy(owners: readonly string[]): Condition {
  const people = owners.filter(owner => owner !== 'nobody')
  const nobody = people.length < owners.length ? [sql<SqlBool>`d.owner_id is null`] : []
  return either([...(people.length > 0 ? [amongst(sql`d.owner_id`, 'uuid', people)] : []), ...nobody])
}

const isSo = (column: RawBuilder<unknown>, wanted: boolean | undefined): Condition[] =>
  wanted === undefined ? [] : [wanted ? sql<SqlBool>`${column}` : sql<SqlBool>`not coalesce(${column}, false)`]

function between(
  column: RawBuilder<unknown>,
  type: string,
  from: string | number | undefined,
  to: string | number | undefined,
): Condition[] {
  const cast = sql.raw(type)
  return [
    ...(from === undefined ? [] : [sql<SqlBool>`${column} >= ${from}::${cast}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`${column} <= ${to}::${cast}`]),
  ]
}

/** A condition on guarded fields holds only where this person reads them: what is hidden cannot be found out by asking for it. */
function readably(asker: Asker, fields: readonly GuardedField[], conditions: readonly Condition[]): Condition[] {
  if (conditions.length === 0) return []
  return [...fields.map(([entity, field]) => readableDyads(asker, fieldsOf(asker, entity), field, 'd')), ...conditions]
}

/** Records that lack any of the items. */
function lackingOf(asker: Asker, missing: CustomerQuery['missing']): Condition[] {
  if (missing === undefined || missing.length === 0) return []
  const { tenantId } = asker
  const lacking = missing.map(item => readably(asker, fieldsBehind(item), [lacksItem({ tenantId }, item)]))
  return [either(lacking.map(parts => sql<SqlBool>`(${sql.join(parts, sql` and `)})`))]
}

/** Later than their rhythm: over one and a half usual intervals and thirty days since the last order, and not given up yet. */
export const isLate = sql<SqlBool>`(s.recency > 1.5 and s.as_of - s.last_order >= 30 and s.stage is distinct from 'termination')`

const isPending = sql`(s.pending_current_band is not null or s.pending_potential_band is not null)`

function standingConditions(query: CustomerQuery): Condition[] {
  return [
    ...listed(sql`s.type`, query.type, 'unplaced'),
    ...amongFew(sql`s.tier`, query.tier),
    ...listed(sql`s.stage`, query.stage, ''),
    ...amongFew(sql`s.current_band`, query.currentBand),
    ...amongFew(sql`s.potential_band`, query.potentialBand),
    ...isSo(isPending, query.pending),
    ...isSo(isLate, query.late),
    ...isSo(sql`s.warning is not null`, query.warned),
    ...listed(sql`s.warning`, query.warning, ''),
    ...listed(sql`s.churn`, query.churn, ''),
    ...isSo(sql`s.is_provisional`, query.provisional),
    ...isSo(sql`s.is_below_zero`, query.belowZero),
    ...isSo(sql`s.is_overridden`, query.overridden),
    ...isSo(sql`s.is_dormant`, query.dormant),
    ...between(sql`s.last_order`, 'date', query.lastOrderFrom, query.lastOrderTo),
    ...between(sql`s.net_contribution_minor`, 'bigint', query.valueFrom, query.valueTo),
    ...between(sql`s.data_confidence`, 'real', query.confidenceFrom, query.confidenceTo),
    ...between(sql`s.recency`, 'real', query.recencyFrom, undefined),
    ...between(sql`s.p_alive`, 'real', query.pAliveFrom, query.pAliveTo),
    ...between(sql`s.clv_minor`, 'bigint', query.clvFrom, query.clvTo),
    ...between(sql`s.next_order_on`, 'date', query.nextOrderFrom, query.nextOrderTo),
  ]
}

const isShort = (word: string) => word.length <= 2 && /^[a-z0-9]+$/.test(word)

/** A word of one or two Latin letters begins a word of the text or stands in the initials; any other stands anywhere in it. */
function standsIn(word: string): Condition {
  if (!isShort(word)) return sql<SqlBool>`e.words like ${patternOf(word)}`
  return sql`((' ' || e.words) like ${`% ${word}%`} or split_part(e.words, ' ', -1) like ${patternOf(word)})`
}

/** The planner would take a LIKE for rare and look at every row; as a question about each row it walks the order of the list and stops at a full page. */
export function searchCondition(searched: Searched): Condition[] {
  if (searched.how === 'all') return []
  if (searched.how === 'found') return [sql`d.dyad_id = any(${[...searched.dyadIds]}::uuid[])`]
  const stands = sql.join(searched.words.words.map(standsIn), sql` and `)
  return [sql<SqlBool>`coalesce((select ${stands} from search_entry e where e.tenant_id = d.tenant_id and e.entry_id = d.dyad_id), false)`]
}

/** A customer of the firm that may be shown: the buyer end of a published sale, not removed, not merged away, not the anonymous trade. */
export function isCustomer(tenantId: string): Condition {
  return sql`d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and not d.is_anonymous and d.is_published and d.deleted_at is null and d.merged_into_id is null`
}

/** All that a row of the list must meet: to be a customer, to be seen by this person, and the filters. */
export function customerCondition(asker: Asker, query: CustomerQuery, searched: Searched): Condition {
  const conditions = [
    isCustomer(asker.tenantId),
    visibleDyads(asker, 'd'),
    ...peopleOf(asker, query),
    ...listed(sql`d.customer_kind`, query.customerKind, 'unknown'),
    ...readably(asker, [['customer', 'country']], listed(sql`p.country`, query.country, '')),
    ...readably(asker, [['customer', 'region']], listed(sql`p.region`, query.region, '')),
    ...groupConditions(asker.tenantId, query.group, 'd.buyer_id'),
    ...standingConditions(query),
    ...between(completenessPercent({ tenantId: asker.tenantId }), 'integer', query.completenessFrom, query.completenessTo),
    ...lackingOf(asker, query.missing),
    ...(query.dyadId && query.dyadId.length > 0 ? [sql<SqlBool>`d.dyad_id = any(${[...query.dyadId]}::uuid[])`] : []),
    ...searchCondition(searched),
  ]
  return sql`${sql.join(conditions, sql` and `)}`
}
