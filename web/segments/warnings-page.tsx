import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { warningCodes } from '#core/value/future.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { forecastQuery } from '#web/value/future.queries.ts'
import { ValuePlaces } from './forecast-places.tsx'
import { ForecastJob } from './forecast-job.tsx'
import { Many, NarrowForm } from './warnings-filters.tsx'
import { warningsQuery } from './warnings.queries.ts'
import { warningTexts } from './warnings.text.ts'
import { useWarningColumns } from './warnings-columns.tsx'
import { useAddress, warningsSearchOf } from './warnings-search.ts'
import { WarningQuality } from './warnings-quality.tsx'
import './forecast.css'

function Filters() {
  const say = useText(warningTexts)
  const { search, change } = useAddress(warningsSearchOf)
  const none = { owner: undefined, department: undefined, type: undefined, code: undefined }
  return (
    <NarrowForm search={search} onChange={change} onClear={Object.keys(search).length > 0 ? () => change(none) : undefined}>
      <Many
        label={say('code')}
        value={search.code}
        options={warningCodes.map(value => ({ value, label: say(value) }))}
        onChange={code => change({ code })}
      />
    </NarrowForm>
  )
}

function Rows() {
  const say = useText(warningTexts)
  const navigate = useNavigate()
  const { search } = useAddress(warningsSearchOf)
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(warningsQuery(search))
  const first = data?.pages[0]
  const columns = useWarningColumns(first?.currency)
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const narrowed = Object.keys(search).length > 0
  const empty = narrowed ? (
    <EmptyState title={say('noneFound')} />
  ) : (
    <EmptyState title={say(first?.asOf ? 'noneTitle' : 'notYet')}>{say(first?.asOf ? 'noneLead' : 'notYetLead')}</EmptyState>
  )
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('list')}
        columns={columns}
        rows={rows}
        rowKey={row => row.dyadId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={first?.total?.count}
        onOpen={row => void navigate({ to: '/customers/$dyadId' as never, params: { dyadId: row.dyadId } as never })}
        empty={error ? null : empty}
      />
    </>
  )
}

function AtStake() {
  const say = useText(warningTexts)
  const language = useLanguage()
  const { search } = useAddress(warningsSearchOf)
  const { data, error } = useInfiniteQuery(warningsQuery(search))
  const first = data?.pages[0]
  return (
    <section className="lk-card lk-stack" aria-label={say('inAll')}>
      {data === undefined && !error ? <Bones height={56} /> : null}
      {first?.total ? (
        <div className="lk-figures">
          <Figure label={say('inAll')} value={formatNumber(first.total.count, language)} unit={say('people')} />
          <Figure
            label={say('atStakeInAll')}
            period={say('aYear')}
            state="estimated"
            value={<Money minor={first.total.atStakeMinor} currency={first.currency} short />}
            note={say('atStakeNote')}
          />
        </div>
      ) : null}
    </section>
  )
}

/** Customers later than their own rhythm allows, most money at stake first, each with its reason; beside it how good the warnings have been. */
export function WarningsPage() {
  const say = useText(warningTexts)
  const { search } = useAddress(warningsSearchOf)
  const first = useInfiniteQuery(warningsQuery(search)).data?.pages[0]
  const jobId = useQuery(forecastQuery).data?.jobId
  return (
    <div className="lk-page">
      <PageHeader title={say('warnings')} count={first?.total?.count} asOf={first?.asOf ?? undefined} lead={say('lead')} />
      <ValuePlaces />
      {jobId ? <ForecastJob jobId={jobId} /> : null}
      <div className="lk-beside">
        <AtStake />
        <WarningQuality />
      </div>
      <Filters />
      <Rows />
    </div>
  )
}
