import type { EChartsOption, SeriesOption } from 'echarts'
import { useMemo } from 'react'
import type { Static } from 'typebox'
import type { CalibrationPoint, Origin, Validation } from '#contract/segments/forecast.ts'
import { formatChange, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Chart } from '#web/ui/chart.tsx'
import { forecastTexts } from './forecast.text.ts'

/** A round end of an axis that leaves a little room. */
function roundEnd(most: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, most))) / 2
  return Math.ceil((most * 1.02) / step) * step
}

const colours = { expected: '#7FA9D8', actual: '#B8860B', line: '#8a919c' } as const

type OriginRow = Static<typeof Origin>

/** The range as a band: an unseen line at its lower end, and on it the width, filled. */
function bandOf(origins: readonly OriginRow[], name: string): SeriesOption[] {
  const line = { type: 'line' as const, stack: 'range', lineStyle: { opacity: 0 }, symbol: 'none', silent: true, tooltip: { show: false } }
  return [
    { ...line, name: '', data: origins.map(({ low }) => low) },
    {
      ...line,
      name,
      itemStyle: { color: colours.expected },
      areaStyle: { color: colours.expected, opacity: 0.25 },
      data: origins.map(({ low, high }) => (low === null || high === null ? null : high - low)),
    },
  ]
}

/** What was expected of the whole book from each day, its range, and what came. */
export function OriginsChart({ validation: { origins, level } }: { readonly validation: Validation }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const range = say('range', { level: formatShare(level, language) })
  const option = useMemo((): EChartsOption => {
    const hasRange = origins.some(({ low, high }) => low !== null && high !== null)
    const legend = [...(hasRange ? [range] : []), say('expected'), say('actual')]
    return {
      grid: { left: 56, right: 16, top: 32, bottom: 28 },
      legend: { top: 0, left: 0, data: legend },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', boundaryGap: true, data: origins.map(({ on }) => on) },
      yAxis: { type: 'value', scale: true },
      series: [
        ...(hasRange ? bandOf(origins, range) : []),
        {
          type: 'line',
          name: say('expected'),
          itemStyle: { color: colours.expected },
          symbolSize: 7,
          data: origins.map(({ expected }) => Math.round(expected * 10) / 10),
        },
        {
          type: 'line',
          name: say('actual'),
          itemStyle: { color: colours.actual },
          symbol: 'diamond',
          symbolSize: 9,
          data: origins.map(({ actual }) => actual),
        },
      ],
    }
  }, [origins, say, range])
  const rounded = (value: number | null) => (value === null ? null : Math.round(value))
  const table = {
    titles: [say('origin'), say('until'), say('customers'), say('expected'), say('low'), say('high'), say('actual'), say('bias')],
    rows: origins.map(({ on, until, customers, expected, low, high, actual, bias }) => [
      on,
      until,
      customers,
      rounded(expected),
      rounded(low),
      rounded(high),
      actual,
      bias === null ? null : formatChange(bias, language),
    ]),
  }
  return <Chart label={say('origins')} option={option} table={table} height={280} />
}

type PlotGiven = {
  readonly label: string
  readonly across: string
  readonly up: string
  readonly points: readonly Static<typeof CalibrationPoint>[]
  readonly shares?: boolean
}

/** Groups of customers: what was expected of them on average across, what came upward; on the line both are the same. */
export function CalibrationChart({ label, across, up, points, shares = false }: PlotGiven) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const option = useMemo((): EChartsOption => {
    const end = shares ? 1 : roundEnd(Math.max(1, ...points.flatMap(({ expected, actual }) => [expected, actual])))
    const most = Math.max(1, ...points.map(({ customers }) => customers))
    const shown = (value: number) => (shares ? formatShare(value, language) : String(Math.round(value * 10) / 10))
    const axis = (name: string) =>
      ({ type: 'value', min: 0, max: end, name, nameLocation: 'middle', axisLabel: { formatter: shown } }) as const
    return {
      grid: { left: 64, right: 24, top: 28, bottom: 44 },
      tooltip: {
        trigger: 'item',
        valueFormatter: value => (Array.isArray(value) ? value.map(one => shown(Number(one))).join(' → ') : shown(Number(value))),
      },
      xAxis: { ...axis(across), nameGap: 26 },
      yAxis: { ...axis(up), nameGap: 44 },
      series: [
        {
          type: 'line',
          name: say('right'),
          symbol: 'none',
          silent: true,
          lineStyle: { color: colours.line, type: 'dashed', width: 1 },
          data: [
            [0, 0],
            [end, end],
          ],
        },
        {
          type: 'scatter',
          name: label,
          itemStyle: { color: colours.actual },
          data: points.map(({ expected, actual, customers }) => ({
            value: [expected, actual],
            symbolSize: 8 + 14 * Math.sqrt(customers / most),
          })),
        },
      ],
    }
  }, [points, across, up, label, shares, language, say])
  const written = (value: number) => (shares ? formatShare(value, language) : Math.round(value * 100) / 100)
  const table = {
    titles: [say('customers'), across, up],
    rows: points.map(({ customers, expected, actual }) => [customers, written(expected), written(actual)]),
  }
  return <Chart label={label} option={option} table={table} height={280} />
}
