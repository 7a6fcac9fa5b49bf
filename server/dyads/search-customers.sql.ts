import { sql } from 'kysely'
import { isWordless, patternOf, type SearchWords, searchWordsOf } from '#core/dyads/search-words.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Searched } from './customer-filter.sql.ts'

/** Beyond so many hits the list is walked and tested instead. */
const foundLimit = 1500

/** The piece of the tenant's id under which its entries stand in the search indexes (app.mark_of). */
export const markOf = (tenantId: string): string => tenantId.slice(-8)

/** What the search functions of the database are asked: grams of this tenant, patterns. */
export function searchTerms(tenantId: string, { words, grams }: SearchWords) {
  const mark = markOf(tenantId)
  return { grams: grams.map(gram => mark + gram), patterns: words.map(word => (word.length > 2 ? patternOf(word) : '%')) }
}

/** Finds customers by what was typed: by name, pinyin and initials of the buyer, or by code. One that was merged is found as its survivor. */
export async function searchCustomers(tx: Tx, tenantId: string, typed: string | undefined): Promise<Searched> {
  if (isWordless(typed)) return { how: 'found', dyadIds: [] }
  const words = searchWordsOf(typed ?? '')
  if (words.words.length === 0) return { how: 'all' }
  const terms = searchTerms(tenantId, words)
  // Where there are too many, nothing but that is answered: their relations are not looked up.
  const { rows } = await sql<{ dyad_id: string | null }>`
    with m as materialized (select m.party_id from matching_parties(${terms.grams}::text[], ${terms.patterns}::text[], ${foundLimit + 1}) as m (party_id)),
      c as materialized (select c.dyad_id from matching_codes(${terms.grams}::text[], ${terms.patterns}::text[], ${foundLimit + 1}) as c (dyad_id)),
      hits as materialized (select (select count(*) from m) + (select count(*) from c) > ${foundLimit} as are_many)
    select coalesce(d.merged_into_id, d.dyad_id) as dyad_id from m join dyad d on d.tenant_id = ${tenantId}::uuid and d.buyer_id = m.party_id
      where not (select are_many from hits)
    union
    select coalesce(k.current_id, c.dyad_id) from c left join dyad_current k on k.tenant_id = ${tenantId}::uuid and k.dyad_id = c.dyad_id
      where not (select are_many from hits)
    union
    select null::uuid from hits where are_many`.execute(tx)
  const dyadIds = rows.flatMap(row => row.dyad_id ?? [])
  return dyadIds.length < rows.length ? { how: 'tested', words } : { how: 'found', dyadIds }
}
