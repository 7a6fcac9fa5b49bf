import { useMutation } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ActivityTemplate } from '#contract/activities/activity.ts'
import { activityKinds, directions } from '#core/activities/activity.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { dropTemplate, keepTemplate } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'

export type TemplateFields = Omit<ActivityTemplate, 'templateId' | 'version'>

type Part = {
  readonly fields: TemplateFields
  readonly set: (change: Partial<TemplateFields>) => void
  readonly tried: boolean
  readonly error: unknown
}

function HeadFields({ fields: { kind, direction, name }, set, tried, error }: Part) {
  const say = useText(activityTexts)
  return (
    <>
      <div className="lk-pair">
        <Field label={say('kind')}>
          <Select
            value={kind}
            options={activityKinds.map(value => ({ value, label: say(value) }))}
            onChange={next => set({ kind: next })}
          />
        </Field>
        <Field label={say('direction')}>
          <Select
            allowClear
            value={direction}
            options={directions.map(value => ({ value, label: say(value) }))}
            onChange={next => set({ direction: next ?? null })}
          />
        </Field>
      </div>
      <Field label={say('templateName')} required error={tried && name.trim() === '' ? say('fill') : refusedField(error, 'name')}>
        <Input autoFocus maxLength={60} value={name} onChange={event => set({ name: event.target.value })} />
      </Field>
    </>
  )
}

function TextFields({ fields: { subject, content, minutes, nextDays }, set }: Pick<Part, 'fields' | 'set'>) {
  const say = useText(activityTexts)
  return (
    <>
      <Field label={say('subject')}>
        <Input maxLength={300} value={subject} onChange={event => set({ subject: event.target.value })} />
      </Field>
      <Field label={say('content')}>
        <Input.TextArea rows={4} maxLength={20_000} value={content} onChange={event => set({ content: event.target.value })} />
      </Field>
      <div className="lk-pair">
        <Field label={say('minutes')}>
          <NumberInput min={0} max={14_400} value={minutes} onChange={next => set({ minutes: next })} />
        </Field>
        <Field label={say('nextDays')}>
          <NumberInput min={0} max={3650} value={nextDays} onChange={next => set({ nextDays: next })} />
        </Field>
      </div>
    </>
  )
}

type Given = { readonly known: ActivityTemplate | undefined; readonly blank: TemplateFields; readonly onClose: () => void }

/** A template is entered, changed or removed. */
export function TemplateForm({ known, blank, onClose }: Given) {
  const say = useText(activityTexts)
  const [fields, setFields] = useState<TemplateFields>(known ?? blank)
  const [tried, setTried] = useState(false)
  const set = (change: Partial<TemplateFields>) => setFields(old => ({ ...old, ...change }))
  const { kind, name, direction, subject, content, minutes, nextDays } = fields
  const saving = useMutation({
    mutationFn: () => keepTemplate(known, { kind, name, direction, subject, content, minutes, nextDays }),
    onSuccess: onClose,
  })
  const removing = useMutation({ mutationFn: () => dropTemplate(known?.templateId ?? ''), onSuccess: onClose })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() !== '') saving.mutate()
  }
  return (
    <DrawerPage open title={say('template')} width={520} onClose={onClose}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={saving.error ?? removing.error} />
        <HeadFields fields={fields} set={set} tried={tried} error={saving.error} />
        <TextFields fields={fields} set={set} />
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
          {known ? (
            <Button danger loading={removing.isPending} onClick={() => removing.mutate()}>
              {say('remove')}
            </Button>
          ) : null}
        </div>
      </form>
    </DrawerPage>
  )
}
