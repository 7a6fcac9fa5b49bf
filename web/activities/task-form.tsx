import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Task } from '#contract/activities/task.ts'
import { type Priority, priorities } from '#core/activities/activity.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useSession } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { addTask, changeTask, dropTask } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { CustomerPicker } from './customer-picker.tsx'
import { RemindField } from './remind-field.tsx'
import './activities.css'

const minuteOf = (typed: string): number | null => {
  const [hour, minute] = typed.split(':').map(Number)
  return typed === '' || hour === undefined || minute === undefined ? null : hour * 60 + minute
}
const typedMinute = (minute: number | null): string =>
  minute === null ? '' : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

type Draft = {
  readonly title: string
  readonly note: string
  readonly dueOn: string
  readonly time: string
  readonly assigneeId: string | null
  readonly priority: Priority
  readonly remindBefore: number | null
  readonly dyadId: string | undefined
}

function draftOf(known: Task | undefined, userId: string | null, dyadId: string | undefined): Draft {
  if (known === undefined)
    return { title: '', note: '', dueOn: '', time: '', assigneeId: userId, priority: 'normal', remindBefore: null, dyadId }
  const { title, note, dueOn, dueMinute, assigneeId, priority, remindBefore } = known
  return {
    title,
    note: note ?? '',
    dueOn: dueOn ?? '',
    time: typedMinute(dueMinute),
    assigneeId,
    priority,
    remindBefore,
    dyadId: known.dyadId ?? undefined,
  }
}

const bodyOf = ({ title, note, dueOn, time, assigneeId, priority, remindBefore }: Draft) => ({
  title: title.trim(),
  note: note.trim() || null,
  dueOn: dueOn || null,
  dueMinute: dueOn === '' ? null : minuteOf(time),
  assigneeId,
  priority,
  remindBefore: dueOn === '' ? null : remindBefore,
})

type FieldsGiven = {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  readonly tried: boolean
  readonly error: unknown
}

function TaskFields({ draft, set, tried, error }: FieldsGiven) {
  const say = useText(activityTexts)
  const people = (useQuery(peopleQuery).data?.rows ?? []).map(({ userId, name }) => ({ value: userId, label: name }))
  return (
    <>
      <Field label={say('title')} required error={tried && draft.title.trim() === '' ? say('fill') : refusedField(error, 'title')}>
        <Input autoFocus maxLength={300} value={draft.title} onChange={event => set({ title: event.target.value })} />
      </Field>
      <div className="lk-pair">
        <Field label={say('dueOn')} error={refusedField(error, 'dueOn')}>
          <Input type="date" value={draft.dueOn} onChange={event => set({ dueOn: event.target.value })} />
        </Field>
        <Field label={say('dueTime')}>
          <Input type="time" disabled={draft.dueOn === ''} value={draft.time} onChange={event => set({ time: event.target.value })} />
        </Field>
      </div>
      <div className="lk-pair">
        <Field label={say('assignee')} error={refusedField(error, 'assigneeId')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.assigneeId}
            options={people}
            onChange={next => set({ assigneeId: next })}
          />
        </Field>
        <Field label={say('priority')}>
          <Select
            value={draft.priority}
            options={priorities.map(value => ({ value, label: say(value) }))}
            onChange={next => set({ priority: next })}
          />
        </Field>
      </div>
      {draft.dueOn === '' ? null : <RemindField value={draft.remindBefore} onChange={remindBefore => set({ remindBefore })} />}
      <Field label={say('taskNote')}>
        <Input.TextArea rows={2} maxLength={4000} value={draft.note} onChange={event => set({ note: event.target.value })} />
      </Field>
    </>
  )
}

type Given = { readonly known?: Task | undefined; readonly dyadId?: string | undefined; readonly onClose: () => void }

/** A task is entered, changed, closed, opened again or removed. */
export function TaskForm({ known, dyadId, onClose }: Given) {
  const say = useText(activityTexts)
  const userId = useSession()?.user.userId ?? null
  const [draft, setDraft] = useState(() => draftOf(known, userId, dyadId))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const onSuccess = () => {
    toast('done', say('taskSaved'))
    onClose()
  }
  const saving = useMutation<unknown>({
    mutationFn: () => (known ? changeTask(known, bodyOf(draft)) : addTask({ ...bodyOf(draft), dyadId: draft.dyadId ?? null })),
    onSuccess,
  })
  const moving = useMutation({ mutationFn: (state: 'open' | 'cancelled') => changeTask(known as Task, { state }), onSuccess })
  const removing = useMutation({ mutationFn: () => dropTask(known as Task), onSuccess: onClose })
  const error = saving.error ?? moving.error ?? removing.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (draft.title.trim() !== '') saving.mutate()
  }
  return (
    <DrawerPage open title={say(known ? 'editTask' : 'newTask')} width={520} onClose={onClose}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={error} />
        <TaskFields draft={draft} set={set} tried={tried} error={saving.error} />
        {known === undefined && dyadId === undefined ? (
          <Field label={say('customer')}>
            <CustomerPicker value={draft.dyadId} onChange={next => set({ dyadId: next })} />
          </Field>
        ) : null}
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={known?.mayWrite === false}>
            {say('save')}
          </Button>
          {known?.mayWrite ? (
            <>
              <Button onClick={() => moving.mutate(known.state === 'open' ? 'cancelled' : 'open')}>
                {say(known.state === 'open' ? 'cancelTask' : 'reopen')}
              </Button>
              <Button danger onClick={() => removing.mutate()}>
                {say('remove')}
              </Button>
            </>
          ) : null}
        </div>
      </form>
    </DrawerPage>
  )
}
