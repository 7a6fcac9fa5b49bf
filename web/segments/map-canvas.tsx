import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { formatMoneyShort } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Money } from '#web/ui/money.tsx'
import { mapTexts } from './map-canvas.text.ts'
import { MapAxes } from './map-canvas-axes.tsx'
import { MapCells } from './map-canvas-cells.tsx'
import { type MapCell, type MapCuts, type MapPoint, type Spot } from './map-canvas-layout.ts'
import type { MapRaster } from './map-canvas-density.ts'
import { type LegendColour, MapLegend } from './map-canvas-legend.tsx'
import { type PointerWishes, type Tool, useMapPointer } from './map-canvas-pointer.ts'
import { pixelRatio, useMapScene, useSize } from './map-canvas-scene.ts'
import './map-canvas.css'

export type MapGiven = PointerWishes & {
  /** The customers of one month. Pass a new list for another month: the dots travel there. */
  readonly points: readonly MapPoint[]
  /** Those too many to be dots: the points are then the largest alone. */
  readonly raster?: MapRaster | undefined
  readonly cells: readonly MapCell[]
  readonly cuts: MapCuts
  readonly currency?: string
  /** Who, why and what next, under the name in the tooltip. */
  readonly describe?: (point: MapPoint) => ReactNode
  /** What the colours of the dots stand for, where they are not those of the types. */
  readonly colours?: readonly LegendColour[] | undefined
  /** Opens the customers of a colour. */
  readonly onColour?: ((ids: ReadonlySet<string>) => void) | undefined
  /** Whether to draw where customers came from (points' `from`). */
  readonly arrows?: boolean
  /** Milliseconds from month to month while playing. */
  readonly travel?: number
  /** A CSS length. */
  readonly height?: string
}

const tools: readonly Tool[] = ['point', 'rectangle', 'lasso']

type ToolsGiven = Pick<MapGiven, 'points' | 'selection' | 'onSelect'> & {
  readonly currency: string
  readonly tool: Tool
  readonly onTool: (tool: Tool) => void
}

function MapTools({ points, selection, onSelect, currency, tool, onTool }: ToolsGiven) {
  const say = useText(mapTexts)
  const language = useLanguage()
  const money = useMemo(
    () => (selection.size === 0 ? 0 : points.reduce((sum, point) => sum + (selection.has(point.id) ? (point.contribution ?? 0) : 0), 0)),
    [points, selection],
  )
  return (
    <div className="lk-map-tools lk-no-print">
      <div role="radiogroup" aria-label={say('tools')} className="lk-map-tool-set">
        {tools.map(one => (
          <label key={one} className="lk-map-tool">
            <input type="radio" name="map-tool" className="lk-hidden" checked={tool === one} onChange={() => onTool(one)} />
            <span>{say(one)}</span>
          </label>
        ))}
      </div>
      <span aria-live="polite">
        {selection.size > 0 ? say('selected', { count: selection.size, money: formatMoneyShort(money, currency, language) }) : null}
      </span>
      {selection.size > 0 ? (
        <button type="button" className="lk-bar-button lk-map-clear" onClick={() => onSelect(new Set())}>
          {say('clear')}
        </button>
      ) : null}
    </div>
  )
}

type TipGiven = { readonly spot: Spot; readonly width: number; readonly currency: string; readonly describe: MapGiven['describe'] }

function MapTip({ spot, width, currency, describe }: TipGiven) {
  const say = useText(mapTexts)
  const name = useText(customerWords)
  const { point, x, y, radius } = spot
  const toLeft = x > width / 2
  const place = toLeft ? { right: width - x + radius + 10, top: y } : { left: x + radius + 10, top: y }
  return (
    <div className="lk-map-tip" role="tooltip" style={{ ...place, maxWidth: Math.max(180, (toLeft ? x : width - x) - radius - 16) }}>
      <strong>{point.name}</strong>
      <div>
        <TypeTag type={point.type} provisional={point.provisional ?? false} plain />
      </div>
      <div>
        {name('netContribution')} <Money minor={point.contribution} currency={currency} />
      </div>
      {point.pending ? <div>{say('pendingTo', { type: name(point.pending) })}</div> : null}
      {describe?.(point)}
    </div>
  )
}

type PlotGiven = MapGiven & { readonly tool: Tool; readonly currencyNow: string }

/** Box, canvas and the state that both the picture and the pointer need. */
function usePlot(given: PlotGiven) {
  const { points, cuts, selection, raster, arrows = true, travel = 700 } = given
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(box)
  const [seen, setSeen] = useState<{ hovered: string | undefined; trace: readonly { x: number; y: number }[] }>({
    hovered: undefined,
    trace: [],
  })
  const painted = useMemo(() => ({ selection, arrows, raster, ...seen }), [selection, arrows, raster, seen])
  const { plot, spots } = useMapScene(canvas, size, { points, cuts, length: travel }, painted)
  const pointer = useMapPointer({ ...given, plot, spots })
  const hovered = pointer.hovered?.point.id
  if (seen.hovered !== hovered || seen.trace !== pointer.trace) setSeen({ hovered, trace: pointer.trace })
  return { box, canvas, size, plot, ...pointer }
}

function Plot(given: PlotGiven) {
  const { points, cells, cuts, currencyNow, describe, height = 'max(420px, calc(100dvh - 260px))', selection, onCell } = given
  const say = useText(mapTexts)
  const { box, canvas, size, plot, hovered, on, forget } = usePlot(given)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    if (hovered) forget()
    else if (selection.size > 0) given.onSelect(new Set())
  }
  return (
    <>
      {/* Only Escape is heard here: it takes the tooltip or the selection away. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={box} className="lk-map-box" style={{ height }} onKeyDown={onKeyDown}>
        <canvas
          ref={canvas}
          width={Math.round(size.width * pixelRatio())}
          height={Math.round(size.height * pixelRatio())}
          className="lk-map-canvas"
          role="img"
          aria-label={say('mapOf', { count: points.length })}
          style={{
            touchAction: given.tool === 'point' ? 'pan-y' : 'none',
            cursor: hovered ? 'pointer' : given.tool === 'point' ? 'default' : 'crosshair',
          }}
          {...on}
        />
        <MapCells cells={cells} cuts={cuts} plot={plot} currency={currencyNow} onCell={onCell} />
        <MapAxes cuts={cuts} plot={plot} currency={currencyNow} />
        {hovered ? <MapTip spot={hovered} width={size.width} currency={currencyNow} describe={describe} /> : null}
      </div>
      <MapLegend
        colours={given.colours}
        onColour={given.onColour}
        points={points}
        dense={given.raster !== undefined}
        cuts={cuts}
        plot={plot}
        currency={currencyNow}
      />
    </>
  )
}

/**
 * The value map: potential upward, current value to the right, nine cells at the firm's own cuts, a dot a customer. Pure presentation: what
 * it shows comes in, what the person does goes out.
 */
export function MapCanvas(given: MapGiven) {
  const own = useCurrency()
  const currency = given.currency ?? own
  const [tool, setTool] = useState<Tool>('point')
  return (
    <div className="lk-map">
      <MapTools {...given} currency={currency} tool={tool} onTool={setTool} />
      <Plot {...given} currencyNow={currency} tool={tool} />
    </div>
  )
}
