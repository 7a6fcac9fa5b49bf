import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Task } from '#contract/activities/task.ts'
import { type TaskGroup, taskGroups } from '#core/activities/activity.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { addTask, tasksQuery } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { tasksSearchOf, useSearchOf } from './activities-search.ts'
import { SearchBox } from './search-box.tsx'
import { TaskBatch } from './task-batch.tsx'
import { TaskLine } from './task-line.tsx'
import './activities.css'

const TaskForm = lazy(async () => ({ default: (await import('./task-form.tsx')).TaskForm }))

type Search = { q: string; whose: 'given' | 'all'; closed: boolean }

/** One line that becomes a task at Enter: title now, the rest later. */
function QuickTask() {
  const say = useText(activityTexts)
  const [title, setTitle] = useState('')
  const adding = useMutation({ mutationFn: () => addTask({ title: title.trim() }), onSuccess: () => setTitle('') })
  return (
    <>
      <Input
        className="lk-quick-task"
        aria-label={say('quickTask')}
        placeholder={say('quickTask')}
        maxLength={300}
        value={title}
        disabled={adding.isPending}
        onChange={event => setTitle(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && title.trim() !== '') adding.mutate()
        }}
      />
      <Refused error={adding.error} />
    </>
  )
}

type GroupsGiven = {
  readonly rows: readonly Task[]
  readonly counts: Readonly<Record<string, number>> | null
  readonly ticked: ReadonlySet<string>
  readonly onTick: (taskId: string) => void
  readonly onOpen: (task: Task) => void
}

function Groups({ rows, counts, ticked, onTick, onOpen }: GroupsGiven) {
  const say = useText(activityTexts)
  const groups = useMemo(() => Map.groupBy(rows, ({ group, state }): TaskGroup | 'closed' => (state === 'open' ? group : 'closed')), [rows])
  return (
    <div className="lk-task-groups">
      {[...taskGroups, 'closed' as const].map(group => {
        const tasks = groups.get(group) ?? []
        if (tasks.length === 0) return null
        return (
          <section key={group} className="lk-card lk-task-group" data-group={group} aria-label={say(group)}>
            <h2>
              {say(group)} <span className="lk-muted">{counts?.[group] ?? tasks.length}</span>
            </h2>
            <ul>
              {tasks.map(task => (
                <TaskLine
                  key={task.taskId}
                  task={task}
                  isTicked={ticked.has(task.taskId)}
                  onTick={() => onTick(task.taskId)}
                  onOpen={() => onOpen(task)}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

/** My tasks, those I gave, or all that I see: overdue, today, this week, later. */
export function TasksPage() {
  const say = useText(activityTexts)
  const { search, change } = useSearchOf<Search>(tasksSearchOf)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [form, setForm] = useState<Task | 'new'>()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(tasksQuery(search))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const tick = (taskId: string) =>
    setTicked(old => (old.has(taskId) ? new Set([...old].filter(id => id !== taskId)) : new Set([...old, taskId])))
  return (
    <div className="lk-page">
      <PageHeader
        title={say('tasks')}
        lead={say('tasksLead')}
        actions={
          <Button type="primary" onClick={() => setForm('new')}>
            {say('newTask')}
          </Button>
        }
      />
      <div className="lk-activity-filters lk-no-print" role="search" aria-label={say('tasks')}>
        <Radio.Group
          aria-label={say('tasks')}
          optionType="button"
          value={search.whose ?? 'mine'}
          options={(['mine', 'given', 'all'] as const).map(value => ({
            value,
            label: say(value === 'mine' ? 'myTasks' : value === 'given' ? 'givenTasks' : 'allTasks'),
          }))}
          onChange={event => change({ whose: event.target.value === 'mine' ? undefined : event.target.value })}
        />
        <Radio.Group
          aria-label={say('state')}
          optionType="button"
          value={search.closed === true}
          options={[
            { value: false, label: say('open') },
            { value: true, label: say('closed') },
          ]}
          onChange={event => change({ closed: event.target.value || undefined })}
        />
        <SearchBox label={say('search')} value={search.q} onSearch={q => change({ q })} />
      </div>
      {search.closed ? null : <QuickTask />}
      <Refused error={error} onAgain={() => void refetch()} />
      {ticked.size > 0 ? <TaskBatch taskIds={[...ticked]} today={data?.pages[0]?.today ?? ''} onDone={() => setTicked(new Set())} /> : null}
      {data === undefined && !error ? <Bones height={40} rows={6} /> : null}
      {data && rows.length === 0 ? <EmptyState title={say('noTasks')}>{say('noTasksLead')}</EmptyState> : null}
      <Groups rows={rows} counts={data?.pages[0]?.counts ?? null} ticked={ticked} onTick={tick} onOpen={setForm} />
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('moreTasks')}
        </Button>
      ) : null}
      <Suspense fallback={null}>
        {form ? <TaskForm known={form === 'new' ? undefined : form} onClose={() => setForm(undefined)} /> : null}
      </Suspense>
    </div>
  )
}
