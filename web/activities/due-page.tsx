import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Radio, Select } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { DueQuery, DueRow } from '#contract/activities/cadence.ts'
import { type CadenceGroup, cadenceGroups } from '#core/activities/cadence.ts'
import { GroupChoice } from '#web/dyads/group-choice.tsx'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { dueQuery } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { dueSearchOf, useSearchOf } from './activities-search.ts'
import { dueWords, everyWords } from './cadence-words.ts'
import { SearchBox } from './search-box.tsx'
import './activities.css'

const ActivityForm = lazy(async () => ({ default: (await import('./activity-form.tsx')).ActivityForm }))

type Search = { q: string; show: 'soon' | 'all'; group: CadenceGroup[]; owner: string; under: string[] }
const useDueSearch = () => useSearchOf<Search>(dueSearchOf)

function Group({ group }: { readonly group: CadenceGroup }) {
  const say = useText(activityTexts)
  if (group === 'supplier') return <span className="lk-tag lk-tag-line">{say('supplier')}</span>
  return <TypeTag type={group === 'unplaced' ? null : group} plain />
}

function useColumns(today: string, onRecord: ((row: DueRow) => void) | undefined): readonly Column<DueRow>[] {
  const say = useText(activityTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      {
        key: 'customer',
        title: say('customer'),
        width: 260,
        links: true,
        render: row =>
          row.isSupplier ? (
            <Link to={'/suppliers/$supplyDyadId' as never} params={{ supplyDyadId: row.dyadId } as never}>
              {nameIn(row, language)}
            </Link>
          ) : (
            <Link to="/customers/$dyadId" params={{ dyadId: row.dyadId }} search={{ tab: 'timeline' }}>
              {nameIn(row, language)}
            </Link>
          ),
      },
      {
        key: 'due',
        title: say('standing'),
        width: 130,
        card: 'head',
        render: row => (
          <span className="lk-due" data-state={row.state}>
            {dueWords(row, today, say)}
          </span>
        ),
      },
      { key: 'dueOn', title: say('dueOn'), width: 110, render: row => row.dueOn ?? '—' },
      { key: 'lastOn', title: say('lastOn'), width: 110, render: row => row.lastOn ?? say('neverContact') },
      {
        key: 'every',
        title: say('every'),
        width: 130,
        render: row => everyWords(row, say) + (row.ownDays === null ? '' : ` (${say('ownRhythmMark')})`),
      },
      { key: 'group', title: say('type'), width: 120, render: row => <Group group={row.group} /> },
      { key: 'owner', title: say('ownerOf'), width: 100, render: row => row.ownerName ?? '—' },
      { key: 'next', title: say('next'), width: 110, render: row => row.nextPlannedOn ?? '' },
      {
        key: 'record',
        title: say('record'),
        width: 100,
        links: true,
        render: row =>
          onRecord ? (
            <Button size="small" onClick={() => onRecord(row)}>
              {say('record')}
            </Button>
          ) : null,
      },
    ],
    [say, language, today, onRecord],
  )
}

function Filters() {
  const say = useText(activityTexts)
  const word = useText(customerWords)
  const { search, change } = useDueSearch()
  const people = (useQuery(peopleQuery).data?.rows ?? []).map(({ userId, name }) => ({ value: userId, label: name }))
  return (
    <div className="lk-activity-filters lk-no-print" role="search" aria-label={say('due')}>
      <Radio.Group
        aria-label={say('standing')}
        optionType="button"
        value={search.show ?? 'overdue'}
        options={[
          { value: 'overdue', label: say('showOverdue') },
          { value: 'soon', label: say('showSoon') },
          { value: 'all', label: say('showAll') },
        ]}
        onChange={event => change({ show: event.target.value === 'overdue' ? undefined : event.target.value })}
      />
      <SearchBox label={say('chooseCustomer')} value={search.q} onSearch={q => change({ q })} />
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        aria-label={say('type')}
        placeholder={say('type')}
        value={[...(search.group ?? [])]}
        options={cadenceGroups.map(value => ({ value, label: value === 'supplier' ? say('supplier') : word(value) }))}
        onChange={(group: CadenceGroup[]) => change({ group: group.length === 0 ? undefined : group })}
      />
      <Select
        allowClear
        aria-label={say('ownerOf')}
        placeholder={say('ownerOf')}
        value={search.owner ?? null}
        options={[{ value: 'me', label: say('me') }, { value: 'nobody', label: say('nobody') }, ...people]}
        onChange={(owner: string | null | undefined) => change({ owner: owner ?? undefined })}
      />
      <GroupChoice value={search.under} onChange={under => change({ under })} />
    </div>
  )
}

/** Who should be heard of again, the longest overdue first; an entry is written from here. */
export function DuePage() {
  const say = useText(activityTexts)
  const may = useMay()
  const { search } = useDueSearch()
  const [recording, setRecording] = useState<DueRow>()
  const { owner, ...rest } = search
  const query = { show: 'overdue', ...rest, ...(owner ? { owner: [owner] } : {}), limit: 100 } as DueQuery
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(dueQuery(query))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const columns = useColumns(data?.pages[0]?.today ?? '', may('customers.write') ? setRecording : undefined)
  return (
    <div className="lk-page">
      <PageHeader title={say('due')} lead={say('dueLead')} />
      <Filters />
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('due')}
        columns={columns}
        rows={rows}
        rowKey={row => row.dyadId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        empty={error ? null : <EmptyState title={say('noneDue')}>{say('noneDueLead')}</EmptyState>}
      />
      {recording ? (
        <Suspense fallback={null}>
          <ActivityForm dyadId={recording.dyadId} onClose={() => setRecording(undefined)} />
        </Suspense>
      ) : null}
    </div>
  )
}
