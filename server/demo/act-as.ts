import type { Ctx, Platform } from '#server/platform/context.ts'
import type { Tx, Who } from '#server/platform/database.ts'
import { findMembership } from '#server/platform/membership.sql.ts'
import { Refusal } from '#server/platform/errors.ts'

type Acting = Pick<Platform, 'db' | 'jobs' | 'now'>

/**
 * A person of the demo company at work, so that what the demo does goes through the product's own use-cases, with their checks and their audit. All of
 * it lies in the one transaction that is given.
 */
export async function actAs({ db, jobs, now }: Acting, tx: Tx, { tenantId, userId }: Required<Who>, name: string): Promise<Ctx> {
  const membership = await findMembership(db, tenantId, userId)
  if (membership === undefined) throw new Refusal('not_found')
  const signal = new AbortController().signal
  const inTenant = <T>(work: (own: Tx) => Promise<T>) => work(tx)
  return { ...membership, membership, userId, person: { userId, name }, language: 'zh-CN', now, signal, jobs, inTenant } as unknown as Ctx
}
