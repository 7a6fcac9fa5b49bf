import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PlanCustomer, type PlanLimits, type PlanOption, planWithin } from './budget-plan.ts'

const option = (playId: string, money: number, hours: number, gain: number, isDuty = false): PlanOption => ({
  playId,
  money,
  hours,
  gain,
  isDuty,
})
const customer = (dyadId: string, options: readonly PlanOption[], more: Partial<PlanCustomer> = {}): PlanCustomer => ({
  dyadId,
  caps: [],
  isRed: false,
  mustServe: false,
  options,
  ...more,
})
const limits = (money: number, hours = 1e6, caps: PlanLimits['caps'] = []): PlanLimits => ({ money, hours, caps })

describe('the plan under a budget', () => {
  test('pays a broken duty before any gain, and buys that customer nothing else', () => {
    const red = customer('red', [option('duty', 50, 1, 0, true), option('gift', 10, 1, 9_000)], { isRed: true })
    const rich = customer('rich', [option('club', 60, 1, 1_000)])
    const { chosen, unpaid, gain } = planWithin([red, rich], limits(100))
    expect(chosen.map(each => each?.playId)).toEqual(['duty', undefined])
    expect([unpaid, gain]).toEqual([[], 0])
  })

  test('with less than the duties cost, names those that cannot be paid and buys nothing that motivates', () => {
    const duties = [40, 50, 60].map((money, k) => customer(`red${k}`, [option('duty', money, 1, 0, true)], { isRed: true }))
    const { chosen, unpaid } = planWithin([...duties, customer('rich', [option('club', 5, 1, 1_000)])], limits(100))
    expect(unpaid).toHaveLength(1)
    expect(chosen.filter(Boolean)).toHaveLength(2)
    expect(chosen[3]).toBeUndefined()
  })

  test('without any money nothing is chosen and every duty is named', () => {
    const { chosen, unpaid, gain } = planWithin([customer('red', [option('duty', 40, 1, 0, true)], { isRed: true })], limits(0, 0))
    expect([chosen, unpaid, gain]).toEqual([[undefined], [0], 0])
  })

  test('whom it must serve against a cap that forbids it is named, and the rest is planned all the same', () => {
    const held = customer('held', [option('visit', 80, 1, 10)], { mustServe: true, caps: ['minimum'] })
    const free = customer('free', [option('club', 50, 1, 100)])
    const { chosen, unserved } = planWithin([held, free], limits(1_000, 10, [{ key: 'minimum', money: 20 }]))
    expect(chosen.map(each => each?.playId)).toEqual([undefined, 'club'])
    expect(unserved).toEqual([0])
  })

  test('says which limit binds and what one more hour would add', () => {
    const few = Array.from({ length: 10 }, (_, k) => customer(`c${k}`, [option('visit', 10, 2, 100 + k)]))
    const told = planWithin(few, limits(10_000, 7))
    expect(told.limits.map(({ key, price }) => [key, price > 0])).toEqual([
      ['money', false],
      ['hours', true],
    ])
    expect(told.chosen.filter(Boolean)).toHaveLength(3)
    expect(told.limits[1]?.price).toBeCloseTo(106 / 2, 6)
  })

  const anyCustomer = fc.record({
    isRed: fc.boolean(),
    mustServe: fc.boolean(),
    caps: fc.constantFrom([], ['a']),
    options: fc.array(
      fc.record({
        playId: fc.constantFrom('p', 'q', 'r'),
        money: fc.nat(50),
        hours: fc.nat(5),
        gain: fc.integer({ min: -5, max: 200 }),
        isDuty: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  })

  test('never breaks a budget or a cap, never buys a broken duty off with a motivator, never skips a duty that it says is paid', () => {
    fc.assert(
      fc.property(
        fc.array(anyCustomer, { minLength: 1, maxLength: 12 }),
        fc.nat(200),
        fc.nat(20),
        fc.nat(60),
        (drawn, money, hours, cap) => {
          const customers = drawn.map((each, k) => ({ ...each, dyadId: `${k}` }))
          const told = planWithin(customers, limits(money, hours, [{ key: 'a', money: cap }]))
          for (const { limit, used } of told.limits) expect(used).toBeLessThanOrEqual(limit + 1e-6)
          told.chosen.forEach((chosen, j) => {
            const { isRed, options } = customers[j] as PlanCustomer
            if (isRed && chosen) expect(chosen.isDuty).toBe(true)
            if (isRed && options.some(({ isDuty }) => isDuty) && !chosen) expect(told.unpaid).toContain(j)
          })
          if (told.unpaid.length > 0) for (const chosen of told.chosen) expect(chosen?.isDuty ?? true).toBe(true)
          expect(told.bound).toBeGreaterThanOrEqual(told.gain)
        },
      ),
      { numRuns: 300 },
    )
  })
})
