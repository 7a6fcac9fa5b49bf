import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { Field } from '#web/ui/field.tsx'
import { customerChoiceQuery } from '#web/dyads/dyads.queries.ts'
import { usePlanWords } from './use-plan-words.ts'

export type Picked = { readonly value: string; readonly label: string }
type Given = { readonly picked: readonly Picked[]; readonly error: string | undefined; readonly onChange: (picked: Picked[]) => void }

/** Customers that must be served, found by name, pinyin, initials or code, one after another. */
export function MustServe({ picked, error, onChange }: Given) {
  const { say, language } = usePlanWords()
  const [typed, setTyped] = useState('')
  const { data, isFetching } = useQuery(customerChoiceQuery(useDeferredValue(typed.trim())))
  const found = (data?.rows ?? []).map(row => ({ value: row.dyadId, label: nameIn(row, language) }))
  const add = (dyadId: string | null) => {
    setTyped('')
    const choice = found.find(({ value }) => value === dyadId)
    if (choice !== undefined && !picked.some(({ value }) => value === dyadId)) onChange([...picked, choice])
  }
  return (
    <>
      <Field label={say('must')} hint={say('mustLead')} error={error}>
        <Select
          showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
          loading={isFetching}
          placeholder={say('mustAdd')}
          value={null}
          options={found}
          onChange={add}
        />
      </Field>
      {picked.length === 0 ? null : (
        <ul className="lk-plain-list">
          {picked.map(({ value, label }) => (
            <li key={value}>
              {label}{' '}
              <Button size="small" type="link" onClick={() => onChange(picked.filter(each => each.value !== value))}>
                {say('mustDrop', { name: label })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
