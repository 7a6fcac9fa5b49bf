import { Button } from 'antd'
import type { Answer } from '#contract/endpoint.ts'
import type { PlayRun, readCare } from '#contract/strategy/play-run.ts'
import { careWords } from '#core/strategy/play-words.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatMonth } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import { openFirstTexts } from './open-first.text.ts'
import { runTexts } from './play-run.text.ts'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

type Care = Answer<typeof readCare>

/** Done or broken off. */
export const isOver = (run: PlayRun) => run.endedOn !== null

/** The months of a year with what was done in each, open deeds first: those that are over, and those with something to do or to come. */
export function partedMonths(data: Care | undefined) {
  const monthOf = (day: string) => day.slice(0, 7)
  const all = (data?.months ?? []).map(month => {
    const rows = (data?.rows ?? []).filter(row => monthOf(row.startedOn) === monthOf(month.month))
    return { month, rows: [...rows.filter(row => !isOver(row)), ...rows.filter(isOver)] }
  })
  const [over = [], coming = []] = [true, false].map(part =>
    all.filter(({ month, rows }) => (monthOf(month.month) < monthOf(data?.today ?? '') && rows.every(isOver)) === part),
  )
  return [over, coming] as const
}

type SwitchGiven = { readonly count: number; readonly isShown: boolean; readonly onChange: (isShown: boolean) => void }

export function PastSwitch({ count, isShown, onChange }: SwitchGiven) {
  const say = useText(openFirstTexts)
  return (
    <div className="lk-toolbar">
      <Button aria-expanded={isShown} onClick={() => onChange(!isShown)}>
        {isShown ? say('hidePast') : say('pastMonths', { count })}
      </Button>
    </div>
  )
}

type MonthGiven = {
  readonly month: Care['months'][number]
  readonly rows: readonly PlayRun[]
  readonly most: number
  readonly isPast: boolean
  readonly onOpen: (run: PlayRun) => void
}

/** A month of the calendar: what is over is folded, so that what comes stands first. */
export function Month({ month, rows, most, isPast, onOpen }: MonthGiven) {
  const say = useText(runTexts)
  const { inOwn, told, language } = usePlayWords()
  const title = formatMonth(month.month.slice(0, 7), language)
  return (
    <section className="lk-card lk-stack" aria-label={title}>
      <div className="lk-card-head">
        <h2>{title}</h2>
        <span>
          {say('planned')} <Money minor={month.plannedMinor} short /> · {say('booked')} <Money minor={month.bookedMinor} short />
        </span>
      </div>
      <span className="lk-care-bar" aria-hidden="true" style={{ width: `${most === 0 ? 0 : (month.plannedMinor / most) * 100}%` }} />
      <details open={!isPast}>
        <summary>{say('deeds', { count: rows.length })}</summary>
        <ul>
          {rows.map(run => (
            <li key={run.playRunId} className="lk-play-line">
              <div>
                <button type="button" className="lk-plain lk-play-open" onClick={() => onOpen(run)}>
                  {nameIn({ name: run.customerName, nameEn: run.customerNameEn }, language)}
                </button>
                <small>
                  {run.startedOn} · {inOwn(run.playName)} · {run.care === null ? '' : told(careWords[run.care])}
                </small>
              </div>
              {run.bookedMinor === null ? (
                <span>
                  <Money minor={run.plannedMinor} short /> {say('unspent')}
                </span>
              ) : (
                <Money minor={run.bookedMinor} short />
              )}
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
