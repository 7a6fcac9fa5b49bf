import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customersFound } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'

type Given = {
  readonly id?: string
  readonly value: string | undefined
  readonly onChange: (dyadId: string | undefined) => void
  readonly autoFocus?: boolean
}

/** Chooses a customer by name, pinyin or code, as they are typed. */
export function CustomerPicker({ id, value, onChange, autoFocus = false }: Given) {
  const say = useText(activityTexts)
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const wait = setTimeout(() => setAsked(typed), 200)
    return () => clearTimeout(wait)
  }, [typed])
  const { data, isFetching } = useQuery(customersFound(asked))
  const options = (data?.rows ?? []).map(row => ({
    value: row.dyadId,
    label: [nameIn(row, language), row.code].filter(Boolean).join(' · '),
  }))
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      autoFocus={autoFocus}
      aria-label={say('customer')}
      placeholder={say('chooseCustomer')}
      loading={isFetching}
      notFoundContent={asked === '' ? null : undefined}
      value={value ?? null}
      options={options}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  )
}
