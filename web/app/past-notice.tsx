import { useText } from '#web/platform/text.ts'
import { useAsOf, useFollowsPast, useSetAsOf } from '#web/ui/as-of.ts'
import { appTexts } from './app.text.ts'

/** Says that the past is shown, or that this page is of today all the same, and leads back. */
export function PastNotice() {
  const say = useText(appTexts)
  const asOf = useAsOf()
  const setAsOf = useSetAsOf()
  const follows = useFollowsPast()
  if (asOf === undefined) return null
  return (
    <div className="lk-past" role="status">
      <span>{say(follows ? 'pastShown' : 'pastElsewhere', { date: asOf })}</span>
      <button type="button" className="lk-plain lk-past-back lk-no-print" onClick={() => setAsOf(undefined)}>
        {say('backToLatest')}
      </button>
    </div>
  )
}
