import { type RawBuilder, sql } from 'kysely'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import type { CustomValues } from '#core/platform/custom-field.ts'
import { customPrefix, type FieldPolicy, type Hold, readableHolds } from '#core/platform/field-policy.ts'
import { customShown, orderByCopy } from '#server/platform/custom-field-columns.sql.ts'
import type { Membership } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import type { ListColumn } from '#server/platform/list-filter.sql.ts'
import type { SortColumn } from './customer-columns.sql.ts'
import { ownCustomerColumns, ownPartyColumns } from './customer-filter-columns.sql.ts'
import { type OwnFields, readOwnFields } from '#server/platform/custom-levels.ts'

type Asker = Pick<Membership, 'tenantId' | 'role' | 'fieldRules'>

/** What of a customer's own making is asked for: the columns shown, and the one that the list is ordered by. */
type OwnAsked = { readonly own?: readonly string[] | undefined; readonly sort?: string | undefined }

/** What the list of customers needs to show and to order by the firm's own fields. */
export type OwnRows = {
  readonly select: RawBuilder<unknown>
  readonly covered: OwnFields['covered']
  readonly order?: SortColumn & { readonly join: (kind: 'join' | 'left join') => RawBuilder<unknown> }
}

const of = (fields: readonly CustomField[], entity: 'customer' | 'party') => fields.filter(field => field.entity === entity)

const readCustomerFields = async (tx: Tx, asker: Asker): Promise<OwnFields> => await readOwnFields(tx, asker, ['customer', 'party'])

const isOpen = (policy: FieldPolicy, name: string) => readableHolds(policy, name).length === 3

function orderOf(asker: Asker, fields: readonly CustomField[], sort: string): OwnRows['order'] {
  const field = fields.find(({ key }) => `${customPrefix}${key}` === sort)
  const order = field && orderByCopy(asker.tenantId, field, field.entity === 'party' ? sql`d.buyer_id` : sql`d.dyad_id`)
  if (order === undefined)
    throw refuseField('query.sort', [
      '这个字段不能排序：请先在“自定义字段”中勾选“用于筛选”，并等待后台整理完成',
      'is no field that the list can be sorted by: mark it as used in filters first, and wait until that is done',
    ])
  if (!isOpen(fieldsOf(asker, 'customer'), sort))
    throw refuseField('query.sort', ['您的角色不能按这个字段排序', 'is a field that your role cannot sort by'])
  return { value: order.value, type: order.sqlType, indexed: 'asc', join: order.join }
}

/** The firm's own fields and tags as the rows of the list carry them; undefined where none is asked for, and then nothing is read. */
export async function ownRowsOf(tx: Tx, asker: Asker, { own = [], sort }: OwnAsked): Promise<OwnRows | undefined> {
  const sorted = sort !== undefined && isOwnColumn(sort)
  const keys = own.filter(isOwnColumn).map(name => name.slice(customPrefix.length))
  if (!sorted && own.length === 0) return undefined
  const { open, covered } = sorted || keys.length > 0 ? await readCustomerFields(tx, asker) : noFields
  const shown = open.filter(({ key }) => keys.includes(key))
  const values = sql`${customShown(of(shown, 'customer'), sql`d.custom`)} || ${customShown(of(shown, 'party'), sql`p.custom`)}`
  const select = sql`${own.includes('tags') ? sql`, d.tags` : sql``}${keys.length > 0 ? sql`, ${values} as custom` : sql``}`
  return { select, covered, ...(sorted ? { order: orderOf(asker, open, sort) as NonNullable<OwnRows['order']> } : {}) }
}

const noFields: OwnFields = { open: [], covered: custom => custom }

/** A row's own fields as this person may see them. */
export function ownCovered<Row extends { readonly custom?: unknown }>(rows: OwnRows | undefined, row: Row, hold: Hold): Row {
  return rows === undefined || row.custom === undefined ? row : { ...row, custom: rows.covered(row.custom as CustomValues, hold) }
}

/** The firm's own fields of customers and their companies as columns to filter and group by, and those asked for to be added up. */
export async function ownFilterColumns(tx: Tx, asker: Asker, summed: readonly string[] = []): Promise<Record<string, ListColumn>> {
  const policy = fieldsOf(asker, 'customer')
  const { open } = await readCustomerFields(tx, asker)
  const columns = { ...ownCustomerColumns(of(open, 'customer')), ...ownPartyColumns(of(open, 'party')) }
  return Object.fromEntries(
    Object.entries(columns).map(([name, { sum, ...column }]) => [
      name,
      sum && summed.includes(name) && isOpen(policy, name) ? { ...column, sum } : column,
    ]),
  )
}

/** The own fields that are open to a person, by their names as columns: titles and types for files. */
export async function ownColumnsOpen(tx: Tx, asker: Asker): Promise<Readonly<Record<string, CustomField>>> {
  const { open } = await readCustomerFields(tx, asker)
  return Object.fromEntries(open.map(field => [`${customPrefix}${field.key}`, field]))
}
