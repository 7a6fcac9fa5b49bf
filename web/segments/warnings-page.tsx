import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Warned } from '#contract/segments/warnings.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { warningCodes } from '#core/value/future.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { forecastQuery } from '#web/value/future.queries.ts'
import { toldIn } from '#web/value/future-words.tsx'
import { ValuePlaces } from './forecast-places.tsx'
import { ForecastJob } from './forecast-job.tsx'
import { Many, NarrowForm } from './warnings-filters.tsx'
import { warningsQuery } from './warnings.queries.ts'
import { warningTexts } from './warnings.text.ts'
import { useAddress, warningsSearchOf } from './warnings-search.ts'
import { WarningQuality } from './warnings-quality.tsx'
import './forecast.css'

const whole = (value: number) => Math.max(1, Math.round(value))

/** The last day on which an order would still have been within the rhythm. */
function dueBy({ lastOrder, nextOrder }: Warned): string {
  const last = lastOrder === null ? undefined : parseDay(lastOrder)
  return last === undefined || nextOrder === null ? '—' : formatDay(last + whole(nextOrder.everyToDays))
}

/** The reason in a few words for a row; the whole sentence on hover. */
function Reason({ row: { warning, nextOrder } }: { readonly row: Warned }) {
  const say = useText(warningTexts)
  const language = useLanguage()
  const sentence = toldIn(warning, language)
  if (nextOrder === null) return <span title={sentence}>{sentence}</span>
  const said = {
    low: formatNumber(whole(nextOrder.everyFromDays), language),
    high: formatNumber(whole(nextOrder.everyToDays), language),
    silence: formatNumber(nextOrder.silenceDays, language),
  }
  return <span title={sentence}>{say(`short_${warning.code}`, said)}</span>
}

function useColumns(currency: string | undefined): readonly Column<Warned>[] {
  const say = useText(warningTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      {
        key: 'customer',
        title: say('customer'),
        width: 220,
        links: true,
        render: row => (
          <Link to={'/customers/$dyadId' as never} params={{ dyadId: row.dyadId } as never} title={row.name}>
            {row.name}
          </Link>
        ),
      },
      {
        key: 'atStake',
        title: say('atStake'),
        width: 136,
        align: 'end',
        card: 'head',
        render: row => <Money minor={row.warning.atStakeMinor} currency={currency} short />,
      },
      { key: 'reason', title: say('reason'), width: 340, render: row => <Reason row={row} /> },
      {
        key: 'alive',
        title: say('alive'),
        width: 112,
        align: 'end',
        render: row => (row.pAlive === null ? '—' : formatShare(row.pAlive, language)),
      },
      { key: 'lastOrder', title: say('lastOrder'), width: 112, render: row => row.lastOrder ?? '—' },
      { key: 'wasDue', title: say('wasDue'), width: 112, render: dueBy },
      { key: 'type', title: say('type'), width: 124, render: row => <TypeTag type={row.type} plain /> },
      { key: 'owner', title: say('owner'), width: 104, render: row => row.ownerName ?? '—' },
      {
        key: 'contribution',
        title: say('contribution'),
        width: 168,
        align: 'end',
        card: 'none',
        render: row => <Money minor={row.netContributionMinor} currency={currency} short />,
      },
      {
        key: 'clv',
        title: say('clv'),
        width: 128,
        align: 'end',
        card: 'none',
        render: row => <Money minor={row.clvMinor} currency={currency} short />,
      },
    ],
    [say, language, currency],
  )
}

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
  const columns = useColumns(first?.currency)
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
