import type { NextAction } from '#contract/strategy/next-action.ts'
import { useText } from '#web/platform/text.ts'
import { nextTexts } from './next-action.text.ts'
import { usePlayWords } from './use-play-words.ts'

/** What to do and why, as sentences. */
export function useNextWords() {
  const say = useText(nextTexts)
  const { inOwn } = usePlayWords()
  const deed = ({ kind, why, playName, step, dueOn, isLate }: NextAction): string => {
    if (kind === 'none') return say(`none_${why ?? 'noPlay'}`)
    const words = { play: playName === null ? '' : inOwn(playName), step: step ?? '', day: dueOn ?? '' }
    return say(kind === 'step' && isLate ? 'late' : kind, words)
  }
  return { say, deed }
}
