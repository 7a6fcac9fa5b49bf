import { baselines } from './baselines.ts'
import { purchaseModelNames } from './fit.ts'

/**
 * What the figures of a customer's future can come from: purchase models (docs/methods has a page for each), the industry's experience where a book is
 * too small to fit any, the customer's own rhythm where the firm wants no model, and the rules of thumb that every model is measured by.
 */
export const forecastMethods = [...purchaseModelNames, 'industry', 'rhythm', ...baselines] as const
export type ForecastMethod = (typeof forecastMethods)[number]

/** Why a customer is warned of (core/value/early-warning.ts): by its own rhythm; by that of customers like it; it ordered once and not again. */
export const warningCodes = ['later_than_own_rhythm', 'later_than_customers_alike', 'later_than_usual_once'] as const
export type WarningCode = (typeof warningCodes)[number]

/** `churned`: gone; `partial`: still buys, but much less. docs/methods/churn.md */
export const churnKinds = ['churned', 'partial'] as const
export type ChurnKind = (typeof churnKinds)[number]
