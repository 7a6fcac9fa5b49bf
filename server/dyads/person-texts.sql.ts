import { sql } from 'kysely'
import type { PersonText } from '#contract/dyads/privacy.ts'
import type { Tx } from '#server/platform/database.ts'

/** Registers that people write by hand, and the texts in them: their id, what they are called by, and all that may name somebody. */
const registers: Readonly<
  Record<PersonText['entity'], { readonly id: string; readonly title: string; readonly texts: readonly string[] }>
> = {
  bond: { id: 'bond_id', title: 'title', texts: ['title', 'effect', 'benefit', 'proof'] },
  switching_item: { id: 'item_id', title: 'title', texts: ['title', 'benefit', 'source', 'note'] },
  relationship_term: { id: 'term_id', title: 'title', texts: ['title', 'counterpart', 'source'] },
  relationship_entry: { id: 'entry_id', title: 'title', texts: ['title', 'note'] },
  relationship_fact: { id: 'fact_id', title: 'source', texts: ['source', 'note'] },
}

/** Entries of the registers of relationships that name a person: not erased by themselves, for what was agreed must stay readable. At most `limit`, the newest first. */
export async function readTextsNear(
  tx: Tx,
  tenantId: string,
  { words, dyadIds }: { readonly words: readonly string[]; readonly dyadIds: readonly string[] },
  limit: number,
): Promise<PersonText[]> {
  const parts = Object.entries(registers).map(([entity, { id, title, texts }]) => {
    const said = sql`concat_ws(' · ', ${sql.join(texts.map(name => sql.ref(`r.${name}`)))})`
    return sql`select ${entity}::text as entity, ${sql.ref(`r.${id}`)} as record_id, r.dyad_id, ${sql.ref(`r.${title}`)} as title, ${said} as said, r.created_at
      from ${sql.table(entity)} r where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...dyadIds]}::uuid[]) and r.deleted_at is null
        and exists (select 1 from unnest(${[...words]}::text[]) w (word) where w.word <> '' and position(w.word in ${said}) > 0)`
  })
  const { rows } = await sql<PersonText>`
    select f.entity, f.record_id as "recordId", coalesce(m.current_id, f.dyad_id) as "dyadId", p.name as customer, d.side = 'supply' as "isSupplier", f.title, f.said as text
    from (${sql.join(parts, sql` union all `)}) f
    join dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = f.dyad_id
    join party p on p.tenant_id = d.tenant_id and p.party_id = case when d.side = 'supply' then d.seller_id else d.buyer_id end
    left join dyad_current m on m.tenant_id = d.tenant_id and m.dyad_id = d.dyad_id
    order by f.created_at desc, f.record_id limit ${limit}`.execute(tx)
  return rows
}
