import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { KpiRow } from '#contract/strategy/kpi.ts'
import { kpiGroups, kpiGroupWords, kpiWords, meetsTarget } from '#core/strategy/kpi.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { formatMonth, formatNumber } from '#web/platform/format.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { kpiQuery } from './kpi.queries.ts'
import { kpiTexts } from './kpi.text.ts'
import { useKpiFigure } from './use-kpi-figure.ts'
import './kpi.css'

const KpiDrawer = lazy(async () => ({ default: (await import('./kpi-drawer.tsx')).KpiDrawer }))

/** The months as a line; the table behind the figure says the same in numbers. */
function Spark({ months }: { readonly months: KpiRow['months'] }) {
  const known = months.flatMap(({ value }, at) => (value === null ? [] : [{ at, value }]))
  if (known.length < 2) return null
  const values = known.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const y = (value: number) => (high === low ? 12 : 22 - ((value - low) / (high - low)) * 20)
  const x = (at: number) => (at / Math.max(1, months.length - 1)) * 100
  return (
    <svg className="lk-kpi-spark" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <polyline points={known.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')} />
    </svg>
  )
}

/** No further apart than is written: a tenth of a percentage point, or nothing. */
const isSame = (unit: KpiRow['unit'], now: number, before: number) => Math.abs(now - before) < (unit === 'share' ? 0.0005 : 1e-9)

/** How a figure moved against the same month a year before. */
function Moved({ row }: { readonly row: KpiRow }) {
  const say = useText(kpiTexts)
  const figure = useKpiFigure()
  const before = row.months.at(-13)?.value
  if (row.value === null || before === null || before === undefined || isSame(row.unit, row.value, before)) return null
  const isUp = row.value > before
  return (
    <small>
      {say('yearBefore')} <span aria-hidden="true">{isUp ? '▲' : '▼'}</span> {say(isUp ? 'up' : 'down')}{' '}
      {figure.moved(row.unit, row.value, before)}
    </small>
  )
}

/** What a figure was counted from. */
const basisOf = (kpi: KpiRow['kpi']) => {
  if (kpi === 'won_share' || kpi === 'acquisition_cost') return 'basisDeals'
  if (kpi === 'respond' || kpi === 'support') return 'basisConcerns'
  if (kpi === 'deliver') return 'basisDeliveries'
  return kpi === 'satisfaction' ? 'basisAnswers' : 'basisCustomers'
}

type Given = { readonly row: KpiRow; readonly year: number; readonly onOpen: () => void }

function Tile({ row, year, onOpen }: Given) {
  const say = useText(kpiTexts)
  const language = useLanguage()
  const at = language === 'en' ? 1 : 0
  const figure = useKpiFigure()
  const value = figure.said(row.unit, row.value)
  const target = figure.said(row.unit, row.target)
  const met = meetsTarget(row.kpi, row.value, row.target)
  return (
    <li className="lk-kpi-tile">
      <button type="button" className="lk-plain lk-kpi-open" onClick={onOpen}>
        <span>{kpiWords[row.kpi][at]}</span>
        <strong className={value === undefined ? 'lk-muted' : undefined}>{value ?? say('noData')}</strong>
      </button>
      <Moved row={row} />
      <Spark months={row.months} />
      <small className="lk-muted">
        {target === undefined ? say('noTarget') : say('target', { year: String(year), target })}
        {met === undefined ? '' : ` · ${say(met ? 'met' : 'missed')}`}
        {row.value === null ? '' : ` · ${say(basisOf(row.kpi), { n: formatNumber(row.n, language) })}`}
      </small>
    </li>
  )
}

/** The key figures of the firm, in their four groups. */
export function KpiPage() {
  const say = useText(kpiTexts)
  const language = useLanguage()
  const at = language === 'en' ? 1 : 0
  const { data, error, refetch } = useQuery(kpiQuery)
  const [open, setOpen] = useState<KpiRow['kpi']>()
  const lastMonth = data?.rows.find(({ months }) => months.length > 0)?.months.at(-1)?.month
  const isEmpty = data?.rows.every(({ value, target }) => value === null && target === null) ?? false
  const chosen = data?.rows.find(row => row.kpi === open)
  return (
    <div className="lk-page">
      <PageHeader title={say('page')} lead={say('lead')} asOf={data?.asOf ?? undefined} />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={72} rows={4} /> : null}
      {lastMonth === undefined || isEmpty ? null : (
        <p className="lk-muted">{say('monthly', { month: formatMonth(lastMonth, language) })}</p>
      )}
      {isEmpty ? (
        <EmptyState title={say('empty')} actions={<Link to={'/data' as '/'}>{say('toData')}</Link>}>
          {say('emptyLead')}
        </EmptyState>
      ) : null}
      {data && !isEmpty
        ? kpiGroups.map(group => (
            <section key={group} className="lk-card lk-stack" aria-label={kpiGroupWords[group][at]}>
              <h2>{kpiGroupWords[group][at]}</h2>
              <ul className="lk-kpi-tiles">
                {data.rows
                  .filter(row => row.group === group)
                  .map(row => (
                    <Tile key={row.kpi} row={row} year={data.year} onOpen={() => setOpen(row.kpi)} />
                  ))}
              </ul>
            </section>
          ))
        : null}
      {chosen && data ? (
        <Suspense fallback={null}>
          <KpiDrawer row={chosen} year={data.year} onClose={() => setOpen(undefined)} />
        </Suspense>
      ) : null}
    </div>
  )
}
