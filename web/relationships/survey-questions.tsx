import { Button, Checkbox, Input, Select } from 'antd'
import type { SurveyQuestion } from '#contract/relationships/survey-question.ts'
import { kindOf, surveyMeasures, surveySides } from '#core/relationships/survey.ts'
import { measureWords, sideWords } from '#core/relationships/survey-words.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { surveyTexts } from './survey.text.ts'

type Given = {
  readonly questions: readonly SurveyQuestion[]
  readonly error: unknown
  readonly isFixed: boolean
  readonly onChange: (questions: SurveyQuestion[]) => void
}

/** An id that no other question of the survey has. */
function newId(questions: readonly SurveyQuestion[]): string {
  let no = questions.length + 1
  while (questions.some(({ id }) => id === `q-${no}`)) no++
  return `q-${no}`
}

const blank = (questions: readonly SurveyQuestion[]): SurveyQuestion => ({
  id: newId(questions),
  kind: 'scale',
  measure: 'satisfaction',
  side: 'theirs',
  textZh: '',
  textEn: '',
  isRequired: true,
})

type RowGiven = {
  readonly question: SurveyQuestion
  readonly at: number
  readonly error: unknown
  readonly isFixed: boolean
  readonly set: (change: Partial<SurveyQuestion>) => void
  readonly onUp: (() => void) | undefined
  readonly onDrop: () => void
}

function QuestionRow({ question, at, error, isFixed, set, onUp, onDrop }: RowGiven) {
  const say = useText(surveyTexts)
  const index = useLanguage() === 'en' ? 1 : 0
  const { measure, side, textZh, textEn, isRequired } = question
  return (
    <fieldset className="lk-range-field" disabled={isFixed}>
      <legend>{say('question', { no: at + 1 })}</legend>
      <div className="lk-form-grid">
        <Field label={say('measure')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            disabled={isFixed}
            value={measure}
            options={surveyMeasures.map(value => ({ value, label: measureWords(value)[index] }))}
            onChange={value => set({ measure: value, kind: kindOf(value) })}
          />
        </Field>
        <Field label={say('side')}>
          <Select
            disabled={isFixed}
            value={side}
            options={surveySides.map(value => ({ value, label: sideWords[value][index] }))}
            onChange={value => set({ side: value })}
          />
        </Field>
        <Field label={say('textZh')} required error={refusedField(error, `questions.${at}`)}>
          <Input maxLength={300} value={textZh} onChange={event => set({ textZh: event.target.value })} />
        </Field>
        <Field label={say('textEn')} required>
          <Input maxLength={300} value={textEn} onChange={event => set({ textEn: event.target.value })} />
        </Field>
      </div>
      <div className="lk-actions">
        <Checkbox checked={isRequired} disabled={isFixed} onChange={event => set({ isRequired: event.target.checked })}>
          {say('required')}
        </Checkbox>
        {onUp && !isFixed ? <Button onClick={onUp}>{say('up')}</Button> : null}
        {isFixed ? null : <Button onClick={onDrop}>{say('drop')}</Button>}
      </div>
    </fieldset>
  )
}

/** The questions of a survey or a template, in their order. */
export function SurveyQuestionsEditor({ questions, error, isFixed, onChange }: Given) {
  const say = useText(surveyTexts)
  const set = (at: number, change: Partial<SurveyQuestion>) =>
    onChange(questions.map((each, index) => (index === at ? { ...each, ...change } : each)))
  const up = (at: number) => onChange(questions.with(at - 1, questions[at] as SurveyQuestion).with(at, questions[at - 1] as SurveyQuestion))
  return (
    <div className="lk-stack">
      <h3>{say('questions')}</h3>
      {questions.map((question, at) => (
        <QuestionRow
          key={question.id}
          question={question}
          at={at}
          error={error}
          isFixed={isFixed}
          set={change => set(at, change)}
          onUp={at === 0 ? undefined : () => up(at)}
          onDrop={() => onChange(questions.filter((_, index) => index !== at))}
        />
      ))}
      {isFixed ? null : (
        <div>
          <Button onClick={() => onChange([...questions, blank(questions)])}>{say('addQuestion')}</Button>
        </div>
      )}
    </div>
  )
}
