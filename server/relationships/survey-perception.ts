import { knownMean, type ValuePart, valueParts } from '#core/relationships/delivered-value.ts'
import type { SideAnswers } from '#core/relationships/relationship-quality.ts'
import { type Perceived, type ServiceDimension, serviceDimensions } from '#core/relationships/service-quality.ts'
import { type MeasureMean, mayShow, meansOf, pointsByMeasure, type SurveyMeasure, type SurveySide } from '#core/relationships/survey.ts'
import type { ResponseRow } from './survey-answers.sql.ts'

/**
 * Answers that may be shown: named ones, and anonymous ones whose whole batch lies in the same survey, side and group. Every figure is so a sum of
 * whole batches: whatever is taken from whatever, before an answer or after it, never is one person's. What is left out is counted.
 */
export function showable<R extends ResponseRow>(
  responses: readonly R[],
  groupOf: (row: R) => string = () => '',
): { shown: R[]; withheld: number } {
  const keyOf = (row: R) => `${row.surveyId} ${row.side} ${row.batch} ${groupOf(row)}`
  const counts = new Map<string, number>()
  for (const row of responses) if (row.isAnonymous) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  const isWhole = (row: R) => counts.get(keyOf(row)) === row.batchSize && mayShow(true, row.batchSize ?? 0)
  const shown = responses.filter(row => !row.isAnonymous || isWhole(row))
  return { shown, withheld: responses.length - shown.length }
}

/**
 * Answers over many customers that may be summed: those of whole batches, and when a survey has ended also what is left over of it, where that is
 * three of a side. A rest of one or two stays out: beside what was shown before the end it would stand alone.
 */
export function summable<R extends ResponseRow>(responses: readonly R[]): R[] {
  const whole = new Set(showable(responses).shown)
  const keyOf = (row: R) => `${row.surveyId} ${row.side}`
  const rest = Map.groupBy(
    responses.filter(row => !whole.has(row) && row.survey !== 'running'),
    keyOf,
  )
  return responses.filter(row => whole.has(row) || (row.survey !== 'running' && mayShow(true, rest.get(keyOf(row))?.length ?? 0)))
}

/** Means of each measure over the answers of one side, each person counting once. */
export function meansOfSide(responses: readonly ResponseRow[], side: SurveySide): ReadonlyMap<SurveyMeasure, MeasureMean> {
  return meansOf(
    responses
      .filter(row => row.side === side)
      .map(row =>
        pointsByMeasure(
          row.questions.filter(question => question.side === side),
          row.answers,
        ),
      ),
  )
}

type Means = ReadonlyMap<SurveyMeasure, MeasureMean>

export function sideAnswers(means: Means, answers: number): SideAnswers {
  return { trust: means.get('trust')?.points, satisfaction: means.get('satisfaction')?.points, answers }
}

export function perceivedOf(means: Means, dimension: ServiceDimension): Perceived | undefined {
  return means.get(`perception.${dimension}`)
}

/** How the service is seen in all: the mean of what is known of the nine items and of a question for the whole. */
export function serviceOf(means: Means): number | undefined {
  const items = knownMean(serviceDimensions.map(dimension => perceivedOf(means, dimension)?.points))
  return knownMean([means.get('service')?.points, items])
}

export function valueAnswers(means: Means): Partial<Record<ValuePart, MeasureMean>> {
  return Object.fromEntries(valueParts.flatMap(part => (means.has(`value.${part}`) ? [[part, means.get(`value.${part}`)]] : [])))
}

/** What answers say of the kinds of evidence that the potential value reads. */
export function evidenceOf(means: Means): { readonly kind: 'product' | 'service' | 'price' | 'needs_met'; readonly value: number }[] {
  const found = {
    product: means.get('product')?.points,
    service: serviceOf(means),
    price: means.get('price')?.points,
    needs_met: means.get('needs_met')?.points,
  } as const
  const kinds = ['product', 'service', 'price', 'needs_met'] as const
  return kinds.flatMap(kind => (found[kind] === undefined ? [] : [{ kind, value: Math.round(found[kind] * 10) / 10 }]))
}
