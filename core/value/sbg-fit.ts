import { type FitOptions, type Fitted, type FitWarning, fewestCustomers } from './fit.ts'
import { type Cohort, isCohort, sbgObjective } from './sbg.ts'
import { settle, unlessSaid } from './settle-fit.ts'

const names = ['alpha', 'beta'] as const
const starts = [
  [1, 1],
  [5, 20],
].map(start => Float64Array.from(start, Math.log))

/** Shapes whose sum lies beyond this are those of customers who do not differ. */
const alike = 1000

/**
 * sBG by maximum likelihood from cohorts' survivors. Cohorts whose survivors grow, or that nobody began, are left out and counted in a warning. Refused
 * without a cohort, and where nobody left or nobody stayed: then there is no spread to be seen.
 */
export function fitSbg(cohorts: readonly Cohort[], options: FitOptions): Fitted {
  const usable = cohorts.filter(isCohort)
  const leftOut = cohorts.length - usable.length
  if (usable.length === 0)
    return { refusal: leftOut > 0 ? { code: 'not_a_cohort', args: { cohorts: leftOut } } : { code: 'no_customers', args: {} } }
  const customers = usable.reduce((sum, { began }) => sum + began, 0)
  const remain = usable.reduce((sum, { survivors }) => sum + (survivors.at(-1) ?? 0), 0)
  const renewed = usable.reduce((sum, { survivors }) => sum + (survivors[0] ?? 0), 0)
  if (remain === customers) return { refusal: { code: 'dropout_not_identifiable', args: { dropout: 0 } } }
  if (renewed === 0) return { refusal: { code: 'everyone_leaves', args: { dropout: 1 } } }
  const { log, ...rest } = settle({ likelihood: sbgObjective(usable), customers, names, starts })
  const { alpha = 0, beta = 0 } = rest.parameters
  const found: FitWarning[] = []
  if (leftOut > 0) found.push({ code: 'not_a_cohort', args: { cohorts: leftOut } })
  if (alpha + beta > alike) found.push({ code: 'dropout_spread_not_identifiable', args: { dropout: alpha / (alpha + beta) } })
  if (customers < fewestCustomers) found.push({ code: 'few_customers', args: { customers, fewest: fewestCustomers } })
  const warnings = [...found, ...unlessSaid(rest.warnings, alpha + beta > alike ? names : [])]
  return {
    fit: { model: 'sbg', k: 1, unit: options.unit, customers, repeatCustomers: renewed, until: options.until ?? null, ...rest, warnings },
    log,
  }
}
