import { useState } from 'react'
import type { Static } from 'typebox'
import type { Cohort, MethodScore, Validation } from '#contract/segments/forecast.ts'
import { formatChange, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { methodTexts } from '#web/value/future-methods.text.ts'
import { useMethodName } from '#web/value/future-words.tsx'
import { forecastTexts } from './forecast.text.ts'
import '#web/value/value.css'

type Method = Static<typeof MethodScore>
type CohortRow = Static<typeof Cohort>

/** Figures of errors as they are written; a dash where there is none. */
function useWritten() {
  const language = useLanguage()
  const or = (value: number | null, write: (known: number) => string) => (value === null ? '—' : write(value))
  const fixed = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return {
    orders: (value: number | null) => or(value, known => fixed.format(known)),
    bias: (value: number | null) => or(value, known => formatChange(known, language)),
    rank: (value: number | null) => or(value, known => fixed.format(known)),
    share: (value: number | null) => or(value, known => formatShare(known, language)),
    count: (value: number) => formatNumber(value, language),
  }
}

function MethodRow({ method }: { readonly method: Method }) {
  const say = useText(forecastTexts)
  const sayMethod = useText(methodTexts)
  const nameOf = useMethodName()
  const { orders, bias, rank, share } = useWritten()
  const marks = [
    ...(method.clock === 'operational' ? [say('seasonal')] : []),
    ...(method.isBaseline ? [say('rule')] : []),
    ...(method.isInUse ? [say('inUse')] : []),
  ]
  return (
    <tr className={method.isInUse ? 'lk-in-use' : undefined}>
      <th scope="row">
        {nameOf(method.method, method.k)}{' '}
        {marks.map(mark => (
          <span key={mark} className="lk-state">
            {mark}
          </span>
        ))}
        <div className="lk-muted lk-method-help">{sayMethod(`help_${method.method}`)}</div>
      </th>
      <td className="lk-end">{orders(method.mae)}</td>
      <td className="lk-end lk-wide">{orders(method.rmse)}</td>
      <td className="lk-end">{bias(method.bias)}</td>
      <td className="lk-end lk-wide">{rank(method.ranking)}</td>
      <td className="lk-end lk-wide">{share(method.coverage)}</td>
    </tr>
  )
}

/** The one in use, then by their errors. */
const bestFirst = (one: Method, other: Method) =>
  Number(other.isInUse) - Number(one.isInUse) || (one.mae ?? Number.POSITIVE_INFINITY) - (other.mae ?? Number.POSITIVE_INFINITY)

const figures = ['mae', 'rmse', 'bias', 'ranking', 'coverage'] as const

/** All methods on the same past, the one in use marked, and what the figures mean. */
export function MethodsTable({ validation: { methods, level } }: { readonly validation: Validation }) {
  const say = useText(forecastTexts)
  const language = useLanguage()
  const narrow = (name: string) => (name === 'mae' || name === 'bias' ? 'lk-end' : 'lk-end lk-wide')
  const share = formatShare(level, language)
  return (
    <section className="lk-card lk-stack" aria-label={say('methods')}>
      <h2>{say('methods')}</h2>
      <ScrollSideways label={say('methods')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('method')}</th>
              {figures.map(name => (
                <th key={name} scope="col" className={narrow(name)}>
                  {say(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {methods.toSorted(bestFirst).map(method => (
              <MethodRow key={`${method.method} ${method.clock}`} method={method} />
            ))}
          </tbody>
        </table>
      </ScrollSideways>
      <ul className="lk-sentences lk-muted">
        {(['maeHelp', 'rmseHelp', 'biasHelp', 'rankingHelp'] as const).map(name => (
          <li key={name}>{say(name)}</li>
        ))}
        <li>{say('coverageHelp', { level: share })}</li>
      </ul>
    </section>
  )
}

function CohortRows({ cohorts }: { readonly cohorts: readonly CohortRow[] }) {
  const say = useText(forecastTexts)
  const nameOf = useMethodName()
  const { orders, bias, count } = useWritten()
  return (
    <ScrollSideways label={say('cohorts')}>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('cohort')}</th>
            <th scope="col">{say('method')}</th>
            {(['customers', 'expected', 'actual', 'bias', 'mae'] as const).map(name => (
              <th key={name} scope="col" className={name === 'customers' ? 'lk-end lk-wide' : 'lk-end'}>
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map((row, index) => (
            <tr key={`${row.name} ${row.method} ${index}`}>
              <th scope="row">{row.name}</th>
              <td>{nameOf(row.method)}</td>
              <td className="lk-end lk-wide">{count(row.customers)}</td>
              <td className="lk-end">{count(Math.round(row.predicted))}</td>
              <td className="lk-end">{count(row.actual)}</td>
              <td className="lk-end">{bias(row.bias)}</td>
              <td className="lk-end">{orders(row.mae)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

/** How the forecast did for customers by when they began; opened on wish. */
export function CohortsCard({ cohorts }: { readonly cohorts: readonly CohortRow[] }) {
  const say = useText(forecastTexts)
  const [open, setOpen] = useState(false)
  const sorted = cohorts.toSorted((one, other) => one.name.localeCompare(other.name))
  if (cohorts.length === 0) return null
  return (
    <section className="lk-card lk-stack" aria-label={say('cohorts')}>
      <div className="lk-card-head">
        <h2>{say('cohorts')}</h2>
        <button type="button" className="lk-bar-button lk-no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? 'hideTable' : 'tableOf')}
        </button>
      </div>
      <p className="lk-muted">{say('cohortsLead')}</p>
      {open ? <CohortRows cohorts={sorted} /> : null}
    </section>
  )
}
