import type { Word } from '#core/segments/words.ts'
import type { Bilingual, PlayEffect } from '#core/strategy/play.ts'
import { formatMoney, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { playTexts } from './play.text.ts'

/** Words of the core in the reader's language, and sentences on a play. */
export function usePlayWords() {
  const language = useLanguage()
  const currency = useCurrency()
  const say = useText(playTexts)
  const told = (word: Word): string => word[language === 'en' ? 1 : 0]
  const inOwn = (both: Bilingual): string => (language === 'en' ? both.en : both.zh)
  const options = <K extends string | number>(words: Readonly<Record<K, Word>>, keys: readonly K[]) =>
    keys.map(value => ({ value, label: told(words[value]) }))
  const effect = ({ measure, mean, sd }: Pick<PlayEffect, 'measure' | 'mean' | 'sd'>): string =>
    measure === 'share'
      ? say('effectShare', { mean: signed(mean, formatShare(mean, language)), sd: formatShare(sd, language) })
      : say('effectMinor', { mean: signed(mean, formatMoney(mean, currency, language)), sd: formatMoney(sd, currency, language) })
  const hours = (value: number): string => say('hoursOf', { hours: formatNumber(value, language, Number.isInteger(value) ? 0 : 1) })
  return { told, inOwn, options, effect, hours, language, currency }
}

const signed = (value: number, shown: string): string => (value > 0 ? `+${shown}` : shown)
