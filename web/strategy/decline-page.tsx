import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { causes } from '#core/service/concern.ts'
import { causeWords } from '#core/service/words.ts'
import { declineDecisions, declineStates, declineTriggers } from '#core/strategy/decline.ts'
import {
  causeNatureWords,
  declineDecisionWords,
  declineStateWords,
  declineTriggerWords,
  lossTypeWords,
} from '#core/strategy/decline-words.ts'
import { lossTypes } from '#core/strategy/win-back.ts'
import { RecordFilters } from '#web/dyads/record-filters.tsx'
import type { ListFilter, QuickFilter } from '#web/dyads/record-kind.ts'
import { askedOf, useRecordSearch } from '#web/dyads/record-search.ts'
import { useText } from '#web/platform/text.ts'
import { ExportButton } from '#web/intake/export-button.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { casesQuery } from './decline.queries.ts'
import { declineTexts } from './decline.text.ts'
import { NonePart, type OpenPart, OpenTabs, partedSearch, partOf } from './open-first.tsx'
import { useDeclineColumns } from './use-decline-columns.tsx'
import { usePlayWords } from './use-play-words.ts'

const DeclineDrawer = lazy(async () => ({ default: (await import('./decline-drawer.tsx')).DeclineDrawer }))
const WinBackForm = lazy(async () => ({ default: (await import('./decline-settings-form.tsx')).WinBackForm }))

function useFilters(): { readonly filters: readonly ListFilter[]; readonly quick: readonly QuickFilter[] } {
  const say = useText(declineTexts)
  const { options } = usePlayWords()
  return {
    filters: [
      { key: 'state', label: say('state'), options: options(declineStateWords, declineStates) },
      { key: 'cause', label: say('cause'), options: options(causeWords, causes) },
      { key: 'causeNature', label: say('nature'), options: options(causeNatureWords, ['subjective', 'objective']) },
      { key: 'lossType', label: say('lossType'), options: options(lossTypeWords, lossTypes) },
      { key: 'decision', label: say('decision'), options: options(declineDecisionWords, declineDecisions) },
      { key: 'trigger', label: say('trigger'), options: options(declineTriggerWords, declineTriggers) },
      { key: 'owner', label: say('owner'), options: 'people' },
    ],
    quick: [
      { key: 'noCause', label: say('noCause'), condition: { column: 'state', is: 'in', value: ['open'] } },
      { key: 'checkDue', label: say('checkDue'), condition: { column: 'checkOn', is: 'last_days', value: 3650 } },
      { key: 'mine', label: say('mine'), condition: { column: 'owner', is: 'in', value: ['me'] } },
    ],
  }
}

/** The desk of customers that fall: what is at stake, why, and how far each case is; each opens to its four steps. */
export function DeclinePage() {
  const say = useText(declineTexts)
  const { search, change } = useRecordSearch()
  const { filters, quick } = useFilters()
  const columns = useDeclineColumns()
  const part = partOf(search, ['checkDue'])
  const asked = askedOf(partedSearch(search, part, 'outcomeOn'), filters, quick)
  const show = (view: OpenPart) => change({ view })
  const [setting, setSetting] = useState(false)
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(casesQuery(asked as never))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const [dyadId, caseId] = search.open?.split(':') ?? []
  const narrowed = [search.q, search.f, search.quick, search.group].some(each => each !== undefined)
  const empty = narrowed ? (
    <EmptyState title={say('noneFound')}>{say('noneFoundLead')}</EmptyState>
  ) : (
    <NonePart part={part} title={say('none')} actions={<Link to={'/map' as never}>{say('toMap')}</Link>} onAll={() => show('all')}>
      {say('noneLead')}
    </NonePart>
  )
  return (
    <div className="lk-page">
      <PageHeader
        title={say('desk')}
        count={data?.pages[0]?.total}
        lead={say('deskLead')}
        actions={
          <>
            <ExportButton list="decline_cases" query={asked} />
            <Button onClick={() => setSetting(true)}>{say('settings')}</Button>
          </>
        }
      />
      <OpenTabs part={part} onChange={show} />
      <RecordFilters words={say('searchFor')} filters={filters} quick={quick} search={search} onChange={change} />
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('desk')}
        columns={columns}
        rows={rows}
        rowKey={row => `${row.dyadId}:${row.caseId}`}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={data?.pages[0]?.total}
        sort={search.sort ? { key: search.sort, direction: search.direction ?? 'asc' } : undefined}
        onSort={({ key, direction }) => change({ sort: key, direction })}
        onOpen={row => change({ open: `${row.dyadId}:${row.caseId}` })}
        openKey={search.open}
        empty={error ? null : empty}
      />
      <Suspense fallback={null}>
        {dyadId && caseId ? (
          <DeclineDrawer key={search.open} dyadId={dyadId} caseId={caseId} onClose={() => change({ open: undefined })} />
        ) : null}
        {setting ? <WinBackForm onClose={() => setSetting(false)} /> : null}
      </Suspense>
    </div>
  )
}
