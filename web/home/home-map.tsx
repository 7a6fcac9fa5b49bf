import { Link } from '@tanstack/react-router'
import type { Answer } from '#contract/endpoint.ts'
import type { readHome } from '#contract/home.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { formatMoneyShort, formatNumber } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { inkOn, typeColours } from '#web/ui/customer-type.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { homeTexts } from './home.text.ts'
import '#web/dyads/dyads.css'
import './home.css'

/** The nine cells in small: count and money each; a click opens the customers of a cell, the title the map. */
export function HomeMap({ home }: { readonly home: Answer<typeof readHome> }) {
  const say = useText(homeTexts)
  const word = useText(customerWords)
  const language = useLanguage()
  const currency = useCurrency()
  return (
    <section className="lk-card lk-stack" aria-label={say('map')}>
      <div className="lk-card-title">
        <h2>{say('map')}</h2>
        <Link to={'/map' as '/'}>{say('openMap')}</Link>
      </div>
      <ul className="lk-thumb">
        {customerTypes.map((type, at) => {
          const { count, valueMinor } = home.cells[at] ?? { count: 0, valueMinor: 0 }
          const amount = formatMoneyShort(valueMinor, currency, language)
          const colour = typeColours[type]
          const ink = inkOn(colour)
          return (
            <li key={type} style={{ background: colour, color: ink }}>
              <Link
                to="/customers"
                search={{ type: [type] }}
                style={{ color: ink }}
                aria-label={say('cell', { type: word(type), count, amount })}
              >
                {word(type)}
              </Link>
              <strong>{formatNumber(count, language)}</strong>
              <span>{amount}</span>
            </li>
          )
        })}
      </ul>
      <p className="lk-muted">{say('mapAxes')}</p>
    </section>
  )
}
