import { afterAll, expect, test } from 'vitest'
import { newModelRuns } from '#testing/run-model.ts'
import { sampleLog, sampleRows } from '#testing/sample-log.ts'

// Bad input through the command line: a sentence and exit code 2, or the right answer with a warning.

const { file, json: read, refusal, inFolder, end } = newModelRuns()
afterAll(end)

type Answer = { readonly until: string; readonly customers: number; readonly repeatCustomers: number; readonly warnings: readonly string[] }
const json = (...args: string[]) => read<Answer>(...args)

const book = file('book.csv', sampleLog(','))
const fitted = json('fit', book)
const fit = file('fit.json', JSON.stringify(fitted))
const sameBook = { customers: fitted.customers, repeatCustomers: fitted.repeatCustomers, until: fitted.until }

test('a file that is not there, empty, without rows or without the columns', () => {
  expect(refusal('fit', inFolder('no.csv'))).toMatch(/There is no file/)
  expect(refusal('fit', file('empty.csv', ''))).toMatch(/is empty/)
  expect(refusal('fit', file('head.csv', 'customer,date,amount\n'))).toMatch(/a heading and no rows/)
  expect(refusal('fit', file('strange.csv', 'foo,bar\nqq,ww\nrr,tt\n'))).toMatch(/--customer --date/)
  expect(refusal('spend', file('bare.csv', 'customer,date\nA,2024-01-05\nB,2024-02-05\n'))).toMatch(/--amount/)
  expect(refusal('fit', book, '--customer', 'nobody')).toMatch(/has no column “nobody”/)
})

test('one customer, and nobody who ordered again; the weak prior takes both', () => {
  const one = file('one.csv', 'customer,date,amount\nA,2024-01-01,5\nA,2024-02-01,5\nA,2024-03-01,7\n')
  expect(refusal('fit', one)).toMatch(/prior weak/)
  const never = file(
    'never.csv',
    `customer,date,amount\n${Array.from({ length: 60 }, (_, k) => `C${k},2024-${String(1 + (k % 12)).padStart(2, '0')}-15,${k + 1}`).join('\n')}\n`,
  )
  expect(refusal('fit', never)).toMatch(/repeat orders/)
  for (const path of [one, never]) expect(json('fit', path, '--prior', 'weak').warnings.length).toBeGreaterThan(0)
  expect(refusal('spend', never)).toMatch(/positive amount/)
})

test('amounts below zero are no orders, of zero are; both are said', () => {
  const returns = sampleRows.map(([who, day, amount]) => `${who},${day},-${amount}`).join('\n')
  expect(refusal('fit', file('returns.csv', `customer,date,amount\n${returns}\n`))).toMatch(/returns or have amounts below zero/)
  const mixed = json('fit', file('mixed.csv', `${sampleLog(',')}${returns}\n`))
  expect(mixed).toMatchObject(sameBook)
  expect(mixed.warnings.join(' ')).toMatch(new RegExp(`below zero: ${sampleRows.length}`))
  const zeros = file('zeros.csv', `customer,date,amount\n${sampleRows.map(([who, day]) => `${who},${day},0`).join('\n')}\n`)
  expect(json('fit', zeros)).toMatchObject(sameBook)
  expect(refusal('spend', zeros)).toMatch(/positive amount/)
})

test('rows after --until are left out and counted; where all are, that is said', () => {
  const answer = json('fit', book, '--until', '20240101')
  const late = sampleRows.filter(([, day]) => day > '2024-01-01').length
  expect([answer.until, answer.warnings.join(' ')]).toEqual(['2024-01-01', expect.stringContaining(`left out: ${late}`)])
  expect(refusal('fit', book, '--until', '2020-01-01')).toMatch(/check --until/)
  expect(refusal('fit', book, '--until', 'soon')).toMatch(/a date like/)
})

test('many identical rows are one order, and one order makes no book', () => {
  const same = file('same.csv', `customer,date,amount\n${'A,2024-01-01,5\n'.repeat(300_000)}`)
  expect(refusal('fit', same)).toMatch(/first order on the last day|15 at least/)
  expect(json('fit', file('twice.csv', `${sampleLog(',')}${sampleLog(',', false)}`))).toMatchObject(sameBook)
})

