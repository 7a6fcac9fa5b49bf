import type { Tx } from '#server/platform/database.ts'

const modelColumns = [
  'm.generation',
  'm.method',
  'm.k',
  'm.unit',
  'm.fitted_until as fittedUntil',
  'm.customers',
  'm.repeat_customers as repeatCustomers',
  'm.prior',
  'm.model',
  'm.standard_errors as standardErrors',
  'm.log_likelihood as logLikelihood',
  'm.spend',
  'm.reason',
  'm.warnings',
  'm.totals',
  'm.validation_state as validationState',
  'm.validation',
  'm.warning_quality as warningQuality',
] as const

/** What the generation that readers see was reckoned with; undefined where nobody has ordered yet. */
export async function findModel(tx: Tx, tenantId: string) {
  return await tx
    .selectFrom('purchase_model as m')
    .innerJoin('generation as g', join => join.onRef('g.tenant_id', '=', 'm.tenant_id').onRef('g.generation', '=', 'm.generation'))
    .select(modelColumns)
    .where('m.tenant_id', '=', tenantId)
    .where('g.state', '=', 'current')
    .executeTakeFirst()
}
export type ModelRow = NonNullable<Awaited<ReturnType<typeof findModel>>>

/** What a customer's standing says of its future. */
export async function findFuture(tx: Tx, tenantId: string, dyadId: string) {
  return await tx
    .selectFrom('customer_standing as s')
    .select([
      's.dyad_id as dyadId',
      's.as_of as asOf',
      's.p_alive as pAlive',
      's.orders',
      's.net_contribution_state as netContributionState',
      's.type_probabilities as typeProbabilities',
      's.future',
    ])
    .select(eb => eb('s.as_of', '-', eb.ref('s.last_order')).$castTo<number | null>().as('silence'))
    .where('s.tenant_id', '=', tenantId)
    .where('s.dyad_id', '=', dyadId)
    .executeTakeFirst()
}
export type StandingRow = NonNullable<Awaited<ReturnType<typeof findFuture>>>
