import { useQuery } from '@tanstack/react-query'
import type { EChartsOption } from 'echarts'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { CustomerValue } from '#contract/value/valuation.ts'
import { formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { minorDigits } from '#core/units/money.ts'
import type { ValuePart } from '#core/value/valuation.ts'
import { formatMoney, formatMoneyShort, formatMonth } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Chart } from '#web/ui/chart.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Change, Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { usePartName, ValueParts } from './value-parts.tsx'
import { valueQuery } from './value.queries.ts'
import { valueTexts } from './value.text.ts'
import './value.css'

const FactsDrawer = lazy(async () => ({ default: (await import('./facts-drawer.tsx')).FactsDrawer }))

function Months({ value }: { readonly value: CustomerValue }) {
  const say = useText(valueTexts)
  const language = useLanguage()
  const { months, currency } = value
  const unit = 10 ** minorDigits(currency)
  const option = useMemo((): EChartsOption => {
    const amounts = (pick: 'netSales' | 'netContribution') =>
      months.map(month => (month[pick] === null ? null : (month[pick] as number) / unit))
    return {
      grid: { left: 64, right: 12, top: 32, bottom: 28 },
      legend: { top: 0, left: 0 },
      tooltip: {
        trigger: 'axis',
        valueFormatter: value => (typeof value === 'number' ? formatMoney(value * unit, currency, language) : '—'),
      },
      xAxis: { type: 'category', data: months.map(({ month }) => month.slice(0, 7)) },
      yAxis: { type: 'value', axisLabel: { formatter: (value: number) => formatMoneyShort(value * unit, currency, language) } },
      series: [
        { type: 'bar', name: say('netSales'), data: amounts('netSales'), itemStyle: { color: '#7FA9D8' } },
        {
          type: 'line',
          name: say('netContribution'),
          data: amounts('netContribution'),
          showSymbol: false,
          itemStyle: { color: '#B8860B' },
          lineStyle: { width: 2 },
        },
      ],
    }
  }, [months, unit, currency, language, say])
  const table = {
    titles: [say('month'), say('netSales'), say('netContribution'), say('orders')],
    rows: months.map(({ month, netSales, netContribution, orders }) => [
      formatMonth(month, language),
      netSales / unit,
      netContribution === null ? null : netContribution / unit,
      orders,
    ]),
  }
  return <Chart label={say('byMonth')} option={option} table={table} height={240} />
}

/** The ends of windows that can be looked at: each month-end of the customer's history. */
function endsOf({ months, asOf }: CustomerValue): readonly string[] {
  const ends = months.map(({ month }) => formatDay(lastDayOf(monthOf(parseDay(month) ?? 0))))
  return ends.filter(end => end < asOf).toReversed()
}

type Given = { readonly dyadId: string }

function Worth({
  value,
  onTo,
  to,
}: {
  readonly value: CustomerValue
  readonly to: string | undefined
  readonly onTo: (to: string | undefined) => void
}) {
  const say = useText(valueTexts)
  const nameOf = usePartName()
  const language = useLanguage()
  const [part, setPart] = useState<ValuePart>()
  const { now, before, currency, settingsVersion } = value
  const ends = useMemo(() => endsOf(value), [value])
  return (
    <>
      <div className="lk-card-head">
        <Figure
          label={say('total')}
          period={say('lastYear')}
          value={now.total === null ? undefined : <Money minor={now.total} currency={currency} />}
          state={now.state}
          change={now.total === null ? undefined : <Change now={now.total} before={before?.total} period={say('againstYear')} />}
          note={say('computedWith', { version: settingsVersion })}
        />
        <label className="lk-no-print">
          {say('windowEnd')}{' '}
          <select
            className="lk-select"
            value={to ?? ''}
            onChange={event => onTo(event.target.value === '' ? undefined : event.target.value)}
          >
            <option value="">{say('now')}</option>
            {ends.map(end => (
              <option key={end} value={end}>
                {formatMonth(end, language)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="lk-muted">{say('window', { from: now.from, to: now.to })}</p>
      <ValueParts value={value} onPart={setPart} />
      {now.unknown.length > 0 ? (
        <p className="lk-muted">{say('unknownParts', { parts: now.unknown.map(nameOf).join(language === 'en' ? ', ' : '、') })}</p>
      ) : null}
      <Months value={value} />
      {part ? (
        <Suspense fallback={null}>
          <FactsDrawer
            dyadId={value.dyadId}
            part={part}
            from={now.from}
            to={now.to}
            currency={currency}
            total={now.parts.find(one => one.part === part)?.amount ?? null}
            onClose={() => setPart(undefined)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

/** The current value of a customer: its parts with their state, each opened to its documents, the year before, and every month. */
export function ValueCard({ dyadId }: Given) {
  const say = useText(valueTexts)
  const asOf = useAsOf()
  const [chosen, setChosen] = useState<string>()
  const to = chosen ?? asOf
  const { data, error, refetch } = useQuery(valueQuery(dyadId, to))
  return (
    <section className="lk-card lk-stack" aria-label={say('worth')}>
      <div>
        <h2>{say('worth')}</h2>
        <p className="lk-muted">{say('worthLead')}</p>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={8} /> : null}
      {data && data.months.length === 0 ? <EmptyState title={say('neverBought')}>{say('neverBoughtLead')}</EmptyState> : null}
      {data && data.months.length > 0 ? <Worth value={data} to={chosen} onTo={setChosen} /> : null}
    </section>
  )
}
