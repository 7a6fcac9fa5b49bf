import type { SurveyResults } from '#contract/relationships/survey-results.ts'
import { csatOf, npsOf, pointsByMeasure, pointsOf, type Question, responseRate, type SurveyMeasure } from '#core/relationships/survey.ts'
import type { Ctx } from '#server/platform/context.ts'
import { seeSurvey } from './keep-surveys.ts'
import { readSurveys } from './survey.sql.ts'
import { type CustomerResponse, readSeenResponses } from './survey-answers.sql.ts'
import { meansOfSide, serviceOf, showable, summable } from './survey-perception.ts'

type QuestionResult = SurveyResults['questions'][number]
type CustomerResult = SurveyResults['customers'][number]

function resultOf(question: Question, responses: readonly CustomerResponse[]): QuestionResult {
  const { id, side, measure, kind } = question
  const given = responses.filter(row => row.side === side && Object.hasOwn(row.answers, id)).map(row => row.answers[id])
  const numbers = given.filter(value => typeof value === 'number')
  const points = numbers.map(value => pointsOf(kind, value) ?? 0)
  const range = kind === 'text' ? [] : kind === 'nps' ? Array.from({ length: 11 }, (_, at) => at) : [1, 2, 3, 4, 5]
  return {
    id,
    side,
    measure,
    points: points.length === 0 ? null : points.reduce((sum, each) => sum + each, 0) / points.length,
    answers: kind === 'text' ? given.filter(value => typeof value === 'string' && value.trim() !== '').length : numbers.length,
    cannotSay: given.filter(value => value === null).length,
    counts: range.map(value => numbers.filter(each => each === value).length),
  }
}

/** Words of anonymous answers stand without the customer, in the order of the alphabet. */
function commentsOf(questions: readonly Question[], responses: readonly CustomerResponse[]): SurveyResults['comments'] {
  const texts = questions.filter(({ kind }) => kind === 'text')
  const all = responses.flatMap(row =>
    texts.flatMap(({ id }) => {
      const text = row.answers[id]
      if (typeof text !== 'string' || text.trim() === '') return []
      const who = row.isAnonymous
        ? { customerName: null, personName: null }
        : { customerName: row.customerName, personName: row.personName }
      return [{ text: text.trim(), side: row.side, ...who }]
    }),
  )
  return all.toSorted((a, b) => (a.text < b.text ? -1 : 1)).slice(0, 500)
}

function pointsOfMeasure(responses: readonly CustomerResponse[], measure: SurveyMeasure): number[] {
  return responses.flatMap(row => pointsByMeasure(row.questions, row.answers).get(measure) ?? [])
}

function customersOf(responses: readonly CustomerResponse[]): CustomerResult[] {
  const groups = Map.groupBy(showable(responses, row => row.dyadId).shown, row => row.dyadId)
  const rows = [...groups].map(([dyadId, rowsOf]) => {
    const means = meansOfSide(rowsOf, 'theirs')
    const [first] = rowsOf
    const figure = (measure: SurveyMeasure) => means.get(measure)?.points ?? null
    const nps =
      npsOf(
        pointsOfMeasure(
          rowsOf.filter(({ side }) => side === 'theirs'),
          'nps',
        ),
      ) ?? null
    const said = { trust: figure('trust'), satisfaction: figure('satisfaction'), service: serviceOf(means) ?? null, nps }
    return { dyadId, name: first?.customerName ?? '', nameEn: first?.customerNameEn ?? null, answers: rowsOf.length, ...said }
  })
  return rows.toSorted((a, b) => (a.satisfaction ?? 101) - (b.satisfaction ?? 101) || (a.name < b.name ? -1 : 1)).slice(0, 500)
}

function daysOf(responses: readonly CustomerResponse[]): SurveyResults['days'] {
  const days = Map.groupBy(responses, row => row.answeredOn)
  return [...days].map(([day, rows]) => ({ day, answers: rows.length }))
}

/** What was answered of a survey, over the customers that this person sees; of an anonymous one whole batches only, so that no figure moves by the answer of one person. */
export async function readSurveyResults(ctx: Ctx, surveyId: string): Promise<SurveyResults> {
  return await ctx.inTenant(async tx => {
    const survey = await seeSurvey(tx, ctx, surveyId)
    const [counted] = await readSurveys(tx, ctx, { surveyId, limit: 1 })
    const responses = await readSeenResponses(tx, ctx, { surveyId })
    const shown = summable(responses)
    const [invited, answered] = [counted?.invited ?? 0, counted?.answered ?? 0]
    const theirs = shown.filter(({ side }) => side === 'theirs')
    const isWithheld = survey.isAnonymous && responses.length > 0 && shown.length === 0
    return {
      invited,
      answered,
      responseRate: responseRate(invited, answered) ?? null,
      isAnonymous: survey.isAnonymous,
      isWithheld,
      shown: shown.length,
      leftOut: responses.length - shown.length,
      nps: npsOf(pointsOfMeasure(theirs, 'nps')) ?? null,
      csat: csatOf(pointsOfMeasure(theirs, 'csat')) ?? null,
      questions: survey.questions.map(question => resultOf(question, shown)),
      comments: commentsOf(survey.questions, shown),
      days: daysOf(shown),
      customers: customersOf(shown),
    }
  })
}
