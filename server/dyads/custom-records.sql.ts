import { sql } from 'kysely'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import type { CustomValues } from '#core/platform/custom-field.ts'
import { customPrefix, type Hold } from '#core/platform/field-policy.ts'
import { customListColumns, customShown } from '#server/platform/custom-field-columns.sql.ts'
import type { Membership } from '#server/platform/context.ts'
import { ownExportColumns } from '#server/platform/custom-export.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import type { ExportColumn, ExportCtx } from '#server/platform/export-source.ts'
import { type OwnFields, readOwnFields } from '#server/platform/custom-levels.ts'
import { noCustom, type OwnPart, type RecordSource } from './records.sql.ts'

type Asker = Pick<Membership, 'tenantId' | 'role' | 'fieldRules'>

/** Where a list of records may name own fields: its filter, order and groups, and the columns that it shows or adds up. */
type OwnQuery = {
  readonly filter?: string | undefined
  readonly sort?: string | undefined
  readonly by?: string | undefined
  readonly own?: readonly string[] | undefined
}

const namesOwn = ({ filter = '', sort = '', by = '', own = [] }: OwnQuery): boolean =>
  filter.includes(`"${customPrefix}`) || [sort, by, ...own].some(isOwnColumn)

type OwnList = { readonly part: OwnPart; readonly covered: OwnFields['covered'] }
const nothing: OwnList = { part: noCustom, covered: custom => custom }

/** The firm's own fields of a table's records as its list needs them; they are looked up only where the list names one. */
export async function ownListOf(tx: Tx, asker: Asker, source: Pick<RecordSource, 'entity' | 'id'>, query: OwnQuery): Promise<OwnList> {
  if (!namesOwn(query)) return nothing
  const { open, covered } = await readOwnFields(tx, asker, [source.entity as CustomField['entity']])
  const { own = [] } = query
  const shown = open.filter(({ key }) => own.includes(`${customPrefix}${key}`))
  const columns = Object.entries(customListColumns(open, sql`r.custom`, sql.ref(`r.${source.id}`)))
  const asked = columns.map(([name, { sum, ...column }]) => [name, sum && own.includes(name) ? { ...column, sum } : column] as const)
  return { part: { shown: customShown(shown, sql`r.custom`), columns: Object.fromEntries(asked) }, covered }
}

/** The own fields of one record as this person may see them; nothing is looked up where no rule binds them. */
export async function ownOfRecord<Row extends { readonly hold: Hold }>(tx: Tx, asker: Asker, source: RecordSource, row: Row): Promise<Row> {
  if (fieldsOf(asker, source.entity).rules.length === 0) return row
  const { covered } = await readOwnFields(tx, asker, [source.entity as CustomField['entity']])
  return ownOfRow(covered, row)
}

export function ownOfRow<Row extends { readonly hold: Hold }>(covered: OwnFields['covered'], row: Row): Row {
  const { custom } = row as { readonly custom?: CustomValues }
  return custom === undefined ? row : { ...row, custom: covered(custom, row.hold) }
}

/** The own fields of a kind of record as columns of its file. */
export const ownRecordColumns = async <Row extends { readonly custom?: Readonly<Record<string, unknown>> | undefined }>(
  ctx: ExportCtx,
  entity: CustomField['entity'],
): Promise<Readonly<Record<string, ExportColumn<Row>>>> =>
  ownExportColumns<Row>(await ctx.inTenant(async tx => (await readOwnFields(tx, ctx, [entity])).open))
