import type { KpiUnit } from '#core/strategy/kpi.ts'
import { minorDigits } from '#core/units/money.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { kpiTexts } from './kpi.text.ts'

/** A figure as it is said in its unit, as it is typed, and as it is kept. */
export function useKpiFigure() {
  const language = useLanguage()
  const currency = useCurrency()
  const say = useText(kpiTexts)
  const factor = (unit: KpiUnit) => (unit === 'money' ? 10 ** minorDigits(currency) : unit === 'share' ? 0.01 : 1)
  const said = (unit: KpiUnit, value: number | null): string | undefined => {
    if (value === null) return undefined
    if (unit === 'money') return formatMoneyShort(Math.round(value), currency, language)
    if (unit === 'points') return say('pointsOf', { n: formatNumber(value, language, 1) })
    return unit === 'share' ? formatShare(value, language) : formatNumber(value, language)
  }
  /** How far a figure moved: a share and points by their difference, counts and money in their own unit. */
  const moved = (unit: KpiUnit, now: number, before: number): string => {
    const by = Math.abs(now - before)
    return unit === 'share' ? say('shareMoved', { n: formatNumber(by * 100, language, 1) }) : (said(unit, by) ?? '')
  }
  return {
    currency,
    said,
    moved,
    typed: (unit: KpiUnit, value: number | null): number | null => (value === null ? null : Math.round((value / factor(unit)) * 100) / 100),
    kept: (unit: KpiUnit, value: unknown): number | null => (typeof value === 'number' ? value * factor(unit) : null),
  }
}
