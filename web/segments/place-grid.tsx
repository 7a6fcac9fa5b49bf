import type { Cuts } from '#contract/segments/map.ts'
import type { PathStep } from '#contract/segments/place.ts'
import { type Band, cellOf, customerTypes, type CustomerType } from '#core/segments/grid.ts'
import { useText } from '#web/platform/text.ts'
import { inkOn, typeColours } from '#web/ui/customer-type.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { segmentTexts } from './segments.text.ts'

const [width, height, margin] = [360, 240, 9]
const bandIndex: Readonly<Record<Band, number>> = { low: 0, medium: 1, high: 2 }

/** Where a score lies within its confirmed band, 0..1; inside even where the score itself is beyond the cut. */
function within(score: number | null, band: number, medium: number, high: number): number {
  const edges = [0, medium, high, 100]
  const [from = 0, to = 100] = [edges[band], edges[band + 1]]
  return score === null || to <= from ? 0.5 : Math.min(1, Math.max(0, (score - from) / (to - from)))
}

/** Equal cells: here the place among the nine counts, not the distance to a cut. */
function placed(band: number, share: number, length: number): number {
  const cell = length / 3
  return band * cell + margin + share * (cell - 2 * margin)
}

type Spot = { readonly x: number; readonly y: number; readonly type: CustomerType; readonly asOf: string }

function spotsOf(path: readonly PathStep[], cuts: Cuts): readonly Spot[] {
  return path.flatMap(({ type, currentScore, potential, asOf }) => {
    if (type === null) return []
    const cell = cellOf(type)
    const [across, up] = [bandIndex[cell.current], bandIndex[cell.potential]]
    const x = placed(across, within(currentScore, across, cuts.mediumScore, cuts.highScore), width)
    const y = height - placed(up, within(potential, up, cuts.potentialMedium, cuts.potentialHigh), height)
    return [{ x, y, type, asOf }]
  })
}

/** The nine cells in small, with the way that a customer took through them: older steps fade, the last is the dot. */
export function PlaceGrid({ path, cuts }: { readonly path: readonly PathStep[]; readonly cuts: Cuts }) {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  const spots = spotsOf(path, cuts)
  const last = spots.at(-1)
  return (
    <svg viewBox="0 0 360 240" className="lk-place-grid" role="img" aria-label={say('placeOf')}>
      {customerTypes.map((type, index) => {
        const [left, top] = [(index % 3) * (width / 3), Math.floor(index / 3) * (height / 3)]
        const here = last?.type === type
        return (
          <g key={type}>
            <rect
              x={left}
              y={top}
              width={width / 3}
              height={height / 3}
              fill={typeColours[type]}
              fillOpacity={here ? 1 : 0.35}
              stroke="var(--lk-paper)"
              strokeWidth={2}
            />
            <text
              x={left + 6}
              y={top + 16}
              fontSize={12}
              fontWeight={here ? 600 : 400}
              fill={here ? inkOn(typeColours[type]) : 'var(--lk-ink)'}
            >
              {name(type)}
            </text>
          </g>
        )
      })}
      {spots.slice(1).map((spot, index) => {
        const from = spots[index] as Spot
        return (
          <line
            key={spot.asOf}
            x1={from.x}
            y1={from.y}
            x2={spot.x}
            y2={spot.y}
            stroke="var(--lk-ink)"
            strokeWidth={1.5}
            strokeOpacity={0.2 + (0.7 * (index + 1)) / spots.length}
          />
        )
      })}
      {spots.slice(0, -1).map(spot => (
        <circle key={spot.asOf} cx={spot.x} cy={spot.y} r={2.5} fill="var(--lk-ink)" fillOpacity={0.5}>
          <title>{`${spot.asOf} ${name(spot.type)}`}</title>
        </circle>
      ))}
      {last ? <circle cx={last.x} cy={last.y} r={7} fill={typeColours[last.type]} stroke="var(--lk-ink)" strokeWidth={2} /> : null}
    </svg>
  )
}
