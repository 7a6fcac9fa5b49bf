import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { parseDay, weekdayOf } from '#core/units/civil-day.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { changeTasks } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { dayAfter } from './activity-draft.ts'

type Given = { readonly taskIds: readonly string[]; readonly today: string; readonly onDone: () => void }

/** What can be done with several tasks at once: done, moved to another day, given to someone. */
export function TaskBatch({ taskIds, today, onDone }: Given) {
  const say = useText(activityTexts)
  const people = (useQuery(peopleQuery).data?.rows ?? []).map(({ userId, name }) => ({ value: userId, label: name }))
  const changing = useMutation({
    mutationFn: (change: Omit<Parameters<typeof changeTasks>[0], 'taskIds'>) => changeTasks({ taskIds: [...taskIds], ...change }),
    onSuccess: ({ changed, left }) => {
      toast('done', say('changedMany', { count: changed }) + (left > 0 ? say('leftMany', { count: left }) : ''))
      onDone()
    },
  })
  const toMonday = 8 - weekdayOf(parseDay(today) ?? 0)
  return (
    <div className="lk-card lk-actions lk-task-batch" role="toolbar" aria-label={say('tasks')}>
      <Button type="primary" loading={changing.isPending} onClick={() => changing.mutate({ state: 'done' })}>
        {say('doneMany', { count: taskIds.length })}
      </Button>
      <span className="lk-muted">{say('moveMany')}</span>
      <Button onClick={() => changing.mutate({ dueOn: today })}>{say('today')}</Button>
      <Button onClick={() => changing.mutate({ dueOn: dayAfter(today, 1) })}>{say('tomorrow')}</Button>
      <Button onClick={() => changing.mutate({ dueOn: dayAfter(today, toMonday) })}>{say('nextMonday')}</Button>
      <Select
        aria-label={say('assignee')}
        placeholder={say('assignee')}
        value={null}
        options={people}
        onChange={(assigneeId: string | null) => {
          if (assigneeId !== null) changing.mutate({ assigneeId })
        }}
      />
      <Refused error={changing.error} />
    </div>
  )
}
