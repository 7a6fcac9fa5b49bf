import { useQuery } from '@tanstack/react-query'
import type { Forecast, Validation } from '#contract/segments/forecast.ts'
import { formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { forecastQuery } from '#web/value/future.queries.ts'
import { toldIn, useMethodName } from '#web/value/future-words.tsx'
import { CalibrationChart, OriginsChart } from './forecast-charts.tsx'
import { ForecastJob } from './forecast-job.tsx'
import { ValuePlaces } from './forecast-places.tsx'
import { ForecastCoverage, ForecastModel } from './forecast-model.tsx'
import { CohortsCard, MethodsTable } from './forecast-tables.tsx'
import { forecastTexts } from './forecast.text.ts'
import '#web/value/future.css'
import '#web/value/value.css'
import './forecast.css'

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

function Tested({ validation }: { readonly validation: Validation }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const { horizonDays, level, calibration, alive, cohorts, methods } = validation
  const nameOf = useMethodName()
  const inUse = methods.find(method => method.isInUse)
  const ranged = methods.find(method => method.coverage !== null)
  const isOther = inUse !== undefined && ranged !== undefined && inUse !== ranged
  return (
    <>
      <section className="lk-card lk-stack" aria-label={say('origins')}>
        <div>
          <h2>{say('origins')}</h2>
          <p className="lk-muted">{say('originsLead', { days: horizonDays, level: formatShare(level, language) })}</p>
          {isOther ? (
            <p className="lk-muted">
              {say('originsOther', { rule: nameOf(inUse.method, inUse.k), model: nameOf(ranged.method, ranged.k) })}
            </p>
          ) : null}
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
      <ForecastCoverage validation={validation} />
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
          <ForecastModel forecast={forecast} />
          {forecast.validation ? <Tested validation={forecast.validation} /> : null}
        </>
      ) : null}
    </div>
  )
}
