import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Standing } from '#contract/dyads/standing.ts'
import { addMonths, type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'
import { formatMoney } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Money } from '#web/ui/money.tsx'
import { tradeQuery } from './trade.queries.ts'
import { tradeTexts } from './trade.text.ts'
import './trade.css'

type OrderDay = { readonly day: string; readonly netSalesMinor: number }
type Given = {
  readonly dyadId: string
  /** The day that the page shows, the usual days between orders, and when the purchase model expects the next. */
  readonly standing: Pick<Standing, 'asOf' | 'mu' | 'nextOrderFrom' | 'nextOrderTo'>
}

const height = 56

/** Where on the strip a day stands, 0 to 1000. */
const scale = (from: CivilDay, to: CivilDay) => (day: CivilDay) => (1000 * (day - from)) / Math.max(1, to - from)

/** When the next order is expected: by the purchase model; before there is one, the last order plus the usual interval, half an interval either way. */
function expectedAfter(days: readonly OrderDay[], { mu, nextOrderFrom, nextOrderTo }: Given['standing']) {
  const [from, to] = [parseDay(nextOrderFrom ?? ''), parseDay(nextOrderTo ?? '')]
  if (from !== undefined && to !== undefined) return { from, to, byModel: true }
  const last = parseDay(days.at(-1)?.day ?? '')
  return last === undefined || !mu ? undefined : { from: Math.round(last + mu * 0.5), to: Math.round(last + mu * 1.5), byModel: false }
}

function Words({
  expected,
  until,
}: {
  readonly expected: { readonly from: CivilDay; readonly to: CivilDay } | undefined
  readonly until: CivilDay
}) {
  const say = useText(tradeTexts)
  if (!expected) return null
  const over = until - expected.to
  return (
    <span>
      {over > 0 ? say('overdue', { count: over }) : say('expected', { from: formatDay(expected.from), to: formatDay(expected.to) })}
    </span>
  )
}

function DayTable({ days }: { readonly days: readonly OrderDay[] }) {
  const say = useText(tradeTexts)
  return (
    <table className="lk-parts">
      <thead>
        <tr>
          <th scope="col">{say('date')}</th>
          <th scope="col" className="lk-end">
            {say('net')}
          </th>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map(({ day, netSalesMinor }) => (
          <tr key={day}>
            <td>{day}</td>
            <td className="lk-end">
              <Money minor={netSalesMinor} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The days on which a customer ordered in the last two years, as a strip, with the time in which the next order is expected. */
export function OrderStrip({ dyadId, standing }: Given) {
  const { asOf: until } = standing
  const say = useText(tradeTexts)
  const language = useLanguage()
  const currency = useCurrency()
  const [asTable, setAsTable] = useState(false)
  const { data } = useQuery(tradeQuery(dyadId, useAsOf()))
  const end = parseDay(until)
  if (!data || data.orderDays.length === 0 || end === undefined) return null
  const begin = addMonths(end, -24)
  const days = data.orderDays.filter(({ day }) => (parseDay(day) ?? 0) >= begin)
  const expected = expectedAfter(data.orderDays, standing)
  const at = scale(begin, Math.max(end, Math.min(expected?.to ?? end, end + 120)))
  const highest = Math.max(1, ...days.map(({ netSalesMinor }) => netSalesMinor))
  return (
    <section className="lk-card lk-stack" aria-label={say('orderDays')}>
      <div className="lk-card-title">
        <h2>
          {say('orderDays')} <span className="lk-muted">{say('lastYear')}</span>
        </h2>
        <strong>
          <Words expected={expected} until={end} />
        </strong>
      </div>
      <svg
        className="lk-strip"
        viewBox={`0 0 1000 ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${say('orderDays')}: ${days.length}`}
      >
        {expected ? (
          <rect
            className="lk-strip-expected"
            x={at(expected.from)}
            width={Math.max(4, at(expected.to) - at(expected.from))}
            y={0}
            height={height}
          />
        ) : null}
        <line className="lk-strip-now" x1={at(end)} x2={at(end)} y1={0} y2={height} />
        {days.map(({ day, netSalesMinor }) => (
          <rect
            key={day}
            className="lk-strip-day"
            x={at(parseDay(day) ?? 0) - 1.5}
            width={3}
            height={Math.max(8, (height * Math.max(0, netSalesMinor)) / highest)}
            y={height - Math.max(8, (height * Math.max(0, netSalesMinor)) / highest)}
          >
            <title>{`${day} ${formatMoney(netSalesMinor, currency, language)}`}</title>
          </rect>
        ))}
      </svg>
      <div className="lk-strip-ends lk-muted">
        <span>{formatDay(begin)}</span>
        <span>{until}</span>
      </div>
      <p className="lk-muted">{say(expected?.byModel ? 'orderDaysByModel' : 'orderDaysLead')}</p>
      <div>
        <button type="button" className="lk-plain lk-linklike" aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {say(asTable ? 'hideTable' : 'tableOf')}
        </button>
      </div>
      {asTable ? <DayTable days={days} /> : null}
    </section>
  )
}
