import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import type { Activity, ActivityQuery } from '#contract/activities/activity.ts'
import { type ActivityKind, activityKinds, activityStates, outcomes } from '#core/activities/activity.ts'
import { GroupChoice } from '#web/dyads/group-choice.tsx'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatInstant } from '#web/platform/format.ts'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { activitiesQuery } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { activitiesSearchOf, useSearchOf } from './activities-search.ts'
import { SearchBox } from './search-box.tsx'
import './activities.css'

const ActivityForm = lazy(async () => ({ default: (await import('./activity-form.tsx')).ActivityForm }))
const ActivityDrawer = lazy(async () => ({ default: (await import('./activity-drawer.tsx')).ActivityDrawer }))

type Search = Pick<ActivityQuery, 'q' | 'kind' | 'state' | 'outcome' | 'from' | 'to' | 'group'> & {
  whose: 'mine'
  dyad: string
  activity: string
  /** The form stands open for an entry of this kind. */
  record: ActivityKind
}
const useActivitiesSearch = () => useSearchOf<Search>(activitiesSearchOf)

function useColumns(): readonly Column<Activity>[] {
  const say = useText(activityTexts)
  const language = useLanguage()
  const zone = usePlace()?.tenant.timeZone
  return useMemo(
    () => [
      { key: 'subject', title: say('subject'), width: 280, render: one => `${say(one.kind)} · ${one.subject}` },
      {
        key: 'customer',
        title: say('customer'),
        width: 220,
        card: 'head',
        render: one => nameIn({ name: one.customer, nameEn: one.customerEn }, language),
      },
      { key: 'when', title: say('when'), width: 150, render: one => formatInstant(one.startsAt, zone) },
      { key: 'state', title: say('state'), width: 90, render: one => say(one.state) },
      { key: 'outcome', title: say('outcome'), width: 100, render: one => (one.outcome === null ? '' : say(one.outcome)) },
      { key: 'owner', title: say('owner'), width: 110, render: one => one.ownerName ?? '—' },
      { key: 'theirs', title: say('theirs'), width: 140, card: 'none', render: one => one.theirs.map(({ name }) => name).join('、') },
      { key: 'next', title: say('nextStep'), width: 240, render: one => [one.nextStep, one.nextOn].filter(Boolean).join(' · ') },
    ],
    [say, language, zone],
  )
}

function Filters() {
  const say = useText(activityTexts)
  const { search, change } = useActivitiesSearch()
  const many = <T extends string>(name: 'kind' | 'state' | 'outcome', values: readonly T[]) => (
    <Select
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      aria-label={say(name)}
      placeholder={say(name)}
      value={[...((search[name] as T[] | undefined) ?? [])]}
      options={values.map(value => ({ value, label: say(value as 'visit') }))}
      onChange={next => change({ [name]: next.length === 0 ? undefined : next })}
    />
  )
  return (
    <div className="lk-activity-filters lk-no-print" role="search" aria-label={say('activities')}>
      <SearchBox label={say('search')} value={search.q} onSearch={q => change({ q })} />
      {many('kind', activityKinds)}
      {many('state', activityStates)}
      {many('outcome', outcomes)}
      <Input
        type="date"
        aria-label={say('from')}
        value={search.from ?? ''}
        onChange={event => change({ from: event.target.value || undefined })}
      />
      <Input
        type="date"
        aria-label={say('to')}
        value={search.to ?? ''}
        onChange={event => change({ to: event.target.value || undefined })}
      />
      <GroupChoice value={search.group} onChange={group => change({ group })} />
      <Checkbox checked={search.whose === 'mine'} onChange={event => change({ whose: event.target.checked ? 'mine' : undefined })}>
        {say('mine')}
      </Checkbox>
    </div>
  )
}

function queryOf(search: Partial<Search>): ActivityQuery {
  const { whose, dyad: _, activity: __, record: ___, ...rest } = search
  return { ...rest, ...(whose === 'mine' ? { owner: ['me'] } : {}), limit: 100 } as ActivityQuery
}

/** Everything that was done or planned with customers, the latest first. */
export function ActivitiesPage() {
  const say = useText(activityTexts)
  const may = useMay()
  const columns = useColumns()
  const { search, change } = useActivitiesSearch()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(activitiesQuery(queryOf(search)))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const isFiltered = Object.keys(search).some(key => key !== 'dyad' && key !== 'activity' && key !== 'record')
  const add = may('customers.write') ? (
    <Button type="primary" onClick={() => change({ record: 'call' })}>
      {say('record')}
    </Button>
  ) : null
  return (
    <div className="lk-page">
      <PageHeader title={say('activities')} lead={say('activitiesLead')} actions={add} />
      <Filters />
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('activities')}
        columns={columns}
        rows={rows}
        rowKey={one => one.activityId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        onOpen={one => change({ dyad: one.dyadId, activity: one.activityId })}
        openKey={search.activity}
        empty={error ? null : <EmptyState title={say(isFiltered ? 'noneFound' : 'none')}>{isFiltered ? null : say('noneLead')}</EmptyState>}
      />
      <Suspense fallback={null}>
        {search.record && may('customers.write') ? (
          <ActivityForm beginning={{ kind: search.record }} onClose={() => change({ record: undefined })} />
        ) : null}
        {search.dyad && search.activity ? (
          <ActivityDrawer
            dyadId={search.dyad}
            activityId={search.activity}
            onClose={() => change({ dyad: undefined, activity: undefined })}
          />
        ) : null}
      </Suspense>
    </div>
  )
}
