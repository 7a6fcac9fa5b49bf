import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Found } from '#contract/home.ts'
import { patternOf, searchWordsOf } from '#core/dyads/search-words.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** The newest records of a kind that are looked at: what is searched for is recent, and the search stays short. */
const looked = 1000

type Source = {
  readonly kind: Found['kind']
  readonly table: string
  readonly id: string
  readonly title: string
  readonly number: boolean
}

const sources: readonly Source[] = [
  { kind: 'opportunity', table: 'opportunity', id: 'opportunity_id', title: 'title', number: true },
  { kind: 'agreement', table: 'agreement', id: 'agreement_id', title: 'title', number: true },
  { kind: 'concern', table: 'concern', id: 'concern_id', title: 'title', number: true },
  { kind: 'activity', table: 'activity', id: 'activity_id', title: 'subject', number: false },
]

function matching({ title, number }: Source, patterns: readonly string[]): RawBuilder<SqlBool> {
  const named = sql`lower(r.${sql.ref(title)} ${number ? sql`|| ' ' || coalesce(r.number, '')` : sql``})`
  return sql<SqlBool>`(${named} like all(${[...patterns]}::text[]) or p.search_text like all(${[...patterns]}::text[]))`
}

type Asker = Viewer & { readonly tenantId: string }

function selected(asker: Asker, source: Source, patterns: readonly string[], limit: number) {
  const { kind, table, id, title, number } = source
  return sql`(select ${kind}::text as kind, r.${sql.ref(id)} as id, r.dyad_id as "dyadId", r.${sql.ref(title)} as title,
      ${number ? sql`r.number` : sql`null::text`} as code, p.name as detail, null::text as type
    from (select * from ${sql.table(table)} n where n.tenant_id = ${asker.tenantId}::uuid and n.deleted_at is null order by n.created_at desc limit ${looked}) r
    join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = r.dyad_id
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} and ${matching(source, patterns)}
    order by r.created_at desc limit ${limit})`
}

/** Opportunities, agreements, concerns and activities of visible customers, by their title, number or customer (pinyin and initials too); and one's own open tasks. */
export async function searchRecords(tx: Tx, asker: Asker, typed: string, limit: number): Promise<Found[]> {
  const patterns = searchWordsOf(typed).words.map(patternOf)
  const tasks = sql`(select 'task'::text as kind, t.task_id as id, null::uuid as "dyadId", t.title, null::text as code, t.due_on::text as detail, null::text as type
    from task t where t.tenant_id = ${asker.tenantId}::uuid and t.assignee_id = ${asker.userId}::uuid and t.state = 'open' and t.deleted_at is null
      and lower(t.title) like all(${[...patterns]}::text[]) order by t.due_on nulls last, t.task_id limit ${limit})`
  const parts = [...sources.map(source => selected(asker, source, patterns, limit)), tasks]
  const { rows } = await sql<Found>`${sql.join(parts, sql` union all `)}`.execute(tx)
  return rows
}
