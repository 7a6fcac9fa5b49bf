import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useLanguage, useText } from '#web/platform/text.ts'
import { nameIn } from './customer-columns.tsx'
import { fieldTexts } from './dyads.text.ts'
import { groupOfQuery, partyChoicesQuery } from './parties.queries.ts'
import { partyTexts } from './parties.text.ts'

type Given = {
  readonly id?: string
  readonly value: string | null
  readonly onChange: (partyId: string | null) => void
  /** A party that makes no sense here. */
  readonly without?: string | undefined
  readonly status?: 'error' | ''
  /** Where no label stands beside it. */
  readonly label?: string
}

/** Chooses a party of any role by name, pinyin or initials; what is found comes from the server. */
export function PartyPicker({ value, onChange, without, label, ...control }: Given) {
  const say = useText(partyTexts)
  const field = useText(fieldTexts)
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const { data, isFetching } = useQuery(partyChoicesQuery(useDeferredValue(typed.trim())))
  const isListed = data?.rows.some(row => row.partyId === value) ?? false
  const current = useQuery({ ...groupOfQuery(value ?? ''), enabled: value !== null && !isListed }).data?.members.find(
    one => one.partyId === value,
  )
  const options = (data?.rows ?? [])
    .filter(row => row.partyId !== without)
    .map(row => ({
      value: row.partyId,
      label: [nameIn(row, language), row.code, row.roles.map(role => field(role)).join(' / ')].filter(Boolean).join(' · '),
    }))
  return (
    <Select
      {...control}
      showSearch
      allowClear
      filterOption={false}
      loading={isFetching}
      placeholder={label ?? say('parentHint')}
      {...(label === undefined ? {} : { 'aria-label': label })}
      notFoundContent={null}
      value={value ?? undefined}
      options={current ? [{ value: current.partyId, label: current.name ?? '—' }, ...options] : options}
      onSearch={setTyped}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}
