import { because, viewOf } from '#core/segments/because.ts'
import type { History, Run } from '#core/segments/run.ts'
import type { EngineInput } from './engine-input.ts'

/** Says why a dyad stands where it stands in a run: codes with arguments, for `becauseText`. */
export function explainer(input: EngineInput, history: History): (run: Run, dyad: number) => unknown {
  const { book, settings, options } = input
  return (run, dyad) => because(viewOf(book, history, run, dyad, settings, options.evidence?.get(dyad)))
}
