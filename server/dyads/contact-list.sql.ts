import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { holdOf, type Viewer, visibleDyads, writableDyads } from '#server/platform/access.ts'
import { literal } from '#server/platform/list-filter.sql.ts'
import type { List, ListOrder } from '#server/platform/list-page.sql.ts'
import { groupConditions } from './group-filter.sql.ts'
import type { Asked, OwnPart } from './records.sql.ts'

/** The firms of people: the first of each, and those beside it. */
const firms = (tenantId: string) => sql`(
    select h.contact_id, h.contact_id as row_id, h.party_id, null::text as role from contact h where h.tenant_id = ${tenantId}::uuid and h.deleted_at is null and h.ended_on is null
    union all
    select l.contact_id, l.link_id, l.party_id, l.role from contact_party l where l.tenant_id = ${tenantId}::uuid and l.ended_on is null)`

/** Relations under the firm at their other end, each side by its own index. */
const relations = (tenantId: string) => sql`(
    select b.*, b.buyer_id as firm_id from dyad b where b.tenant_id = ${tenantId}::uuid and b.side = 'sale'
    union all select v.*, v.seller_id as firm_id from dyad v where v.tenant_id = ${tenantId}::uuid and v.side = 'supply')`

export const usualOrder: ListOrder = { column: 'name', direction: 'asc' }

/** People with the firm that they are seen through: the person is `r`, the relation `d`, the firm `p`. */
export function contactList(asked: Asked, own: OwnPart): List {
  const { tenantId } = asked
  return {
    from: sql`${firms(tenantId)} f
      join contact r on r.tenant_id = ${tenantId}::uuid and r.contact_id = f.contact_id and r.deleted_at is null
      join ${relations(tenantId)} d on d.firm_id = f.party_id
      join party p on p.tenant_id = ${tenantId}::uuid and p.party_id = f.party_id
      left join identity."user" u on u.id = d.owner_id`,
    id: sql`f.row_id`,
    columns: {
      name: { value: sql`r.pinyin`, type: 'text', sqlType: 'text' },
      person: { value: sql`r.name`, type: 'text', sqlType: 'text' },
      customer: { value: sql`p.name`, type: 'text', sqlType: 'text' },
      customerCode: { value: sql`d.code`, type: 'text', sqlType: 'text' },
      customerOwner: { value: sql`d.owner_id`, type: 'person', sqlType: 'uuid' },
      side: { value: sql`d.side`, type: 'choice', sqlType: 'text' },
      title: { value: sql`coalesce(f.role, r.title)`, type: 'text', sqlType: 'text', field: 'title' },
      department: { value: sql`r.department`, type: 'text', sqlType: 'text', field: 'department' },
      phone: { value: sql`r.phone`, type: 'text', sqlType: 'text', field: 'phone' },
      email: { value: sql`r.email`, type: 'text', sqlType: 'text', field: 'email' },
      language: { value: sql`r.language`, type: 'text', sqlType: 'text', field: 'language' },
      note: { value: sql`r.note`, type: 'text', sqlType: 'text', field: 'note', sorts: false },
      isPrimary: { value: sql`r.is_primary`, type: 'boolean', sqlType: 'boolean', sorts: false },
      tags: { value: sql`r.tags`, type: 'tags', sqlType: 'text[]' },
      createdAt: { value: sql`r.created_at`, type: 'day', sqlType: 'timestamptz' },
      updatedAt: { value: sql`r.updated_at`, type: 'day', sqlType: 'timestamptz' },
      ...own.columns,
    },
    row: sql`f.row_id as "rowId", d.dyad_id as "dyadId", d.side = 'supply' as "isSupplier", p.name as "customerName", d.code as "customerCode",
      coalesce(u.name, d.owner_text) as "customerOwnerName", r.contact_id as "contactId", r.name, coalesce(f.role, r.title) as title, r.department, r.phone, r.email,
      r.language, r.is_primary as "isPrimary", r.note, r.tags, ${own.shown} as custom, r.created_at as "createdAt", r.updated_at as "updatedAt", r.version,
      ${holdOf(asked, 'd')} as hold, coalesce(${writableDyads(asked, 'd')}, false) as "mayWrite"`,
  }
}

const isOpen = (alias: string): RawBuilder<SqlBool> => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<SqlBool>`(not ${column('is_anonymous')} and ${column('is_published')} and ${column('deleted_at')} is null and ${column('merged_into_id')} is null)`
}

/** Words of the person, pinyin and initials too, or of the firm: numbers and addresses are found by their own filters, under their own rules. */
const words = (q: string): RawBuilder<SqlBool>[] =>
  q
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
    .slice(0, 8)
    .map(word => {
      const pattern = `%${literal(word)}%`
      return sql<SqlBool>`(app.words_of_party(r.name, '', '', r.pinyin, r.initials) like ${pattern} or p.search_text like ${pattern})`
    })

type Query = {
  readonly q?: string | undefined
  readonly dyadId?: string | undefined
  readonly group?: readonly string[] | undefined
  readonly contactId?: string | undefined
}

/** What a row must meet. A company that both buys and sells is shown as the customer, where that is seen. */
export function contactCondition(
  asked: Viewer & { readonly tenantId: string },
  { q, dyadId, group, contactId }: Query,
): RawBuilder<SqlBool> {
  const { tenantId } = asked
  const conditions = [
    sql<SqlBool>`d.tenant_id = ${tenantId}::uuid and ${isOpen('d')} and (d.side = 'sale' or not exists (select 1 from dyad s
      where s.tenant_id = ${tenantId}::uuid and s.buyer_id = d.seller_id and s.side = 'sale' and ${isOpen('s')} and ${visibleDyads(asked, 's')}))`,
    visibleDyads(asked, 'd'),
    ...groupConditions(tenantId, group, 'f.party_id'),
    ...(dyadId === undefined
      ? []
      : [
          sql<SqlBool>`d.dyad_id = coalesce((select m.current_id from dyad_current m where m.tenant_id = ${tenantId}::uuid and m.dyad_id = ${dyadId}::uuid), ${dyadId}::uuid)`,
        ]),
    ...(contactId === undefined ? [] : [sql<SqlBool>`f.contact_id = ${contactId}::uuid`]),
    ...(q === undefined ? [] : words(q)),
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}
