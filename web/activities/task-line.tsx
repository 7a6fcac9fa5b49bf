import { CheckOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import type { Task } from '#contract/activities/task.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { changeTask } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'

type Given = { readonly task: Task; readonly isTicked: boolean; readonly onTick: () => void; readonly onOpen: () => void }

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** One task in a line: ticked with others, done at a click, opened by its title. */
export function TaskLine({ task, isTicked, onTick, onOpen }: Given) {
  const say = useText(activityTexts)
  const language = useLanguage()
  const finishing = useMutation({ mutationFn: () => changeTask(task, { state: task.state === 'open' ? 'done' : 'open' }) })
  const due = [task.dueOn, task.dueMinute === null ? '' : clock(task.dueMinute)].filter(Boolean).join(' ')
  return (
    <li className="lk-task" data-state={task.state} data-priority={task.priority}>
      <Checkbox aria-label={say('tick', { title: task.title })} checked={isTicked} disabled={!task.mayWrite} onChange={onTick} />
      <button type="button" className="lk-moment-open" onClick={onOpen}>
        {task.title}
      </button>
      {task.priority === 'high' ? <span className="lk-task-high">{say('high')}</span> : null}
      {task.dyadId !== null && task.customer !== null ? (
        <Link to="/customers/$dyadId" params={{ dyadId: task.dyadId }} search={{ tab: 'timeline' }}>
          {nameIn({ name: task.customer, nameEn: task.customerEn }, language)}
        </Link>
      ) : null}
      <span className="lk-muted lk-task-end">{[due, task.assigneeName].filter(Boolean).join(' · ')}</span>
      {task.mayWrite ? (
        <Button
          size="small"
          icon={<CheckOutlined aria-hidden="true" />}
          loading={finishing.isPending}
          aria-label={`${say(task.state === 'open' ? 'markDone' : 'reopen')}：${task.title}`}
          onClick={() => finishing.mutate()}
        >
          {say(task.state === 'open' ? 'markDone' : 'reopen')}
        </Button>
      ) : null}
      <Refused error={finishing.error} />
    </li>
  )
}
