import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Radio, Select } from 'antd'
import { activityKinds, directions, outcomes } from '#core/activities/activity.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { activityChoicesQuery, templatesQuery } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { type Draft, withTemplate } from './activity-draft.ts'
import { RemindField } from './remind-field.tsx'

export type Part = {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  readonly tried: boolean
  readonly error: unknown
  readonly dyadId: string | undefined
}

/** Kind and template: what the rest of the form depends on. */
export function KindFields({ draft, set }: Pick<Part, 'draft' | 'set'>) {
  const say = useText(activityTexts)
  const templates = useQuery(templatesQuery).data?.rows ?? []
  return (
    <>
      <Radio.Group
        aria-label={say('kind')}
        className="lk-kinds"
        optionType="button"
        value={draft.kind}
        options={activityKinds.map(value => ({ value, label: say(value) }))}
        onChange={event => set({ kind: event.target.value })}
      />
      {templates.length > 0 ? (
        <Field label={say('template')}>
          <Select
            allowClear
            placeholder={say('noTemplate')}
            options={templates.map(({ templateId, name, kind }) => ({ value: templateId, label: `${say(kind)} · ${name}` }))}
            onChange={(templateId: string | undefined) => {
              const chosen = templates.find(each => each.templateId === templateId)
              if (chosen) set(withTemplate(draft, chosen))
            }}
          />
        </Field>
      ) : null}
    </>
  )
}

function useOptions(dyadId: string | undefined) {
  const people = useQuery(peopleQuery).data?.rows ?? []
  const choices = useQuery({ ...activityChoicesQuery(dyadId ?? ''), enabled: dyadId !== undefined }).data
  return {
    ours: people.map(({ userId, name }) => ({ value: userId, label: name })),
    theirs: (choices?.contacts ?? []).map(({ id, name, title }) => ({ value: id, label: title ? `${name} · ${title}` : name })),
    mayWrite: (field: string) => (choices?.limits[field] ?? 'editable') === 'editable',
  }
}

/** What was said, with whom, what came of it. */
export function CoreFields({ draft, set, tried, error, dyadId }: Part) {
  const say = useText(activityTexts)
  const { theirs, mayWrite } = useOptions(dyadId)
  const missing = tried && draft.subject.trim() === '' ? say('fill') : refusedField(error, 'subject')
  return (
    <>
      <Field label={say('subject')} required error={missing}>
        <Input maxLength={300} autoFocus value={draft.subject} onChange={event => set({ subject: event.target.value })} />
      </Field>
      <Field label={say(draft.kind === 'meeting' ? 'minutesText' : 'content')} error={refusedField(error, 'content')}>
        <Input.TextArea
          rows={3}
          maxLength={20_000}
          disabled={!mayWrite('content')}
          value={draft.content}
          onChange={event => set({ content: event.target.value })}
        />
      </Field>
      <Field label={say('theirs')} error={refusedField(error, 'theirs')}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          value={[...draft.theirs]}
          options={theirs}
          onChange={next => set({ theirs: next })}
        />
      </Field>
      {draft.state === 'done' && draft.kind !== 'note' ? (
        <Radio.Group
          aria-label={say('outcome')}
          className="lk-kinds"
          optionType="button"
          value={draft.outcome}
          options={outcomes.map(value => ({ value, label: say(value) }))}
          onChange={event => set({ outcome: event.target.value })}
        />
      ) : null}
    </>
  )
}

/** What is to come of it. */
export function NextFields({ draft, set, error }: Part) {
  const say = useText(activityTexts)
  return (
    <div className="lk-pair">
      <Field label={say('nextStep')} error={refusedField(error, 'nextStep')}>
        <Input maxLength={500} value={draft.nextStep} onChange={event => set({ nextStep: event.target.value })} />
      </Field>
      <Field label={say('nextOn')} error={refusedField(error, 'nextOn')}>
        <Input type="date" value={draft.nextOn} onChange={event => set({ nextOn: event.target.value })} />
      </Field>
      {draft.nextStep.trim() === '' ? null : (
        <Checkbox checked={draft.asTask} onChange={event => set({ asTask: event.target.checked })}>
          {say('asTask')}
        </Checkbox>
      )}
    </div>
  )
}

/** When, how long, who began it, where, who of ours, and a reminder of what is planned. */
export function MoreFields({ draft, set, error, dyadId }: Part) {
  const say = useText(activityTexts)
  const { ours, mayWrite } = useOptions(dyadId)
  return (
    <>
      <div className="lk-pair">
        <Field label={say('minutes')} error={refusedField(error, 'minutes')}>
          <NumberInput min={0} max={14_400} step={15} value={draft.minutes} onChange={next => set({ minutes: next })} />
        </Field>
        <Field label={say('direction')}>
          <Select
            allowClear
            value={draft.direction}
            options={directions.map(value => ({ value, label: say(value) }))}
            onChange={next => set({ direction: next ?? null })}
          />
        </Field>
      </div>
      <Field label={say('place')} error={refusedField(error, 'place')}>
        <Input maxLength={300} disabled={!mayWrite('place')} value={draft.place} onChange={event => set({ place: event.target.value })} />
      </Field>
      <div className="lk-pair">
        <Field label={say('owner')} error={refusedField(error, 'ownerId')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.ownerId}
            options={ours}
            onChange={next => set({ ownerId: next })}
          />
        </Field>
        <Field label={say('ours')} error={refusedField(error, 'ours')}>
          <Select mode="multiple" optionFilterProp="label" value={[...draft.ours]} options={ours} onChange={next => set({ ours: next })} />
        </Field>
      </div>
      {draft.state === 'planned' ? <RemindField value={draft.remindBefore} onChange={remindBefore => set({ remindBefore })} /> : null}
    </>
  )
}
