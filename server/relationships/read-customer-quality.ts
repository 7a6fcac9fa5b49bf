import type { CustomerQuality, DimensionRow } from '#contract/relationships/survey-quality.ts'
import { deliveredValueOf, knownMean, perceivedValueIndex, valueParts } from '#core/relationships/delivered-value.ts'
import { quarterOf, qualityChange, relationshipQualityOf } from '#core/relationships/relationship-quality.ts'
import {
  disagreementOf,
  expectationGap,
  type Measured,
  measuredPoints,
  type ServiceDimension,
  serviceDimensions,
  urgencyOf,
} from '#core/relationships/service-quality.ts'
import { csatOf, npsOf, pointsByMeasure, type SurveyMeasure } from '#core/relationships/survey.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { todayOf } from './keep-surveys.ts'
import { yearBefore } from './settle-survey.ts'
import { readDyadResponses, type ResponseRow } from './survey-answers.sql.ts'
import { readFactsTo, readMeasured } from './survey-measures.sql.ts'
import { meansOfSide, perceivedOf, serviceOf, showable, sideAnswers, valueAnswers } from './survey-perception.ts'
import { type RatingRow, readRatings } from './survey-quality.sql.ts'

type Means = ReturnType<typeof meansOfSide>

const sidesOf = (rows: readonly ResponseRow[]) => {
  const of = (side: 'theirs' | 'ours') => sideAnswers(meansOfSide(rows, side), rows.filter(row => row.side === side).length)
  return { theirs: of('theirs'), ours: of('ours') }
}

function trendOf(rows: readonly ResponseRow[]) {
  const inQuarter = (row: ResponseRow) => quarterOf(row.answeredOn)
  const quarters = Map.groupBy(showable(rows, inQuarter).shown, inQuarter)
  return [...quarters].flatMap(([quarter, answers]) => {
    const quality = relationshipQualityOf(sidesOf(answers))
    return quality ? [{ quarter, quality }] : []
  })
}

const holdingRating = (ratings: readonly RatingRow[], what: RatingRow['what'], dimension: string) =>
  ratings.find(each => each.what === what && each.dimension === dimension && each.withdrawnAt === null)

/** The newer of what a person kept and what a survey says holds. */
function expectationOf(dimension: ServiceDimension, means: Means, ratings: readonly RatingRow[], lastOn: string | undefined) {
  const kept = holdingRating(ratings, 'expectation', dimension)
  const asked = means.get(`expectation.${dimension}`)
  if (kept && (asked === undefined || lastOn === undefined || kept.observedOn >= lastOn))
    return { expected: kept.value, expectedOn: kept.observedOn, expectedFrom: kept.source }
  return asked
    ? { expected: asked.points, expectedOn: lastOn ?? null, expectedFrom: null }
    : { expected: null, expectedOn: null, expectedFrom: null }
}

function dimensionRow(
  dimension: ServiceDimension,
  means: Means,
  measured: Measured | undefined,
  expectation: ReturnType<typeof expectationOf>,
): DimensionRow {
  const perceived = perceivedOf(means, dimension)
  const importance = means.get(`importance.${dimension}`)?.points
  const gap = expectationGap(expectation.expected ?? undefined, perceived?.points)
  return {
    dimension,
    perceived: perceived?.points ?? null,
    answers: perceived?.answers ?? 0,
    measured: measuredPoints(measured) ?? null,
    good: measured?.good ?? null,
    events: measured?.events ?? null,
    ...expectation,
    importance: importance ?? null,
    gap: gap ?? null,
    urgency: urgencyOf(gap, importance) ?? null,
    disagreement: disagreementOf(perceived, measured) ?? null,
  }
}

