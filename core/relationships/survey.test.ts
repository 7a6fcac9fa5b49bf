import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answers,
  answersProblem,
  csatOf,
  linkStateOf,
  mayMove,
  mayShow,
  meansOf,
  npsOf,
  pointsByMeasure,
  pointsOf,
  type Question,
  questionsProblem,
  responseRate,
  surveyMeasures,
} from './survey.ts'
import { defaultTemplates } from './survey-templates.ts'
import { measureWords, scaleWords } from './survey-words.ts'

const question = (id: string, measure: Question['measure'], kind: Question['kind'] = 'scale', isRequired = true): Question => ({
  id,
  kind,
  measure,
  side: 'theirs',
  textZh: '问',
  textEn: 'asked',
  isRequired,
})
const questions = [question('a', 'trust'), question('b', 'trust'), question('c', 'nps', 'nps'), question('d', 'comment', 'text', false)]

test('right: 1 to 5 are 0 to 100 in steps of 25, 0 to 10 in steps of 10; words and "cannot say" have no points', () => {
  expect([1, 2, 3, 4, 5].map(value => pointsOf('scale', value))).toEqual([0, 25, 50, 75, 100])
  expect(pointsOf('nps', 7)).toBe(70)
  expect([pointsOf('text', 'x'), pointsOf('scale', null)]).toEqual([undefined, undefined])
})

test('right: a person counts once, with the mean of the questions that ask for the same', () => {
  const one = pointsByMeasure(questions, { a: 5, b: 3, c: 9, d: '好' })
  expect(Object.fromEntries(one)).toEqual({ trust: 75, nps: 90 })
  const two = pointsByMeasure(questions, { a: 1, b: null, c: null })
  expect(Object.fromEntries(meansOf([one, two]))).toEqual({ trust: { points: 37.5, answers: 2 }, nps: { points: 90, answers: 1 } })
})

test('right: NPS of ten people: 4 promoters, 3 passives, 3 detractors is +10; CSAT counts 4 and 5', () => {
  const points = [10, 9, 9, 10, 8, 7, 8, 6, 0, 3].map(value => value * 10)
  expect(npsOf(points)).toBe(10)
  expect(csatOf([100, 75, 50, 0])).toBe(50)
  expect([npsOf([]), csatOf([]), responseRate(0, 0)]).toEqual([undefined, undefined, undefined])
})

describe('answers are refused with what is wrong', () => {
  const problem = (answers: Answers) => answersProblem(questions, answers)
  test.each([
    [
      { a: 3, b: 3, c: 3, x: 1 },
      { problem: 'unknown', id: 'x' },
    ],
    [
      { a: 3, b: 3 },
      { problem: 'missing', id: 'c' },
    ],
    [
      { a: 6, b: 3, c: 3 },
      { problem: 'not_valid', id: 'a' },
    ],
    [
      { a: 2.5, b: 3, c: 3 },
      { problem: 'not_valid', id: 'a' },
    ],
    [
      { a: 3, b: 3, c: 11 },
      { problem: 'not_valid', id: 'c' },
    ],
    [
      { a: 3, b: 3, c: 0, d: 'x'.repeat(2001) },
      { problem: 'not_valid', id: 'd' },
    ],
    [{ a: null, b: null, c: null, d: '' }, { problem: 'empty' }],
  ])('%j', (answers, expected) => expect(problem(answers as Answers)).toEqual(expected))
  test('and taken where nothing is', () => expect(problem({ a: 1, b: null, c: 0 })).toBeUndefined())
})

test('bounded: whatever is accepted has points between 0 and 100', () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 13 }), fc.constant(null), fc.string())
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), value), answers => {
      if (answersProblem(questions, answers) !== undefined) return
      for (const points of pointsByMeasure(questions, answers).values()) {
        expect(points).toBeGreaterThanOrEqual(0)
        expect(points).toBeLessThanOrEqual(100)
      }
    }),
  )
})

test('a link is good once and for its time, and says which it was', () => {
  const link = { survey: 'running', endsOn: '2026-11-30', invitation: 'open' } as const
  expect(linkStateOf(link, '2026-11-30')).toBe('open')
  expect(linkStateOf(link, '2026-12-01')).toBe('expired')
  expect(linkStateOf({ ...link, survey: 'closed' }, '2026-11-01')).toBe('expired')
  expect(linkStateOf({ ...link, survey: 'draft' }, '2026-11-01')).toBe('not_started')
  expect(linkStateOf({ ...link, invitation: 'withdrawn' }, '2026-11-01')).toBe('withdrawn')
  expect(linkStateOf({ ...link, invitation: 'used', survey: 'withdrawn' }, '2027-01-01')).toBe('used')
})

test('anonymous answers are shown from three up; a draft is not closed and a withdrawn survey stays so', () => {
  expect([mayShow(true, 2), mayShow(true, 3), mayShow(false, 1)]).toEqual([false, true, true])
  expect([mayMove('draft', 'running'), mayMove('running', 'closed'), mayMove('closed', 'running')]).toEqual([true, true, true])
  expect([mayMove('draft', 'closed'), mayMove('withdrawn', 'running')]).toEqual([false, false])
})

test('every template that the product brings holds the rules; every measure has words and five answers in both languages', () => {
  expect(defaultTemplates.map(({ questions: asked }) => questionsProblem(asked))).toEqual(defaultTemplates.map(() => undefined))
  expect(new Set(defaultTemplates.map(({ key }) => key)).size).toBe(defaultTemplates.length)
  for (const measure of surveyMeasures) {
    expect(measureWords(measure).every(word => word !== '')).toBe(true)
    expect(scaleWords(measure)).toHaveLength(5)
  }
})

test('questions are refused: none, two of one id, a form that does not fit, no text, only words', () => {
  expect(questionsProblem([])).toEqual({ problem: 'none' })
  expect(questionsProblem([question('a', 'trust'), question('a', 'trust')])).toEqual({ problem: 'twice', at: 1 })
  expect(questionsProblem([question('a', 'nps', 'scale')])).toEqual({ problem: 'kind', at: 0 })
  expect(questionsProblem([{ ...question('a', 'trust'), textEn: ' ' }])).toEqual({ problem: 'no_text', at: 0 })
  expect(questionsProblem([question('a', 'comment', 'text')])).toEqual({ problem: 'nothing_measured' })
})
