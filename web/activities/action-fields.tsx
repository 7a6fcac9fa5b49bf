import { CloseOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { activityTexts } from './activities.text.ts'
import type { Part } from './activity-fields.tsx'
import type { ActionDraft } from './activity-draft.ts'

/** What was agreed to be done: title, who, by when. Enter in a title begins the next. */
export function ActionFields({ draft, set }: Pick<Part, 'draft' | 'set'>) {
  const say = useText(activityTexts)
  const people = (useQuery(peopleQuery).data?.rows ?? []).map(({ userId, name }) => ({ value: userId, label: name }))
  const { actions } = draft
  const change = (key: number, part: Partial<ActionDraft>) =>
    set({ actions: actions.map(each => (each.key === key ? { ...each, ...part } : each)) })
  const add = () => set({ actions: [...actions, { key: Date.now(), title: '', assigneeId: draft.ownerId, dueOn: '' }] })
  return (
    <fieldset className="lk-actions-list">
      <legend>{say('actions')}</legend>
      {actions.map(({ key, title, assigneeId, dueOn }) => (
        <div key={key} className="lk-action-row">
          <Input
            aria-label={say('action')}
            placeholder={say('action')}
            autoFocus
            maxLength={300}
            value={title}
            onChange={event => change(key, { title: event.target.value })}
            onKeyDown={event => {
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
              event.preventDefault()
              add()
            }}
          />
          <Select aria-label={say('assignee')} value={assigneeId} options={people} onChange={next => change(key, { assigneeId: next })} />
          <Input type="date" aria-label={say('dueOn')} value={dueOn} onChange={event => change(key, { dueOn: event.target.value })} />
          <Button
            aria-label={say('removeAction')}
            icon={<CloseOutlined aria-hidden="true" />}
            onClick={() => set({ actions: actions.filter(each => each.key !== key) })}
          />
        </div>
      ))}
      <Button onClick={add}>{say('addAction')}</Button>
    </fieldset>
  )
}
