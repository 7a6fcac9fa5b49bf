import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { listPartyChoices } from '#contract/dyads/group.ts'
import type { CustomField, FieldInput } from '#contract/platform/custom-fields.ts'
import { minorDigits } from '#core/units/money.ts'
import { call } from '#web/platform/call.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { NumberInput } from '#web/ui/number-field.tsx'
import { customTexts } from './custom-fields.text.ts'
import { peopleQuery } from './dyads.queries.ts'

type Given = {
  readonly field: CustomField
  readonly value: FieldInput
  readonly currency: string
  readonly names: Readonly<Record<string, string>>
  readonly onChange: (value: FieldInput) => void
  readonly id?: string
}

function Person({ id, value, names, onChange }: Given) {
  const say = useText(customTexts)
  const { data } = useQuery(peopleQuery)
  const current = String(value ?? '')
  const people = data?.rows ?? []
  const isGone = current !== '' && !people.some(one => one.userId === current)
  return (
    <select id={id} className="lk-select" value={current} onChange={event => onChange(event.target.value || null)}>
      <option value="">{say('choose')}</option>
      {isGone ? <option value={current}>{names[current] ?? current}</option> : null}
      {people.map(({ userId, name }) => (
        <option key={userId} value={userId}>
          {name}
        </option>
      ))}
    </select>
  )
}

function Party({ id, value, names, onChange }: Given) {
  const say = useText(customTexts)
  const [q, setQ] = useState('')
  const wanted = q.trim()
  const { data } = useQuery({
    queryKey: ['parties', 'choices', wanted],
    queryFn: ({ signal }) => call(listPartyChoices, { query: { q: wanted } }, { signal }),
    enabled: wanted !== '',
  })
  const found = (data?.rows ?? []).map(({ partyId, name }) => ({ value: partyId, label: name }))
  const current = typeof value === 'string' ? [{ value, label: names[value] ?? value }] : []
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setQ }}
      allowClear
      placeholder={say('searchParty')}
      value={typeof value === 'string' ? value : null}
      options={found.length > 0 ? found : current}
      onChange={next => onChange(next ?? null)}
    />
  )
}

/** The control of one of the firm's own fields. */
export function CustomInput(given: Given) {
  const { field, value, currency, onChange, id } = given
  const say = useText(customTexts)
  const language = useLanguage()
  const label = (choice: CustomField['choices'][number]) => (language === 'en' ? choice.labelEn : choice.labelZh)
  const own = id ? { id } : {}
  switch (field.type) {
    case 'number':
      return <NumberInput {...own} value={typeof value === 'number' ? value : null} onChange={next => onChange(next)} />
    case 'money': {
      const unit = 10 ** minorDigits(currency)
      const amount = typeof value === 'number' ? value / unit : null
      return (
        <NumberInput
          {...own}
          value={amount}
          suffix={currency}
          onChange={next => onChange(typeof next === 'number' ? Math.round(next * unit) : null)}
        />
      )
    }
    case 'date':
      return <Input {...own} type="date" value={String(value ?? '')} onChange={event => onChange(event.target.value || null)} />
    case 'choice':
      return (
        <select {...own} className="lk-select" value={String(value ?? '')} onChange={event => onChange(event.target.value || null)}>
          <option value="">{say('choose')}</option>
          {field.choices.map(choice => (
            <option key={choice.key} value={choice.key}>
              {label(choice)}
            </option>
          ))}
        </select>
      )
    case 'multi_choice':
      return (
        <Checkbox.Group
          options={field.choices.map(choice => ({ value: choice.key, label: label(choice) }))}
          value={Array.isArray(value) ? value : []}
          onChange={next => onChange(next)}
        />
      )
    case 'person':
      return <Person {...given} />
    case 'party':
      return <Party {...given} />
    default:
      return <Input.TextArea {...own} rows={2} value={String(value ?? '')} onChange={event => onChange(event.target.value)} />
  }
}