function valueOf(means: Means, ratings: readonly RatingRow[], lastOn: string | undefined): CustomerQuality['value'] {
  const asked = valueAnswers(means)
  const parts = valueParts.map(part => {
    const kept = holdingRating(ratings, 'value', part)
    const found = asked[part]
    const isKept = kept !== undefined && (found === undefined || lastOn === undefined || kept.observedOn >= lastOn)
    if (isKept) return { part, points: kept.value, source: 'entered' as const, answers: 0, observedOn: kept.observedOn }
    if (found) return { part, points: found.points, source: 'survey' as const, answers: found.answers, observedOn: lastOn ?? null }
    return { part, points: null, source: null, answers: 0, observedOn: null }
  })
  const sheet = Object.fromEntries(parts.flatMap(({ part, points }) => (points === null ? [] : [[part, points]])))
  const delivered = deliveredValueOf(sheet)
  const figure = (measure: SurveyMeasure) => means.get(measure)?.points
  const utility = knownMean([figure('product'), figure('needs_met')]) ?? sheet['product']
  const processQuality = serviceOf(means) ?? sheet['service']
  const acquisition = knownMean([sheet['time'], sheet['effort'], sheet['worry']])
  const index = perceivedValueIndex({ utility, processQuality, price: sheet['money'], acquisition })
  const nulled = {
    utility: utility ?? null,
    processQuality: processQuality ?? null,
    price: sheet['money'] ?? null,
    acquisition: acquisition ?? null,
  }
  return {
    parts,
    delivered: delivered ? { ...delivered, ratio: delivered.ratio ?? null, missing: [...delivered.missing] } : null,
    index: index ?? null,
    ...nulled,
  }
}

export const ratingTold = (row: RatingRow) => ({
  ...row,
  withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

/** Quality of the relationship and of the service of one customer, over a year; the trend over two. */
export async function readCustomerQuality(ctx: Ctx, dyadId: string): Promise<CustomerQuality> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const today = await todayOf(tx, ctx.tenantId, ctx.now())
    const to = await readFactsTo(tx, ctx.tenantId, today)
    const since = yearBefore(today)
    const told = await readDyadResponses(tx, ctx.tenantId, dyad.all, yearBefore(since))
    const { shown: year, withheld } = showable(told.filter(row => row.answeredOn > since))
    const ratings = await readRatings(tx, ctx.tenantId, dyad.all)
    const measured = await readMeasured(tx, { tenantId: ctx.tenantId, all: dyad.all }, { from: yearBefore(to), to }, ctx.now())
    const [means, theirs] = [meansOfSide(year, 'theirs'), year.filter(({ side }) => side === 'theirs')]
    const lastOn = theirs.at(-1)?.answeredOn
    const pointsFor = (measure: SurveyMeasure) => theirs.flatMap(row => pointsByMeasure(row.questions, row.answers).get(measure) ?? [])
    const sides = sidesOf(year)
    const quality = relationshipQualityOf(sides)
    const trend = trendOf(told)
    const nullable = (value: number | undefined) => value ?? null
    return {
      from: yearBefore(to),
      to,
      answers: { theirs: theirs.length, ours: year.length - theirs.length, withheld },
      quality: quality ? { ...quality, theirs: nullable(quality.theirs), ours: nullable(quality.ours), gap: nullable(quality.gap) } : null,
      parts: (['theirs', 'ours'] as const).map(side => ({
        side,
        ...sides[side],
        trust: nullable(sides[side].trust),
        satisfaction: nullable(sides[side].satisfaction),
      })),
      trend: trend.map(({ quarter, quality: { points, theirs: their, ours } }) => ({
        quarter,
        points,
        theirs: nullable(their),
        ours: nullable(ours),
      })),
      change: nullable(qualityChange(trend)),
      nps: nullable(npsOf(pointsFor('nps'))),
      csat: nullable(csatOf(pointsFor('csat'))),
      dimensions: serviceDimensions.map(dimension =>
        dimensionRow(dimension, means, measured.get(dimension), expectationOf(dimension, means, ratings, lastOn)),
      ),
      value: valueOf(means, ratings, lastOn),
      ratings: ratings.map(ratingTold),
      mayWrite: dyad.isWritable,
    }
  })
}
