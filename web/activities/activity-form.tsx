import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { Activity } from '#contract/activities/activity.ts'
import { usePlace, useSession } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { ActionFields } from './action-fields.tsx'
import { activityChoicesQuery, keepActivity } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { type Beginning, blank, bodyOf, type Draft, draftOf } from './activity-draft.ts'
import { CoreFields, KindFields, MoreFields, NextFields, type Part } from './activity-fields.tsx'
import { ContactWarnings } from './contact-warnings.tsx'
import { CustomerPicker } from './customer-picker.tsx'
import './activities.css'

type Given = {
  /** The customer or supplier; without one it is chosen first. */
  readonly dyadId?: string | undefined
  readonly known?: Activity | undefined
  readonly beginning?: Beginning
  readonly onClose: () => void
}

function useForm({ dyadId: given, known, beginning = {}, onClose }: Given) {
  const say = useText(activityTexts)
  const zone = usePlace()?.tenant.timeZone
  const userId = useSession()?.user.userId ?? null
  const [dyadId, setDyadId] = useState(given)
  const [draft, setDraft] = useState<Draft>(() => (known ? draftOf(zone, known) : blank(zone, new Date(), userId, beginning)))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: (to: string) => keepActivity(to, known, bodyOf(draft, zone)),
    onSuccess: () => {
      toast('done', say('saved'))
      onClose()
    },
  })
  const submit = () => {
    setTried(true)
    if (draft.subject.trim() !== '' && dyadId !== undefined && !saving.isPending) saving.mutate(dyadId)
  }
  return { dyadId, setDyadId, draft, set, tried, saving, submit }
}

function WhenFields({ draft, set, error }: Part) {
  const say = useText(activityTexts)
  return (
    <div className="lk-pair">
      <Radio.Group
        aria-label={say('state')}
        className="lk-kinds"
        optionType="button"
        value={draft.state}
        options={(['done', 'planned', 'cancelled'] as const)
          .filter(value => value !== 'cancelled' || draft.state === 'cancelled')
          .map(value => ({ value, label: say(value) }))}
        onChange={event => set({ state: event.target.value })}
      />
      <Field label={say('when')} error={refusedField(error, 'startsAt')}>
        <Input type="datetime-local" value={draft.when} onChange={event => set({ when: event.target.value })} />
      </Field>
    </div>
  )
}

/** One form for visits, calls, messages, e-mails, meetings and notes, done or planned. Ctrl + Enter saves. */
export function ActivityForm(given: Given) {
  const say = useText(activityTexts)
  const { dyadId, setDyadId, draft, set, tried, saving, submit } = useForm(given)
  const name = useQuery({ ...activityChoicesQuery(dyadId ?? ''), enabled: dyadId !== undefined }).data?.name
  const part: Part = { draft, set, tried, error: saving.error, dyadId }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
  }
  const title = given.known ? say('editTitle') : name ? say('recordTitle', { name }) : say('record')
  return (
    <DrawerPage open title={title} width={600} onClose={given.onClose}>
      <form
        className="lk-stack lk-activity-form"
        noValidate
        onKeyDown={keys}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          submit()
        }}
      >
        <Refused error={saving.error} />
        {given.dyadId === undefined ? (
          <Field label={say('customer')} required error={tried && dyadId === undefined ? say('fill') : undefined}>
            <CustomerPicker value={dyadId} onChange={setDyadId} autoFocus />
          </Field>
        ) : null}
        <KindFields draft={draft} set={set} />
        <WhenFields {...part} />
        <CoreFields {...part} />
        <NextFields {...part} />
        {draft.kind === 'meeting' || draft.kind === 'visit' || draft.actions.length > 0 ? <ActionFields draft={draft} set={set} /> : null}
        <details open={draft.kind === 'meeting' || draft.state === 'planned' || undefined}>
          <summary>{say('more')}</summary>
          <div className="lk-stack">
            <MoreFields {...part} />
          </div>
        </details>
        <ContactWarnings dyadId={dyadId} activityId={given.known?.activityId} draft={draft} />
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
          <Button onClick={given.onClose}>{say('cancel')}</Button>
          <span className="lk-muted lk-wide-only">{say('saveHint')}</span>
        </div>
      </form>
    </DrawerPage>
  )
}
