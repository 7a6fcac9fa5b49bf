import { Link } from '@tanstack/react-router'
import type { ExpectedEffect } from '#contract/strategy/play-expected.ts'
import { effectSourceWords } from '#core/strategy/play-words.ts'
import { formatMoney, formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { playTexts } from './play.text.ts'
import { usePlayWords } from './use-play-words.ts'

/** What is expected of a run, with its range, and from where that is known: the playbook’s own figure, or so many runs of the firm. */
function useExpectedWords() {
  const say = useText(playTexts)
  const { told, effect, language, currency } = usePlayWords()
  return (expected: ExpectedEffect): string => {
    const { measure, low, high, source, learnt } = expected
    const shown = (value: number) =>
      measure === 'share' ? formatShare(value, language) : formatMoney(Math.round(value), currency, language)
    const range = { effect: effect(expected), low: shown(low), high: shown(high) }
    return learnt === null
      ? say('expectedAssumed', { ...range, source: told(effectSourceWords[source]) })
      : say('expectedLearnt', { ...range, runs: learnt.runs, held: learnt.held, day: learnt.asOf })
  }
}

/** Assumed, or learnt from so many runs. */
export function ExpectedSource({ expected: { source, learnt } }: { readonly expected: ExpectedEffect }) {
  const say = useText(playTexts)
  const { told } = usePlayWords()
  return <small className="lk-muted">{learnt === null ? told(effectSourceWords[source]) : say('learntOf', { runs: learnt.runs })}</small>
}

/** The sentence on an expected effect, opening to the page that measured it. */
export function ExpectedNote({ expected }: { readonly expected: ExpectedEffect }) {
  const say = useText(playTexts)
  const words = useExpectedWords()
  return (
    <small className="lk-muted">
      {words(expected)}{' '}
      <Link className="lk-play-link" to={'/effects' as never}>
        {say('toEffects')}
      </Link>
    </small>
  )
}
