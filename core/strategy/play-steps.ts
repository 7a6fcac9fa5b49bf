import { addWorkdays, workdayFrom } from '#core/activities/calendar.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import type { Play, PlayStep, RunState } from './play.ts'

/** When each step is due: so many workdays after the first workday of the run. */
export function dueDays(steps: readonly Pick<PlayStep, 'afterDays'>[], startOn: CivilDay): readonly CivilDay[] {
  const first = workdayFrom(startOn)
  return steps.map(({ afterDays }) => addWorkdays(first, afterDays))
}

export type StepState = 'open' | 'done' | 'cancelled'

/** How a run stands by its steps: it ends with the last of them; a run of which nothing was done was stopped. */
export function runStateOf(steps: readonly StepState[], startOn: CivilDay, today: CivilDay): RunState {
  if (steps.some(step => step === 'open')) return startOn > today && !steps.includes('done') ? 'planned' : 'running'
  return steps.includes('done') ? 'done' : 'stopped'
}

export type PlayProblem =
  | 'no_steps'
  | 'steps_not_in_order'
  | 'duty_held_out'
  | 'minimum_motivator'
  | 'types_outside_group'
  | 'effect_spread'

/** What is wrong with a play as a person has written it, where its schema cannot tell; undefined: nothing. */
export function playProblem(play: Play, typesOfGroup: readonly string[]): PlayProblem | undefined {
  if (play.steps.length === 0) return 'no_steps'
  if (play.steps.some((step, index) => step.afterDays < (play.steps[index - 1]?.afterDays ?? 0))) return 'steps_not_in_order'
  if (play.kind === 'duty' && play.holdoutShare > 0) return 'duty_held_out'
  if (play.kind === 'motivator' && play.strategyGroup === 'minimum') return 'minimum_motivator'
  if (play.customerTypes.some(type => !typesOfGroup.includes(type))) return 'types_outside_group'
  return play.effect.sd < 0 ? 'effect_spread' : undefined
}

type Costed = {
  readonly plannedMinor: number
  readonly plannedHours: number
  readonly bookedMinor: number | null
  readonly bookedHours: number | null
}

/**
 * What a run that ends is booked with: what a person has written down, else what was planned for the part of its steps that was done. Minor units
 * and hours.
 */
export function bookingOf(run: Costed, steps: readonly StepState[]): { readonly bookedMinor: number; readonly bookedHours: number } {
  const share = steps.length === 0 ? 0 : steps.filter(step => step === 'done').length / steps.length
  return {
    bookedMinor: run.bookedMinor ?? Math.round(run.plannedMinor * share),
    bookedHours: run.bookedHours ?? Math.round(run.plannedHours * share * 100) / 100,
  }
}
