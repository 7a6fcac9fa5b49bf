import { type ServiceDimension, serviceDimensions } from './service-quality.ts'
import { type ValuePart, valueParts } from './delivered-value.ts'

export const surveyKinds = ['relationship', 'logistics', 'delivered_value', 'after_delivery', 'after_concern', 'other'] as const
export type SurveyKind = (typeof surveyKinds)[number]

export const surveyStates = ['draft', 'running', 'closed', 'withdrawn'] as const
export type SurveyState = (typeof surveyStates)[number]

/** Whom a question is put to: contacts of the customer, or our own people about that customer. */
export const surveySides = ['theirs', 'ours'] as const
export type SurveySide = (typeof surveySides)[number]

export const surveyEvents = ['delivery', 'concern'] as const
export type SurveyEvent = (typeof surveyEvents)[number]

const plainMeasures = ['trust', 'satisfaction', 'nps', 'csat', 'product', 'service', 'price', 'needs_met', 'comment'] as const
export type PlainMeasure = (typeof plainMeasures)[number]
export const serviceAspects = ['perception', 'expectation', 'importance'] as const
export type ServiceAspect = (typeof serviceAspects)[number]

/** What a question measures. */
export type SurveyMeasure = PlainMeasure | `${ServiceAspect}.${ServiceDimension}` | `value.${ValuePart}`

export const surveyMeasures: readonly SurveyMeasure[] = [
  ...plainMeasures,
  ...serviceAspects.flatMap(aspect => serviceDimensions.map(dimension => `${aspect}.${dimension}` as const)),
  ...valueParts.map(part => `value.${part}` as const),
]

/** scale: 1 to 5; nps: 0 to 10; text: words of one's own. */
export const questionKinds = ['scale', 'nps', 'text'] as const
export type QuestionKind = (typeof questionKinds)[number]

export type Question = {
  readonly id: string
  readonly kind: QuestionKind
  readonly measure: SurveyMeasure
  readonly side: SurveySide
  readonly textZh: string
  readonly textEn: string
  readonly isRequired: boolean
}

/** The form that a measure is asked in. */
export function kindOf(measure: SurveyMeasure): QuestionKind {
  return measure === 'comment' ? 'text' : measure === 'nps' ? 'nps' : 'scale'
}

export type QuestionsProblem = {
  readonly problem: 'none' | 'too_many' | 'twice' | 'kind' | 'no_text' | 'nothing_measured'
  readonly at?: number
}

const mostQuestions = 60

/** What is wrong with the questions of a survey; undefined where nothing is. */
export function questionsProblem(questions: readonly Question[]): QuestionsProblem | undefined {
  if (questions.length === 0) return { problem: 'none' }
  if (questions.length > mostQuestions) return { problem: 'too_many' }
  for (const [at, { id, kind, measure, textZh, textEn }] of questions.entries()) {
    if (questions.findIndex(each => each.id === id) < at) return { problem: 'twice', at }
    if (kind !== kindOf(measure)) return { problem: 'kind', at }
    if (textZh.trim() === '' || textEn.trim() === '') return { problem: 'no_text', at }
  }
  return questions.every(({ kind }) => kind === 'text') ? { problem: 'nothing_measured' } : undefined
}

/** Answers by the id of the question; null: "cannot say". */
export type Answers = Readonly<Record<string, number | string | null>>

export type AnswersProblem = { readonly problem: 'unknown' | 'missing' | 'not_valid' | 'empty'; readonly id?: string }

const longestText = 2000
const inRange = (value: unknown, low: number, high: number) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high

function fits(question: Question, value: unknown): boolean {
  if (question.kind === 'text') return typeof value === 'string' && value.length <= longestText
  return question.kind === 'nps' ? inRange(value, 0, 10) : inRange(value, 1, 5)
}

/** What is wrong with the answers to some questions; undefined where nothing is. "Cannot say" answers a question; to say nothing at all does not. */
export function answersProblem(questions: readonly Question[], answers: Answers): AnswersProblem | undefined {
  const known = new Map(questions.map(question => [question.id, question]))
  for (const [id, value] of Object.entries(answers)) {
    const question = known.get(id)
    if (question === undefined) return { problem: 'unknown', id }
    if (value !== null && !fits(question, value)) return { problem: 'not_valid', id }
  }
  const missing = questions.find(({ id, isRequired }) => isRequired && !Object.hasOwn(answers, id))
  if (missing !== undefined) return { problem: 'missing', id: missing.id }
  return Object.values(answers).some(value => value !== null && value !== '') ? undefined : { problem: 'empty' }
}

