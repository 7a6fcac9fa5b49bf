import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { customerChoiceQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { surveyTexts } from './survey.text.ts'

type Given = { readonly dyadIds: readonly string[]; readonly onChange: (dyadIds: string[]) => void }
type Choice = { readonly value: string; readonly label: string }

/** Customers, found by name, pinyin, initials or code, one after another. */
export function CustomersPicked({ dyadIds, onChange }: Given) {
  const say = useText(surveyTexts)
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<readonly Choice[]>([])
  const { data, isFetching } = useQuery(customerChoiceQuery(useDeferredValue(typed.trim())))
  const found = (data?.rows ?? []).map(({ dyadId, name, code }) => ({ value: dyadId, label: code ? `${name} · ${code}` : name }))
  const add = (dyadId: string) => {
    const choice = found.find(({ value }) => value === dyadId)
    setTyped('')
    if (choice === undefined || dyadIds.includes(dyadId)) return
    setPicked([...picked, choice])
    onChange([...dyadIds, dyadId])
  }
  return (
    <div className="lk-stack">
      <Field label={say('customers')}>
        <Select
          showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
          loading={isFetching}
          placeholder={say('addCustomer')}
          value={null}
          options={found}
          onChange={next => {
            if (next !== null) add(next)
          }}
        />
      </Field>
      {dyadIds.length > 0 ? (
        <ul className="lk-plain-list">
          {picked
            .filter(({ value }) => dyadIds.includes(value))
            .map(({ value, label }) => (
              <li key={value}>
                {label}{' '}
                <Button size="small" type="link" onClick={() => onChange(dyadIds.filter(each => each !== value))}>
                  {say('dropCustomer', { name: label })}
                </Button>
              </li>
            ))}
        </ul>
      ) : null}
    </div>
  )
}
