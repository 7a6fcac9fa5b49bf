import type { WalletRow, WalletRun } from '#contract/value/wallet.ts'
import { formatMoneyShort, formatMonth, formatNumber, formatRange, formatShare } from '#web/platform/format.ts'
import type { Language } from '#web/platform/preferences.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { walletTexts } from './wallet.text.ts'

export const categoryIn = ({ category, categoryEn }: Pick<WalletRow, 'category' | 'categoryEn'>, language: Language): string =>
  language === 'en' && categoryEn ? categoryEn : category

const basisKeys = { regression: 'basisRegression', look_alikes: 'basisLookAlikes', year_before: 'basisYearBefore' } as const

/** What the wallet that counts rests on, and how sure that is. */
export function useBasis(): (row: WalletRow) => string {
  const say = useText(walletTexts)
  return row => `${row.confidence === 'C' ? say(basisKeys[row.basis]) : say('evidence')} · ${row.confidence}`
}

/** The expected purchases as a range; the one amount where somebody knows it. */
export function Expected({ row, currency }: { readonly row: WalletRow; readonly currency: string }) {
  const say = useText(walletTexts)
  const language = useLanguage()
  const money = (minor: number) => formatMoneyShort(minor, currency, language)
  if (row.confidence !== 'C') return <span className="lk-nowrap">{money(row.wallet)}</span>
  return (
    <span className="lk-nowrap" title={`${say('rangeNote')}; ${say('middleNote')}`}>
      {formatRange(money(row.low), money(row.high), language)}
    </span>
  )
}

export function ShareOf({ row }: { readonly row: WalletRow }) {
  const language = useLanguage()
  return <>{row.share === null ? '—' : formatShare(row.share, language)}</>
}

/** A word beside a category that was bought regularly and is not any more; or that is not bought. */
export function CategoryMarks({ row, currency }: { readonly row: WalletRow; readonly currency: string }) {
  const say = useText(walletTexts)
  const lapsed = useLapsedWords()
  if (row.lapsed)
    return (
      <abbr className="lk-state lk-nowrap" title={lapsed(row.lapsed, currency)}>
        {say('lapsedMark')}
      </abbr>
    )
  return row.own <= 0 && row.before <= 0 ? <span className="lk-state lk-nowrap">{say('notBoughtMark')}</span> : null
}

export function useLapsedWords() {
  const say = useText(walletTexts)
  const language = useLanguage()
  return ({ month, usualMonths, worth }: NonNullable<WalletRow['lapsed']>, currency: string): string => {
    const said = { month: formatMonth(month, language), worth: formatMoneyShort(worth, currency, language) }
    return usualMonths === 1 ? say('lapsedMonthly', said) : say('lapsedSince', { ...said, usual: formatNumber(usualMonths, language, 1) })
  }
}

/** How the figures came about, where that is not the usual way: few customers, no categories, no margin. */
export function RunNotes({ run }: { readonly run: WalletRun }) {
  const say = useText(walletTexts)
  const language = useLanguage()
  const count = formatNumber(run.customers, language)
  const notes = [
    say('window', { month: formatMonth(run.month, language) }),
    run.margin === null ? say('withoutMargin') : say('byMargin', { margin: formatShare(run.margin, language) }),
    run.method === 'look_alikes' ? say('methodFew', { count }) : run.method === 'none' ? say('methodNone', { count }) : undefined,
    run.kind === 'item' ? say('byItem') : undefined,
  ]
  return <p className="lk-muted">{notes.filter(note => note !== undefined).join(' · ')}</p>
}
