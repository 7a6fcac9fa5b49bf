import { sql } from 'kysely'
import { completenessItems } from '#core/dyads/completeness.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { completenessPercent, lacksItem } from './customer-columns.sql.ts'

export type CompletenessSum = {
  readonly customers: number
  readonly percent: number | null
  readonly gaps: { readonly item: string; readonly missing: number }[]
}

/** How complete the records are of all customers that this person sees, and how many lack each item, the most first. */
export async function sumCompleteness(tx: Tx, tenantId: string, viewer: Viewer): Promise<CompletenessSum> {
  const missing = completenessItems.map(item => sql`count(*) filter (where ${lacksItem({ tenantId }, item)})::int as ${sql.ref(item)}`)
  const { rows } = await sql<
    Record<string, number | null>
  >`select count(*)::int as customers, round(avg(${completenessPercent({ tenantId })}))::int as percent, ${sql.join(missing)}
    from app.dyad d join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    where d.tenant_id = ${tenantId}::uuid and d.side = 'sale' and not d.is_anonymous and d.is_published and d.deleted_at is null and d.merged_into_id is null and ${visibleDyads(viewer, 'd')}`.execute(
    tx,
  )
  const [found] = rows
  const gaps = completenessItems.map(item => ({ item, missing: found?.[item] ?? 0 })).filter(gap => gap.missing > 0)
  return { customers: found?.customers ?? 0, percent: found?.percent ?? null, gaps: gaps.sort((a, b) => b.missing - a.missing) }
}
