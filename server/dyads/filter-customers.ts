import type { RawBuilder, SqlBool } from 'kysely'
import type { CustomerFilterColumn } from '#contract/dyads/customer-filter-columns.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { conditionOf, type ListRequest } from '#server/platform/read-list.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import { parseDay } from '#core/units/civil-day.ts'
import { customerList, type CustomerRows, everyRow } from './customer-filter-columns.sql.ts'
import { ownFilterColumns } from './custom-customers.sql.ts'
import type { Asker } from './customer-filter.sql.ts'
import { dayIn } from './list-records.ts'
import { readFirm } from './records.sql.ts'

/** Who filters: a call, or a job that acts for its author. */
export type FilterAsker = Asker & Pick<Ctx, 'role' | 'fieldRules' | 'now'>

/** Only what counts days from today, or cuts moments into days, needs the firm's zone. */
const needsZone = (filter: string | undefined): boolean =>
  filter !== undefined && /"(last_days|next_days|createdAt|updatedAt)"/.test(filter)

/** What of the firm's own fields a list groups by or adds up. */
type Own = { readonly by?: string; readonly own?: readonly string[] | undefined }

/** The firm's own fields are looked up only where a filter names one, or the list is grouped by one or adds one up. */
const namesOwn = (filter: string | undefined, { by = '', own = [] }: Own): boolean =>
  filter?.includes(`"${customPrefix}`) === true || by.startsWith(customPrefix) || own.some(name => name.startsWith(customPrefix))

/** The list of customers as the lists of the house take it: `from` and `where` are the caller's. */
export async function customersRequest(
  tx: Tx,
  asker: FilterAsker,
  filter: string | undefined,
  { from, where }: CustomerRows,
  own: Own = {},
): Promise<ListRequest> {
  const list = customerList(asker.tenantId, from)
  const timeZone = needsZone(filter) ? (await readFirm(tx, asker.tenantId)).timeZone : 'UTC'
  return {
    list: { ...list, columns: { ...list.columns, ...(namesOwn(filter, own) ? await ownFilterColumns(tx, asker, own.own) : {}) } },
    where,
    policy: fieldsOf(asker, 'customer'),
    userId: asker.userId,
    today: parseDay(dayIn(timeZone, asker.now())) ?? 0,
    timeZone,
    dyad: 'd',
    filter,
    order: { column: 'name' satisfies CustomerFilterColumn, direction: 'asc' },
    after: undefined,
    limit: 1,
  }
}

/** The condition of a filter built by hand, over the aliases of the list of customers; refused where it does not fit or asks for what is hidden. */
export async function readCondition(tx: Tx, asker: FilterAsker, filter: string | undefined): Promise<RawBuilder<SqlBool> | undefined> {
  if (filter === undefined) return undefined
  return conditionOf(await customersRequest(tx, asker, filter, everyRow))
}

/** A condition on tags and own fields alone, for lists that know the customer's dyad and party but have another standing, or none. */
export async function readOwnCondition(tx: Tx, asker: FilterAsker, filter: string | undefined): Promise<RawBuilder<SqlBool> | undefined> {
  if (filter === undefined) return undefined
  const request = await customersRequest(tx, asker, filter, everyRow)
  const columns = Object.entries(request.list.columns).filter(([name]) => name === 'tags' || name.startsWith(customPrefix))
  return conditionOf({ ...request, list: { ...request.list, columns: Object.fromEntries(columns) } })
}
