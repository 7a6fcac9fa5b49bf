import { Button, Select } from 'antd'
import { dutyWords, hygieneStateWords } from '#core/strategy/hygiene-words.ts'
import { hygieneDuties, hygieneStates } from '#core/strategy/hygiene.ts'
import {
  type ChoiceField,
  choiceFields,
  choicesOf,
  type FlagField,
  flagFields,
  isFlagTest,
  isNumberTest,
  type NumberField,
  numberFields,
  type StartCondition,
  type StartTest,
} from '#core/strategy/start-condition.ts'
import { choiceWord, fieldWords, startText } from '#core/strategy/start-text.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { playTexts } from './play.text.ts'
import { usePlayWords } from './use-play-words.ts'

const fields = [...choiceFields, ...numberFields, ...flagFields, 'hygiene'] as const
type AnyField = (typeof fields)[number]

const isIn = <K extends string>(list: readonly K[], field: string): field is K => (list as readonly string[]).includes(field)

/** A test of a field to begin with. */
function blankOf(field: AnyField): StartTest {
  if (field === 'hygiene') return { field, duty: 'any', is: 'in', value: ['red'] }
  if (isIn<NumberField>(numberFields, field))
    return { field, is: 'at_least', value: field === 'alive' ? 0.5 : field === 'headroom' ? 50 : 30 }
  if (isIn<FlagField>(flagFields, field)) return { field, is: 'yes' }
  return { field, is: 'in', value: choicesOf[field]?.slice(0, 1) ?? [] }
}

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
  const put = (at: number, test: StartTest) => onChange({ all: all.map((each, index) => (index === at ? test : each)) })
  return (
    <fieldset className="lk-stack">
      <legend>{say('when')}</legend>
      <p className="lk-muted" aria-live="polite">
        {told(startText(condition))}
      </p>
      {all.map((test, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
        <div key={at} className="lk-play-test" role="group" aria-label={`${told(fieldWords[test.field])} ${at + 1}`}>
          <Field label={say('field')} error={refusedField(error, `startCondition.all.${at}`)}>
            <Select
              value={test.field as AnyField}
              options={fields.map(value => ({ value, label: told(fieldWords[value]) }))}
              onChange={field => put(at, blankOf(field))}
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
