import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isHeldOut, lotOf } from './hold-out.ts'

const tenant = '018f3c1e-0000-7000-8000-000000000001'
/** Ids as a firm has them: of one moment, and alike but for their end. */
const dyads = (count: number, mark = 'a') =>
  Array.from({ length: count }, (_, index) => `018f3c1e-0000-7000-8000-${mark}${index.toString(16).padStart(11, '0')}`)

test('the lot of a customer is the same for ever', () => {
  expect(lotOf(tenant, 'retain-training', '018f3c1e-0000-7000-8000-a00000000000')).toBe(
    lotOf(tenant, 'retain-training', '018F3C1E-0000-7000-8000-A00000000000'),
  )
  // Worked out once and written down: a change of the hash would move customers between the groups of firms that measure.
  expect(dyads(3).map(dyad => Math.round(lotOf(tenant, 'retain-training', dyad) * 1e6))).toEqual([142_580, 620_806, 690_825])
})

test('the share held out lies within binomial bounds, for ids that differ only at their end', () => {
  for (const key of ['retain-training', 'grow-cross-sell', 'activate-trial', 'rescue-care'])
    for (const share of [0.05, 0.1, 0.3]) {
      const count = 20_000
      const held = dyads(count).filter(dyad => isHeldOut(tenant, key, dyad, share)).length
      const sd = Math.sqrt(count * share * (1 - share))
      expect(Math.abs(held - count * share), `${key} ${share}: ${held}`).toBeLessThan(4 * sd)
    }
})

test('the lots of two plays, and of two firms, are independent', () => {
  const count = 20_000
  const both = (one: (dyad: string) => boolean, other: (dyad: string) => boolean) =>
    dyads(count).filter(dyad => one(dyad) && other(dyad)).length
  const held =
    (key: string, firm = tenant) =>
    (dyad: string) =>
      isHeldOut(firm, key, dyad, 0.3)
  const sd = Math.sqrt(count * 0.09 * 0.91)
  expect(Math.abs(both(held('retain-training'), held('retain-club')) - count * 0.09)).toBeLessThan(4 * sd)
  expect(Math.abs(both(held('retain-club'), held('retain-club', tenant.replace('1', '2'))) - count * 0.09)).toBeLessThan(4 * sd)
})

test('a larger share holds back the same customers and more; none is held back by 0, all by 1', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.uuid(),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      (key, dyad, a, b) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)]
        if (isHeldOut(tenant, key, dyad, small)) expect(isHeldOut(tenant, key, dyad, large)).toBe(true)
        expect([isHeldOut(tenant, key, dyad, 0), isHeldOut(tenant, key, dyad, 1)]).toEqual([false, true])
      },
    ),
  )
})
