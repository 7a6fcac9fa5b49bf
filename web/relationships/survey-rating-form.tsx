import { useMutation } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { type ValuePart, valueParts } from '#core/relationships/delivered-value.ts'
import { type ServiceDimension, serviceDimensions } from '#core/relationships/service-quality.ts'
import { dimensionWords, valuePartWords } from '#core/relationships/survey-words.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { addRating } from './survey.queries.ts'
import { qualityTexts } from './survey-quality.text.ts'

type Draft = {
  readonly what: 'expectation' | 'value'
  readonly dimension: ServiceDimension | ValuePart
  readonly value: number
  readonly observedOn: string
  readonly source: string
  readonly note: string
}

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

/** Keeps what was learned outside of a survey: what is expected of a service item, or how a part of the value is seen. */
export function SurveyRatingForm({ dyadId, onClose }: { readonly dyadId: string; readonly onClose: () => void }) {
  const say = useText(qualityTexts)
  const at = useLanguage() === 'en' ? 1 : 0
  const [draft, setDraft] = useState<Draft>({
    what: 'expectation',
    dimension: 'timeliness',
    value: 75,
    observedOn: today(),
    source: '',
    note: '',
  })
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const { what, dimension, value, observedOn, source, note } = draft
  const saving = useMutation({
    mutationFn: () => addRating(dyadId, { ...draft, source: source.trim(), note: note.trim() === '' ? null : note.trim() }),
    onSuccess: onClose,
  })
  const which =
    what === 'expectation'
      ? serviceDimensions.map(each => ({ value: each as Draft['dimension'], label: dimensionWords[each][at] }))
      : valueParts.map(each => ({ value: each as Draft['dimension'], label: valuePartWords[each][at] }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const error = (name: string) => refusedField(saving.error, name)
  return (
    <DrawerPage open title={say('add')} onClose={onClose}>
      <form className="lk-stack" noValidate onSubmit={submit} aria-label={say('add')}>
        <Refused error={saving.error} />
        <Field label={say('what')}>
          <Select
            value={what}
            options={[
              { value: 'expectation' as const, label: say('expectation') },
              { value: 'value' as const, label: say('valueOf') },
            ]}
            onChange={next => set({ what: next, dimension: next === 'expectation' ? 'timeliness' : 'product' })}
          />
        </Field>
        <Field label={say('which')} error={error('dimension')}>
          <Select value={dimension} options={which} onChange={next => set({ dimension: next })} />
        </Field>
        <Field label={say('valuePoints')} required error={error('value')}>
          <NumberInput min={0} max={100} value={value} onChange={next => set({ value: next ?? 0 })} />
        </Field>
        <Field label={say('observedOn')} required error={error('observedOn')}>
          <Input type="date" value={observedOn} onChange={event => set({ observedOn: event.target.value })} />
        </Field>
        <Field label={say('source')} required hint={say('sourceHint')} error={error('source')}>
          <Input maxLength={300} value={source} onChange={event => set({ source: event.target.value })} />
        </Field>
        <Field label={say('note')}>
          <Input.TextArea rows={3} maxLength={2000} value={note} onChange={event => set({ note: event.target.value })} />
        </Field>
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
        </div>
      </form>
    </DrawerPage>
  )
}
