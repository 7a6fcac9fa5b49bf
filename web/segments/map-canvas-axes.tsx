import { formatMoneyShort, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { mapTexts } from './map-canvas.text.ts'
import { type Box, cutShares, type MapCuts } from './map-canvas-layout.ts'

type Given = { readonly cuts: MapCuts; readonly plot: Box; readonly currency: string }

function CurrentAxis({ cuts, plot, currency }: Given) {
  const say = useText(mapTexts)
  const language = useLanguage()
  const [, medium, high] = cutShares(cuts.current)
  const narrow = plot.width < 520
  const words = (at: 0 | 1) => {
    const share = formatShare(1 - cuts.current[at] / 100, language)
    const money = cuts.currentMoney?.[at]
    return money === undefined || narrow
      ? say('cutAt', { share })
      : say('cutAtMoney', { share, money: formatMoneyShort(money, currency, language) })
  }
  const top = plot.top + plot.height + 2
  return (
    <>
      <span className="lk-map-cut" style={{ left: plot.left + medium * plot.width, top }}>
        {words(0)}
      </span>
      <span className="lk-map-cut" style={{ left: plot.left + high * plot.width, top }}>
        {words(1)}
      </span>
      <span className="lk-map-axis" style={{ left: plot.left, top: top + 18, width: plot.width }}>
        {say(narrow ? 'currentAxisShort' : 'currentAxis')} →
      </span>
    </>
  )
}

/** What the axes are and where the firm cut them. */
export function MapAxes(given: Given) {
  const say = useText(mapTexts)
  const { cuts, plot } = given
  const [, medium, high] = cutShares(cuts.potential)
  return (
    <div className="lk-map-axes">
      <CurrentAxis {...given} />
      <span className="lk-map-cut lk-map-cut-left" style={{ top: plot.top + (1 - medium) * plot.height, width: plot.left - 2 }}>
        {cuts.potential[0]}
      </span>
      <span className="lk-map-cut lk-map-cut-left" style={{ top: plot.top + (1 - high) * plot.height, width: plot.left - 2 }}>
        {cuts.potential[1]}
      </span>
      <span className="lk-map-axis lk-map-axis-up" style={{ top: plot.top + plot.height, width: plot.height }}>
        {say('potentialAxis')} →
      </span>
    </div>
  )
}
