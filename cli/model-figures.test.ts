import { existsSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { newModelRuns } from '#testing/run-model.ts'

// Published figures, each through the command line as an analyst would ask for it. Sources beside each test; CDNOW is read from ../shared where it is there.

const { file, json, end } = newModelRuns()
afterAll(end)

type Answer = {
  parameters: Record<string, number>
  logLikelihood: number
  customers: number
  hessianPositive: boolean
  [name: string]: unknown
}
const model = (...args: string[]) => json<Answer>(...args)

/** Each figure within a share of itself. */
const expectFigures = (found: Record<string, number>, wanted: Record<string, number>, share: number) => {
  for (const [name, value] of Object.entries(wanted)) expect(Math.abs((found[name] ?? Number.NaN) / value - 1), name).toBeLessThan(share)
}

const cdnow = '../shared/data/cdnow'
const log = ['--until', '1997-09-30', '--unit', 'week']

describe.skipIf(!existsSync(cdnow))('CDNOW, exact days to 1997-09-30, in weeks (skipped where ../shared is absent)', () => {
  test.each(['CDNOW_sample.txt', 'btyd_cdnowElog.csv'])('Fader, Hardie and Lee (2005): BG/NBD, from %s', name => {
    const { parameters, logLikelihood, customers } = model('fit', `${cdnow}/${name}`, '--model', 'bgnbd', ...log)
    expectFigures(parameters, { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }, 0.001)
    expect(Math.abs(logLikelihood + 9582.4292)).toBeLessThan(5e-4)
    expect(customers).toBe(2357)
  })

  test('Fader, Hardie and Lee (2005): Pareto/NBD', () => {
    const { parameters, logLikelihood } = model('fit', `${cdnow}/CDNOW_sample.txt`, '--model', 'paretonbd', ...log)
    expectFigures(parameters, { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 }, 0.002)
    expect(Math.abs(logLikelihood + 9594.976)).toBeLessThan(1e-3)
  })

  test('Batislam, Denizel and Filiztekin (2007): MBG/NBD', () => {
    const { parameters, logLikelihood } = model('fit', `${cdnow}/CDNOW_sample.txt`, '--model', 'mbgnbd', ...log)
    expectFigures(parameters, { r: 0.5248, alpha: 6.1831, a: 0.8914, b: 1.614 }, 0.001)
    expect(Math.abs(logLikelihood + 9582.1357)).toBeLessThan(1e-3)
  })

  test.each([
    ['CDNOW_sample.txt', ...log],
    ['cdnow_customers_summary_with_transactions.csv', '--summary'],
  ])('Fader and Hardie (2013): Gamma-Gamma of the 946 repeat buyers, from %s', (name, ...options) => {
    const answer = model('spend', `${cdnow}/${name}`, ...options)
    expectFigures(answer as unknown as Record<string, number>, { p: 6.2493, q: 3.7443, gamma: 15.4443 }, 0.002)
    expect(Math.abs(answer.logLikelihood + 4055.918)).toBeLessThan(0.01)
    expect(answer.customers).toBe(946)
  })

  test('the published table of x, t_x and T gives the BG/NBD figures too', () => {
    const { parameters } = model('fit', `${cdnow}/cdnow_customers_summary.csv`, '--model', 'bgnbd', '--summary')
    expectFigures(parameters, { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }, 0.001)
  })

  test('Fader, Hardie and Lee (2005): 1.226 orders in the next 39 weeks of a customer with x = 2, t_x = 30.43, T = 38.86', () => {
    const fit = file('fit.json', JSON.stringify(model('fit', `${cdnow}/CDNOW_sample.txt`, '--model', 'bgnbd', ...log)))
    const table = file('one.csv', `customer,x,t_x,T\nit,2,30.43,38.86\nnew,0,0,0\n`)
    const { customers } = model('predict', table, '--fit', fit, '--horizon', '39') as unknown as { customers: { expected: number }[] }
    expect(Math.abs((customers[0]?.expected ?? 0) - 1.226)).toBeLessThan(1e-3)
  })

  test.each([
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ])('Fader, Hardie and Lee (2005): a new customer places in %s weeks %s orders', (horizon, wanted) => {
    const fit = file('fit.json', JSON.stringify(model('fit', `${cdnow}/CDNOW_sample.txt`, '--model', 'bgnbd', ...log)))
    const table = file('new.csv', 'customer,x,t_x,T\nnew,0,0,0\n')
    const { customers } = model('predict', table, '--fit', fit, '--horizon', String(horizon)) as unknown as {
      customers: { expected: number }[]
    }
    expect(Math.abs((customers[0]?.expected ?? 0) - wanted)).toBeLessThan(1e-3)
  })
})

test.each([
  ['high-end', [869, 743, 653, 593, 551, 517, 491], 0.668, 3.806],
  ['regular', [631, 468, 382, 326, 289, 262, 241], 0.704, 1.182],
])('Fader and Hardie (2007): sBG of the %s customers', (_, survivors, alpha, beta) => {
  const rows = [1000, ...survivors].map((left, year) => `${year},${left}`)
  const { parameters } = model('fit', file('cohort.csv', `period,survivors\n${rows.join('\n')}\n`), '--model', 'sbg')
  expect(Math.abs((parameters.alpha ?? 0) - alpha)).toBeLessThan(0.001)
  expect(Math.abs((parameters.beta ?? 0) - beta)).toBeLessThan(0.001)
})

/** x, t_x and customers of 11,104 donors at six yearly occasions, 1996 to 2001. */
const donors = [
  [6, 6, 1203],
  [5, 6, 728],
  [4, 6, 512],
  [3, 6, 357],
  [2, 6, 234],
  [1, 6, 129],
  [5, 5, 335],
  [4, 5, 284],
  [3, 5, 225],
  [2, 5, 173],
  [1, 5, 119],
  [4, 4, 240],
  [3, 4, 181],
  [2, 4, 155],
  [1, 4, 78],
  [3, 3, 322],
  [2, 3, 255],
  [1, 3, 129],
  [2, 2, 613],
  [1, 2, 277],
  [1, 1, 1091],
  [0, 0, 3464],
] // prettier-ignore

test('Fader, Hardie and Shang (2010): BG/BB of 11,104 donors, and what they give in the next five years', () => {
  const rows = donors.map(([x, recency, customers]) => `${x},${recency},6,${customers}`)
  const { parameters, logLikelihood, customers } = model(
    'fit',
    file('donors.csv', `x,t_x,n,weight\n${rows.join('\n')}\n`),
    '--model',
    'bgbb',
  )
  expectFigures(parameters, { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }, 0.001)
  expect([Math.abs(logLikelihood + 33_225.6) < 0.05, customers]).toEqual([true, 11_104])
  const fit = file('donors.json', JSON.stringify({ model: 'bgbb', k: 1, unit: 'week', parameters }))
  const forecast = json<Forecast>('predict', file('two.csv', 'x,t_x,n\n6,6,6\n0,0,6\n'), '--fit', fit, '--horizon', '5')
  expect(forecast.customers.map(({ expected }) => Math.round(expected * 100) / 100)).toEqual([3.75, 0.07])
})

type Forecast = { readonly customers: readonly { readonly expected: number }[]; readonly periods: readonly { readonly expected: number }[] }

test('Fader and Hardie (2007): the regular customers left after years 8 to 12, within three of the thousand that were', () => {
  const survivors = [1000, 631, 468, 382, 326, 289, 262, 241]
  const cohort = file('regular.csv', `period,survivors\n${survivors.map((left, year) => `${year},${left}`).join('\n')}\n`)
  const fit = file('regular.json', JSON.stringify(model('fit', cohort, '--model', 'sbg')))
  const { periods } = json<Forecast>('predict', cohort, '--fit', fit, '--horizon', '5')
  const actual = [223, 207, 194, 183, 173]
  for (const [year, { expected }] of periods.entries()) expect(Math.abs(expected - (actual[year] ?? 0))).toBeLessThan(3)
})
