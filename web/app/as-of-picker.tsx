import { useMemo, useState } from 'react'
import { parseDay } from '#core/units/civil-day.ts'
import { formatMonth } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { monthEndsBefore, useAsOf, useFollowsPast, useSetAsOf } from '#web/ui/as-of.ts'
import { appTexts } from './app.text.ts'

const shownMonths = 60

function useMonthEnds(chosen: string | undefined): ReadonlyMap<string, readonly string[]> {
  const [today] = useState(() => parseDay(new Date().toISOString().slice(0, 10)) ?? 0)
  return useMemo(() => {
    const ends = monthEndsBefore(today, shownMonths)
    const all = chosen === undefined || ends.includes(chosen) ? ends : [...ends, chosen]
    return Map.groupBy(all, end => end.slice(0, 4))
  }, [chosen, today])
}

/** Which month's end the map and the customers show: the latest, or one of the past five years (any other may stand in the address). */
export function AsOfPicker() {
  const say = useText(appTexts)
  const language = useLanguage()
  const asOf = useAsOf()
  const setAsOf = useSetAsOf()
  const years = useMonthEnds(asOf)
  const follows = useFollowsPast()
  if (!follows) return null
  return (
    <label className="lk-as-of" data-past={asOf !== undefined}>
      <span>{say('asOf')}</span>
      <select
        aria-label={say('asOf')}
        value={asOf ?? ''}
        onChange={event => setAsOf(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{say('latest')}</option>
        {[...years].map(([year, ends]) => (
          <optgroup key={year} label={year}>
            {ends.map(end => (
              <option key={end} value={end}>
                {formatMonth(end, language)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}
