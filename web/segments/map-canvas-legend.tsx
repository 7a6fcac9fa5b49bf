import { useMemo } from 'react'
import { formatMoneyShort } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { mapTexts } from './map-canvas.text.ts'
import { areaPerUnit, type Box, leastRadius, type MapCuts, type MapPoint } from './map-canvas-layout.ts'

/** What a colour stands for, and whose dots have it. */
export type LegendColour = { readonly colour: string; readonly label: string; readonly ids: ReadonlySet<string> }

type Given = {
  /** Of the dots, where they are not those of the types. */
  readonly colours?: readonly LegendColour[] | undefined
  /** Opens the customers of a colour. */
  readonly onColour?: ((ids: ReadonlySet<string>) => void) | undefined
  readonly points: readonly MapPoint[]
  readonly dense: boolean
  readonly cuts: MapCuts
  readonly plot: Box
  readonly currency: string
}

/** Round amounts (1, 2 or 5 followed by noughts) whose dots are about 6 and 16 pixels across the radius. */
export function referenceAmounts(perUnit: number): readonly number[] {
  if (perUnit <= 0) return []
  const round = (amount: number) => {
    const power = 10 ** Math.floor(Math.log10(amount))
    return ([1, 2, 5].findLast(step => step * power <= amount) ?? 1) * power
  }
  return [5, 14].map(radius => round((Math.PI * radius ** 2) / perUnit))
}

function Sizes({ perUnit, currency }: { readonly perUnit: number; readonly currency: string }) {
  const language = useLanguage()
  return referenceAmounts(perUnit).map(amount => {
    const radius = Math.max(leastRadius, Math.sqrt((amount * perUnit) / Math.PI))
    return (
      <span key={amount} className="lk-map-legend-item">
        <svg width={radius * 2 + 2} height={radius * 2 + 2} aria-hidden="true">
          <circle cx={radius + 1} cy={radius + 1} r={radius} fill="none" stroke="currentColor" />
        </svg>
        {formatMoneyShort(amount, currency, language)}
      </span>
    )
  })
}

function ArrowMark({ length }: { readonly length: number }) {
  return (
    <svg width={length} height="10" aria-hidden="true">
      <path d={`M0 5H${length - 1}M${length - 6} 1L${length - 1} 5L${length - 6} 9`} fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}

type ColoursGiven = Required<Pick<Given, 'colours' | 'dense'>> & Pick<Given, 'onColour'>

/** Colours with how many customers have them, which opens to these. Of the few dots over a dense map no number is told: it is not the firm's. */
function Colours({ colours = [], dense, onColour }: ColoursGiven) {
  return colours.map(({ colour, label, ids }) => (
    <span key={`${colour} ${label}`} className="lk-map-legend-item">
      <svg width="12" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="5" fill={colour} />
      </svg>
      {dense ? (
        label
      ) : (
        <button type="button" className="lk-plain" onClick={() => onColour?.(ids)}>
          {label} {ids.size}
        </button>
      )}
    </span>
  ))
}

/** What size, rings and arrows mean; only of what is on this map. */
export function MapLegend({ colours, onColour, points, dense, cuts, plot, currency }: Given) {
  const say = useText(mapTexts)
  const perUnit = useMemo(() => areaPerUnit(points, cuts, plot), [points, cuts, plot])
  const { moved, pending } = useMemo(
    () => ({ moved: points.some(point => point.from), pending: points.some(point => point.pending) }),
    [points],
  )
  return (
    <div className="lk-map-legend" role="note" aria-label={say('legend')}>
      <Colours colours={colours} dense={dense} onColour={onColour} />
      <span className="lk-map-legend-item">{say('legendArea')}</span>
      <Sizes perUnit={perUnit} currency={currency} />
      <span className="lk-map-legend-item">
        <svg width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <circle cx="8" cy="8" r="3.5" fill="currentColor" />
        </svg>
        {say('legendProvisional')}
      </span>
      <span className="lk-map-legend-item lk-map-legend-negative">
        <svg width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M5 8H11" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        {say('legendNegative')}
      </span>
      {moved ? (
        <span className="lk-map-legend-item">
          <ArrowMark length={28} />
          {say('legendMoved')}
        </span>
      ) : null}
      {pending ? (
        <span className="lk-map-legend-item lk-map-legend-pending">
          <ArrowMark length={14} />
          {say('legendPending')}
        </span>
      ) : null}
      {dense ? <span className="lk-map-legend-item">{say('legendDensity')}</span> : null}
    </div>
  )
}
