import type { RawBuilder, SqlBool } from 'kysely'
import { setImmediate as breathe } from 'node:timers/promises'
import { brokenDuties } from '#core/strategy/hygiene.ts'
import { fitsType, isTooMuch } from '#core/strategy/play.ts'
import { capsOf } from '#core/strategy/plan-outcome.ts'
import { optionsFor, type PlanOffer, type WeighedOption } from '#core/strategy/plan-options.ts'
import type { PlanCustomer } from '#core/strategy/budget-plan.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import type { Tx } from '#server/platform/database.ts'
import { type BelievedPlays, findBelievedPlays } from './read-beliefs.ts'
import { readPlanned } from './plan-choices.sql.ts'
import { readGeneration } from './plan-rows.sql.ts'
import { readStartGrounds, type StartCustomer, type StartGround } from './read-start-ground.ts'

/** One customer as a plan weighs it. `without`: why it has no play to choose from. */
export type Candidate = {
  readonly customer: StartCustomer
  readonly plan: Omit<PlanCustomer, 'options'> & { readonly options: readonly WeighedOption[] }
  readonly without: 'planned' | 'heldOut' | 'notKnown' | 'noPlay' | undefined
  readonly expected: BelievedPlays['expected']
}

export type PlanGround = BelievedPlays & {
  readonly start: StartGround
  readonly planned: ReadonlySet<string>
  readonly generation: number | null
}

/** All that a plan rests on: the customers that a condition on app.dyad (`d`) selects, the plays in use, and who has a planned play at work. */
export async function readPlanGround(tx: Tx, tenantId: string, now: Date, condition: RawBuilder<SqlBool>): Promise<PlanGround> {
  const believed = await findBelievedPlays(tx, tenantId)
  const start = await readStartGrounds(tx, tenantId, now, condition, believed.plays)
  const planned = new Set((await readPlanned(tx, tenantId)).map(({ dyadId }) => dyadId))
  return { ...believed, start, planned, generation: await readGeneration(tx, tenantId) }
}

function whyWithout(offers: readonly PlanOffer[], isPlanned: boolean): Candidate['without'] {
  if (isPlanned) return 'planned'
  const rest = offers.map(({ obstacles }) => obstacles.filter(({ kind }) => kind !== 'unchecked'))
  if (rest.some(([first, ...others]) => first?.kind === 'held_out' && others.length === 0)) return 'heldOut'
  return rest.some(obstacles => obstacles.length === 0) ? 'notKnown' : 'noPlay'
}

/** A customer with the plays that may start with it on a day; one with a planned play at work is given duties only. */
export function candidateOf(
  { start, plays, expected, planned }: PlanGround,
  customer: StartCustomer,
  startOn: CivilDay,
  mustServe: boolean,
): Candidate {
  const { dyadId, known, hygiene, contributionMinor } = customer
  const isPlanned = planned.has(dyadId)
  const broken = brokenDuties(hygiene).map(({ duty }) => duty)
  const offers = plays
    .filter(play => fitsType(play, known.type) && !isTooMuch(play, known.type) && (play.kind === 'duty' || !isPlanned))
    .map(play => ({ play, obstacles: start.obstacles(dyadId, play, startOn) }))
  const options = optionsFor(offers, contributionMinor, broken)
  return {
    customer,
    plan: { dyadId, caps: capsOf(known.group, known.tier), isRed: broken.length > 0, mustServe, options },
    without: options.length > 0 ? undefined : whyWithout(offers, isPlanned),
    expected,
  }
}

const atOnce = 2000

/** All candidates in the order of their ids; lets other work through now and then. */
export async function candidatesOf(
  ground: PlanGround,
  startOn: CivilDay,
  mustServe: ReadonlySet<string>,
  onProgress: (done: number, total: number) => void,
): Promise<readonly Candidate[]> {
  const customers = [...ground.start.customers.values()].toSorted((a, b) => (a.dyadId < b.dyadId ? -1 : 1))
  const candidates: Candidate[] = []
  for (const customer of customers) {
    candidates.push(candidateOf(ground, customer, startOn, mustServe.has(customer.dyadId)))
    if (candidates.length % atOnce === 0) {
      onProgress(candidates.length, customers.length)
      await breathe()
    }
  }
  return candidates
}
