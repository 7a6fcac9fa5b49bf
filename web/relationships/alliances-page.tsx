import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { AllianceProposal } from '#contract/relationships/alliance-list.ts'
import { allianceModes, allianceStates, allianceSubModes, modeOf } from '#core/relationships/alliance.ts'
import { allianceConditionWords, allianceModeWords, allianceStateWords, allianceSubModeWords } from '#core/relationships/alliance-words.ts'
import { RecordFilters } from '#web/dyads/record-filters.tsx'
import type { ListFilter, QuickFilter } from '#web/dyads/record-kind.ts'
import { askedOf, useRecordSearch } from '#web/dyads/record-search.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { alliancesQuery, proposalsQuery } from './alliance.queries.ts'
import { allianceTexts } from './alliance.text.ts'
import { CustomerLink, useAllianceColumns } from './alliance-columns.tsx'
import { AllianceForm } from './alliance-form.tsx'
import { useWords } from './bond-words.ts'
import '#web/dyads/records.css'
import './alliance.css'

function useFilters(): { readonly filters: readonly ListFilter[]; readonly quick: readonly QuickFilter[] } {
  const say = useText(allianceTexts)
  const { options } = useWords()
  return {
    filters: [
      { key: 'state', label: say('state'), options: options(allianceStateWords, allianceStates) },
      { key: 'mode', label: say('mode'), options: options(allianceModeWords, allianceModes) },
      { key: 'subMode', label: say('way'), options: options(allianceSubModeWords, allianceSubModes) },
      { key: 'owner', label: say('owner'), options: 'people' },
    ],
    quick: [
      { key: 'mine', label: say('mine'), condition: { column: 'owner', is: 'in', value: ['me'] } },
      { key: 'review', label: say('toReview'), condition: { column: 'nextReviewOn', is: 'next_days', value: 30 } },
      { key: 'ending', label: say('ending'), condition: { column: 'endsOn', is: 'next_days', value: 90 } },
    ],
  }
}

function ProposalLine({ proposal, onStart }: { readonly proposal: AllianceProposal; readonly onStart: (() => void) | undefined }) {
  const say = useText(allianceTexts)
  const { told } = useWords()
  const reasons = proposal.met.filter(one => one !== 'duties_kept' && one !== 'not_released')
  return (
    <li className="lk-alliance-line">
      <div>
        <strong>
          <CustomerLink {...proposal} />
        </strong>{' '}
        <span>
          {told(allianceModeWords, proposal.mode)} · {told(allianceSubModeWords, proposal.subMode)}
        </span>
        <small>
          {say('contribution')} <Money minor={proposal.netContributionMinor} short /> · {say('because')}
          {say('colon')}
          {reasons.map(one => told(allianceConditionWords, one)).join(' · ')}
          {proposal.unknown.length > 0
            ? ` · ${say('notKnown')}${say('colon')}${proposal.unknown.map(one => told(allianceConditionWords, one)).join(' · ')}`
            : ''}
        </small>
      </div>
      {onStart ? (
        <Button size="small" onClick={onStart} aria-label={`${say('add')} ${proposal.customerName}`}>
          {say('add')}
        </Button>
      ) : null}
    </li>
  )
}

/** Whom an alliance would suit, and why. */
function Proposals() {
  const say = useText(allianceTexts)
  const may = useMay()
  const { data, error, refetch } = useQuery(proposalsQuery)
  const [chosen, setChosen] = useState<AllianceProposal>()
  if (data === undefined && !error) return null
  const mode = chosen && modeOf(chosen.subMode)
  return (
    <section className="lk-card lk-stack" aria-label={say('proposals')}>
      <h2>{say('proposals')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? (
        <p className="lk-muted">{data.rows.length === 0 ? say('noProposals') : say('proposalsLead', { count: data.looked })}</p>
      ) : null}
      <ul className="lk-alliance-list">
        {data?.rows.slice(0, 12).map(row => (
          <ProposalLine key={row.dyadId} proposal={row} onStart={may('customers.write') ? () => setChosen(row) : undefined} />
        ))}
      </ul>
      {chosen ? (
        <AllianceForm
          dyadId={chosen.dyadId}
          start={{ subMode: chosen.subMode, mustChange: mode === 'tailor' ? 'no' : 'yes', leader: mode === 'partner' ? 'both' : 'us' }}
          onClose={() => setChosen(undefined)}
        />
      ) : null}
    </section>
  )
}

/** All alliances, and whom another would suit. */
export function AlliancesPage() {
  const say = useText(allianceTexts)
  const may = useMay()
  const navigate = useNavigate()
  const { search, change } = useRecordSearch()
  const { filters, quick } = useFilters()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(alliancesQuery(askedOf(search, filters, quick)))
  const columns = useAllianceColumns()
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const total = data?.pages[0]?.total
  const narrowed = search.q !== undefined || search.f !== undefined || search.quick !== undefined
  const empty = narrowed ? (
    <EmptyState title={say('noneFound')} />
  ) : (
    <EmptyState title={say('none')} actions={<Link to={'/customers' as never}>{say('toCustomers')}</Link>}>
      {say('noneLead')}
    </EmptyState>
  )
  return (
    <div className="lk-page">
      <PageHeader title={say('page')} count={total} lead={say('lead')} />
      <RecordFilters words={say('searchFor')} filters={filters} quick={quick} search={search} onChange={change} />
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('page')}
        columns={columns}
        rows={rows}
        rowKey={row => row.allianceId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={total}
        height="420px"
        sort={search.sort ? { key: search.sort, direction: search.direction ?? 'asc' } : undefined}
        onSort={({ key, direction }) => change({ sort: key, direction })}
        onOpen={row => void navigate({ to: '/alliances/$allianceId' as never, params: { allianceId: row.allianceId } as never })}
        empty={error ? null : empty}
      />
      {may('values.read') ? <Proposals /> : null}
    </div>
  )
}
