import fc from 'fast-check'
import { expect, test } from 'vitest'
import { customerTypes } from '#core/segments/grid.ts'
import { planWithin } from './budget-plan.ts'
import { defaultPlays } from './default-plays.ts'
import { groupOf } from './group.ts'
import { isHeldOut } from './hold-out.ts'
import { brokenDuties, hygieneDuties, type HygieneFacts, hygieneOf, statesOf } from './hygiene.ts'
import { obstaclesOf } from './may-start.ts'
import { optionsFor } from './plan-options.ts'

const today = 20_000
const plays = defaultPlays.map((play, k) => ({ ...play, playId: `p${k}`, version: 1 }))

const factsOf = (isBroken: boolean): HygieneFacts => ({
  tallies: {},
  overdue: 0,
  checks: hygieneDuties.map(duty => ({ duty, isKept: !(isBroken && duty === 'open_price'), checkedOn: today })),
})

const anyCustomer = fc.record({
  dyadId: fc.uuid(),
  type: fc.constantFrom(...customerTypes),
  contribution: fc.integer({ min: -1_000_000, max: 2_000_000_000 }),
  isBroken: fc.boolean(),
  mustServe: fc.boolean(),
})

type Drawn = { dyadId: string; type: (typeof customerTypes)[number]; contribution: number; isBroken: boolean; mustServe: boolean }

/** A customer with the plays that may start with it, as a plan is given it. */
function planned(tenantId: string, share: number, { dyadId, type, contribution, isBroken, mustServe }: Drawn) {
  const hygiene = hygieneOf(factsOf(isBroken), today)
  const known = {
    type,
    group: groupOf(type),
    stage: 'maturity' as const,
    tier: 'mvc' as const,
    daysSinceOrder: 400,
    alive: 0.5,
    headroom: 90,
    warning: true,
    openConcern: false,
    tags: [],
    hygiene: statesOf(hygiene),
  }
  const same = { tenantId, dyadId, isDeleted: false, known, hygiene, openSince: undefined, lastEnded: undefined, startOn: today }
  const broken = brokenDuties(hygiene).map(({ duty }) => duty)
  const offers = plays.map(play => {
    const held = { ...play, holdoutShare: play.kind === 'duty' ? 0 : share }
    return { play: held, obstacles: obstaclesOf({ ...same, play: held }) }
  })
  return { dyadId, caps: [], isRed: broken.length > 0, mustServe, options: optionsFor(offers, contribution, broken) }
}

test('no plan chooses a play for a customer that is held out of it: not with all the money there is, and not for whom it must serve', () => {
  let [heldOut, chosenInAll] = [0, 0]
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.constantFrom(0.1, 0.3, 0.5),
      fc.array(anyCustomer, { minLength: 1, maxLength: 25 }),
      fc.constantFrom(0, 5_000_000, 1_000_000_000_000),
      (tenantId, share, drawn, money) => {
        const customers = drawn.map(each => planned(tenantId, share, each))
        const { chosen } = planWithin(customers, { money, hours: money === 0 ? 0 : 1e6, caps: [] })
        chosen.forEach((option, j) => {
          const play = plays.find(({ playId }) => playId === option?.playId)
          const { dyadId } = customers[j] as (typeof customers)[number]
          if (play === undefined || play.kind === 'duty') return
          chosenInAll++
          expect(isHeldOut(tenantId, play.key, dyadId, share), `${play.key} ${dyadId}`).toBe(false)
        })
        heldOut += customers.filter(({ dyadId }) =>
          plays.some(({ kind, key }) => kind === 'motivator' && isHeldOut(tenantId, key, dyadId, share)),
        ).length
      },
    ),
    { numRuns: 200 },
  )
  expect(heldOut, 'customers were held out of something').toBeGreaterThan(100)
  expect(chosenInAll, 'plays were chosen').toBeGreaterThan(100)
})
