import { bgbbObjective, distinctHistories, type OccasionTable } from './bgbb.ts'
import { type FitOptions, type Fitted, type FitWarning, fewestCustomers } from './fit.ts'
import { settle, unlessSaid } from './settle-fit.ts'

const names = ['alpha', 'beta', 'gamma', 'delta'] as const
/** The shapes of buying, and those of leaving. */
const blocks = [
  [0, 1],
  [2, 3],
]
const starts = [
  [1, 1, 0.5, 3],
  [3, 3, 2, 20],
].map(start => Float64Array.from(start, Math.log))

/** A sum of both shapes beyond this is that of customers who do not differ; a mean chance to leave below the second is none that the data could show. */
const alike = 1000
const fewestLeavers = 1e-4

function warningsOf(
  { alpha = 0, beta = 0, gamma = 0, delta = 0 }: Record<string, number>,
  customers: number,
  leftOut: number,
): readonly FitWarning[] {
  const found: FitWarning[] = []
  if (leftOut > 0) found.push({ code: 'rows_left_out', args: { rows: leftOut } })
  const dropout = gamma / (gamma + delta)
  if (dropout < fewestLeavers) found.push({ code: 'dropout_not_identifiable', args: { dropout } })
  else if (gamma + delta > alike) found.push({ code: 'dropout_spread_not_identifiable', args: { dropout } })
  if (alpha + beta > alike) found.push({ code: 'rates_alike', args: { alpha, beta } })
  if (customers < fewestCustomers) found.push({ code: 'few_customers', args: { customers, fewest: fewestCustomers } })
  return found
}

/**
 * BG/BB by maximum likelihood from histories x, t_x, n with their numbers of customers. Rows that no customer can have are left out and counted in a
 * warning. Refused without customers, without an occasion, or where nobody ordered again.
 */
export function fitBgbb(table: OccasionTable, options: FitOptions): Fitted {
  const { rows, leftOut } = distinctHistories(table)
  const customers = rows.reduce((sum, row) => sum + row.weight, 0)
  if (customers === 0)
    return { refusal: leftOut > 0 ? { code: 'rows_left_out', args: { rows: leftOut } } : { code: 'no_customers', args: {} } }
  if (rows.every(row => row.n === 0)) return { refusal: { code: 'no_time', args: { customers } } }
  const repeatCustomers = rows.reduce((sum, row) => sum + (row.x > 0 ? row.weight : 0), 0)
  if (repeatCustomers === 0) return { refusal: { code: 'rates_not_identifiable', args: { customers } } }
  const { log, ...rest } = settle({ likelihood: bgbbObjective(rows), customers, names, starts, blocks })
  const open = warningsOf(rest.parameters, customers, leftOut)
  const said = open.flatMap(({ code }) =>
    code === 'rates_alike' ? ['alpha', 'beta'] : code.startsWith('dropout_') ? ['gamma', 'delta'] : [],
  )
  const warnings = [...open, ...unlessSaid(rest.warnings, said)]
  return {
    fit: { model: 'bgbb', k: 1, unit: options.unit, customers, repeatCustomers, until: options.until ?? null, ...rest, warnings },
    log,
  }
}
