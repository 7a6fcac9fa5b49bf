import { isOwnColumn } from '#contract/platform/own-columns.ts'
import type { ListedContact } from '#contract/dyads/contact-list.ts'
import { limitsOf, shown } from '#core/platform/field-policy.ts'
import { parseDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import type { ListGroup } from '#server/platform/list-page.sql.ts'
import { type ListPage, type ListRequest, readList, readListGroups } from '#server/platform/read-list.ts'
import { contactCondition, contactList, usualOrder } from './contact-list.sql.ts'
import { ownListOf, ownOfRow } from './custom-records.sql.ts'
import { dayIn, type ListAsker, named, type RecordQuery } from './list-records.ts'
import { readFirm } from './records.sql.ts'

type Row = Omit<ListedContact, 'limits'>
type Query = RecordQuery & { readonly by?: string | undefined; readonly contactId?: string | undefined }

async function requestOf(tx: Tx, asker: ListAsker, query: Query): Promise<ListRequest & { readonly see: (row: Row) => ListedContact }> {
  const { timeZone } = await readFirm(tx, asker.tenantId)
  const policy = fieldsOf(asker, 'contact')
  const { part, covered } = await ownListOf(tx, asker, { entity: 'contact', id: 'contact_id' }, query)
  const { sort = usualOrder.column, direction = 'asc' } = query
  return {
    list: contactList(asker, part),
    where: contactCondition(asker, query),
    policy,
    userId: asker.userId,
    today: parseDay(dayIn(timeZone, asker.now())) ?? 0,
    timeZone,
    dyad: 'd',
    filter: query.filter,
    order: { column: sort, direction },
    after: query.after,
    limit: query.limit ?? 50,
    see: row => ({ ...shown(policy, ownOfRow(covered, row), row.hold), limits: limitsOf(policy, row.hold) }),
  }
}

/** One page of the people that the asker sees through a customer or a supplier, each field under the rules of their role. */
export async function listContacts(
  tx: Tx,
  asker: ListAsker,
  query: Query,
): Promise<Pick<ListPage<Row>, 'next' | 'total'> & { readonly rows: ListedContact[] }> {
  const request = await requestOf(tx, asker, query)
  const { rows, next, total } = await readList<Row>(tx, request)
  return { rows: rows.map(row => request.see(row)), next, total }
}

export async function groupContacts(ctx: Ctx, query: Query): Promise<{ rows: (ListGroup & { label?: string })[] }> {
  const { by = 'customerOwner' } = query
  return await ctx.inTenant(async tx => {
    const rows = await readListGroups(tx, await requestOf(tx, ctx, { ...query, by }), by)
    return { rows: isOwnColumn(by) || by === 'customerOwner' ? await named(tx, ctx.tenantId, rows) : rows }
  })
}

/** One person at a firm that the caller sees; `not_found` for any other. */
export async function readListedContact(ctx: Ctx, dyadId: string, contactId: string): Promise<ListedContact> {
  const { rows } = await ctx.inTenant(tx => listContacts(tx, ctx, { dyadId, contactId, limit: 1 }))
  const [row] = rows
  if (row === undefined)
    throw new Refusal('not_found', ['找不到这位联系人，可能已被删除。', 'There is no such contact person: it may have been removed.'])
  return row
}
