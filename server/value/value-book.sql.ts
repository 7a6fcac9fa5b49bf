import type { Tx } from '#server/platform/database.ts'

/** What one customer's value needs of the whole firm: which sources its book has, where it begins and is looked at, the usual interval. */
export async function findFirmBook(tx: Tx, tenantId: string) {
  const generation = await tx
    .selectFrom('generation')
    .select(['generation', 'sources', 'first_fact as firstFact', 'as_of as asOf'])
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'current')
    .executeTakeFirst()
  if (generation === undefined) return undefined
  const run = await tx
    .selectFrom('classification_run')
    .select('tenant_mu as tenantMu')
    .where('tenant_id', '=', tenantId)
    .where('generation', '=', generation.generation)
    .orderBy('as_of', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { ...generation, tenantMu: run?.tenantMu }
}
