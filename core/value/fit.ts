import type { CivilDay } from '#core/units/civil-day.ts'
import type { Objective } from '#core/numerics/minimise.ts'
import type { TimeUnit } from './purchase-statistics.ts'

/** The models of repeat buying that can be fitted to x, t_x, T. Names as in the literature, without its strokes. */
export const purchaseModelNames = ['nbd', 'bgnbd', 'mbgnbd', 'bgcnbd', 'mbgcnbd', 'paretonbd'] as const
export type PurchaseModelName = (typeof purchaseModelNames)[number]
export type ModelName = PurchaseModelName | 'bgbb' | 'sbg' | 'gammagamma'

/** Why a figure of a fit is to be taken with care, or why there is none; sentences in model-warnings.ts. */
export const fitWarningCodes = [
  'dropout_not_identifiable',
  'dropout_spread_not_identifiable',
  'everyone_leaves',
  'rates_alike',
  'rates_not_identifiable',
  'k_at_bound',
  'k_without_gaps',
  'few_customers',
  'few_gaps',
  'no_customers',
  'no_time',
  'day_rounding',
  'not_converged',
  'hessian_not_positive',
  'starts_disagree',
  'parameter_at_bound',
  'not_a_count',
  'not_a_time',
  'recency_after_age',
  'recency_without_repeat',
  'rows_left_out',
  'not_a_cohort',
  'spend_left_out',
  'nobody_spends',
  'spends_alike',
  'spend_follows_frequency',
  'spend_mean_infinite',
  'horizon_zero',
  'range_rough',
  'industry_prior',
] as const
export type FitWarningCode = (typeof fitWarningCodes)[number]
export type FitWarning = { readonly code: FitWarningCode; readonly args: Readonly<Record<string, number | string>> }

/** A model fitted to a book; plain data that can be written as JSON and read again. */
export type Fit = {
  readonly model: ModelName
  /** Ticks an order (Erlang shape of the gaps); 1 where the model has none. */
  readonly k: number
  readonly unit: TimeUnit
  readonly customers: number
  readonly repeatCustomers: number
  readonly until: CivilDay | null
  readonly parameters: Readonly<Record<string, number>>
  /** In the parameters' own scale; null where the data do not identify the parameter. */
  readonly standardErrors: Readonly<Record<string, number | null>>
  /** Without the prior's share, so that models compare. */
  readonly logLikelihood: number
  /** Greatest component of the gradient of the log-likelihood (with the prior, if any), by parameters in logs. */
  readonly gradientNorm: number
  readonly hessianPositive: boolean
  readonly iterations: number
  readonly warnings: readonly FitWarning[]
}

/** The mode in the space where the search took place, the Hessian of -ln posterior there, and that function for weighing draws. */
export type LogFit = { readonly mode: Float64Array; readonly hessian: Float64Array; readonly objective: Objective }

export type PriorKind = 'none' | 'weak'

export type FitOptions = {
  readonly unit: TimeUnit
  readonly until?: CivilDay | null
  /** Default 'none': maximum likelihood. */
  readonly prior?: PriorKind
  /** 'auto' (default where the model has a k): the k from 1 to 12 of the highest profile likelihood. */
  readonly k?: number | 'auto'
}

/** A fit with its inner form, or why there is none. */
export type Fitted = { readonly fit: Fit; readonly log: LogFit } | { readonly refusal: FitWarning }

/** Below these there is no population to be estimated: the industry's experience and the customer's own history stand in. */
export const fewestCustomers = 15
export const fewestGaps = 3
export const largestK = 12
