import { CaretRightOutlined, PauseOutlined, StepBackwardOutlined, StepForwardOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { formatMonth } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { mapTexts } from './map-canvas.text.ts'

type Given = {
  /** Ends of months, the earliest first. */
  readonly months: readonly string[]
  /** The one shown, an index of `months`. */
  readonly at: number
  readonly onAt: (at: number) => void
  readonly playing: boolean
  readonly onPlaying: (playing: boolean) => void
  /** Whether the month shown is there; playing waits for it. */
  readonly ready?: boolean
  /** Milliseconds a month. */
  readonly pace?: number
}

/** Goes on by a month at each beat while playing, and stops at the last. */
function useBeat({ months, at, onAt, playing, onPlaying, ready = true, pace = 1100 }: Given): void {
  useEffect(() => {
    if (!playing || !ready) return
    const beat = setTimeout(() => (at < months.length - 1 ? onAt(at + 1) : onPlaying(false)), pace)
    return () => clearTimeout(beat)
  }, [playing, ready, at, months.length, onAt, onPlaying, pace])
}

/** The time bar under the map: to any month by hand, or all of them in turn. */
export function TimeBar(given: Given) {
  const { months, at, onAt, playing, onPlaying } = given
  const say = useText(mapTexts)
  const language = useLanguage()
  useBeat(given)
  const last = months.length - 1
  const month = formatMonth(months[at] ?? '', language)
  const play = () => {
    if (!playing && at >= last) onAt(0)
    onPlaying(!playing)
  }
  return (
    <div className="lk-time lk-no-print">
      <Button
        type="primary"
        icon={playing ? <PauseOutlined aria-hidden="true" /> : <CaretRightOutlined aria-hidden="true" />}
        aria-label={say(playing ? 'pause' : 'play')}
        disabled={last < 1}
        onClick={play}
      />
      <Button
        icon={<StepBackwardOutlined aria-hidden="true" />}
        aria-label={say('earlierMonth')}
        disabled={at <= 0}
        onClick={() => onAt(at - 1)}
      />
      <input
        type="range"
        min={0}
        max={Math.max(0, last)}
        value={at}
        aria-label={say('month')}
        aria-valuetext={month}
        onChange={event => {
          onPlaying(false)
          onAt(Number(event.target.value))
        }}
      />
      <Button
        icon={<StepForwardOutlined aria-hidden="true" />}
        aria-label={say('laterMonth')}
        disabled={at >= last}
        onClick={() => onAt(at + 1)}
      />
      <output className="lk-time-month">{month}</output>
    </div>
  )
}
