import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Survey } from '#contract/relationships/survey.ts'
import { type SurveyEvent, surveyEvents } from '#core/relationships/survey.ts'
import { eventWords } from '#core/relationships/survey-words.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { SurveyQuestionsEditor } from './survey-questions.tsx'
import { changeSurvey } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'

type Draft = Pick<
  Survey,
  | 'titleZh'
  | 'titleEn'
  | 'introZh'
  | 'introEn'
  | 'endsOn'
  | 'quietDays'
  | 'remindAfterDays'
  | 'mostReminders'
  | 'isAnonymous'
  | 'afterEvent'
  | 'questions'
>
type Part = { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void; readonly error: unknown; readonly isFixed: boolean }

const draftOf = (survey: Survey): Draft => {
  const { titleZh, titleEn, introZh, introEn, endsOn, quietDays, remindAfterDays, mostReminders, isAnonymous, afterEvent, questions } =
    survey
  return { titleZh, titleEn, introZh, introEn, endsOn, quietDays, remindAfterDays, mostReminders, isAnonymous, afterEvent, questions }
}

function Words({ draft, set, error }: Part) {
  const say = useText(surveyTexts)
  return (
    <div className="lk-form-grid lk-survey-form">
      {(['titleZh', 'titleEn'] as const).map(name => (
        <Field key={name} label={say(name)} required error={refusedField(error, name)}>
          <Input maxLength={120} value={draft[name]} onChange={event => set({ [name]: event.target.value })} />
        </Field>
      ))}
      {(['introZh', 'introEn'] as const).map(name => (
        <Field key={name} label={say(name)} error={refusedField(error, name)}>
          <Input.TextArea rows={3} maxLength={1000} value={draft[name]} onChange={event => set({ [name]: event.target.value })} />
        </Field>
      ))}
    </div>
  )
}

function Rules({ draft, set, error, isFixed }: Part) {
  const say = useText(surveyTexts)
  const at = useLanguage() === 'en' ? 1 : 0
  const events = [
    { value: 'none', label: say('noEvent') },
    ...surveyEvents.map(value => ({ value: value as string, label: eventWords[value][at] })),
  ]
  return (
    <div className="lk-form-grid lk-survey-form">
      <Field label={say('endsOn')} required error={refusedField(error, 'endsOn')}>
        <Input type="date" value={draft.endsOn} onChange={event => set({ endsOn: event.target.value })} />
      </Field>
      <Field label={say('afterEvent')} error={refusedField(error, 'afterEvent')}>
        <Select
          disabled={isFixed}
          value={draft.afterEvent ?? 'none'}
          options={events}
          onChange={value => set({ afterEvent: value === 'none' ? null : (value as SurveyEvent) })}
        />
      </Field>
      <Field label={say('quietDays')}>
        <NumberInput min={0} max={365} precision={0} value={draft.quietDays} onChange={value => set({ quietDays: value ?? 0 })} />
      </Field>
      <Field label={say('remindAfterDays')} hint={say('remindHint')}>
        <NumberInput min={1} max={60} precision={0} value={draft.remindAfterDays} onChange={value => set({ remindAfterDays: value })} />
      </Field>
      <Field label={say('mostReminders')}>
        <NumberInput min={0} max={5} precision={0} value={draft.mostReminders} onChange={value => set({ mostReminders: value ?? 0 })} />
      </Field>
      <Field label={say('anonymous')} hint={say('anonymousHint')} error={refusedField(error, 'isAnonymous')}>
        <Checkbox checked={draft.isAnonymous} disabled={isFixed} onChange={event => set({ isAnonymous: event.target.checked })} />
      </Field>
    </div>
  )
}

/** Where a survey is written: words, rules, questions. Once it runs, what people have answered to is fixed. */
export function SurveyEditor({ survey }: { readonly survey: Survey }) {
  const say = useText(surveyTexts)
  const [draft, setDraft] = useState<Draft>(() => draftOf(survey))
  const isFixed = survey.state !== 'draft'
  const saving = useMutation({
    mutationFn: () => changeSurvey(survey.surveyId, { ...draft, version: survey.version }),
    onSuccess: () => toast('done', say('saved')),
  })
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const part = { draft, set, error: saving.error, isFixed }
  return (
    <form className="lk-card lk-stack" noValidate onSubmit={submit} aria-label={say('settings')}>
      <h2>{say('settings')}</h2>
      {isFixed ? <p className="lk-muted">{say('fixed')}</p> : null}
      <Refused error={saving.error} />
      <Words {...part} />
      <Rules {...part} />
      <SurveyQuestionsEditor
        questions={draft.questions}
        error={saving.error}
        isFixed={isFixed}
        onChange={questions => set({ questions })}
      />
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
