import { sql } from 'kysely'
import { isWordless, patternOf, type SearchWords, searchWordsOf } from '#core/dyads/search-words.ts'
import { visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Asker, Searched } from './customer-filter.sql.ts'
import type { Cursor } from './customer-list.sql.ts'
import { rememberFrequent, wereFrequent } from './frequent-words.ts'

/** Beyond so many hits a list is walked and each row tested instead: each hit is looked up in three tables. */
const foundLimit = 5_000

/** The same where hits are put in order as they lie, without looking anything up. */
const rankedLimit = 10_000

/** The piece of the tenant's id under which its entries stand in the search indexes (app.mark_of). */
export const markOf = (tenantId: string): string => tenantId.slice(-8)

/** What the search functions of the database are asked: grams of this tenant, patterns. */
export function searchTerms(tenantId: string, { words, grams }: SearchWords) {
  const mark = markOf(tenantId)
  return { grams: grams.map(gram => mark + gram), patterns: words.map(word => (word.length > 2 ? patternOf(word) : '%')) }
}

/** What was typed in words, or what a search comes to without looking for any. */
function readWords(typed: string | undefined): Searched | SearchWords {
  if (isWordless(typed)) return { how: 'found', dyadIds: [] }
  const words = searchWordsOf(typed ?? '')
  return words.words.length === 0 ? { how: 'all' } : words
}

const matching = (tenantId: string, words: SearchWords, upTo: number) => {
  const { grams, patterns } = searchTerms(tenantId, words)
  return sql`matching_customers(${grams}::text[], ${patterns}::text[], ${upTo})`
}

/**
 * Finds customers by what was typed: by name, pinyin and initials of the buyer, or by code. One that was merged is found as its survivor.
 * Where they are too many, nothing but that is answered.
 */
export async function searchCustomers(tx: Tx, tenantId: string, typed: string | undefined): Promise<Searched> {
  const words = readWords(typed)
  if ('how' in words) return words
  const tested = { how: 'tested', words } as const
  if (wereFrequent(tenantId, words.words, foundLimit)) return tested
  const { rows } = await sql<{
    id: string | null
  }>`select distinct m.dyad_id as id from ${matching(tenantId, words, foundLimit)} m`.execute(tx)
  const dyadIds = rows.flatMap(({ id }) => id ?? [])
  if (dyadIds.length === rows.length) return { how: 'found', dyadIds }
  rememberFrequent(tenantId, words.words, foundLimit)
  return tested
}

function beyond({ value, dyadId }: Cursor) {
  const further = sql`d.dyad_id > ${dyadId}::uuid`
  if (value === null) return sql`(d.net_contribution_minor is null and ${further})`
  const at = sql`${value}::bigint`
  return sql`(d.net_contribution_minor < ${at} or d.net_contribution_minor is null or (d.net_contribution_minor = ${at} and ${further}))`
}

/**
 * The customers that this person sees among those that were found, the largest contribution first, at most `limit` after a place: in one statement,
 * out of the narrow rows that were searched. Undefined where that is no shorter way: nothing was typed, or so many are found that the list is walked.
 */
export async function rankFound(
  tx: Tx,
  asker: Asker,
  typed: string | undefined,
  after: Cursor | undefined,
  limit: number,
): Promise<Cursor[] | undefined> {
  const words = readWords(typed)
  if ('how' in words || wereFrequent(asker.tenantId, words.words, rankedLimit)) return undefined
  const { rows } = await sql<{ dyadId: string | null; value: string | null }>`
    select f.dyad_id as "dyadId", f.value::text as value
    from (select distinct d.dyad_id, d.net_contribution_minor as value from ${matching(asker.tenantId, words, rankedLimit)} d
      where d.dyad_id is null or (${visibleDyads(asker, 'd')} and ${after === undefined ? sql`true` : beyond(after)})) f
    order by f.dyad_id is not null, f.value desc nulls last, f.dyad_id limit ${limit + 1}`.execute(tx)
  const found = rows.flatMap(({ dyadId, value }) => (dyadId === null ? [] : { dyadId, value }))
  if (found.length === rows.length) return found.slice(0, limit)
  for (const more of [foundLimit, rankedLimit]) rememberFrequent(asker.tenantId, words.words, more)
  return undefined
}
