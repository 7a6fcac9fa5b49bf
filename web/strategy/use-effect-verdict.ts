import type { EffectRow } from '#contract/strategy/effect.ts'
import { useEffectWords } from './use-effect-words.ts'

/** Two digits are all that an estimate of so many customers is worth. */
const roundUp = (count: number): number => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return Math.ceil(count / step) * step
}

/** The verdict on a play and why, in words. */
export function useEffectVerdict(found: EffectRow['told']) {
  const { say, number } = useEffectWords()
  if (found === null || found.runs === 0) return { title: say('verdict.none'), why: say('why.none') }
  const title = say(`verdict.${found.verdict}`)
  if (found.verdict === 'cannot_tell') {
    if (found.needed === null) return { title, why: say('why.cannot_tell_open') }
    return { title, why: say(found.isBeyondFirm ? 'why.never_tells' : 'why.cannot_tell', { needed: number(roundUp(found.needed), 0) }) }
  }
  if (found.verdict === 'too_early') return { title, why: say('why.too_early', { day: found.comparableFrom ?? '' }) }
  return { title, why: say(`why.${found.verdict}`) }
}
