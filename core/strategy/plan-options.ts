import type { Minor } from '#core/units/money.ts'
import type { PlanOption } from './budget-plan.ts'
import type { HygieneDuty } from './hygiene.ts'
import type { StartObstacle } from './may-start.ts'
import { expectedMinor, type Play } from './play.ts'

type Weighed = Pick<Play, 'kind' | 'moneyMinor' | 'hours' | 'effect' | 'startCondition'> & {
  readonly playId: string
  readonly version: number
}

/** A play as a plan weighs it for one customer. `worth`: expected to be added to the customer's value; the gain is what is left after its money. */
export type WeighedOption = PlanOption & { readonly version: number; readonly worth: Minor; readonly needsCheck: boolean }

/** Whether a duty play mends a broken duty: one that asks for other duties alone does not. */
function mends({ startCondition }: Weighed, broken: readonly HygieneDuty[]): boolean {
  const asked = startCondition.all.flatMap(test => (test.field === 'hygiene' ? [test.duty] : []))
  return asked.length === 0 || asked.some(duty => duty === 'any' || broken.includes(duty))
}

/** The two things that a person may still put right when the plan is accepted: unknown duties are checked. */
const isOpen = (obstacles: readonly StartObstacle[]): boolean => obstacles.every(({ kind }) => kind === 'unchecked')

export type PlanOffer = { readonly play: Weighed; readonly obstacles: readonly StartObstacle[] }

/**
 * What may be planned for a customer out of all plays with what stands against each: those that may start at once or after a check. `contribution`:
 * net contribution of 12 months, minor units; where it is not known a share of it cannot be expected, and such a motivator is left out. `broken`:
 * the duties that are broken; then only plays that mend them count as duties. docs/methods/budget-plan.md
 */
export function optionsFor(
  offers: readonly PlanOffer[],
  contribution: Minor | null,
  broken: readonly HygieneDuty[],
): readonly WeighedOption[] {
  return offers
    .filter(({ obstacles }) => isOpen(obstacles))
    .flatMap(({ play, obstacles }) => {
      const isDuty = play.kind === 'duty'
      if (isDuty && broken.length > 0 && !mends(play, broken)) return []
      const expected = expectedMinor(play.effect, contribution)
      if (expected === undefined && !isDuty) return []
      const worth = expected ?? 0
      const { playId, version, moneyMinor: money, hours } = play
      return [{ playId, version, money, hours, worth, gain: worth - money, isDuty, needsCheck: obstacles.length > 0 }]
    })
}
