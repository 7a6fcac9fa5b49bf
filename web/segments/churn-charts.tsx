import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import type { ChurnPeriod } from '#contract/segments/churn.ts'
import { minorDigits } from '#core/units/money.ts'
import { formatMoney, formatMoneyShort, formatMonth, formatShare } from '#web/platform/format.ts'
import type { Language } from '#web/platform/preferences.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Chart } from '#web/ui/chart.tsx'
import { warningTexts } from './warnings.text.ts'

/** The colours of leaving: wholly, in part; and of coming back. */
const colours = { churned: '#9C3D32', partial: '#C98B82', returned: '#2F6DB5' } as const

/** A month in words, a quarter as 2025 Q3. */
export function periodName({ from, to }: Pick<ChurnPeriod, 'from' | 'to'>, language: Language): string {
  if (from.slice(0, 7) === to.slice(0, 7)) return formatMonth(from, language)
  return `${from.slice(0, 4)} Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`
}

type Given = {
  readonly periods: readonly ChurnPeriod[]
  readonly currency: string
  readonly onPeriod: (period: ChurnPeriod) => void
}

function useCounts(periods: readonly ChurnPeriod[]) {
  const say = useText(warningTexts)
  const language = useLanguage()
  const option = useMemo((): EChartsOption => {
    const bar = (kind: 'churned' | 'partial') => ({
      type: 'bar' as const,
      name: say(kind),
      stack: 'gone',
      barMaxWidth: 32,
      itemStyle: { color: colours[kind] },
      data: periods.map(period => period[kind].customers),
    })
    return {
      grid: { left: 40, right: 12, top: 32, bottom: 28 },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: periods.map(period => periodName(period, language)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        bar('churned'),
        bar('partial'),
        {
          type: 'line',
          name: say('returned'),
          symbolSize: 6,
          itemStyle: { color: colours.returned },
          data: periods.map(period => period.returned),
        },
      ],
    }
  }, [periods, say, language])
  const rows = periods.map(period => [
    periodName(period, language),
    period.active,
    period.churned.customers,
    period.rate === null ? null : formatShare(period.rate, language),
    period.partial.customers,
    period.returned,
  ])
  return { option, table: { titles: [say('period'), say('active'), say('churned'), say('rate'), say('partial'), say('returned')], rows } }
}

function useMoney(periods: readonly ChurnPeriod[], currency: string) {
  const say = useText(warningTexts)
  const language = useLanguage()
  const unit = 10 ** minorDigits(currency)
  const option = useMemo((): EChartsOption => {
    const bar = (kind: 'churned' | 'partial') => ({
      type: 'bar' as const,
      name: say(kind),
      stack: 'lost',
      barMaxWidth: 32,
      itemStyle: { color: colours[kind] },
      data: periods.map(period => period[kind].lostMinor / unit),
    })
    return {
      grid: { left: 72, right: 12, top: 32, bottom: 28 },
      legend: { top: 0, left: 0 },
      tooltip: {
        trigger: 'axis',
        valueFormatter: value => (typeof value === 'number' ? formatMoney(value * unit, currency, language) : '—'),
      },
      xAxis: { type: 'category', data: periods.map(period => periodName(period, language)) },
      yAxis: { type: 'value', axisLabel: { formatter: (value: number) => formatMoneyShort(value * unit, currency, language) } },
      series: [bar('churned'), bar('partial')],
    }
  }, [periods, say, language, unit, currency])
  const titles = [say('period'), ...(['churned', 'partial'] as const).map(kind => say('lostValueOf', { kind: say(kind) }))]
  const rows = periods.map(period => [periodName(period, language), period.churned.lostMinor / unit, period.partial.lostMinor / unit])
  return { option, table: { titles, rows } }
}

/** Customers lost, lost in part and returned by period, and the money that went with them; a click on a bar lists that period. */
export function ChurnCharts({ periods, currency, onPeriod }: Given) {
  const say = useText(warningTexts)
  const counts = useCounts(periods)
  const money = useMoney(periods, currency)
  const pick = ({ dataIndex }: { readonly dataIndex: number }) => {
    const period = periods[dataIndex]
    if (period) onPeriod(period)
  }
  return (
    <div className="lk-charts">
      <section className="lk-card lk-stack" aria-label={say('lostCustomers')}>
        <h2>{say('lostCustomers')}</h2>
        <Chart label={say('lostCustomers')} {...counts} height={240} onPick={pick} />
      </section>
      <section className="lk-card lk-stack" aria-label={say('lostValue')}>
        <h2>{say('lostValue')}</h2>
        <Chart label={say('lostValue')} {...money} height={240} onPick={pick} />
      </section>
    </div>
  )
}
