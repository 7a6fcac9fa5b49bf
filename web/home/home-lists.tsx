import { Link } from '@tanstack/react-router'
import type { Answer } from '#contract/endpoint.ts'
import type { HomeCustomer, readHome } from '#contract/home.ts'
import type { listWarnings, Warned } from '#contract/segments/warnings.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import type { CustomerSearch } from '#web/dyads/customer-search.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import { homeTexts } from './home.text.ts'
import './home.css'

type Home = Answer<typeof readHome>
type ListName = 'up' | 'down' | 'entered' | 'lost'

function Detail({ customer, list }: { readonly customer: HomeCustomer; readonly list: ListName }) {
  const say = useText(homeTexts)
  if (list === 'entered') return customer.firstOrder ? say('firstOrderOn', { date: customer.firstOrder }) : null
  if (list === 'lost') return customer.lastOrder ? say('lastOrderOn', { date: customer.lastOrder }) : null
  return (
    <>
      <TypeTag type={customer.fromType} plain /> → <TypeTag type={customer.type} plain />
    </>
  )
}

/** One kind of change: how many, how much, the largest of them. */
export function ChangeList({ home, list }: { readonly home: Home; readonly list: ListName }) {
  const say = useText(homeTexts)
  const language = useLanguage()
  const currency = useCurrency()
  const { count, valueMinor, rows } = home[list]
  const amount = formatMoneyShort(valueMinor, currency, language)
  return (
    <div className="lk-change-list">
      <h3>
        {say(list)} <span className="lk-muted">{count === 0 ? say('none') : say('people', { count })}</span>
      </h3>
      {count > 0 ? <p className="lk-muted">{say(list === 'lost' ? 'worthBefore' : 'worth', { amount })}</p> : null}
      <ul>
        {rows.slice(0, 5).map(customer => (
          <li key={customer.dyadId} className="lk-change-row">
            <Link to="/customers/$dyadId" params={{ dyadId: customer.dyadId }}>
              {nameIn(customer, language)}
            </Link>
            <Money minor={customer.netContributionMinor} short state={customer.netContributionState} />
            <small>
              <Detail customer={customer} list={list} />
            </small>
          </li>
        ))}
      </ul>
    </div>
  )
}

export const lateSearch: CustomerSearch = { late: true }

/** One customer to call: what is at stake, and how late it is by its rhythm. */
function WarnedRow({ warned, currency }: { readonly warned: Warned; readonly currency: string }) {
  const say = useText(homeTexts)
  const language = useLanguage()
  const { warning, nextOrder, pAlive } = warned
  const days = (count: number) => formatNumber(Math.max(1, Math.round(count)), language)
  const late = nextOrder && {
    low: days(nextOrder.everyFromDays),
    high: days(nextOrder.everyToDays),
    silence: formatNumber(nextOrder.silenceDays, language),
  }
  return (
    <li className="lk-change-row">
      <Link to="/customers/$dyadId" params={{ dyadId: warned.dyadId }}>
        {warned.name}
      </Link>
      <Money minor={warning.atStakeMinor} currency={currency} short />
      <small title={language === 'en' ? warning.en : warning.zh}>
        <TypeTag type={warned.type} plain /> {late ? say('lateEvery', late) : null}
        {pAlive === null ? null : ` · ${say('aliveShare', { share: formatShare(pAlive, language) })}`}
      </small>
    </li>
  )
}

/** Whom to call today: later than their own rhythm allows, most money at stake first. */
export function WarnedList({ warnings }: { readonly warnings: Answer<typeof listWarnings> }) {
  const say = useText(homeTexts)
  const { rows, total, currency } = warnings
  const count = total?.count ?? rows.length
  return (
    <section className="lk-card lk-stack" aria-label={say('late')}>
      <h2>
        {say('late')} <span className="lk-muted">{say('people', { count })}</span>
      </h2>
      <p className="lk-muted">{say(count === 0 ? 'lateNone' : 'warnedLead')}</p>
      <ul>
        {rows.map(warned => (
          <WarnedRow key={warned.dyadId} warned={warned} currency={currency} />
        ))}
      </ul>
      <Link to="/warnings">{count > rows.length ? say('moreThan', { count }) : say('openWarnings')}</Link>
    </section>
  )
}

/** The same for whoever may not read values: later than one and a half usual intervals, the largest contribution first. */
export function LateList({ home }: { readonly home: Home }) {
  const say = useText(homeTexts)
  const language = useLanguage()
  const { late } = home
  return (
    <section className="lk-card lk-stack" aria-label={say('late')}>
      <h2>
        {say('late')} <span className="lk-muted">{say('people', { count: late.count })}</span>
      </h2>
      <p className="lk-muted">{say('lateLead')}</p>
      {late.count === 0 ? <p>{say('lateNone')}</p> : null}
      <ul>
        {late.rows.map(({ mu, recency, ...customer }) => (
          <li key={customer.dyadId} className="lk-change-row">
            <Link to="/customers/$dyadId" params={{ dyadId: customer.dyadId }}>
              {nameIn(customer, language)}
            </Link>
            <Money minor={customer.netContributionMinor} short state={customer.netContributionState} />
            <small>
              <TypeTag type={customer.type} plain />{' '}
              {mu !== null && recency !== null
                ? say('lateBy', {
                    mu: formatNumber(mu, language),
                    days: formatNumber(mu * recency, language),
                    times: formatNumber(recency, language, 1),
                  })
                : null}
            </small>
          </li>
        ))}
      </ul>
      {late.count > late.rows.length ? (
        <Link to="/customers" search={lateSearch}>
          {say('moreThan', { count: late.count })}
        </Link>
      ) : null}
    </section>
  )
}
