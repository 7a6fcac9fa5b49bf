import { useQuery } from '@tanstack/react-query'
import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import type { Rhythm } from '#contract/value/valuation.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Chart } from '#web/ui/chart.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { valueQuery } from './value.queries.ts'
import { valueTexts } from './value.text.ts'
import './value.css'

function Gaps({ rhythm }: { readonly rhythm: Rhythm }) {
  const say = useText(valueTexts)
  const { gaps, mu } = rhythm
  const option = useMemo(
    (): EChartsOption => ({
      grid: { left: 40, right: 64, top: 16, bottom: 24 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: gaps.map((_, index) => `−${gaps.length - index}`) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        {
          type: 'bar',
          name: say('gap'),
          data: [...gaps],
          itemStyle: { color: '#7FA9D8' },
          barMaxWidth: 40,
          markLine: {
            symbol: 'none',
            silent: true,
            label: { formatter: String(Math.round(mu)), color: 'inherit', textBorderWidth: 0 },
            lineStyle: { color: '#B8860B', type: 'solid' },
            data: [{ yAxis: mu }],
          },
        },
      ],
    }),
    [gaps, mu, say],
  )
  const table = { titles: [say('gap'), say('dayUnit')], rows: gaps.map((gap, index) => [`−${gaps.length - index}`, gap]) }
  return <Chart label={say('gaps')} option={option} table={table} height={180} />
}

function Pattern({ rhythm }: { readonly rhythm: Rhythm }) {
  const say = useText(valueTexts)
  const language = useLanguage()
  const { demand, demandBefore, classChanged } = rhythm
  if (demand === null) return <p className="lk-muted">{say('tooFew')}</p>
  const change =
    classChanged && demandBefore
      ? say('patternChanged', { before: say(demandBefore.class) })
      : demandBefore
        ? say('patternKept')
        : undefined
  return (
    <p>
      <strong>{say(demand.class)}</strong>
      <br />
      <span className="lk-muted">
        {[
          say('adi', { value: formatNumber(demand.adi, language, 2) }),
          say('cv2', { value: formatNumber(demand.cv2, language, 2) }),
          change,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </p>
  )
}

/** How a customer orders: usual interval, time since the last order in that measure, the latest gaps, and how even its buying is. */
export function RhythmCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(valueTexts)
  const language = useLanguage()
  const asOf = useAsOf()
  const { data, error, refetch } = useQuery(valueQuery(dyadId, asOf))
  const rhythm = data?.rhythm
  return (
    <section className="lk-card lk-stack" aria-label={say('rhythm')}>
      <h2>{say('rhythm')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={4} /> : null}
      {rhythm ? (
        <>
          <div className="lk-figures">
            <Figure
              label={say('usual')}
              value={formatNumber(rhythm.mu, language)}
              unit={say('dayUnit')}
              state={rhythm.isOwnMu ? 'measured' : 'estimated'}
              note={rhythm.isOwnMu ? undefined : say('usualOfAll')}
            />
            <Figure
              label={say('sinceLast')}
              value={rhythm.recency === null ? undefined : formatNumber(rhythm.recency * rhythm.mu, language)}
              unit={say('dayUnit')}
              note={rhythm.recency === null ? undefined : say('inIntervals', { times: formatNumber(rhythm.recency, language, 1) })}
            />
            <Figure
              label={say('lifetimeOrders')}
              value={formatNumber(rhythm.orders, language)}
              note={rhythm.firstOrder ? say('sinceFirst', { date: rhythm.firstOrder }) : undefined}
            />
          </div>
          <div>
            <h3>{say('buying')}</h3>
            <Pattern rhythm={rhythm} />
          </div>
          {rhythm.gaps.length > 0 ? <Gaps rhythm={rhythm} /> : null}
        </>
      ) : null}
    </section>
  )
}
