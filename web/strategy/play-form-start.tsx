import { Button, Select } from 'antd'
import { dutyWords, hygieneStateWords } from '#core/strategy/hygiene-words.ts'
import { hygieneDuties, hygieneStates } from '#core/strategy/hygiene.ts'
import {
  type ChoiceField,
  choicesOf,
  type FlagField,
  isFlagTest,
  isNumberTest,
  isOwnTest,
  type NumberField,
  type StartCondition,
  type StartTest,
} from '#core/strategy/start-condition.ts'
import { choiceWord, startText } from '#core/strategy/start-text.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { ownChoice, OwnTestFields } from './play-form-own.tsx'
import { playTexts } from './play.text.ts'
import { useOwnNames } from './use-own-names.ts'
import { blankOf, useAsked } from './use-asked-fields.ts'
import { usePlayWords } from './use-play-words.ts'

type TestGiven<T extends StartTest> = { readonly test: T; readonly onChange: (test: StartTest) => void }

function ChoiceTest({ test, onChange }: TestGiven<Extract<StartTest, { field: ChoiceField }>>) {
  const say = useText(playTexts)
  const { told } = usePlayWords()
  const choices = choicesOf[test.field]
  return (
    <>
      <Field label={say('is')}>
        <Select
          value={test.is}
          options={(['in', 'not_in'] as const).map(value => ({ value, label: say(value) }))}
          onChange={is => onChange({ ...test, is })}
        />
      </Field>
      <Field label={say('value')}>
        <Select
          mode={choices === undefined ? 'tags' : 'multiple'}
          value={[...test.value]}
          options={(choices ?? test.value).map(value => ({
            value,
            label: choices === undefined ? value : told(choiceWord(test.field, value)),
          }))}
          onChange={(value: string[]) => onChange({ ...test, value })}
        />
      </Field>
    </>
  )
}

function NumberTest({ test, onChange }: TestGiven<Extract<StartTest, { field: NumberField }>>) {
  const say = useText(playTexts)
  const scale = test.field === 'alive' ? 100 : 1
  return (
    <>
      <Field label={say('is')}>
        <Select
          value={test.is}
          options={(['at_least', 'at_most'] as const).map(value => ({ value, label: say(value) }))}
          onChange={is => onChange({ ...test, is })}
        />
      </Field>
      <Field label={`${say('value')}${test.field === 'alive' ? ' (%)' : ''}`}>
        <NumberInput min={0} value={test.value * scale} onChange={value => onChange({ ...test, value: (value ?? 0) / scale })} />
      </Field>
    </>
  )
}

function HygieneTest({ test, onChange }: TestGiven<Extract<StartTest, { field: 'hygiene' }>>) {
  const say = useText(playTexts)
  const { options } = usePlayWords()
  return (
    <>
      <Field label={say('is')}>
        <Select
          value={test.duty}
          options={[{ value: 'any' as const, label: say('anyDuty') }, ...options(dutyWords, hygieneDuties)]}
          onChange={duty => onChange({ ...test, duty })}
        />
      </Field>
      <Field label={say('value')}>
        <Select
          mode="multiple"
          value={[...test.value]}
          options={options(hygieneStateWords, hygieneStates)}
          onChange={value => onChange({ ...test, value })}
        />
      </Field>
    </>
  )
}

function FlagTest({ test, onChange }: TestGiven<Extract<StartTest, { field: FlagField }>>) {
  const say = useText(playTexts)
  return (
    <Field label={say('is')}>
      <Select
        value={test.is}
        options={(['yes', 'no'] as const).map(value => ({ value, label: say(value) }))}
        onChange={is => onChange({ ...test, is })}
      />
    </Field>
  )
}

function TestFields({ test, onChange }: TestGiven<StartTest>) {
  if (isOwnTest(test)) return <OwnTestFields test={test} onChange={onChange} />
  if (test.field === 'hygiene') return <HygieneTest test={test} onChange={onChange} />
  if (isFlagTest(test)) return <FlagTest test={test} onChange={onChange} />
  if (isNumberTest(test)) return <NumberTest test={test} onChange={onChange} />
  return <ChoiceTest test={test as Extract<StartTest, { field: ChoiceField }>} onChange={onChange} />
}

type Given = { readonly condition: StartCondition; readonly onChange: (condition: StartCondition) => void; readonly error: unknown }

/** When a play may start, built line by line over what is known of a customer, with the sentence that comes of it. */
export function StartFields({ condition, onChange, error }: Given) {
  const say = useText(playTexts)
  const { told } = usePlayWords()
  const { all } = condition
  const own = useOwnNames(condition)
  const { choicesFor, nameOf, chosen } = useAsked(own)
  const put = (at: number, test: StartTest) => onChange({ all: all.map((each, index) => (index === at ? test : each)) })
  return (
    <fieldset className="lk-stack">
      <legend>{say('when')}</legend>
      <p className="lk-muted" aria-live="polite">
        {told(startText(condition, own))}
      </p>
      {all.map((test, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
        <div key={at} className="lk-play-test" role="group" aria-label={`${nameOf(test)} ${at + 1}`}>
          <Field label={say('field')} error={refusedField(error, `startCondition.all.${at}`)}>
            <Select
              value={isOwnTest(test) ? ownChoice(test.key) : test.field}
              options={choicesFor(test)}
              onChange={choice => put(at, chosen(choice))}
            />
          </Field>
          <TestFields test={test} onChange={next => put(at, next)} />
          <Button onClick={() => onChange({ all: all.filter((_, index) => index !== at) })}>{say('drop')}</Button>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange({ all: [...all, blankOf('daysSinceOrder')] })}>{say('addTest')}</Button>
      </div>
    </fieldset>
  )
}
