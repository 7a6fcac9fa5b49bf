import type { TimelineEntry } from '#contract/activities/timeline.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useCurrency, usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { activityTexts } from './activities.text.ts'
import { timelineTexts } from './timeline.text.ts'
import { speak } from './timeline-words.ts'

type Given = {
  readonly entry: TimelineEntry
  /** Opens what it stands for; undefined where there is nothing more to see. */
  readonly onOpen?: (() => void) | undefined
}

/** One thing that happened: when, what, with what figures, by whom. */
export function TimelineLine({ entry, onOpen }: Given) {
  const say = useText(timelineTexts)
  const sayActivity = useText(activityTexts)
  const sayCustomer = useText(customerWords)
  const [language, currency, zone] = [useLanguage(), useCurrency(), usePlace()?.tenant.timeZone]
  const { title, beside, text } = speak(entry, { say, sayActivity, sayCustomer, language, currency })
  const time = entry.at === null || entry.kind === 'import' ? '' : formatInstant(entry.at, zone).slice(11)
  return (
    <li className="lk-moment" data-kind={entry.kind} data-planned={entry.detail['state'] === 'planned'}>
      <span className="lk-moment-time lk-muted">{time}</span>
      <div>
        {onOpen ? (
          <button type="button" className="lk-moment-open" onClick={onOpen}>
            {title}
          </button>
        ) : (
          <span>{title}</span>
        )}
        <span className="lk-muted lk-moment-beside">{[...beside, entry.who].filter(Boolean).join(' · ')}</span>
        {text ? <p className="lk-moment-text">{text}</p> : null}
      </div>
    </li>
  )
}
