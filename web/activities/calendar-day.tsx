import { PlusOutlined } from '@ant-design/icons'
import type { CalendarItem, OfficialDay } from '#contract/activities/calendar.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useLanguage, useText } from '#web/platform/text.ts'
import { activityTexts } from './activities.text.ts'

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

type ItemGiven = { readonly item: CalendarItem; readonly withPerson: boolean; readonly onOpen: (item: CalendarItem) => void }

/** One thing of a day: when, what, with whom. */
function Item({ item, withPerson, onOpen }: ItemGiven) {
  const say = useText(activityTexts)
  const language = useLanguage()
  const customer = item.customer === null ? '' : nameIn({ name: item.customer, nameEn: item.customerEn }, language)
  const kind = item.kind === null ? say('tasks') : say(item.kind)
  const time = item.minute === null ? say('allDay') : clock(item.minute)
  return (
    <li>
      <button
        type="button"
        className="lk-day-item"
        data-what={item.what}
        data-done={item.isDone}
        title={[kind, item.title, customer, item.userName].filter(Boolean).join(' · ')}
        onClick={() => onOpen(item)}
      >
        <span className="lk-muted">
          {time} {kind}
        </span>
        <span>{item.title}</span>
        {customer || withPerson ? (
          <span className="lk-muted">{[customer, withPerson ? item.userName : ''].filter(Boolean).join(' · ')}</span>
        ) : null}
      </button>
    </li>
  )
}

type Given = {
  readonly official: OfficialDay
  readonly items: readonly CalendarItem[]
  readonly isToday: boolean
  /** A day of another month in a month's grid. */
  readonly isOutside?: boolean
  /** The name of the weekday, where no head above says it. */
  readonly weekday: string
  /** How many are shown before the rest is counted. */
  readonly most: number
  readonly withPerson: boolean
  readonly onAdd: (day: string) => void
  readonly onOpen: (item: CalendarItem) => void
  readonly onDay: (day: string) => void
}

/** One day: what it is at work, what stands in it, and a click to plan something. */
export function CalendarDayCell({ official, items, isToday, isOutside = false, weekday, most, withPerson, onAdd, onOpen, onDay }: Given) {
  const say = useText(activityTexts)
  const { day, kind, holiday } = official
  const shown = items.slice(0, most)
  return (
    <section className="lk-day" data-kind={kind} data-today={isToday} data-outside={isOutside} aria-label={day}>
      <header>
        <span className="lk-day-weekday">{weekday}</span>
        <strong>{day.slice(5)}</strong>
        {holiday === null ? null : <span className="lk-day-mark">{say(holiday)}</span>}
        {kind === 'makeup' ? <span className="lk-day-mark">{say('makeup')}</span> : null}
        <button type="button" className="lk-day-add lk-no-print" aria-label={say('addOn', { day })} onClick={() => onAdd(day)}>
          <PlusOutlined aria-hidden="true" />
        </button>
      </header>
      <ul>
        {shown.map(item => (
          <Item key={`${item.what} ${item.id}`} item={item} withPerson={withPerson} onOpen={onOpen} />
        ))}
      </ul>
      {items.length > most ? (
        <button type="button" className="lk-moment-open" onClick={() => onDay(day)}>
          {say('moreItems', { count: items.length - most })}
        </button>
      ) : null}
    </section>
  )
}
