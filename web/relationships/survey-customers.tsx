import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { listCustomers } from '#contract/dyads/customer-list.ts'
import { call } from '#web/platform/call.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { surveyTexts } from './survey.text.ts'

const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ['customers', 'choice', q],
    queryFn: ({ signal }) => call(listCustomers, { query: { sort: 'name', limit: 20, ...(q === '' ? {} : { q }) } }, { signal }),
    placeholderData: keepPreviousData,
  })

type Given = { readonly dyadIds: readonly string[]; readonly onChange: (dyadIds: string[]) => void }
type Choice = { readonly value: string; readonly label: string }

/** Customers, found by name, pinyin, initials or code, one after another. */
export function CustomersPicked({ dyadIds, onChange }: Given) {
  const say = useText(surveyTexts)
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<readonly Choice[]>([])
  const { data, isFetching } = useQuery(foundQuery(useDeferredValue(typed.trim())))
  const found = (data?.rows ?? []).map(({ dyadId, name, code }) => ({ value: dyadId, label: code ? `${name} · ${code}` : name }))
  const options = [...picked.filter(({ value }) => !found.some(each => each.value === value)), ...found]
  const choose = (next: string[]) => {
    setPicked(options.filter(({ value }) => next.includes(value)))
    setTyped('')
    onChange(next)
  }
  return (
    <Field label={say('customers')}>
      <Select
        mode="multiple"
        showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
        loading={isFetching}
        placeholder={say('addCustomer')}
        value={[...dyadIds]}
        options={options}
        onChange={choose}
      />
    </Field>
  )
}
