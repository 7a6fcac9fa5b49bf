import type { ContactMap, MappedPerson } from '#contract/dyads/contact-map.ts'
import { strengthOf } from '#core/dyads/contact-map.ts'
import { useText } from '#web/platform/text.ts'
import { mapTexts } from './contact-map.text.ts'
import './parties.css'

const width = 960
const box = { width: 140, height: 44, gap: 40, left: 96 }
const perRow = 5

type Spot = { readonly x: number; readonly y: number }
type Ours = { readonly userId: string; readonly name: string | null }
type Band = {
  readonly key: 'executive' | 'operating' | 'noLevel' | 'whoOfUs'
  readonly members: readonly string[]
  readonly top: number
  readonly height: number
}

const rowsOf = (count: number) => Math.max(1, Math.ceil(count / perRow))
const heightOf = (count: number) => rowsOf(count) * (box.height + 24) + 16

function spotOf(top: number, index: number): Spot {
  return { x: box.left + (index % perRow) * (box.width + box.gap), y: top + 20 + Math.floor(index / perRow) * (box.height + 24) }
}

/** Bands from those who lead down to our own people, then those whose level is not known; with a place for everyone. */
function layOut(people: readonly MappedPerson[], ours: readonly Ours[]) {
  const of = (level: MappedPerson['level']) => people.filter(person => person.level === level).map(person => person.contactId)
  const levels = [
    ['executive', of('executive')],
    ['operating', of('operating')],
    ['whoOfUs', ours.map(one => one.userId)],
    ['noLevel', of(null)],
  ] as const
  const shown = levels.filter(([key, members]) => key === 'executive' || key === 'operating' || members.length > 0)
  let height = 0
  const bands = shown.map(([key, members]) => {
    const band: Band = { key, members, top: height, height: heightOf(members.length) }
    height += band.height + 8
    return band
  })
  const spots = new Map(bands.flatMap(({ members, top }) => members.map((id, index) => [id, spotOf(top, index)] as const)))
  return { bands, spots, height }
}

const middle = ({ x, y }: Spot) => ({ x: x + box.width / 2, y: y + box.height / 2 })
const short = (text: string, letters: number) =>
  Array.from(text).length > letters ? `${Array.from(text).slice(0, letters).join('')}…` : text

/** Neighbours in a row are joined over the top, rows beside each other straight, and over a row between them through the gap beside its boxes. */
function bentBetween(a: Spot, b: Spot): string {
  if (a.y === b.y) return `${a.x} ${a.y - 44} ${b.x} ${b.y - 44}`
  const isFar = Math.abs(a.y - b.y) > 2 * box.height + 40
  const aside = isFar ? ((box.width + box.gap) / 2) * 1.33 : 0
  return `${a.x + aside} ${a.y + (b.y - a.y) / 3} ${b.x + aside} ${b.y - (b.y - a.y) / 3}`
}

function Line({
  from,
  to,
  className,
  strokeWidth,
  kind,
}: {
  readonly from: Spot
  readonly to: Spot
  readonly className: string
  readonly strokeWidth: number
  readonly kind?: string
}) {
  const [a, b] = [middle(from), middle(to)]
  return (
    <path
      className={className}
      data-kind={kind}
      strokeWidth={strokeWidth}
      markerEnd={kind === 'reports_to' ? 'url(#lk-map-arrow)' : undefined}
      d={`M ${a.x} ${a.y} C ${bentBetween(a, b)} ${b.x} ${b.y}`}
    />
  )
}

function Box({
  spot,
  name,
  small,
  strength,
}: {
  readonly spot: Spot
  readonly name: string
  readonly small: string
  readonly strength: number
}) {
  return (
    <g>
      <rect className="lk-map-box" data-strength={strength} x={spot.x} y={spot.y} width={box.width} height={box.height} rx={6} />
      <text x={spot.x + box.width / 2} y={spot.y + 19} textAnchor="middle">
        {short(name, 12)}
      </text>
      <text className="lk-map-small" x={spot.x + box.width / 2} y={spot.y + 35} textAnchor="middle">
        {short(small, 16)}
      </text>
    </g>
  )
}

function Bands({ bands }: { readonly bands: readonly Band[] }) {
  const say = useText(mapTexts)
  return bands.map(({ key, top, height }) => (
    <g key={key}>
      <rect className="lk-map-band" x={0} y={top} width={width} height={height} rx={8} />
      <text className="lk-map-small" x={12} y={top + 24}>
        {say(key)}
      </text>
    </g>
  ))
}

/** The people by level, ours below: a frame grows heavier with the strength of the relation, lines say who knows whom; the table beneath says the same. */
export function ContactMapPicture({ map }: { readonly map: ContactMap }) {
  const say = useText(mapTexts)
  const people = map.people.filter(person => person.leftOn === null)
  const ours = [
    ...new Map(people.flatMap(person => person.bonds).map(bond => [bond.userId, { userId: bond.userId, name: bond.name }])).values(),
  ]
  const { bands, spots, height } = layOut(people, ours)
  const line = (fromId: string, toId: string) => [spots.get(fromId), spots.get(toId)] as const
  return (
    <svg className="lk-map-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say('picture', { people: people.length })}>
      <defs>
        <marker id="lk-map-arrow" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M 0 0 L 10 5 L 0 10 z" fill="currentColor" />
        </marker>
      </defs>
      <Bands bands={bands} />
      {map.ties.map(tie => {
        const [from, to] = line(tie.contactId, tie.otherId)
        return from && to ? (
          <Line key={`${tie.contactId}${tie.otherId}`} from={from} to={to} className="lk-map-tie" kind={tie.kind} strokeWidth={1.5} />
        ) : null
      })}
      {people.flatMap(person =>
        person.bonds.map(bond => {
          const [from, to] = line(bond.userId, person.contactId)
          return from && to ? (
            <Line key={`${bond.userId}${person.contactId}`} from={from} to={to} className="lk-map-bond" strokeWidth={bond.strength} />
          ) : null
        }),
      )}
      {people.map(person => {
        const spot = spots.get(person.contactId)
        const small = [person.title, person.buyingRole ? say(person.buyingRole) : say('noRole')].filter(Boolean).join(' · ')
        return spot ? <Box key={person.contactId} spot={spot} name={person.name} small={small} strength={strengthOf(person)} /> : null
      })}
      {ours.map(one => {
        const spot = spots.get(one.userId)
        return spot ? <Box key={one.userId} spot={spot} name={one.name ?? '—'} small={say('whoOfUs')} strength={0} /> : null
      })}
    </svg>
  )
}
