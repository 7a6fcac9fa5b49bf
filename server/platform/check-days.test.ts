import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { Day, Nullable } from '#contract/endpoint.ts'
import { strayDays } from './check-days.ts'

const form = Type.Object({
  since: Day,
  until: Type.Optional(Nullable(Day)),
  title: Type.String(),
  rows: Type.Array(Type.Object({ on: Day })),
  either: Type.Union([Type.Object({ on: Day }), Type.Object({ text: Type.String() })]),
})
const now = new Date('2026-11-22T10:00:00Z')
const good = { since: '1900-01-01', until: '2076-11-22', title: '0001-01-01', rows: [{ on: '2026-02-03' }], either: { text: '9999-12-31' } }
const pathsOf = (value: unknown, at = now) => strayDays(form, value, at).map(({ path }) => path)

test('days from 1900 to fifty years ahead are let through, and texts that look like days', () => {
  expect(pathsOf(good)).toEqual([])
  expect(pathsOf({ ...good, until: null })).toEqual([])
})

test('days before 1900 and beyond fifty years are named by their path, wherever they stand', () => {
  expect(pathsOf({ ...good, since: '0001-01-01', until: '9999-12-31' })).toEqual(['body.since', 'body.until'])
  expect(pathsOf({ ...good, since: '1899-12-31', rows: [{ on: '2026-01-01' }, { on: '2076-11-23' }] })).toEqual([
    'body.since',
    'body.rows.1.on',
  ])
  expect(pathsOf({ ...good, either: { on: '0019-05-05' } })).toEqual(['body.either.on'])
})

test('the sentence says between which days; 29 February leads to a 28th', () => {
  expect(strayDays(form, { ...good, since: '2099-01-01' }, now)[0]?.words).toEqual([
    '应在 1900-01-01 至 2076-11-22 之间，请检查年份',
    'must lie between 1900-01-01 and 2076-11-22: check the year',
  ])
  const leap = new Date('2028-02-29T00:00:00Z')
  expect(pathsOf({ ...good, until: '2078-02-28' }, leap)).toEqual([])
  expect(pathsOf({ ...good, until: '2078-03-01' }, leap)).toEqual(['body.until'])
})
