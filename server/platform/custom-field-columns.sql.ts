import { type RawBuilder, sql } from 'kysely'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import type { ColumnType } from '#core/platform/list-filter.ts'
import type { ListColumn } from './list-filter.sql.ts'

type Sql = RawBuilder<unknown>
type Kind = Pick<ListColumn, 'type' | 'sqlType' | 'sum'>

const kinds: Readonly<Record<Exclude<CustomField['type'], 'formula'>, Kind>> = {
  text: { type: 'text', sqlType: 'text' },
  number: { type: 'number', sqlType: 'float8', sum: true },
  money: { type: 'money', sqlType: 'float8', sum: true },
  date: { type: 'day', sqlType: 'date' },
  choice: { type: 'choice', sqlType: 'text' },
  multi_choice: { type: 'tags', sqlType: 'text[]' },
  person: { type: 'person', sqlType: 'uuid' },
  party: { type: 'choice', sqlType: 'text' },
}

const kindOf = ({ type, resultType }: CustomField): Kind => kinds[type === 'formula' ? (resultType ?? 'text') : type]

/** The value of a field in the jsonb of its record; what is not of its type (a formula that failed) is none. */
function valueIn(custom: Sql, key: string, type: ColumnType): Sql {
  const [json, word] = [sql`(${custom} -> ${key}::text)`, sql`(${custom} ->> ${key}::text)`]
  if (type === 'number' || type === 'money') return sql`(case when jsonb_typeof(${json}) = 'number' then ${word}::float8 end)`
  if (type === 'tags')
    return sql`(case when jsonb_typeof(${json}) = 'array' then array(select jsonb_array_elements_text(${json})) else '{}'::text[] end)`
  const text = sql`(case when jsonb_typeof(${json}) = 'string' then ${word} end)`
  return type === 'day' ? sql`${text}::date` : type === 'person' ? sql`${text}::uuid` : text
}

const copyOf: Readonly<Partial<Record<ColumnType, 'number' | 'day'>>> = { number: 'number', money: 'number', day: 'day' }

/** Which records have a typed copy of this field that meets a condition: an index answers. */
const probeOf =
  (recordId: Sql, { fieldId }: CustomField, type: ColumnType): NonNullable<ListColumn['probe']> =>
  held =>
    sql`${recordId} in (select v.record_id from field_value v
    where v.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid and v.field_id = ${fieldId}::uuid and ${held(sql.ref(`v.${copyOf[type] ?? 'word'}`))})`

/**
 * The firm's own fields as columns of a list, under `custom.<key>`. `custom`: the jsonb in the list's source; `recordId`: the id of the record that
 * it lies in. Fields "used in filters" are found by their typed copies.
 */
export function customListColumns(fields: readonly CustomField[], custom: Sql, recordId: Sql): Record<string, ListColumn> {
  const columns = fields.map(field => {
    const kind = kindOf(field)
    const name = `${customPrefix}${field.key}`
    const column: ListColumn = {
      ...kind,
      value: valueIn(custom, field.key, kind.type),
      field: name,
      ...(kind.type === 'tags' ? { sorts: false as const } : {}),
      ...(field.isFilter && field.isFilled ? { probe: probeOf(recordId, field, kind.type) } : {}),
    }
    return [name, column] as const
  })
  return Object.fromEntries(columns)
}

/** At most so many fields come with the rows of a list: a JSON object takes fifty pairs at once. */
const mostShown = 40

/** Names stand for the ids of people and parties. */
function shownIn(custom: Sql, { key, type }: CustomField): Sql {
  if (type !== 'person' && type !== 'party') return sql`${custom} -> ${key}::text`
  const id = valueIn(custom, key, 'person')
  const tenant = sql`nullif(current_setting('app.tenant', true), '')::uuid`
  return type === 'party'
    ? sql`(select to_jsonb(named.name) from party named where named.tenant_id = ${tenant} and named.party_id = ${id})`
    : sql`(select to_jsonb(named.name) from membership m join identity."user" named on named.id = m.user_id where m.tenant_id = ${tenant} and m.user_id = ${id})`
}

/** The values of these fields of a record as one JSON object, without those that have none. */
export function customShown(fields: readonly CustomField[], custom: Sql): Sql {
  const pairs = fields.slice(0, mostShown).map(field => sql`${field.key}::text, ${shownIn(custom, field)}`)
  return pairs.length === 0 ? sql`'{}'::jsonb` : sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(pairs)}))`
}

/** A list's order by a field: a join that an index walks in that order, and the value in it. */
type CopyOrder = {
  readonly join: (kind: 'join' | 'left join') => Sql
  readonly value: Sql
  readonly sqlType: 'float8' | 'date' | 'text'
}

/** How a list is ordered by a field "used in filters"; undefined for one without typed copies, and for choices and people, whose copies are no words. */
export function orderByCopy(tenantId: string, field: CustomField, recordId: Sql): CopyOrder | undefined {
  const { type } = kindOf(field)
  if (!field.isFilter || !field.isFilled || !(type === 'number' || type === 'money' || type === 'day' || type === 'text')) return undefined
  const copy = copyOf[type] ?? 'word'
  return {
    join: kind => sql`${sql.raw(kind)} field_value own on own.tenant_id = ${tenantId}::uuid and own.field_id = ${field.fieldId}::uuid and own.record_id = ${recordId}
      and own.${sql.raw(copy)} ${copy === 'word' ? sql`<> ''` : sql`is not null`}`,
    value: sql.ref(`own.${copy}`),
    sqlType: copy === 'number' ? 'float8' : copy === 'day' ? 'date' : 'text',
  }
}
