import { type RawBuilder, sql } from 'kysely'
import type { EvidenceTopic, RelationshipLine } from '#contract/relationships/bond.ts'
import type { Tx } from '#server/platform/database.ts'
import { askedKinds, contactsOf, type Days, deliveredOf, followUps, membersOf, published, suggestionsOf } from './relationship-facts.sql.ts'

type Source = (tenantId: string, days: Days) => { readonly before?: RawBuilder<unknown>; readonly lines: RawBuilder<unknown> }

const contacts = (tenantId: string, days: Days) => sql`, contacts as materialized (${contactsOf(tenantId, days)})`

const sources: Record<EvidenceTopic, Source> = {
  contact: (tenantId, days) => ({
    before: contacts(tenantId, days),
    lines: sql`select c.day, c.subject as title, c.kind || case when c.ours then ':out' else ':in' end as detail, c.reached as counts, c.activity_id as id from contacts c`,
  }),
  follow_up: (tenantId, days) => ({
    before: sql`${contacts(tenantId, days)}, delivered as materialized (${deliveredOf(tenantId, days)})`,
    lines: sql`select f.day, coalesce((select c.subject from contacts c where c.current_id = f.current_id and c.ours and c.reached and c.day between f.day and f.day + 14
      order by c.day limit 1), '') as title, (select c.day::text from contacts c where c.current_id = f.current_id and c.ours and c.reached and c.day between f.day and f.day + 14
      order by c.day limit 1) as detail, f.followed as counts, null::uuid as id from (${followUps(days.today)}) f`,
  }),
  suggestion: (tenantId, days) => ({
    before: contacts(tenantId, days),
    lines: sql`select s.day, s.title, case when s.is_opportunity then 'opportunity' else 'activity' end as detail, true as counts, s.id from (${suggestionsOf(tenantId, days)}) s`,
  }),
  agreement: (tenantId, { today }) => ({
    lines: sql`select g.ends_on as day, g.title, g.kind as detail, (g.state = 'active' and (g.starts_on is null or g.starts_on <= ${today}::date)
      and (g.ends_on is null or g.ends_on >= ${today}::date or g.renews)) as counts, g.agreement_id as id
      from members m join agreement g on g.tenant_id = ${tenantId}::uuid and g.dyad_id = m.dyad_id where g.deleted_at is null`,
  }),
  price_loss: (tenantId, { from }) => ({
    lines: sql`select o.closed_on as day, o.title, o.state || ':' || coalesce(o.reason_code, '') as detail, (o.state = 'lost' and o.reason_code = 'price') as counts,
      o.opportunity_id as id from members m join opportunity o on o.tenant_id = ${tenantId}::uuid and o.dyad_id = m.dyad_id
      where o.deleted_at is null and o.state <> 'open' and o.closed_on > ${from}::date - interval '1 year'`,
  }),
  payment: (tenantId, { from, asOf }) => ({
    lines: sql`select q.paid_on as day, coalesce(q.number, q.order_number, '') as title, q.amount_minor::text || ':' || q.due_on::text as detail,
      q.paid_on <= q.due_on as counts, null::uuid as id from members m join payment q on q.tenant_id = ${tenantId}::uuid and q.dyad_id = m.dyad_id
      where q.due_on is not null and q.amount_minor > 0 and q.paid_on > ${from}::date and q.paid_on <= ${asOf}::date and ${published('q')}`,
  }),
  told: tenantId => ({
    lines: sql`select k.observed_on as day, k.kind as title, k.source as detail, true as counts, null::uuid as id from members m
      join dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = m.dyad_id
      join party_fact k on k.tenant_id = d.tenant_id and k.party_id = d.buyer_id where k.kind = any(${[...askedKinds]}::text[])
        and k.withdrawn_at is null and k.superseded_by is null`,
  }),
}

/** The facts behind one finding about a customer that the caller sees, the newest first. */
export async function readLines(tx: Tx, tenantId: string, dyadId: string, topic: EvidenceTopic, days: Days): Promise<RelationshipLine[]> {
  const { before = sql``, lines } = sources[topic](tenantId, days)
  const { rows } = await sql<RelationshipLine>`
    with members as materialized (${membersOf(tenantId, [dyadId])}) ${before}
    select l.day, l.title, l.detail, l.counts, l.id from (${lines}) l order by l.day desc nulls last, l.title limit 200`.execute(tx)
  return rows
}