/** An answer in points of 100: 1 to 5 are 0, 25, 50, 75, 100; 0 to 10 are 0, 10, ... 100. Words and "cannot say" have none. */
export function pointsOf(kind: QuestionKind, value: number | string | null | undefined): number | undefined {
  if (typeof value !== 'number' || kind === 'text') return undefined
  return kind === 'nps' ? value * 10 : (value - 1) * 25
}

/** One person's points of each measure: the mean where several questions ask for it. */
export function pointsByMeasure(questions: readonly Question[], answers: Answers): ReadonlyMap<SurveyMeasure, number> {
  const sums = new Map<SurveyMeasure, { sum: number; count: number }>()
  for (const { id, kind, measure } of questions) {
    const points = pointsOf(kind, answers[id])
    if (points === undefined) continue
    const { sum, count } = sums.get(measure) ?? { sum: 0, count: 0 }
    sums.set(measure, { sum: sum + points, count: count + 1 })
  }
  return new Map([...sums].map(([measure, { sum, count }]) => [measure, sum / count]))
}

export type MeasureMean = { readonly points: number; readonly answers: number }

/** The mean of each measure over people, each counting once, and how many they were. */
export function meansOf(people: readonly ReadonlyMap<SurveyMeasure, number>[]): ReadonlyMap<SurveyMeasure, MeasureMean> {
  const sums = new Map<SurveyMeasure, { sum: number; count: number }>()
  for (const person of people)
    for (const [measure, points] of person) {
      const { sum, count } = sums.get(measure) ?? { sum: 0, count: 0 }
      sums.set(measure, { sum: sum + points, count: count + 1 })
    }
  return new Map([...sums].map(([measure, { sum, count }]) => [measure, { points: sum / count, answers: count }]))
}

/** Net promoter score: the share of 9 and 10 minus that of 0 to 6, -100 to 100; undefined without answers. Reichheld (2003), "The one number you need to grow". */
export function npsOf(points: readonly number[]): number | undefined {
  if (points.length === 0) return undefined
  const count = (from: number, to: number) => points.filter(each => each >= from && each <= to).length
  return (100 * (count(90, 100) - count(0, 60))) / points.length
}

/** Customer satisfaction: the share of answers 4 and 5 of 5, in percent. */
export function csatOf(points: readonly number[]): number | undefined {
  return points.length === 0 ? undefined : (100 * points.filter(each => each >= 75).length) / points.length
}

/** Below this many answers an anonymous survey shows nothing: who answered could be told from what was answered. */
export const anonymousFrom = 3

/** Whether answers may be shown: those with names always, anonymous ones from three up. */
export const mayShow = (isAnonymous: boolean, answers: number): boolean => !isAnonymous || answers >= anonymousFrom

export type LinkState = 'open' | 'used' | 'withdrawn' | 'expired' | 'not_started'

type Link = {
  readonly survey: SurveyState
  readonly endsOn: string
  readonly invitation: 'open' | 'used' | 'withdrawn'
}

/** How a link stands on a day. Used comes first: who has answered is told so, whatever happened to the survey since. */
export function linkStateOf({ survey, endsOn, invitation }: Link, today: string): LinkState {
  if (invitation === 'used') return 'used'
  if (invitation === 'withdrawn' || survey === 'withdrawn') return 'withdrawn'
  if (survey === 'closed' || today > endsOn) return 'expired'
  return survey === 'draft' ? 'not_started' : 'open'
}

/** Who may be asked at all, of people with what speaks against it. */
export const skipReasons = ['no_contact', 'forbidden', 'too_often', 'asked_lately', 'asked_already', 'no_questions', 'left'] as const
export type SkipReason = (typeof skipReasons)[number]

/** The share of invitations that were answered, 0..1; undefined where nobody was asked. */
export const responseRate = (invited: number, answered: number): number | undefined => (invited === 0 ? undefined : answered / invited)

const moves: Readonly<Record<SurveyState, readonly SurveyState[]>> = {
  draft: ['running', 'withdrawn'],
  running: ['closed', 'withdrawn'],
  closed: ['running'],
  withdrawn: [],
}

export const mayMove = (from: SurveyState, to: SurveyState): boolean => moves[from].includes(to)
