import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import type { Answer } from '#contract/endpoint.ts'
import type { ChurnPeriod, readChurn } from '#contract/segments/churn.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toldIn } from '#web/value/future-words.tsx'
import { ChurnCharts } from './churn-charts.tsx'
import { ChurnList } from './churn-list.tsx'
import { ValuePlaces } from './forecast-places.tsx'
import { NarrowForm } from './warnings-filters.tsx'
import { churnQuery } from './warnings.queries.ts'
import { warningTexts } from './warnings.text.ts'
import { churnSearchOf, useAddress } from './warnings-search.ts'
import '#web/dyads/dyads.css'
import '#web/value/future.css'
import './forecast.css'

type Churn = Answer<typeof readChurn>

/** The periods of the last 12 months, added up. */
function lastYearOf(periods: readonly ChurnPeriod[], quarterly: boolean) {
  const last = periods.slice(quarterly ? -4 : -12)
  const sum = (pick: (period: ChurnPeriod) => number) => last.reduce((total, period) => total + pick(period), 0)
  return {
    active: last[0]?.active ?? 0,
    churned: sum(period => period.churned.customers),
    churnedMinor: sum(period => period.churned.lostMinor),
    partial: sum(period => period.partial.customers),
    partialMinor: sum(period => period.partial.lostMinor),
    returned: sum(period => period.returned),
  }
}

function Figures({ churn, quarterly }: { readonly churn: Churn; readonly quarterly: boolean }) {
  const say = useText(warningTexts)
  const language = useLanguage()
  const year = lastYearOf(churn.periods, quarterly)
  const rate = year.active > 0 ? `${say('rate')} ${formatShare(year.churned / year.active, language)}` : undefined
  const money = (minor: number) => (
    <>
      {say('lost')} <Money minor={minor} currency={churn.currency} short />
    </>
  )
  return (
    <section className="lk-card lk-figures" aria-label={say('last12')}>
      <Figure
        label={say('churned')}
        period={say('last12')}
        value={formatNumber(year.churned, language)}
        unit={say('people')}
        note={
          <>
            {money(year.churnedMinor)}
            {rate ? ` · ${rate}` : null}
          </>
        }
      />
      <Figure
        label={say('partial')}
        period={say('last12')}
        value={formatNumber(year.partial, language)}
        unit={say('people')}
        note={money(year.partialMinor)}
      />
      <Figure label={say('returned')} period={say('last12')} value={formatNumber(year.returned, language)} unit={say('people')} />
    </section>
  )
}

function ByChoice() {
  const say = useText(warningTexts)
  const { search, change } = useAddress(churnSearchOf)
  return (
    <div className="lk-tabs lk-no-print" role="group" aria-label={say('step')}>
      {([undefined, 'quarter'] as const).map(by => (
        <button
          key={by ?? 'month'}
          type="button"
          className="lk-tab"
          aria-current={search.by === by}
          onClick={() => change({ by, from: undefined, to: undefined })}
        >
          {say(by ?? 'month')}
        </button>
      ))}
    </div>
  )
}

function KindChoice() {
  const say = useText(warningTexts)
  const { search, change } = useAddress(churnSearchOf)
  return (
    <div className="lk-toolbar lk-no-print">
      <div className="lk-tabs lk-kinds" role="group" aria-label={say('kind')}>
        {([undefined, 'churned', 'partial'] as const).map(kind => (
          <button key={kind ?? 'all'} type="button" className="lk-tab" aria-current={search.kind === kind} onClick={() => change({ kind })}>
            {say(kind ?? 'all')}
          </button>
        ))}
      </div>
      <Checkbox checked={search.stillGone === true} onChange={event => change({ stillGone: event.target.checked ? true : undefined })}>
        {say('stillGone')}
      </Checkbox>
      <OnlyPeriod />
    </div>
  )
}

/** The one period whose losses are listed, and the way back to all. */
function OnlyPeriod() {
  const say = useText(warningTexts)
  const { search, change } = useAddress(churnSearchOf)
  if (!search.from || !search.to) return <p className="lk-muted lk-no-print">{say('clickBar')}</p>
  return (
    <p>
      {say('onlyPeriod', { from: search.from, to: search.to })}{' '}
      <button type="button" className="lk-bar-button lk-no-print" onClick={() => change({ from: undefined, to: undefined })}>
        {say('allPeriods')}
      </button>
    </p>
  )
}

function Definitions({ churn }: { readonly churn: Churn }) {
  const say = useText(warningTexts)
  const language = useLanguage()
  return (
    <section className="lk-card lk-stack" aria-label={say('definitions')}>
      <h2>{say('definitions')}</h2>
      <ul className="lk-sentences">
        {churn.definition.map(one => (
          <li key={one.code}>{toldIn(one, language)}</li>
        ))}
      </ul>
    </section>
  )
}

/** Customers lost, wholly and in part: how many a month or quarter, what went with them, who they are, and what counts as lost. */
export function ChurnPage() {
  const say = useText(warningTexts)
  const { search, change } = useAddress(churnSearchOf)
  const { data, error, refetch } = useQuery(churnQuery(search))
  const filtered = search.owner ?? search.department ?? search.type
  return (
    <div className="lk-page">
      <PageHeader title={say('churn')} asOf={data?.asOf ?? undefined} lead={say('churnLead')} />
      <ValuePlaces />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={320} /> : null}
      {data && data.periods.length === 0 ? <EmptyState title={say('notYet')}>{say('notYetLead')}</EmptyState> : null}
      {data && data.periods.length > 0 ? (
        <>
          <Figures churn={data} quarterly={search.by === 'quarter'} />
          <NarrowForm
            search={search}
            onChange={change}
            onClear={filtered ? () => change({ owner: undefined, department: undefined, type: undefined }) : undefined}
          />
          <ByChoice />
          <ChurnCharts periods={data.periods} currency={data.currency} onPeriod={({ from, to }) => change({ from, to })} />
          <KindChoice />
          <ChurnList search={search} />
          <Definitions churn={data} />
        </>
      ) : null}
    </div>
  )
}
