import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { listCustomers } from '#contract/dyads/customer-list.ts'
import { call } from '#web/platform/call.ts'
import { useText } from '#web/platform/text.ts'
import { recordTexts } from './records.text.ts'

const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ['customers', 'choice', q],
    queryFn: ({ signal }) => call(listCustomers, { query: { sort: 'name', limit: 20, ...(q === '' ? {} : { q }) } }, { signal }),
    placeholderData: keepPreviousData,
  })

type Given = { readonly value: string | undefined; readonly onChange: (dyadId: string | undefined) => void }

/** A customer to be found by name, pinyin, initials or code. */
export function CustomerChoice({ value, onChange, ...tied }: Given) {
  const say = useText(recordTexts)
  const [typed, setTyped] = useState('')
  const { data, isFetching } = useQuery(foundQuery(useDeferredValue(typed.trim())))
  const options = (data?.rows ?? []).map(({ dyadId, name, code }) => ({ value: dyadId, label: code ? `${name} · ${code}` : name }))
  return (
    <Select
      {...tied}
      showSearch
      filterOption={false}
      loading={isFetching}
      placeholder={say('chooseCustomer')}
      value={value}
      options={options}
      onSearch={setTyped}
      onChange={onChange}
    />
  )
}
