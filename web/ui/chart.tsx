import { MoreOutlined } from '@ant-design/icons'
import type { EChartsOption } from 'echarts'
import { useEffect, useMemo, useRef, useState } from 'react'
import { saveFile } from '#web/platform/call.ts'
import { useDark } from '#web/platform/preferences.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from './bones.tsx'
import type { Started } from './chart-engine.ts'
import { type Cell, csvOf } from './csv.ts'
import { MenuButton } from './menu-button.tsx'
import { uiTexts } from './ui.text.ts'
import './chart.css'

export type ChartTable = { readonly titles: readonly string[]; readonly rows: readonly (readonly Cell[])[] }

type Given = {
  /** What the chart shows, in a sentence: read out, and the name of exported files. */
  readonly label: string
  readonly option: EChartsOption
  /** The same as numbers: shown on wish, exported as CSV, and what a reader without the picture gets. */
  readonly table: ChartTable
  readonly height?: number
  /** Sankey flows need a part of their own. */
  readonly flow?: boolean
  /** A click on a mark. `name` and `dataIndex` as ECharts gives them. */
  readonly onPick?: (mark: { readonly name: string; readonly dataIndex: number; readonly data: unknown }) => void
}

async function engine(flow: boolean) {
  const [started] = await Promise.all([import('./chart-engine.ts'), flow ? import('./chart-flow.ts') : undefined])
  return started
}

/** An option with what holds for every chart: aria, tooltips on the canvas, no motion where none is wanted. */
function completed(option: EChartsOption): EChartsOption {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const tooltip =
    option.tooltip === undefined ? {} : { tooltip: { ...(option.tooltip as object), renderMode: 'richText' as const, confine: true } }
  return { animation: !still, animationDuration: 300, aria: { enabled: true }, ...option, ...tooltip }
}

type Drawn = {
  readonly box: React.RefObject<HTMLDivElement | null>
  readonly chart: React.RefObject<Started | null>
  readonly state: 'coming' | 'drawn' | 'failed'
}

function useChart({ option, flow = false, onPick }: Pick<Given, 'option' | 'flow' | 'onPick'>, shown: boolean): Drawn {
  const dark = useDark()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<Started>(null)
  const [state, setState] = useState<'coming' | 'drawn' | 'failed'>('coming')
  const latest = useRef({ option, onPick })
  useEffect(() => {
    latest.current = { option, onPick }
    chart.current?.setOption(completed(option), { notMerge: true })
  }, [option, onPick])
  useEffect(() => {
    const element = box.current
    if (!element || !shown) return
    let wanted = true
    const watch = new ResizeObserver(() => chart.current?.resize())
    engine(flow).then(
      ({ startChart }) => {
        if (!wanted) return
        chart.current = startChart(element, dark)
        chart.current.setOption(completed(latest.current.option))
        chart.current.on('click', ({ name, dataIndex, data }) => latest.current.onPick?.({ name, dataIndex, data }))
        watch.observe(element)
        setState('drawn')
      },
      () => wanted && setState('failed'),
    )
    return () => {
      wanted = false
      watch.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [dark, flow, shown])
  return { box, chart, state }
}

function DataTable({ label, table }: Pick<Given, 'label' | 'table'>) {
  return (
    // A long table scrolls, and so must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="lk-chart-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.titles.map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={`${row[0]}-${at}`}>
              {row.map((cell, column) => (
                <td key={table.titles[column]} data-number={typeof cell === 'number'}>
                  {cell ?? '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function savePng(chart: Started | null, label: string): void {
  const backgroundColor = getComputedStyle(document.documentElement).getPropertyValue('--lk-paper')
  chart?.renderToCanvas({ pixelRatio: 2, backgroundColor }).toBlob(blob => blob && saveFile(blob, `${label}.png`))
}

/** A chart with its numbers behind it: as a table on wish, as PNG and CSV files; drawn once the chart's part is loaded. */
export function Chart({ label, option, table, height = 320, flow = false, onPick }: Given) {
  const say = useText(uiTexts)
  const [asTable, setAsTable] = useState(false)
  const { box, chart, state } = useChart({ option, flow, ...(onPick ? { onPick } : {}) }, !asTable)
  const groups = useMemo(() => {
    const csv = () => saveFile(new Blob([csvOf(table.titles, table.rows)], { type: 'text/csv;charset=utf-8' }), `${label}.csv`)
    const picture = asTable ? [] : [{ key: 'png', label: say('exportPng'), run: () => savePng(chart.current, label) }]
    return [
      {
        key: 'chart',
        entries: [
          { key: 'table', label: say(asTable ? 'showChart' : 'showTable'), run: () => setAsTable(!asTable) },
          ...picture,
          { key: 'csv', label: say('exportCsv'), run: csv },
        ],
      },
    ]
  }, [say, table, label, asTable, chart])
  const tabled = asTable || state === 'failed'
  return (
    <figure className="lk-chart" aria-label={label}>
      <MenuButton
        className="lk-chart-menu lk-no-print"
        label={`${say('chartMenu')}: ${label}`}
        face={<MoreOutlined aria-hidden="true" />}
        groups={groups}
      />
      {state === 'failed' ? <p className="lk-muted">{say('chartFailed')}</p> : null}
      {tabled ? <DataTable label={label} table={table} /> : null}
      {tabled ? null : (
        <div style={{ height }} className="lk-chart-box">
          {state === 'coming' ? <Bones height={height} /> : null}
          <div ref={box} className="lk-chart-canvas" role="img" aria-label={label} />
        </div>
      )}
    </figure>
  )
}
