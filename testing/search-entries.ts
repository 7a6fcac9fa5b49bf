import type pg from 'pg'

const columns = 'survivor_id, owner_id, department_id, pool_id, net_contribution_minor, is_listed, words'

/** What all entries of the search must say, and what they say. */
const due = `select tenant_id, entry_id, ${columns} from app.search_entry_due`
const kept = `select tenant_id, entry_id, ${columns} from app.search_entry`

/** Writes that a use-case of the product is the only one to make: a test that makes them behind its back puts the search in line itself. */
const concerned = /\b(insert into|update|delete from) app\.(party|dyad|customer_standing)\b/i

export const changesSearched = (text: string): boolean => concerned.test(text)

/** Entries of the search that do not say what they must: some use-case wrote companies, relations or values, and not what they are found by. */
export async function searchEntriesAstray(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    (select 'missing ' || d::text as line from (${due} except ${kept}) d limit 5) union all (select 'kept ' || k::text from (${kept} except ${due}) k limit 5)`)
  return rows.map(({ line }) => line)
}

/** Brings the entries in line with what a test wrote by itself. */
export async function settleSearchEntries(client: pg.Client): Promise<void> {
  await client.query(`delete from app.search_entry e
    where not exists (select 1 from app.search_entry_due d where d.tenant_id = e.tenant_id and d.entry_id = e.entry_id)`)
  const excluded = columns.replaceAll(/\w+/g, 'excluded.$&')
  await client.query(`insert into app.search_entry (tenant_id, entry_id, ${columns}) ${due}
    on conflict (tenant_id, entry_id) do update set (${columns}) = (${excluded})`)
}
