import pg from 'pg'
import type { Connection } from '#server/platform/database.ts'

type Column = {
  schema: string
  table: string
  column: string
  type: string
  nullable: boolean
  defaulted: boolean
  options: string[] | null
}

const tsTypes: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  citext: 'string',
  name: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'Numeric',
  date: 'string',
  timestamptz: 'Instant',
  jsonb: 'Json',
  json: 'Json',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
  _float8: 'number[]',
  _int2: 'number[]',
  bytea: 'Buffer',
}

const typeOf = (column: Column) => {
  const listed = column.options && column.type === 'text' ? column.options.map(option => `'${option}'`).join(' | ') : undefined
  const type = listed ?? tsTypes[column.type] ?? 'unknown'
  const special = type === 'Json' || type === 'Instant' || type === 'Numeric'
  if (special && column.defaulted) return `Default${type}`
  const whole = column.nullable ? `${type} | null` : type
  return column.defaulted ? `Generated<${whole}>` : whole
}

/** The text of server/platform/schema.ts for a migrated database: a type a table, choices of a check constraint written out. */
export async function schemaText(owner: Connection): Promise<string> {
  const client = new pg.Client(owner)
  await client.connect()
  const { rows } = await client.query<Column>(columnsQuery)
  await client.end()
  const tables = Map.groupBy(rows, row => (row.schema === 'app' ? row.table : `'${row.schema}.${row.table}'`))
  const body = [...tables].map(([table, columns]) => `  ${table}: {\n${columns.map(c => `    ${c.column}: ${typeOf(c)}`).join('\n')}\n  }`)
  return `// Made from the migrations by \`lianke-node scripts/schema-types.ts\`; a test holds it to the database. Do not edit.
import type { ColumnType, Generated } from 'kysely'

type Numeric = ColumnType<string, string | number, string | number>
type DefaultNumeric = ColumnType<string, string | number | undefined, string | number>
type Instant = ColumnType<Date, Date | string, Date | string>
type DefaultInstant = ColumnType<Date, Date | string | undefined, Date | string>
/** Read as parsed JSON, written as JSON text. */
type Json = ColumnType<unknown, string, string>
type DefaultJson = ColumnType<unknown, string | undefined, string>

export type Schema = {
${body.join('\n')}
}
`
}

const columnsQuery = `
  select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as defaulted,
    (select array(select (regexp_matches(pg_get_constraintdef(k.oid), '''([a-zA-Z_-]+)''::text', 'g'))[1])
       from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY[%' limit 1) as options
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  where c.relkind in ('r', 'p') and n.nspname in ('app', 'identity') and not c.relispartition
  order by n.nspname, c.relname, a.attnum`
