import { Button, Input } from 'antd'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import { type FieldColour, fieldColours } from '#core/platform/custom-field.ts'
import { useText } from '#web/platform/text.ts'
import { ownFieldTexts } from './custom-fields.text.ts'

type Choice = CustomField['choices'][number]

export function ColourSelect({
  value,
  id,
  onChange,
}: {
  readonly value: FieldColour
  readonly id?: string
  readonly onChange: (value: FieldColour) => void
}) {
  const say = useText(ownFieldTexts)
  return (
    <select
      {...(id ? { id } : { 'aria-label': say('choiceColour') })}
      className="lk-select"
      value={value}
      onChange={event => onChange(fieldColours.find(one => one === event.target.value) ?? 'grey')}
    >
      {fieldColours.map(colour => (
        <option key={colour} value={colour}>
          {say(`colour_${colour}`)}
        </option>
      ))}
    </select>
  )
}

type Given = { readonly choices: readonly Choice[]; readonly known: readonly string[]; readonly onChange: (choices: Choice[]) => void }

function nextKey(choices: readonly Choice[]): string {
  let number = choices.length + 1
  while (choices.some(choice => choice.key === `choice_${number}`)) number++
  return `choice_${number}`
}

/** The choices of a field in their order. Keys of choices that are stored already stay. */
export function ChoiceRows({ choices, known, onChange }: Given) {
  const say = useText(ownFieldTexts)
  const set = (index: number, change: Partial<Choice>) => onChange(choices.map((one, at) => (at === index ? { ...one, ...change } : one)))
  const raise = (index: number) => {
    const [before, own] = [choices[index - 1], choices[index]]
    if (before && own) onChange([...choices.slice(0, index - 1), own, before, ...choices.slice(index + 1)])
  }
  const add = () =>
    onChange([
      ...choices,
      { key: nextKey(choices), labelZh: '', labelEn: '', colour: fieldColours[(choices.length + 1) % fieldColours.length] ?? 'grey' },
    ])
  return (
    <fieldset className="lk-stack lk-choices">
      <legend>{say('choices')}</legend>
      {choices.map((choice, index) => (
        <div className="lk-choice-row" key={String(index)}>
          <Input
            aria-label={say('labelZh')}
            placeholder={say('labelZh')}
            value={choice.labelZh}
            onChange={event => set(index, { labelZh: event.target.value })}
          />
          <Input
            aria-label={say('labelEn')}
            placeholder={say('labelEn')}
            value={choice.labelEn}
            onChange={event => set(index, { labelEn: event.target.value })}
          />
          <Input
            aria-label={say('choiceKey')}
            disabled={known.includes(choice.key)}
            value={choice.key}
            onChange={event => set(index, { key: event.target.value })}
          />
          <ColourSelect value={choice.colour} onChange={colour => set(index, { colour })} />
          <span className="lk-actions">
            <Button size="small" disabled={index === 0} aria-label={say('up', { name: choice.labelZh })} onClick={() => raise(index)}>
              ↑
            </Button>
            <Button
              size="small"
              aria-label={say('dropChoice', { name: choice.labelZh })}
              onClick={() => onChange(choices.filter((_, at) => at !== index))}
            >
              ×
            </Button>
          </span>
        </div>
      ))}
      <div>
        <Button onClick={add}>{say('addChoice')}</Button>
      </div>
    </fieldset>
  )
}
