import { type PyramidTier, pyramidTiers } from '#core/segments/grid.ts'
import type { Minor } from '#core/units/money.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { mapTexts } from './map-canvas.text.ts'

export type PyramidLayer = {
  readonly tier: PyramidTier
  readonly count: number
  readonly money: Minor
  /** Of what those layers bring that bring any, 0..1; null where none does. */
  readonly share: number | null
}

type Given = {
  readonly layers: readonly PyramidLayer[]
  readonly currency?: string
  readonly onTier?: (tier: PyramidTier) => void
}

const fills: Record<PyramidTier, string> = { mvc: '#B8860B', mgc: '#2F6DB5', ordinary: '#7FA9D8', bzc: '#C98B82' }
const [width, layerHeight] = [160, 56]

/** The four corners of a layer, 0 at the top: a slice of one triangle with its tip above. */
function slice(at: number): string {
  const edge = (level: number) => 14 + (level / 4) * (width / 2 - 14)
  const [top, bottom] = [edge(at), edge(at + 1)]
  const [y1, y2] = [at * layerHeight + 1, (at + 1) * layerHeight - 2]
  return `M${width / 2 - top} ${y1}H${width / 2 + top}L${width / 2 + bottom} ${y2}H${width / 2 - bottom}Z`
}

type LayerGiven = {
  readonly layer: PyramidLayer
  readonly currency: string
  readonly onTier: Given['onTier']
}

function Words({ layer, currency, onTier }: LayerGiven) {
  const say = useText(mapTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  const { tier, count, money, share } = layer
  const amount = formatMoneyShort(money, currency, language)
  const face = (
    <>
      <strong>
        <span className="lk-pyramid-mark" style={{ background: fills[tier] }} />
        {name(tier)}
      </strong>
      <span>
        {say('customersOf', { number: formatNumber(count, language) })} · {amount}
      </span>
      {share === null ? null : <span className="lk-muted">{say('profitShare', { share: formatShare(share, language) })}</span>}
    </>
  )
  if (!onTier) return <div className="lk-pyramid-words">{face}</div>
  return (
    <button
      type="button"
      className="lk-plain lk-pyramid-words"
      onClick={() => onTier(tier)}
      title={say('tierLine', { tier: name(tier), count, money: amount })}
    >
      {face}
    </button>
  )
}

/** The customer pyramid: four layers with customers, money and their share of all net contribution. */
export function Pyramid({ layers, currency, onTier }: Given) {
  const say = useText(mapTexts)
  const own = useCurrency()
  const ordered = pyramidTiers.map(tier => layers.find(layer => layer.tier === tier) ?? { tier, count: 0, money: 0, share: null })
  return (
    <section className="lk-pyramid" aria-label={say('pyramid')}>
      <svg width={width} height={layerHeight * 4} viewBox={`0 0 ${width} ${layerHeight * 4}`} aria-hidden="true">
        {ordered.map(({ tier }, at) => (
          <path key={tier} d={slice(at)} fill={fills[tier]} />
        ))}
      </svg>
      <ol>
        {ordered.map(layer => (
          <li key={layer.tier}>
            <Words layer={layer} currency={currency ?? own} onTier={onTier} />
          </li>
        ))}
      </ol>
    </section>
  )
}
