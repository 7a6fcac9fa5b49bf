import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

export const identifyKind = 'identify'
export const validateKind = 'validate_forecast'

/** A recalculation that waits, or one that runs; the newest first. */
export const findIdentifyJob = (tx: Tx, tenantId: string): Promise<string | undefined> => findJob(tx, tenantId, identifyKind)

/** A test of the forecast against the past, likewise. */
export const findValidateJob = (tx: Tx, tenantId: string): Promise<string | undefined> => findJob(tx, tenantId, validateKind)

async function findJob(tx: Tx, tenantId: string, kind: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('job')
    .select('job_id')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where('state', 'in', ['queued', 'running'])
    .orderBy('job_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.job_id
}

/** Holds a waiting job until the transaction ends, so that it begins only after what it has to see; undefined where it has begun. */
export async function holdWaiting(tx: Tx, tenantId: string, jobId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('job')
    .select('job_id')
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .where('state', '=', 'queued')
    .where('cancel_requested', '=', false)
    .forUpdate()
    .executeTakeFirst()
  return row?.job_id
}

/** Writes a further reason beside those that a waiting job has: whoever asked finds it by that reason. */
export async function addReason(tx: Tx, tenantId: string, jobId: string, reason: string): Promise<void> {
  const also = sql`coalesce(subject -> 'also', '[]'::jsonb)`
  const asked = sql`jsonb_build_array(${reason}::text)`
  await tx
    .updateTable('job')
    .set({ subject: sql`jsonb_set(subject, '{also}', ${also} || ${asked})` })
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .where(sql<boolean>`not (jsonb_build_array(subject -> 'reason') || ${also}) @> ${asked}`)
    .execute()
}

/** What the nightly look needs: the day that the present map is of, and its zone; undefined before the first map. */
export async function findPresentDay(tx: Tx, tenantId: string) {
  return await tx
    .selectFrom('generation as g')
    .innerJoin('tenant as t', 't.tenant_id', 'g.tenant_id')
    .select(['g.as_of as asOf', 'g.created_at as createdAt', 't.time_zone as timeZone'])
    .where('g.tenant_id', '=', tenantId)
    .where('g.state', '=', 'current')
    .executeTakeFirst()
}

/** The last day of an order up to `today`, and whether an override or a dated fact changes between two days. */
export async function findLastOrder(tx: Tx, tenantId: string, today: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('dyad_day as r')
    .innerJoin('dyad as d', join => join.onRef('d.tenant_id', '=', 'r.tenant_id').onRef('d.dyad_id', '=', 'r.dyad_id'))
    .select(eb => eb.fn.max('r.day').as('day'))
    .where('r.tenant_id', '=', tenantId)
    .where('r.orders', '>', 0)
    .where('r.day', '<=', today)
    .where('d.is_anonymous', '=', false)
    .where('d.side', '=', 'sale')
    .executeTakeFirst()
  return row?.day ?? undefined
}

/** Whether an override expires after one day and up to another. */
export async function hasExpiring(tx: Tx, tenantId: string, after: string, upTo: string): Promise<boolean> {
  const row = await tx
    .selectFrom('type_override')
    .select('override_id')
    .where('tenant_id', '=', tenantId)
    .where('ended_at', 'is', null)
    .where('expires_on', '>', after)
    .where('expires_on', '<=', upTo)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
