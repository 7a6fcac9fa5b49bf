import type { Band, CustomerType, LifecycleStage, Move, PyramidTier } from '#core/segments/grid.ts'
import { lifecycleStages } from '#core/segments/grid.ts'
import { useText } from '#web/platform/text.ts'
import { inkOn, typeColours } from './customer-type.ts'
import { customerWords } from './customer-words.text.ts'
import './figure.css'

type TypeGiven = {
  /** Null is "not yet placed". */
  readonly type: CustomerType | null | undefined
  readonly provisional?: boolean
  /** A swatch beside the name instead of the name on the colour: for long lists. */
  readonly plain?: boolean
}

/** A customer's type: its colour and always its name; a dashed edge and a word while it is provisional. */
export function TypeTag({ type, provisional = false, plain = false }: TypeGiven) {
  const say = useText(customerWords)
  if (!type) return <span className="lk-tag lk-tag-line lk-muted">{say('unplaced')}</span>
  const colour = typeColours[type]
  const name = provisional ? `${say(type)} · ${say('provisional')}` : say(type)
  if (!plain)
    return (
      <span className="lk-tag" data-provisional={provisional} style={{ background: colour, color: inkOn(colour) }}>
        {name}
      </span>
    )
  return (
    <span className="lk-tag lk-tag-plain">
      <span className="lk-tag-swatch" style={{ background: colour }} />
      {name}
    </span>
  )
}

/** A lifecycle stage with how far along it is. */
export function StageTag({ stage }: { readonly stage: LifecycleStage | null | undefined }) {
  const say = useText(customerWords)
  if (!stage) return <span>—</span>
  const at = lifecycleStages.indexOf(stage)
  return (
    <span className="lk-tag lk-tag-line">
      <span className="lk-stage-steps" aria-hidden="true">
        {lifecycleStages.map((one, step) => (
          <i key={one} data-on={step === at} />
        ))}
      </span>
      {say(stage)}
    </span>
  )
}

export function TierTag({ tier }: { readonly tier: PyramidTier | null | undefined }) {
  const say = useText(customerWords)
  return tier ? <span className="lk-tag lk-tag-line">{say(tier)}</span> : <span>—</span>
}

const order: Record<Band, number> = { low: 0, medium: 1, high: 2 }

/** A band, or where it is heading: 中 ↗ 高. */
export function BandArrow({ band, pending }: { readonly band: Band | null | undefined; readonly pending?: Band | null | undefined }) {
  const say = useText(customerWords)
  if (!band) return <span>—</span>
  if (!pending || pending === band) return <span className="lk-band">{say(band)}</span>
  return (
    <span className="lk-band">
      {say(band)} <span aria-hidden="true">{order[pending] > order[band] ? '↗' : '↘'}</span> {say(pending)}
    </span>
  )
}

const moveSigns: Record<Move, string> = { entered: '＋', upgrade: '▲', recovery: '↺', lateral: '↔', downgrade: '▼', left: '－' }

/** How a customer moved: a sign and the word. */
export function MoveTag({ move }: { readonly move: Move }) {
  const say = useText(customerWords)
  return (
    <span className="lk-tag lk-tag-line">
      <span aria-hidden="true">{moveSigns[move]}</span>
      {say(move)}
    </span>
  )
}
