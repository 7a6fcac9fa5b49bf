import type { CustomerType } from '#core/segments/grid.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { isHeldOut } from './hold-out.ts'
import { brokenDuties, type HygieneFinding, uncheckedDuties } from './hygiene.ts'
import { fitsType, isTooMuch, type Play } from './play.ts'
import { compileStart, type Known, type StartTest } from './start-condition.ts'

/** Why a play is not started with a customer. `unchecked` and `condition` can be put right at once: by a dated check, by a reason. */
export type StartObstacle =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'minimum' }
  | { readonly kind: 'type'; readonly type: CustomerType | null }
  | { readonly kind: 'held_out' }
  | { readonly kind: 'open_run'; readonly since: CivilDay }
  | { readonly kind: 'resting'; readonly until: CivilDay }
  | { readonly kind: 'broken'; readonly duties: readonly HygieneFinding[] }
  | { readonly kind: 'unchecked'; readonly duties: readonly HygieneFinding[] }
  | { readonly kind: 'condition'; readonly failed: readonly StartTest[] }

/** A play with all that decides whether it may start with one customer. Days are of the start. */
export type StartCase = {
  readonly tenantId: string
  /** As the customer is read now, after merges. */
  readonly dyadId: string
  readonly play: Pick<Play, 'key' | 'kind' | 'strategyGroup' | 'customerTypes' | 'restDays' | 'startCondition' | 'holdoutShare'>
  readonly isDeleted: boolean
  readonly known: Known
  readonly hygiene: readonly HygieneFinding[]
  /** The run of the same play that is open, and when the last one ended. */
  readonly openSince: CivilDay | undefined
  readonly lastEnded: CivilDay | undefined
  readonly startOn: CivilDay
}

function lasting({ tenantId, dyadId, play, isDeleted, known, openSince, lastEnded, startOn }: StartCase): StartObstacle[] {
  const restUntil = lastEnded === undefined || play.restDays === 0 ? undefined : lastEnded + play.restDays
  return [
    ...(isDeleted ? [{ kind: 'deleted' } as const] : []),
    ...(isTooMuch(play, known.type) ? [{ kind: 'minimum' } as const] : []),
    ...(!isTooMuch(play, known.type) && !fitsType(play, known.type) ? [{ kind: 'type', type: known.type } as const] : []),
    ...(isHeldOut(tenantId, play.key, dyadId, play.holdoutShare) ? [{ kind: 'held_out' } as const] : []),
    ...(openSince === undefined ? [] : [{ kind: 'open_run', since: openSince } as const]),
    ...(restUntil === undefined || restUntil <= startOn ? [] : [{ kind: 'resting', until: restUntil } as const]),
  ]
}

function dutiesFirst({ play, hygiene }: StartCase): StartObstacle[] {
  if (play.kind === 'duty') return []
  const [broken, unchecked] = [brokenDuties(hygiene), uncheckedDuties(hygiene)]
  return [
    ...(broken.length > 0 ? [{ kind: 'broken', duties: broken } as const] : []),
    ...(unchecked.length > 0 ? [{ kind: 'unchecked', duties: unchecked } as const] : []),
  ]
}

/**
 * All that stands against starting a play with a customer, the lasting first; none = it may start. Motivators wait for the duties: refused while
 * one is broken, and until a person has checked those that are unknown (two-factor theory, DOMAIN sections 4 and 8). docs/methods/playbooks.md
 */
export function obstaclesOf(given: StartCase): readonly StartObstacle[] {
  const failed = compileStart(given.play.startCondition)(given.known)
  return [...lasting(given), ...dutiesFirst(given), ...(failed.length > 0 ? [{ kind: 'condition', failed } as const] : [])]
}

/** Obstacles that a person can put right in the same breath. */
export const isPassable = ({ kind }: StartObstacle): boolean => kind === 'unchecked' || kind === 'condition'