test('rows that no table can hold', () => {
  const table = (row: string) => file('t.csv', `x,t_x,T\n2,3,9\n${row}\n`)
  expect(refusal('fit', table('1,5,3'))).toMatch(/Row 2 .* after the end of observation/)
  expect(refusal('fit', table('1.5,2,3'))).toMatch(/Row 2 .* whole number/)
  expect(refusal('fit', table('0,2,3'))).toMatch(/Row 2 .* t_x has to be zero/)
  expect(refusal('fit', table('1,abc,3'))).toMatch(/Row 2 .*“abc” in “t_x” is no number/)
  expect(refusal('fit', file('s.csv', 'period,survivors\n0,100\n1,90\n3,70\n'), '--model', 'sbg')).toMatch(/follow one another/)
  expect(refusal('fit', file('s.csv', 'period,survivors\n0,100\n1,190\n'), '--model', 'sbg')).toMatch(/never grow/)
  expect(refusal('validate', file('t2.csv', 'x,t_x,T\n2,3,9\n'))).toMatch(/without dates/)
})

test('arguments that make no sense', () => {
  expect(refusal('guess', book)).toMatch(/one of fit, spend, predict, validate/)
  expect(refusal('fit')).toMatch(/Name a file/)
  expect(refusal('fit', book, book)).toMatch(/one too many/)
  expect(refusal('fit', book, '--model', 'arima')).toMatch(/--model is one of/)
  expect(refusal('fit', book, '--k', '99')).toMatch(/1 to 12/)
  expect(refusal('fit', book, '--model', 'bgnbd', '--k', '3')).toMatch(/has no k/)
  expect(refusal('fit', book, '--unit', 'month')).toMatch(/day, week/)
  expect(refusal('fit', book, '--speed')).toMatch(/Wrong arguments/)
  expect(refusal('predict', book, '--horizon', '5')).toMatch(/Give --fit/)
  expect(refusal('predict', book, '--fit', fit)).toMatch(/Give --horizon/)
  expect(refusal('predict', book, '--fit', fit, '--horizon=-5')).toMatch(/a number from 0/)
  expect(refusal('predict', book, '--fit', book, '--horizon', '5')).toMatch(/cannot be read/)
  expect(refusal('predict', book, '--fit', inFolder('no.json'), '--horizon', '5')).toMatch(/There is no file/)
  expect(refusal('predict', book, '--fit', file('x.json', '{"model":"bgnbd"}'), '--horizon', '5')).toMatch(/is not what lianke model fit/)
})

test('occasions and renewals are whole numbers, and their tables are none of dated orders', () => {
  const cohort = file('cohort.csv', 'period,survivors\n0,1000\n1,631\n2,468\n3,382\n')
  const sbg = file('sbg.json', JSON.stringify(json('fit', cohort, '--model', 'sbg')))
  expect(refusal('predict', cohort, '--fit', sbg, '--horizon', '2.5')).toMatch(/a whole number/)
  expect(refusal('predict', book, '--fit', sbg, '--horizon', '2')).toMatch(/period, survivors/)
  expect(json('predict', cohort, '--fit', sbg, '--horizon', '0').warnings.join(' ')).toMatch(/horizon is zero/)
  const bgbb = file('bgbb.json', JSON.stringify({ model: 'bgbb', unit: 'week', parameters: { alpha: 1, beta: 1, gamma: 1, delta: 1 } }))
  expect(refusal('predict', file('o.csv', 'x,t_x,n\n1,1,6\n5,2,6\n'), '--fit', bgbb, '--horizon', '2')).toMatch(/Row 2/)
  const wrong = file('wrong.json', JSON.stringify({ model: 'bgbb', unit: 'week', parameters: { alpha: 1, beta: 1, gamma: -1, delta: 1 } }))
  expect(refusal('predict', cohort, '--fit', wrong, '--horizon', '2')).toMatch(/does not predict/)
})
