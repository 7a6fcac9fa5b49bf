import { sql } from 'kysely'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import type { CustomValues } from '#core/platform/custom-field.ts'
import type { Hold } from '#core/platform/field-policy.ts'
import { holdOf, type Viewer, visibleDyads } from '#server/platform/access.ts'
import { customShown } from '#server/platform/custom-field-columns.sql.ts'
import type { Tx } from '#server/platform/database.ts'
import { isCustomer } from './customer-filter.sql.ts'

export type ExportedContact = {
  readonly contactId: string
  readonly customer: string
  readonly customerCode: string | null
  readonly name: string
  readonly title: string | null
  readonly department: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly language: string | null
  readonly isPrimary: boolean
  readonly note: string | null
  readonly createdAt: Date
  readonly hold: Hold
  readonly tags: readonly string[]
  readonly custom: CustomValues
}

/** People of the customers that this person sees, in the order of their ids. */
export async function readExportedContacts(
  tx: Tx,
  asker: Viewer & { readonly tenantId: string },
  after: string | undefined,
  limit: number,
  own: readonly CustomField[],
): Promise<ExportedContact[]> {
  const later = after === undefined ? sql`` : sql`and c.contact_id > ${after}::uuid`
  const { rows } = await sql<ExportedContact>`
    select c.contact_id as "contactId", p.name as customer, d.code as "customerCode", c.name, c.title, c.department, c.phone, c.email, c.language,
      c.is_primary as "isPrimary", c.note, c.created_at as "createdAt", c.tags, ${customShown(own, sql`c.custom`)} as custom, ${holdOf(asker, 'd')} as hold
    from contact c
    join dyad d on d.tenant_id = c.tenant_id and d.buyer_id = c.party_id
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    where c.tenant_id = ${asker.tenantId}::uuid and c.deleted_at is null and ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} ${later}
    order by c.contact_id limit ${limit}`.execute(tx)
  return rows
}
