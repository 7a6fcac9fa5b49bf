import { useMemo, useState } from 'react'
import { type CustomerType, customerTypes, pyramidTiers, tierOf } from '#core/segments/grid.ts'
import { MapCanvas } from '#web/segments/map-canvas.tsx'
import { type Flow, FlowChart } from '#web/segments/map-canvas-flow.tsx'
import { Pyramid } from '#web/segments/map-canvas-pyramid.tsx'
import { TimeBar } from '#web/segments/map-canvas-time.tsx'
import { toast } from '#web/ui/toast.ts'
import { diceOf, galleryCells, galleryRaster, type GalleryRow, galleryRows, typeAt } from './gallery-data.ts'

const cuts = { current: [50, 80], potential: [40, 65], currentMoney: [8_600_000, 31_200_000] } as const
const months = ['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31']

/** The same customers a few months on, drifting a little. */
function drifted(points: readonly GalleryRow[], month: number): readonly GalleryRow[] {
  const dice = diceOf(month + 1)
  const near = (value: number) => Math.min(100, Math.max(0, value + (dice() - 0.5) * 12 * month))
  return points.map(point => {
    const [x, y] = [near(point.x), near(point.y)]
    const contribution = Math.round(point.contribution * (1 + (dice() - 0.4) * 0.1 * month))
    return { ...point, x, y, contribution, type: typeAt(x, y) }
  })
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
  const rows = useMemo(() => (at === 0 ? first : drifted(first, at)), [first, at])
  const { points, raster } = useMemo(() => galleryRaster(rows), [rows])
  const cells = useMemo(() => galleryCells(rows), [rows])
  const total = rows.reduce((sum, row) => sum + Math.max(0, row.contribution), 0)
  const layers = pyramidTiers.map(tier => {
    const own = rows.filter(point => tierOf(point.type, point.contribution < 0) === tier)
    const money = own.reduce((sum, point) => sum + point.contribution, 0)
    return { tier, count: own.length, money, share: money / total }
  })
  return (
    <>
      <MapCanvas
        points={points}
        raster={raster}
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
