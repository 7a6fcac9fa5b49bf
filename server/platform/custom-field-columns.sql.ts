import { type RawBuilder, sql } from 'kysely'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import type { ColumnType } from '#core/platform/list-filter.ts'
import type { ListColumn } from './list-filter.sql.ts'

type Sql = RawBuilder<unknown>
type Kind = Pick<ListColumn, 'type' | 'sqlType'>

const kinds: Readonly<Record<Exclude<CustomField['type'], 'formula'>, Kind>> = {
  text: { type: 'text', sqlType: 'text' },
  number: { type: 'number', sqlType: 'float8' },
  money: { type: 'money', sqlType: 'float8' },
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
