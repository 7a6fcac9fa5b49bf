import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { customerChoiceQuery } from './dyads.queries.ts'
import { recordTexts } from './records.text.ts'

type Given = { readonly value: string | undefined; readonly onChange: (dyadId: string | undefined) => void }

/** A customer to be found by name, pinyin, initials or code. */
export function CustomerChoice({ value, onChange, ...tied }: Given) {
  const say = useText(recordTexts)
  const [typed, setTyped] = useState('')
  const { data, isFetching } = useQuery(customerChoiceQuery(useDeferredValue(typed.trim())))
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
