import { Button, Input, Select } from 'antd'
import type { PlayBody } from '#contract/strategy/play.ts'
import { stepKindWords, stepRoleWords } from '#core/strategy/play-words.ts'
import { stepKinds, stepRoles } from '#core/strategy/play.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { playTexts } from './play.text.ts'
import type { PartGiven } from './play-form.tsx'
import { usePlayWords } from './use-play-words.ts'

type Step = PlayBody['steps'][number]

/** The steps of a play in their order: what, when, by whom, how. */
export function StepFields({ body, set, error }: PartGiven) {
  const say = useText(playTexts)
  const { options } = usePlayWords()
  const { steps } = body
  const change = (at: number, part: Partial<Step>) =>
    set({ steps: steps.map((step, index) => (index === at ? { ...step, ...part } : step)) })
  const last = steps.at(-1)?.afterDays ?? 0
  const wrong = refusedField(error, 'steps')
  return (
    <fieldset className="lk-stack">
      <legend>{say('steps')}</legend>
      {wrong ? (
        <p className="lk-field-error" role="alert">
          {wrong}
        </p>
      ) : null}
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name but their place
        <div key={at} className="lk-play-test" role="group" aria-label={say('step', { at: at + 1 })}>
          <Field label={say('stepZh')} required error={refusedField(error, `steps.${at}.title.zh`)}>
            <Input
              value={step.title.zh}
              maxLength={200}
              onChange={event => change(at, { title: { ...step.title, zh: event.target.value } })}
            />
          </Field>
          <Field label={say('stepEn')} required error={refusedField(error, `steps.${at}.title.en`)}>
            <Input
              value={step.title.en}
              maxLength={300}
              onChange={event => change(at, { title: { ...step.title, en: event.target.value } })}
            />
          </Field>
          <Field label={say('stepDays')} error={refusedField(error, `steps.${at}.afterDays`)}>
            <NumberInput min={0} max={500} precision={0} value={step.afterDays} onChange={value => change(at, { afterDays: value ?? 0 })} />
          </Field>
          <Field label={say('who')}>
            <Select value={step.role} options={options(stepRoleWords, stepRoles)} onChange={role => change(at, { role })} />
          </Field>
          <Field label={say('how')}>
            <Select value={step.kind} options={options(stepKindWords, stepKinds)} onChange={kind => change(at, { kind })} />
          </Field>
          <Button onClick={() => set({ steps: steps.filter((_, index) => index !== at) })}>{say('drop')}</Button>
        </div>
      ))}
      <div>
        <Button onClick={() => set({ steps: [...steps, { title: { zh: '', en: '' }, afterDays: last, role: 'owner', kind: 'call' }] })}>
          {say('addStep')}
        </Button>
      </div>
    </fieldset>
  )
}
