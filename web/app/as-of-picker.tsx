import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatMonth } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { monthsQuery } from '#web/segments/segments.queries.ts'
import { useAsOf, useFollowsPast, useSetAsOf } from '#web/ui/as-of.ts'
import { appTexts } from './app.text.ts'

/** The month-ends that the book holds, by year, the latest first; the one in the address is offered whatever it is. */
function useMonthEnds(chosen: string | undefined, wanted: boolean): ReadonlyMap<string, readonly string[]> {
  const may = useMay()('values.read')
  const { data } = useQuery({ ...monthsQuery, enabled: wanted && may })
  return useMemo(() => {
    const ends = (data?.rows ?? []).flatMap(({ asOf, isMonthEnd }) => (isMonthEnd ? [asOf] : [])).toReversed()
    const all = chosen === undefined || ends.includes(chosen) ? ends : [...ends, chosen]
    return Map.groupBy(all, end => end.slice(0, 4))
  }, [chosen, data])
}

/** Which month's end the map and the customers show: the latest, or one that the book has (any other may stand in the address). */
export function AsOfPicker() {
  const say = useText(appTexts)
  const language = useLanguage()
  const asOf = useAsOf()
  const setAsOf = useSetAsOf()
  const follows = useFollowsPast()
  const years = useMonthEnds(asOf, follows)
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
