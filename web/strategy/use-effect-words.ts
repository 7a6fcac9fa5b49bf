import { minorDigits } from '#core/units/money.ts'
import { formatMoney, formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { effectTexts } from './effect.text.ts'
import { usePlayWords } from './use-play-words.ts'

/** Money, counts and shares of the effects in words. */
export function useEffectWords() {
  const words = usePlayWords()
  const { language, currency } = words
  const say = useText(effectTexts)
  const money = (minor: number) => formatMoneyShort(Math.round(minor), currency, language)
  const gain = (minor: number) => (minor > 0 ? `+${money(minor)}` : money(minor))
  const share = (value: number) => formatShare(value, language)
  const number = (value: number, decimals = 1) => formatNumber(value, language, decimals)
  /** What one yuan, pound or dollar brought back, in full. */
  const back = (ratio: number) => formatMoney(Math.round(ratio * 10 ** minorDigits(currency)), currency, language)
  return { ...words, say, money, gain, share, number, back }
}
