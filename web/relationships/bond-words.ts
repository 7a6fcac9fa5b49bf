import { useMemo } from 'react'
import type { Words } from '#contract/platform/language.ts'
import { minorDigits } from '#core/units/money.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage } from '#web/platform/text.ts'

type Pairs<K extends string | number> = Readonly<Record<K, Words>>

/** Says a word of core in the person's language, and the choices of a field made of such words. */
export function useWords() {
  const language = useLanguage()
  return useMemo(() => {
    const told = <K extends string | number>(words: Pairs<K>, key: K): string => words[key][language === 'en' ? 1 : 0]
    const options = <K extends string | number>(words: Pairs<K>, keys: readonly K[]) =>
      keys.map(key => ({ value: String(key), label: told(words, key) }))
    return { told, options }
  }, [language])
}

/** Amounts as they are typed, in whole units, and as they are kept, in minor units. */
export function useAmounts() {
  const currency = useCurrency()
  const factor = 10 ** minorDigits(currency)
  return {
    currency,
    typed: (minor: number | null | undefined): number | null => (minor === null || minor === undefined ? null : minor / factor),
    kept: (amount: unknown): number | null => (typeof amount === 'number' ? Math.round(amount * factor) : null),
  }
}

/** Shares of 1 as they are typed, in per cent. */
export const percentOf = (share: number | null | undefined): number | null =>
  share === null || share === undefined ? null : Math.round(share * 1e4) / 100
export const shareOf = (percent: unknown): number | null => (typeof percent === 'number' ? percent / 100 : null)

export const today = (): string => new Intl.DateTimeFormat('sv-SE').format(new Date())
