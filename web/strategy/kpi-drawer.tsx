import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { KpiRow } from '#contract/strategy/kpi.ts'
import { kpiFormulas, kpiWords } from '#core/strategy/kpi.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { type Draft, FieldsDrawer } from '#web/dyads/fields-drawer.tsx'
import { formatNumber } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { kpiLinesQuery, saveTarget } from './kpi.queries.ts'
import { kpiTexts } from './kpi.text.ts'
import { useKpiFigure } from './use-kpi-figure.ts'
import '#web/value/value.css'

const listed = ['new_customers', 'retained_share', 'kept_growth', 'profit'] as const
type Listed = (typeof listed)[number]

/** Figures whose customers are those of another. */
const linesOf = (kpi: KpiRow['kpi']): Listed | undefined =>
  kpi === 'kept_customers' ? 'kept_growth' : kpi === 'cost_share' ? 'profit' : listed.find(one => one === kpi)

/** Where the records of the other figures are. */
const pages: Partial<Record<KpiRow['kpi'], string>> = {
  identified_share: '/map',
  won_share: '/opportunities',
  acquisition_cost: '/opportunities',
  know: '/customers',
  need: '/customers',
  respond: '/concerns',
  deliver: '/customers',
  support: '/concerns',
  care: '/activities',
  satisfaction: '/surveys',
}

function Lines({ kpi }: { readonly kpi: Listed }) {
  const say = useText(kpiTexts)
  const language = useLanguage()
  const { data, error, refetch } = useQuery(kpiLinesQuery(kpi))
  return (
    <section className="lk-stack">
      <h3>{say('customers')}</h3>
      <Refused error={error} onAgain={() => void refetch()} />
      {data?.rows.length === 0 ? <p className="lk-muted">{say('none')}</p> : null}
      {data && data.rows.length > 0 ? (
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('customer')}</th>
              <th scope="col">{say('firstOrder')}</th>
              <th scope="col" className="lk-end">
                {say('now')}
              </th>
              <th scope="col" className="lk-end">
                {say('before')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(row => (
              <tr key={row.dyadId}>
                <th scope="row">
                  <Link to={'/customers/$dyadId' as never} params={{ dyadId: row.dyadId } as never}>
                    {nameIn({ name: row.customerName, nameEn: row.customerNameEn }, language)}
                  </Link>
                </th>
                <td>{row.day ?? '—'}</td>
                <td className="lk-end">{row.now === null ? '—' : <Money minor={row.now} short />}</td>
                <td className="lk-end">{row.before === null ? '—' : <Money minor={row.before} short />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}

function Trend({ row }: { readonly row: KpiRow }) {
  const say = useText(kpiTexts)
  const language = useLanguage()
  const figure = useKpiFigure()
  if (row.months.length === 0) return <p className="lk-muted">{say('present')}</p>
  return (
    <section className="lk-stack">
      <h3>{say('trend')}</h3>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('month')}</th>
            <th scope="col" className="lk-end">
              {say('value')}
            </th>
            <th scope="col" className="lk-end">
              {say('events')}
            </th>
          </tr>
        </thead>
        <tbody>
          {row.months.toReversed().map(({ month, value, n }) => (
            <tr key={month}>
              <th scope="row">{month.slice(0, 7)}</th>
              <td className="lk-end">{figure.said(row.unit, value) ?? <span className="lk-muted">{say('noData')}</span>}</td>
              <td className="lk-end">{formatNumber(n, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Given = { readonly row: KpiRow; readonly year: number; readonly onClose: () => void }

function TargetForm({ row, year, onClose }: Given) {
  const say = useText(kpiTexts)
  const figure = useKpiFigure()
  const unit = row.unit === 'money' ? figure.currency : say(row.unit)
  return (
    <FieldsDrawer
      title={say('setTarget')}
      fields={() => [{ name: 'target', label: say('targetOf', { year: String(year), unit }), kind: 'number', hint: say('clearHint') }]}
      start={{ target: figure.typed(row.unit, row.target) } satisfies Draft}
      save={({ target }) => saveTarget({ kpi: row.kpi, year, version: row.version, target: figure.kept(row.unit, target) })}
      onClose={onClose}
    />
  )
}

/** What a figure is made of: its formula, its months, its customers or the records behind it; its target. */
export function KpiDrawer({ row, year, onClose }: Given) {
  const say = useText(kpiTexts)
  const may = useMay()
  const at = useLanguage() === 'en' ? 1 : 0
  const [isSetting, setSetting] = useState(false)
  const lines = linesOf(row.kpi)
  const page = pages[row.kpi]
  return (
    <DrawerPage open title={kpiWords[row.kpi][at]} onClose={onClose} width={560}>
      <div className="lk-stack">
        <section>
          <h3>{say('formula')}</h3>
          <p>{kpiFormulas[row.kpi][at]}</p>
        </section>
        {may('settings.manage') ? <Button onClick={() => setSetting(true)}>{say('setTarget')}</Button> : null}
        {page ? <Link to={page as never}>{say('see')}</Link> : null}
        <Trend row={row} />
        {lines ? <Lines kpi={lines} /> : null}
      </div>
      {isSetting ? <TargetForm row={row} year={year} onClose={() => setSetting(false)} /> : null}
    </DrawerPage>
  )
}
