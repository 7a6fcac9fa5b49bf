import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Forecast, Validation } from '#contract/segments/forecast.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { forecastQuery } from '#web/value/future.queries.ts'
import { ModelParameters } from '#web/value/future-parameters.tsx'
import { ModelFacts, toldIn, useMethodName } from '#web/value/future-words.tsx'
import { CalibrationChart, OriginsChart } from './forecast-charts.tsx'
import { ForecastJob } from './forecast-job.tsx'
import { ValuePlaces } from './forecast-places.tsx'
import { CohortsCard, MethodsTable } from './forecast-tables.tsx'
import { forecastTexts } from './forecast.text.ts'
import '#web/value/future.css'
import '#web/value/value.css'
import './forecast.css'

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

function Verdict({ validation }: { readonly validation: Validation }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const { verdict, alarm, remarks } = validation
  return (
    <>
      <p className="lk-verdict">{toldIn(verdict, language)}</p>
      {alarm ? (
        <div className="lk-warn-note" role="note" aria-label={say('alarm')}>
          <strong>{say('alarm')}</strong>
          <p>{toldIn(alarm, language)}</p>
        </div>
      ) : null}
      {remarks.length > 0 ? (
        <ul className="lk-sentences">
          {remarks.map((remark, index) => (
            <li key={`${remark.code}-${index}`}>{toldIn(remark, language)}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

/** Why there is no verdict: it is being reckoned, the history is too short, or nobody has tested it yet. */
function Untested({ forecast, busy }: { readonly forecast: Forecast; readonly busy: boolean }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const { validationMissing } = forecast
  if (validationMissing && !busy)
    return (
      <EmptyState title={say('tooLittle')}>
        {toldIn(validationMissing, language)} {say('meanwhile')}
      </EmptyState>
    )
  return busy ? (
    <EmptyState title={say('testing')}>{say('testingLead')}</EmptyState>
  ) : (
    <EmptyState title={say('notTested')}>{say('notTestedLead')}</EmptyState>
  )
}

function Model({ forecast }: { readonly forecast: Forecast }) {
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

function Coverage({ validation: { customerCoverage, bookCoverage, level } }: { readonly validation: Validation }) {
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
          note={say('atLeast', { level: share })}
        />
        <Figure
          label={say('bookCoverage')}
          value={bookCoverage === null ? undefined : formatShare(bookCoverage, language)}
          note={say('shouldBe', { level: share })}
        />
      </div>
    </section>
  )
}

function Tested({ validation }: { readonly validation: Validation }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const { horizonDays, level, calibration, alive, cohorts } = validation
  return (
    <>
      <section className="lk-card lk-stack" aria-label={say('origins')}>
        <div>
          <h2>{say('origins')}</h2>
          <p className="lk-muted">{say('originsLead', { days: horizonDays, level: formatShare(level, language) })}</p>
        </div>
        <OriginsChart validation={validation} />
      </section>
      <MethodsTable validation={validation} />
      <div className="lk-charts">
        {calibration.length > 0 ? (
          <section className="lk-card lk-stack" aria-label={say('calibration')}>
            <div>
              <h2>{say('calibration')}</h2>
              <p className="lk-muted">{say('calibrationLead')}</p>
            </div>
            <CalibrationChart
              label={say('calibration')}
              across={say('perCustomerExpected')}
              up={say('perCustomerActual')}
              points={calibration}
            />
          </section>
        ) : null}
        {alive.length > 0 ? (
          <section className="lk-card lk-stack" aria-label={say('aliveChart')}>
            <div>
              <h2>{say('aliveChart')}</h2>
              <p className="lk-muted">{say('aliveChartLead')}</p>
            </div>
            <CalibrationChart label={say('aliveChart')} across={say('aliveExpected')} up={say('aliveActual')} points={alive} shares />
          </section>
        ) : null}
      </div>
      <Coverage validation={validation} />
      <CohortsCard cohorts={cohorts} />
    </>
  )
}

/** How far the forecast can be believed: whether the model beats plain rules on this book, its errors, ranges and parameters. */
export function ForecastPage() {
  const say = useText(forecastTexts)
  const { data, error, refetch } = useQuery(forecastQuery)
  const forecast = data?.forecast
  return (
    <div className="lk-page">
      <PageHeader title={say('title')} asOf={forecast?.asOf} lead={say('lead')} />
      <ValuePlaces />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={320} /> : null}
      {data?.jobId ? <ForecastJob jobId={data.jobId} /> : null}
      {data && !forecast ? <EmptyState title={say('notYet')}>{say('notYetLead')}</EmptyState> : null}
      {forecast ? (
        <>
          <section className="lk-card lk-stack" aria-label={say('verdict')}>
            {forecast.validation ? (
              <Verdict validation={forecast.validation} />
            ) : (
              <Untested forecast={forecast} busy={data?.jobId != null} />
            )}
          </section>
          <Model forecast={forecast} />
          {forecast.validation ? <Tested validation={forecast.validation} /> : null}
        </>
      ) : null}
    </div>
  )
}
