import { useMemo, useState } from 'react'
import { type CustomerType, customerTypes, pyramidTiers, tierOf } from '#core/segments/grid.ts'
import type { MapPoint } from '#web/segments/map-canvas-layout.ts'
import { MapCanvas } from '#web/segments/map-canvas.tsx'
import { type Flow, FlowChart } from '#web/segments/map-canvas-flow.tsx'
import { Pyramid } from '#web/segments/map-canvas-pyramid.tsx'
import { TimeBar } from '#web/segments/map-canvas-time.tsx'
import { toast } from '#web/ui/toast.ts'
import { diceOf, galleryCells, galleryRows } from './gallery-data.ts'

const cuts = { current: [50, 80], potential: [40, 65], currentMoney: [8_600_000, 31_200_000] } as const
const months = ['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31']

/** The same customers a few months on, drifting a little. */
function drifted(points: readonly MapPoint[], month: number): readonly MapPoint[] {
  const dice = diceOf(month + 1)
  const near = (value: number) => Math.min(100, Math.max(0, value + (dice() - 0.5) * 12 * month))
  return points.map(point => ({
    ...point,
    x: near(point.x),
    y: near(point.y),
    contribution: Math.round(point.contribution * (1 + (dice() - 0.4) * 0.1 * month)),
  }))
}

const flows: readonly Flow[] = customerTypes.flatMap((from, at) =>
  customerTypes.map(
    (to, other): Flow => ({ from, to, count: at === other ? 40 + at * 6 : Math.abs(at - other) < 3 ? ((at * 7 + other * 3) % 9) + 1 : 0 }),
  ),
)

export function GalleryMap({ count }: { readonly count: number }) {
  const first = useMemo(() => galleryRows(count), [count])
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set())
  const points = useMemo(() => (at === 0 ? first : drifted(first, at)), [first, at])
  const cells = useMemo(() => galleryCells(points), [points])
  const layers = pyramidTiers.map(tier => {
    const own = points.filter(point => tierOf(point.type, point.contribution < 0) === tier)
    return { tier, count: own.length, money: own.reduce((sum, point) => sum + point.contribution, 0) }
  })
  return (
    <>
      <MapCanvas
        points={points}
        cells={cells}
        cuts={cuts}
        selection={selection}
        onSelect={setSelection}
        onOpen={point => toast('told', point.name)}
        onCell={(type: CustomerType) => toast('told', type)}
        describe={() => <div>近 6 个月销售额比上年同期增长 18%，潜在分 71；建议：交叉销售减速机。</div>}
        height="600px"
      />
      <TimeBar months={months} at={at} onAt={setAt} playing={playing} onPlaying={setPlaying} />
      <Pyramid layers={layers} onTier={tier => toast('told', tier)} />
      <FlowChart flows={flows.filter(flow => flow.count > 0)} fromMonth="2026-05-31" toMonth="2026-10-31" />
    </>
  )
}
