/** What a standing says of the future, in the order in which rows carry it, with the type of each column. */
export const futureColumns = {
  clv_minor: 'bigint',
  clv_low_minor: 'bigint',
  clv_high_minor: 'bigint',
  expected_orders: 'real',
  expected_orders_low: 'real',
  expected_orders_high: 'real',
  next_order_on: 'date',
  next_order_from: 'date',
  next_order_to: 'date',
  warning: 'text',
  at_stake_minor: 'bigint',
  churn: 'text',
  lost_minor: 'bigint',
  future: 'jsonb',
} as const

export const churnColumns = {
  tenant_id: 'uuid',
  dyad_id: 'uuid',
  generation: 'integer',
  kind: 'text',
  happened_on: 'date',
  before_minor: 'bigint',
  lost_minor: 'bigint',
  returned_on: 'date',
  reason: 'jsonb',
} as const

export const writeModelText = `
  insert into app.purchase_model (tenant_id, generation, method, k, unit, fitted_until, customers, repeat_customers, prior, model, standard_errors,
    log_likelihood, spend, reason, warnings, totals)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`

export const presentModelText = `
  select m.generation, m.model, m.spend from app.purchase_model m join app.generation g on g.tenant_id = m.tenant_id and g.generation = m.generation
  where m.tenant_id = $1 and g.state = 'current'`
