import { sql } from 'kysely'
import { dueDays } from '#core/sales/agreement.ts'
import type { RecordSource } from '#server/dyads/records.sql.ts'

/** What core/sales/agreement.ts calls `standingOf`, in SQL. */
const standing = (today: string) => sql`case when r.state <> 'active' then r.state
  when r.starts_on > ${today}::date then 'upcoming'
  when r.ends_on < ${today}::date and not r.renews then 'expired'
  when r.act_by - ${today}::date <= ${dueDays} and not (r.renews and r.ends_on < ${today}::date) then 'due'
  else 'in_force' end`

/** Agreements as they are listed. */
export const agreements: RecordSource = {
  entity: 'agreement',
  table: 'agreement',
  id: 'agreement_id',
  columns: {
    kind: 'kind',
    number: 'number',
    title: 'title',
    state: 'state',
    startsOn: 'starts_on',
    endsOn: 'ends_on',
    signedOn: 'signed_on',
    noticeDays: 'notice_days',
    renews: 'renews',
    amountMinor: 'amount_minor',
    currency: 'currency',
    terms: 'terms',
    ownerId: 'owner_id',
    note: 'note',
    tags: 'tags',
  },
  usual: { column: 'actBy', direction: 'asc' },
  columnsOf: (_, today) => ({
    kind: { value: sql`r.kind`, type: 'choice', sqlType: 'text' },
    state: { value: sql`r.state`, type: 'choice', sqlType: 'text' },
    standing: { value: standing(today), type: 'choice', sqlType: 'text' },
    startsOn: { value: sql`r.starts_on`, type: 'day', sqlType: 'date' },
    endsOn: { value: sql`r.ends_on`, type: 'day', sqlType: 'date', indexed: 'asc' },
    actBy: { value: sql`r.act_by`, type: 'day', sqlType: 'date', indexed: 'asc' },
    signedOn: { value: sql`r.signed_on`, type: 'day', sqlType: 'date' },
    renews: { value: sql`r.renews`, type: 'boolean', sqlType: 'boolean' },
    terms: { value: sql`r.terms`, type: 'text', sqlType: 'text', field: 'terms', sorts: false },
  }),
  rowOf: (
    _,
    today,
  ) => sql`r.agreement_id as "agreementId", r.kind, r.number, r.title, r.state, ${standing(today)} as standing, r.starts_on as "startsOn",
    r.ends_on as "endsOn", r.signed_on as "signedOn", r.notice_days as "noticeDays", r.act_by as "actBy", r.renews, r.amount_minor as "amountMinor",
    r.currency, r.terms, r.owner_id as "ownerId", u.name as "ownerName", r.note, r.tags, r.import_id as "importId",
    r.created_at as "createdAt", r.updated_at as "updatedAt", r.version`,
}
