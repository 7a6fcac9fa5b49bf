import type { AllianceMeasure } from '#contract/relationships/alliance.ts'
import { progressOf } from '#core/relationships/alliance.ts'
import { measureSourceWords } from '#core/relationships/alliance-words.ts'
import { minorDigits } from '#core/units/money.ts'
import { formatMoney, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { allianceTexts } from './alliance.text.ts'
import { useWords } from './bond-words.ts'

/** A measure with where it began, what it is to become and where it is. */
export function MeasureLines({ row }: { readonly row: AllianceMeasure }) {
  const say = useText(allianceTexts)
  const language = useLanguage()
  const { told } = useWords()
  const currency = useCurrency()
  const unit = row.unit ? ` ${row.unit}` : ''
  const isMoney = row.source === 'sales' || row.source === 'contribution'
  // What a person wrote is in whole yuan, pounds or dollars.
  const written = (value: number) =>
    isMoney ? formatMoney(Math.round(value * 10 ** minorDigits(currency)), currency, language) : `${formatNumber(value, language)}${unit}`
  const figure = (label: 'baseline' | 'target' | 'actual', value: number | null) =>
    value === null ? undefined : `${say(label)} ${written(value)}`
  const progress = progressOf(row.baseline, row.target, row.actual)
  const said = [
    told(measureSourceWords, row.source),
    figure('baseline', row.baseline),
    figure('target', row.target),
    figure('actual', row.actual),
    row.measuredOn ? `${say('measuredOn')} ${row.measuredOn}` : undefined,
    progress === undefined ? undefined : say('progress', { percent: formatShare(progress, language) }),
  ]
  return (
    <>
      <strong>{row.title}</strong>
      <span className="lk-muted">{said.filter(Boolean).join(' · ')}</span>
    </>
  )
}
