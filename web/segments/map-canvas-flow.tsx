import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import { formatMonth } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Chart } from '#web/ui/chart.tsx'
import { typeColours } from '#web/ui/customer-type.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { mapTexts } from './map-canvas.text.ts'

/** So many customers went from a type to a type; null is outside the map: came in, or left. */
export type Flow = { readonly from: CustomerType | null; readonly to: CustomerType | null; readonly count: number }

type Given = {
  readonly flows: readonly Flow[]
  readonly fromMonth: string
  readonly toMonth: string
  readonly height?: number
  readonly onFlow?: (flow: Flow) => void
}

type Side = 'from' | 'to'
const keyOf = (side: Side, type: CustomerType | null) => `${side}:${type ?? 'outside'}`

function optionOf(flows: readonly Flow[], nameOf: (key: string) => string): EChartsOption {
  const sides = (['from', 'to'] as const).flatMap(side =>
    [...customerTypes, null].filter(type => flows.some(flow => flow[side] === type)).map(type => ({ side, type })),
  )
  return {
    tooltip: { trigger: 'item' },
    series: [
      {
        type: 'sankey',
        left: 96,
        right: 96,
        top: 8,
        bottom: 8,
        nodeGap: 16,
        nodeWidth: 14,
        layoutIterations: 0,
        draggable: false,
        data: sides.map(({ side, type }) => ({
          name: keyOf(side, type),
          depth: side === 'from' ? 0 : 1,
          itemStyle: { color: type ? typeColours[type] : '#9aa1ad', borderColor: '#6b717d', borderWidth: 0.5 },
          label: {
            position: side === 'from' ? ('left' as const) : ('right' as const),
            formatter: ({ name }: { name: string }) => nameOf(name),
          },
        })),
        links: flows.map(({ from, to, count }) => ({
          source: keyOf('from', from),
          target: keyOf('to', to),
          value: count,
          lineStyle: { opacity: from === to ? 0.22 : 0.55, color: 'source', curveness: 0.5 },
        })),
        emphasis: { focus: 'adjacency' as const },
        tooltip: {
          valueFormatter: (value: unknown) => String(value),
          formatter: (mark: unknown) => {
            const { name, value } = mark as { name: string; value: number }
            return `${name.split(' > ').map(nameOf).join(' → ')}: ${value}`
          },
        },
      },
    ],
  }
}

/** How customers moved between the nine types from one month to another, as a flow; who stayed is pale. */
export function FlowChart({ flows, fromMonth, toMonth, height = 460, onFlow }: Given) {
  const say = useText(mapTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  const option = useMemo(() => {
    const nameOf = (key: string) => {
      const [side, type] = key.split(':')
      return type === 'outside' ? name(side === 'from' ? 'entered' : 'left') : name(type as CustomerType)
    }
    return optionOf(flows, nameOf)
  }, [flows, name])
  const [from, to] = [formatMonth(fromMonth, language), formatMonth(toMonth, language)]
  if (flows.length === 0) return <EmptyState title={say('noFlow')} />
  const table = {
    titles: [say('flowFrom', { month: from }), say('flowTo', { month: to }), say('customers')],
    rows: flows.map(flow => [flow.from ? name(flow.from) : name('entered'), flow.to ? name(flow.to) : name('left'), flow.count]),
  }
  const pick = (mark: { dataIndex: number; name: string }) => {
    const flow = mark.name.includes(' > ') ? flows[mark.dataIndex] : undefined
    if (flow) onFlow?.(flow)
  }
  return <Chart label={say('flow', { from, to })} option={option} table={table} height={height} flow onPick={pick} />
}
