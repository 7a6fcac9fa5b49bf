import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomOf } from '#core/numerics/random.ts'
import { type Choice, type ChoiceProblem, customersOf, gainOf, isChoice, none } from './choice-problem.ts'
import { choiceOfProgram, openOptions, programOf } from './choice-exact.ts'
import { chooseWithin } from './choice-search.ts'

/** The best choice by trying all, or undefined where none keeps the limits and serves whom it must. */
function byForce(problem: ChoiceProblem): number | undefined {
  let best: number | undefined
  const choice: Choice = new Int32Array(customersOf(problem)).fill(none)
  const walk = (j: number): void => {
    if (j === choice.length) {
      if (isChoice(problem, choice)) best = Math.max(best ?? Number.NEGATIVE_INFINITY, gainOf(problem, choice))
      return
    }
    for (
      let option = none;
      option < (problem.starts[j + 1] as number);
      option = option === none ? (problem.starts[j] as number) : option + 1
    ) {
      choice[j] = option
      walk(j + 1)
    }
    choice[j] = none
  }
  walk(0)
  return best
}

type Drawn = { readonly gain: number; readonly uses: readonly number[] }

function problemOf(customers: readonly (readonly Drawn[])[], limits: readonly number[]): ChoiceProblem {
  const options = customers.flat()
  let at = 0
  return {
    starts: Int32Array.from([0, ...customers.map(own => (at += own.length))]),
    gain: Float64Array.from(options, ({ gain }) => gain),
    uses: Float64Array.from(options.flatMap(({ uses }) => uses)),
    limits: Float64Array.from(limits),
    must: new Uint8Array(customers.length),
  }
}

const nobody = (problem: ChoiceProblem): Choice => new Int32Array(customersOf(problem)).fill(none)

const smallBook = fc.integer({ min: 1, max: 3 }).chain(resources => {
  const option = fc.record({
    gain: fc.integer({ min: -20, max: 1000 }),
    uses: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: resources, maxLength: resources }),
  })
  return fc.record({
    customers: fc.array(fc.array(option, { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    limits: fc.array(fc.integer({ min: 0, max: 150 }), { minLength: resources, maxLength: resources }),
  })
})

describe('the choice under limits', () => {
  test('keeps every limit, is never worth more than the best, and the bound never less', () => {
    fc.assert(
      fc.property(smallBook, ({ customers, limits }) => {
        const problem = problemOf(customers, limits)
        const { choice, gain, bound } = chooseWithin(problem, nobody(problem))
        const best = byForce(problem) ?? 0
        expect(isChoice(problem, choice)).toBe(true)
        expect(gain).toBeLessThanOrEqual(best + 1e-6)
        expect(bound).toBeGreaterThanOrEqual(best - 1e-6)
      }),
      { numRuns: 400 },
    )
  })

  test('serves whom it must from a choice that does', () => {
    fc.assert(
      fc.property(smallBook, fc.nat(), ({ customers, limits }, pick) => {
        const open = problemOf(customers, limits)
        const j = pick % customers.length
        const option = open.starts[j] as number
        const from = nobody(open)
        from[j] = option
        const must = Uint8Array.from(customers, (_, k) => (k === j ? 1 : 0))
        fc.pre(customers[j]?.length !== 0 && isChoice({ ...open, must }, from))
        const { choice, bound } = chooseWithin({ ...open, must }, from)
        expect(choice[j]).not.toBe(none)
        expect(isChoice({ ...open, must }, choice)).toBe(true)
        expect(bound).toBeGreaterThanOrEqual((byForce({ ...open, must }) as number) - 1e-6)
      }),
      { numRuns: 300 },
    )
  })

  test('what is left open for the solver still holds the best choice', () => {
    fc.assert(
      fc.property(smallBook, ({ customers, limits }) => {
        const problem = problemOf(customers, limits)
        const answer = chooseWithin(problem, nobody(problem))
        const open = openOptions(problem, answer)
        const closed = customers.map((own, j) =>
          own.map((option, k) => (open[j]?.includes((problem.starts[j] as number) + k) ? option : undefined)),
        )
        const rest = problemOf(
          closed.map(own => own.filter(option => option !== undefined)),
          limits,
        )
        expect(byForce(rest) ?? 0).toBeCloseTo(Math.max(byForce(problem) ?? 0, 0), 6)
        if (programOf(problem, open) === undefined) expect(choiceOfProgram(open, () => 0)).toEqual(answer.choice)
      }),
      { numRuns: 200 },
    )
  })

  test('the program of two customers, one of whom must be served', () => {
    const open = problemOf([[{ gain: 5, uses: [3, 0] }], [{ gain: 7, uses: [4, 2] }]], [6, 2])
    const problem = { ...open, must: Uint8Array.of(0, 1) }
    expect(programOf(problem, [[none, 0], [1]])).toBe(
      'Maximize\n worth: + 5 x0\nSubject To\n r0: + 3 x0 <= 2\n c0: + 1 x0 <= 1\nBinary\n x0\nEnd\n',
    )
    expect([...choiceOfProgram([[none, 0], [1]], () => 0)]).toEqual([none, 1])
  })

  test('the classic of Dantzig: 60, 100 and 120 for 10, 20 and 30 under 50 come to 220, the relaxed bound to 240', () => {
    const items = [
      { gain: 60, uses: [10] },
      { gain: 100, uses: [20] },
      { gain: 120, uses: [30] },
    ]
    const problem = problemOf(
      items.map(item => [item]),
      [50],
    )
    const { gain, bound, prices } = chooseWithin(problem, nobody(problem))
    expect(gain).toBe(220)
    expect(bound).toBeCloseTo(240, 9)
    expect(prices[0]).toBeCloseTo(4, 9)
  })

  test('5,000 customers with 4 plays each under money and hours: proven within .01 % of the best', () => {
    const problem = bookOf(5000, 4, 7)
    const { choice, gain, bound } = chooseWithin(problem, nobody(problem))
    expect(isChoice(problem, choice)).toBe(true)
    expect((bound - gain) / bound).toBeLessThan(1e-4)
  })

  test('customers that are all alike are told apart by their place alone', () => {
    const problem = problemOf(
      Array.from({ length: 400 }, () => [{ gain: 100, uses: [10, 1] }]),
      [1005, 1e6],
    )
    const { gain, bound, choice } = chooseWithin(problem, nobody(problem))
    expect(choice.filter(option => option !== none)).toHaveLength(100)
    expect(gain).toBe(10_000)
    expect(bound).toBeCloseTo(10_050, 6)
  })
})

/** A book of drawn options: money and hours of about 8 % of what all best plays would take. */
function bookOf(customers: number, plays: number, seed: number): ChoiceProblem {
  const random = randomOf(seed)
  const options = Array.from({ length: customers }, () =>
    Array.from({ length: plays }, () => {
      const money = Math.round(20_000 + random.uniform() * 980_000)
      return { gain: Math.round(money * Math.exp(0.5 * random.normal())), uses: [money, Math.round(4 * random.uniform() * 16) / 4] }
    }),
  )
  return problemOf(options, [customers * 40_000, customers * 0.8])
}
