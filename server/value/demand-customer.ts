import type { Asker } from '#server/dyads/customer-filter.sql.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { findVisibleCustomer } from './visible-customer.sql.ts'

/** Who asks, as the policy compiler takes it. */
export const askerOf = ({ tenantId, userId, scope, departmentIds, poolIds, departmentId, role, fieldRules }: Ctx): Asker => ({
  tenantId,
  userId,
  scope,
  departmentIds,
  poolIds,
  departmentId,
  role,
  fieldRules,
})

/** Refuses a customer that is not there or not this person's to see: the two look the same. */
export async function demandCustomer(tx: Tx, ctx: Ctx, dyadId: string): Promise<void> {
  if (!(await findVisibleCustomer(tx, askerOf(ctx), dyadId))) throw new Refusal('not_found')
}
