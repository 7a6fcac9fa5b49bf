import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { TimelineEntry } from '#contract/activities/timeline.ts'
import type { TimelineKind } from '#core/activities/timeline.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { timelineQuery } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { CadenceLine } from './cadence-line.tsx'
import { timelineTexts } from './timeline.text.ts'
import { TimelineLine } from './timeline-entry.tsx'
import '#web/dyads/dyads.css'
import './activities.css'

const ActivityForm = lazy(async () => ({ default: (await import('./activity-form.tsx')).ActivityForm }))
const ActivityDrawer = lazy(async () => ({ default: (await import('./activity-drawer.tsx')).ActivityDrawer }))

type FilterGiven = {
  readonly offered: readonly TimelineKind[]
  readonly chosen: readonly TimelineKind[]
  readonly onChosen: (kinds: readonly TimelineKind[]) => void
  readonly onSearch: (text: string) => void
}

/** Which kinds are shown, and a word to look for. Nothing ticked = everything. */
function Filters({ offered, chosen, onChosen, onSearch }: FilterGiven) {
  const say = useText(activityTexts)
  const sayKind = useText(timelineTexts)
  const [typed, setTyped] = useState('')
  useEffect(() => {
    const wait = setTimeout(() => onSearch(typed.trim()), 300)
    return () => clearTimeout(wait)
  }, [typed, onSearch])
  return (
    <div className="lk-moment-filters lk-no-print">
      <Input
        className="lk-search-box"
        allowClear
        aria-label={say('timelineSearch')}
        placeholder={say('timelineSearch')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      <Checkbox.Group
        value={[...chosen]}
        options={offered.map(value => ({ value, label: sayKind(value) }))}
        onChange={next => onChosen(next as TimelineKind[])}
      />
    </div>
  )
}

/** Entries under their days. */
function Days({
  rows,
  onOpen,
}: {
  readonly rows: readonly TimelineEntry[]
  readonly onOpen: (entry: TimelineEntry) => (() => void) | undefined
}) {
  const days = useMemo(() => [...Map.groupBy(rows, ({ day }) => day)], [rows])
  return (
    <ol className="lk-moments">
      {days.map(([day, entries]) => (
        <li key={day}>
          <h3>{day}</h3>
          <ul>
            {entries.map(entry => (
              <TimelineLine key={`${entry.kind} ${entry.id}`} entry={entry} onOpen={onOpen(entry)} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

type Given = { readonly dyadId: string; readonly mayWrite: boolean; readonly onOrder?: (orderId: string) => void }

/** A customer's or supplier's whole story in one stream, with the rhythm of contact above it and a way to add to it. */
export function TimelineCard({ dyadId, mayWrite, onOrder }: Given) {
  const say = useText(activityTexts)
  const [chosen, setChosen] = useState<readonly TimelineKind[]>([])
  const [q, setQ] = useState('')
  const [form, setForm] = useState<'done' | 'planned'>()
  const [opened, setOpened] = useState<string>()
  const query = { limit: 50, ...(chosen.length > 0 ? { kind: [...chosen] } : {}), ...(q === '' ? {} : { q }) }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(timelineQuery(dyadId, query))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const open = (entry: TimelineEntry) => {
    if (entry.kind === 'activity') return () => setOpened(entry.id)
    return (entry.kind === 'order' || entry.kind === 'return') && onOrder ? () => onOrder(entry.id) : undefined
  }
  const add = mayWrite ? (
    <>
      <Button type="primary" onClick={() => setForm('done')}>
        {say('record')}
      </Button>
      <Button onClick={() => setForm('planned')}>{say('plan')}</Button>
    </>
  ) : null
  return (
    <section className="lk-card lk-stack" aria-label={say('timeline')}>
      <div className="lk-card-title">
        <h2>{say('timeline')}</h2>
        <div className="lk-actions lk-no-print">{add}</div>
      </div>
      <CadenceLine dyadId={dyadId} />
      <Filters offered={data?.pages[0]?.kinds ?? []} chosen={chosen} onChosen={setChosen} onSearch={setQ} />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={28} rows={8} /> : null}
      {data && rows.length === 0 ? (
        <EmptyState title={say(q || chosen.length > 0 ? 'noneFound' : 'noTimeline')}>
          {q || chosen.length > 0 ? null : say('noTimelineLead')}
        </EmptyState>
      ) : null}
      <Days rows={rows} onOpen={open} />
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('loadMore')}
        </Button>
      ) : null}
      <Suspense fallback={null}>
        {form ? <ActivityForm dyadId={dyadId} beginning={{ state: form }} onClose={() => setForm(undefined)} /> : null}
        {opened ? <ActivityDrawer dyadId={dyadId} activityId={opened} onClose={() => setOpened(undefined)} /> : null}
      </Suspense>
    </section>
  )
}
