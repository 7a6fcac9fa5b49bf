import { useState } from 'react'
import type { Forecast, Validation } from '#contract/segments/forecast.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { ModelParameters } from '#web/value/future-parameters.tsx'
import { ModelFacts, toldIn, useMethodName } from '#web/value/future-words.tsx'
import { forecastTexts } from './forecast.text.ts'
import '#web/value/value.css'

function useLikely() {
  const say = useText(forecastTexts)
  const language = useLanguage()
  return (low: string, high: string, level: number) => say('likely', { low, high, share: formatShare(level, language) })
}

/** What the forecast says of the book as a whole. */
function Ahead({ forecast }: { readonly forecast: Forecast }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const likely = useLikely()
  const { orders, clvMinor, clvLowMinor, clvHighMinor, aliveCustomers, currency } = forecast
  const count = (value: number) => formatNumber(value, language)
  const money = (minor: number) => formatMoneyShort(minor, currency, language)
  return (
    <div className="lk-figures">
      {orders ? (
        <Figure
          label={say('orders')}
          period={say('ahead')}
          value={count(Math.round(orders.expected))}
          unit={say('ordersUnit')}
          state="estimated"
          note={likely(count(Math.round(orders.low)), count(Math.round(orders.high)), orders.level)}
        />
      ) : null}
      {clvMinor === null ? null : (
        <Figure
          label={say('clv')}
          state="estimated"
          value={<Money minor={clvMinor} currency={currency} short />}
          note={
            clvLowMinor === null || clvHighMinor === null
              ? undefined
              : likely(money(clvLowMinor), money(clvHighMinor), orders?.level ?? 0.9)
          }
        />
      )}
      {aliveCustomers === null ? null : (
        <Figure label={say('alive')} value={count(Math.round(aliveCustomers))} unit={say('aliveUnit')} state="estimated" />
      )}
    </div>
  )
}

/** The model in use and why, what it says of the book as a whole, and its parameters in a drawer. */
export function ForecastModel({ forecast }: { readonly forecast: Forecast }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const nameOf = useMethodName()
  const [open, setOpen] = useState(false)
  const { model } = forecast
  return (
    <section className="lk-card lk-stack" aria-label={say('model')}>
      <div className="lk-card-head">
        <h2>
          {say('model')} <span className="lk-muted">{nameOf(model.method, model.k)}</span>
        </h2>
        <button type="button" className="lk-bar-button lk-no-print" onClick={() => setOpen(true)}>
          {say('openModel')}
        </button>
      </div>
      <p>{toldIn(model.reason, language)}</p>
      <Ahead forecast={forecast} />
      {open ? (
        <DrawerPage open title={say('modelDrawer')} onClose={() => setOpen(false)}>
          <div className="lk-stack">
            <ModelFacts model={model} />
            <ModelParameters forecast={forecast} />
          </div>
        </DrawerPage>
      ) : null}
    </section>
  )
}

/** Whether the stated ranges held, of customers and of the whole book. */
export function ForecastCoverage({ validation: { customerCoverage, bookCoverage, level } }: { readonly validation: Validation }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const share = formatShare(level, language)
  if (customerCoverage === null && bookCoverage === null) return null
  return (
    <section className="lk-card lk-stack" aria-label={say('coverageTitle')}>
      <h2>{say('coverageTitle')}</h2>
      <p className="lk-muted">{say('coverageHelp', { level: share })}</p>
      <div className="lk-figures">
        <Figure
          label={say('customerCoverage')}
          value={customerCoverage === null ? undefined : formatShare(customerCoverage, language)}
          note={say(customerCoverage !== null && customerCoverage < level - 0.05 ? 'tooNarrow' : 'atLeast', { level: share })}
        />
        <Figure
          label={say('bookCoverage')}
          value={bookCoverage === null ? undefined : formatShare(bookCoverage, language)}
          note={say(bookCoverage !== null && bookCoverage < level - 0.15 ? 'tooNarrow' : 'shouldBe', { level: share })}
        />
      </div>
    </section>
  )
}
