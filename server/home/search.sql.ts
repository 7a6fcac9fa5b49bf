import { sql } from 'kysely'
import type { Found } from '#contract/home.ts'
import { searchWordsOf } from '#core/dyads/search-words.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import { searchTerms } from '#server/dyads/search-customers.sql.ts'
import type { FieldPolicy } from '#core/platform/field-policy.ts'
import { readableDyads, type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** Hits of one search function that are looked at: the best of them are shown. */
const looked = 500

type Asker = Viewer & { readonly tenantId: string }

/** A contact is found by its number or address only where this person may read those; else by its name alone. */
function foundByWhatIsSeen(asker: Asker, policy: FieldPolicy, grams: readonly string[], patterns: readonly string[]) {
  const named = sql`app.words_of_party(c.name, '', '', c.pinyin, c.initials)`
  return sql`((${readableDyads(asker, policy, 'phone', 'd')} and ${readableDyads(asker, policy, 'email', 'd')})
    or (app.grams_of(app.mark_of(c.tenant_id), ${named}, replace(c.initials, ' ', '')) @> ${[...grams]}::text[] and ${named} like all (${[...patterns]}::text[])))`
}

/** Contacts of visible customers, orders by the beginning of their number, items, suppliers and carriers: at most so many of each. `phone`: what was typed as a number in E.164, however it is written in the records. */
export async function searchOthers(
  tx: Tx,
  asker: Asker,
  policies: { readonly contact: FieldPolicy; readonly customer: FieldPolicy },
  typed: string,
  phone: string | null,
  limit: number,
): Promise<Found[]> {
  const { tenantId } = asker
  const words = searchWordsOf(typed)
  const { grams, patterns } = searchTerms(tenantId, words)
  const number = typed.trim().slice(0, 100)
  const beginnings = [...new Set([number, number.toUpperCase(), number.toLowerCase()])]
  const numbered = sql.join(
    beginnings.map(text => sql`(o.number >= ${text} and o.number < ${`${text}\u{10ffff}`})`),
    sql` or `,
  )
  const tenant = sql`${tenantId}::uuid`
  const { rows } = await sql<Found>`
    (select 'contact' as kind, c.contact_id as id, d.dyad_id as "dyadId", c.name as title, null::text as code, p.name as detail, null::text as type
      from (select contact_id from matching_contacts(${grams}::text[], ${patterns}::text[], ${looked}) as m (contact_id)
        union select n.contact_id from contact n where n.tenant_id = ${tenant} and n.phone_e164 = ${phone}) m
      join contact c on c.tenant_id = ${tenant} and c.contact_id = m.contact_id and c.deleted_at is null
      join lateral (select c.party_id as id union select l.party_id from contact_party l
        where l.tenant_id = c.tenant_id and l.contact_id = c.contact_id and l.ended_on is null) f on true
      join dyad d on d.tenant_id = c.tenant_id and d.buyer_id = f.id
      join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
      where ${isCustomer(tenantId)} and ${visibleDyads(asker, 'd')} and ${foundByWhatIsSeen(asker, policies.contact, grams, patterns)} order by c.pinyin, c.contact_id limit ${limit})
    union all
    (select 'customer', d.dyad_id, d.dyad_id, p.name, d.code, p.phone, null
      from party p join dyad d on d.tenant_id = p.tenant_id and d.buyer_id = p.party_id
      where p.tenant_id = ${tenant} and p.phone_e164 = ${phone} and ${isCustomer(tenantId)} and ${visibleDyads(asker, 'd')}
        and ${readableDyads(asker, policies.customer, 'phone', 'd')} order by p.sort_zh, d.dyad_id limit ${limit})
    union all
    (select 'order', o.order_id, d.dyad_id, o.number, null, p.name || ' · ' || o.ordered_on, null
      from sales_order o
      join import i on i.tenant_id = o.tenant_id and i.import_id = o.import_id and i.state = 'published'
      join dyad d on d.tenant_id = o.tenant_id and d.dyad_id = o.dyad_id
      join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
      where o.tenant_id = ${tenant} and o.superseded_by is null and (${numbered}) and ${isCustomer(tenantId)} and ${visibleDyads(asker, 'd')}
      order by length(o.number), o.number, o.order_id limit ${limit})
    union all
    (select 'item', t.item_id, null, t.name, t.code, k.name, null
      from matching_items(${grams}::text[], ${patterns}::text[], ${looked}) as m (item_id)
      join item t on t.tenant_id = ${tenant} and t.item_id = m.item_id
      left join item_category k on k.tenant_id = t.tenant_id and k.category_id = t.category_id
      order by t.code, t.item_id limit ${limit})
    union all
    (select 'supplier', p.party_id, (select d.dyad_id from dyad d where d.tenant_id = p.tenant_id and d.seller_id = p.party_id and d.side = 'supply' and d.is_published and d.deleted_at is null and d.merged_into_id is null
        and ${visibleDyads(asker, 'd')} order by d.dyad_id limit 1), p.name, null, coalesce(p.city, p.region, p.country), null
      from matching_parties(${grams}::text[], ${patterns}::text[], ${looked}) as m (party_id)
      join party p on p.tenant_id = ${tenant} and p.party_id = m.party_id and p.deleted_at is null
      where exists (select 1 from party_role r where r.tenant_id = p.tenant_id and r.party_id = p.party_id and r.role <> 'customer')
        and exists (select 1 from dyad d where d.tenant_id = p.tenant_id and d.seller_id = p.party_id and d.is_published and d.deleted_at is null)
      order by p.sort_zh, p.party_id limit ${limit})`.execute(tx)
  return rows
}
