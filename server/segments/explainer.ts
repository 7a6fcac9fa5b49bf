import { type Backdrop, because, viewOf } from '#core/segments/because.ts'
import type { Run } from '#core/segments/run.ts'
import type { EngineInput } from './engine-input.ts'

/** Says why a dyad stands where it stands in the newest run: codes with arguments, for `becauseText`. */
export function explain({ book, settings, options }: EngineInput, backdrop: Backdrop, run: Run, dyad: number): unknown {
  return because(viewOf(book, backdrop, run, dyad, settings, options.evidence?.get(dyad)))
}
