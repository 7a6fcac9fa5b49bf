/**
 * What the figures of a customer's future can come from: purchase models (docs/methods has a page for each), the industry's experience where a book is
 * too small to fit any, and rules of thumb, which are the baselines beside every model.
 */
export const forecastMethods = [
  'nbd',
  'bgnbd',
  'mbgnbd',
  'bgcnbd',
  'mbgcnbd',
  'paretonbd',
  'industry',
  'rhythm',
  'rate',
  'last_window',
  'hiatus',
  'zero',
] as const
export type ForecastMethod = (typeof forecastMethods)[number]

/**
 * Why a customer is warned of. `late`: later than its own rhythm allows, still likely to be with us; `fading`: so late that it is as likely gone as not.
 */
export const warningCodes = ['late', 'fading'] as const
export type WarningCode = (typeof warningCodes)[number]

/** `churned`: gone; `partial`: still buys, but less or fewer kinds of goods. */
export const churnKinds = ['churned', 'partial'] as const
export type ChurnKind = (typeof churnKinds)[number]
