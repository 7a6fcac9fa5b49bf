import type { KpiUnit } from '#core/strategy/kpi.ts'
import { minorDigits } from '#core/units/money.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage } from '#web/platform/text.ts'

/** A figure as it is said in its unit, as it is typed, and as it is kept. */
export function useKpiFigure() {
  const language = useLanguage()
  const currency = useCurrency()
  const factor = (unit: KpiUnit) => (unit === 'money' ? 10 ** minorDigits(currency) : unit === 'share' ? 0.01 : 1)
  const said = (unit: KpiUnit, value: number | null): string | undefined => {
    if (value === null) return undefined
    if (unit === 'money') return formatMoneyShort(Math.round(value), currency, language)
    return unit === 'share' ? formatShare(value, language) : formatNumber(value, language)
  }
  return {
    currency,
    said,
    typed: (unit: KpiUnit, value: number | null): number | null => (value === null ? null : Math.round((value / factor(unit)) * 100) / 100),
    kept: (unit: KpiUnit, value: unknown): number | null => (typeof value === 'number' ? value * factor(unit) : null),
  }
}
