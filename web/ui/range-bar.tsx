import { formatRange, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { uiTexts } from './ui.text.ts'
import './figure.css'

type Given = {
  readonly low: number
  readonly point: number
  readonly high: number
  /** The ends of the scale. */
  readonly from: number
  readonly to: number
  readonly format: (value: number) => string
  /** How sure the range is, .9 for 90 %. */
  readonly level?: number
}

const placed = (value: number, from: number, to: number) =>
  to <= from ? 0 : Math.min(100, Math.max(0, ((value - from) / (to - from)) * 100))

/** An uncertain number: the likely range as a band, the best guess as a line in it, and both in words. */
export function RangeBar({ low, point, high, from, to, format, level = 0.9 }: Given) {
  const say = useText(uiTexts)
  const language = useLanguage()
  const [left, middle, right] = [low, point, high].map(value => placed(value, from, to)) as [number, number, number]
  const words =
    low === high
      ? formatRange(format(low), format(high), language)
      : say('likely', { low: format(low), high: format(high), share: formatShare(level, language) })
  return (
    <div>
      <div className="lk-range" role="img" aria-label={words}>
        <div className="lk-range-band" style={{ left: `${left}%`, width: `${Math.max(1, right - left)}%` }} />
        <div className="lk-range-point" style={{ left: `${middle}%` }} />
      </div>
      <div className="lk-figure-note">{words}</div>
    </div>
  )
}
