import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { customerTypes } from '#core/segments/grid.ts'
import { groupWords, strategyGroups } from '#core/strategy/group.ts'
import { careWords, playKindWords, runSourceWords, runStateWords } from '#core/strategy/play-words.ts'
import { careKinds, playKinds, runSources, runStates } from '#core/strategy/play.ts'
import { RecordFilters } from '#web/dyads/record-filters.tsx'
import type { ListFilter, QuickFilter } from '#web/dyads/record-kind.ts'
import { askedOf, useRecordSearch } from '#web/dyads/record-search.ts'
import { useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { ExportButton } from '#web/intake/export-button.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { runsQuery } from './play.queries.ts'
import { runTexts } from './play-run.text.ts'
import { playTexts } from './play.text.ts'
import { NonePart, type OpenPart, OpenTabs, partedSearch, partOf } from './open-first.tsx'
import { useRunColumns } from './use-run-columns.tsx'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

const RunDrawer = lazy(async () => ({ default: (await import('./run-drawer.tsx')).RunDrawer }))

function useFilters(): { readonly filters: readonly ListFilter[]; readonly quick: readonly QuickFilter[] } {
  const say = useText(runTexts)
  const book = useText(playTexts)
  const type = useText(customerWords)
  const { options } = usePlayWords()
  return {
    filters: [
      { key: 'state', label: say('state'), options: options(runStateWords, runStates) },
      { key: 'group', label: say('group'), options: options(groupWords, strategyGroups) },
      { key: 'kind', label: book('kind'), options: options(playKindWords, playKinds) },
      { key: 'care', label: say('care'), options: options(careWords, careKinds) },
      { key: 'source', label: say('source'), options: options(runSourceWords, runSources) },
      { key: 'type', label: say('type'), options: customerTypes.map(value => ({ value, label: type(value) })) },
      { key: 'owner', label: say('owner'), options: 'people' },
    ],
    quick: [
      { key: 'late', label: say('late'), condition: { column: 'nextOn', is: 'last_days', value: 3650 } },
      { key: 'mine', label: say('mine'), condition: { column: 'owner', is: 'in', value: ['me'] } },
    ],
  }
}

/** The plays at work with all customers: how far each is, and its cost against the plan; each opens to its steps. */
export function PlaysPage() {
  const say = useText(runTexts)
  const { search, change } = useRecordSearch()
  const { filters, quick } = useFilters()
  const columns = useRunColumns()
  const part = partOf(search)
  const asked = askedOf(partedSearch(search, part, 'endedOn'), filters, quick)
  const show = (view: OpenPart) => change({ view })
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(runsQuery(asked as never))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const [dyadId, playRunId] = search.open?.split(':') ?? []
  const narrowed = [search.q, search.f, search.quick, search.group].some(each => each !== undefined)
  const empty = narrowed ? (
    <EmptyState title={say('noneFound')}>{say('noneFoundLead')}</EmptyState>
  ) : (
    <NonePart part={part} title={say('none')} actions={<Link to={'/playbooks' as never}>{say('toBooks')}</Link>} onAll={() => show('all')}>
      {say('noneLead')}
    </NonePart>
  )
  return (
    <div className="lk-page">
      <PageHeader
        title={say('runs')}
        count={data?.pages[0]?.total}
        lead={say('runsLead')}
        actions={<ExportButton list="play_runs" query={asked} />}
      />
      <OpenTabs part={part} onChange={show} />
      <RecordFilters words={say('searchFor')} filters={filters} quick={quick} search={search} onChange={change} />
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('runs')}
        columns={columns}
        rows={rows}
        rowKey={row => `${row.dyadId}:${row.playRunId}`}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={data?.pages[0]?.total}
        sort={search.sort ? { key: search.sort, direction: search.direction ?? 'asc' } : undefined}
        onSort={({ key, direction }) => change({ sort: key, direction })}
        onOpen={row => change({ open: `${row.dyadId}:${row.playRunId}` })}
        openKey={search.open}
        empty={error ? null : empty}
      />
      {dyadId && playRunId ? (
        <Suspense fallback={null}>
          <RunDrawer key={search.open} dyadId={dyadId} playRunId={playRunId} onClose={() => change({ open: undefined })} />
        </Suspense>
      ) : null}
    </div>
  )
}
