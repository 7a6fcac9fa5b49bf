import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { problemStandings } from '#core/relationships/alliance.ts'
import { problemStandingWords } from '#core/relationships/alliance-words.ts'
import { RecordFilters } from '#web/dyads/record-filters.tsx'
import type { ListFilter, QuickFilter } from '#web/dyads/record-kind.ts'
import { askedOf, useRecordSearch } from '#web/dyads/record-search.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { problemsQuery } from './alliance.queries.ts'
import { allianceTexts } from './alliance.text.ts'
import { useProblemColumns } from './alliance-columns.tsx'
import { useWords } from './bond-words.ts'
import '#web/dyads/records.css'

/** The log of problems that we and customers solve together; what is due comes with its side. */
export function JointProblemsPage() {
  const say = useText(allianceTexts)
  const { options } = useWords()
  const { search, change } = useRecordSearch()
  const filters: readonly ListFilter[] = [
    { key: 'standing', label: say('standing'), options: options(problemStandingWords, problemStandings) },
    { key: 'owner', label: say('ourOwner'), options: 'people' },
  ]
  const quick: readonly QuickFilter[] = [
    { key: 'overdue', label: say('overdue'), condition: { column: 'standing', is: 'in', value: ['overdue'] } },
    { key: 'open', label: say('open'), condition: { column: 'closedOn', is: 'empty' } },
    { key: 'mine', label: say('mine'), condition: { column: 'owner', is: 'in', value: ['me'] } },
  ]
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(problemsQuery(askedOf(search, filters, quick)))
  const columns = useProblemColumns()
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const total = data?.pages[0]?.total
  return (
    <div className="lk-page">
      <PageHeader title={say('problemPage')} count={total} lead={say('problemLead')} />
      <RecordFilters words={say('searchFor')} filters={filters} quick={quick} search={search} onChange={change} />
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('problemPage')}
        columns={columns}
        rows={rows}
        rowKey={row => row.problemId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={total}
        sort={search.sort ? { key: search.sort, direction: search.direction ?? 'asc' } : undefined}
        onSort={({ key, direction }) => change({ sort: key, direction })}
        empty={
          error ? null : (
            <EmptyState title={say('noProblems')} actions={<Link to={'/customers' as never}>{say('toCustomers')}</Link>}>
              {say('noProblemsLead')}
            </EmptyState>
          )
        }
      />
    </div>
  )
}
