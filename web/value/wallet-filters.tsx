import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { customerTypes } from '#core/segments/grid.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Field } from '#web/ui/field.tsx'
import { walletRunQuery } from './wallet.queries.ts'
import { walletTexts } from './wallet.text.ts'
import { type HeadRoomSearch, useHeadRoomSearch } from './wallet-search.ts'

/** What is typed is searched for a moment after the last key. */
function SearchBox({ value, onSearch }: { readonly value: string; readonly onSearch: (text: string) => void }) {
  const say = useText(walletTexts)
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text === value) return
    const wait = setTimeout(() => onSearch(text), 250)
    return () => clearTimeout(wait)
  }, [text, value, onSearch])
  return (
    <Field label={say('customer')}>
      <Input allowClear placeholder={say('searchBox')} value={text} onChange={event => setText(event.target.value)} />
    </Field>
  )
}

type ManyGiven = {
  readonly label: string
  readonly value: readonly string[] | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string[]) => void
}

function Many({ label, value, options, onChange }: ManyGiven) {
  const say = useText(walletTexts)
  return (
    <Field label={label}>
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        optionFilterProp="label"
        placeholder={say('any')}
        value={[...(value ?? [])]}
        options={[...options]}
        onChange={onChange}
      />
    </Field>
  )
}

/** The filters above the list; each counts as soon as it is set, and the address follows. */
export function WalletFilters() {
  const say = useText(walletTexts)
  const word = useText(customerWords)
  const language = useLanguage()
  const { search, change } = useHeadRoomSearch()
  const categories = useQuery(walletRunQuery).data?.categories ?? []
  const people = useQuery(peopleQuery).data?.rows ?? []
  const many = (name: 'category' | 'owner' | 'type' | 'confidence') => (value: string[]) =>
    change({ [name]: value.length > 0 ? value : undefined } as Partial<HeadRoomSearch>, true)
  const owners = [
    { value: 'me', label: say('me') },
    { value: 'nobody', label: say('nobody') },
    ...people.map(({ userId, name }) => ({ value: userId, label: name })),
  ]
  const types = [...customerTypes, 'unplaced' as const].map(value => ({ value, label: word(value) }))
  const named = categories.map(({ categoryId, name, nameEn }) => ({
    value: categoryId,
    label: language === 'en' && nameEn ? nameEn : name,
  }))
  return (
    <form className="lk-card lk-fields lk-no-print" aria-label={say('filters')} onSubmit={event => event.preventDefault()}>
      <SearchBox value={search.q ?? ''} onSearch={text => change({ q: text.trim() === '' ? undefined : text.trim() }, true)} />
      <Many label={say('category')} value={search.category} options={named} onChange={many('category')} />
      <Many label={say('owner')} value={search.owner} options={owners} onChange={many('owner')} />
      <Many label={say('type')} value={search.type} options={types} onChange={many('type')} />
      <Many
        label={say('confidence')}
        value={search.confidence}
        options={(['A', 'B', 'C'] as const).map(value => ({ value, label: say(value) }))}
        onChange={many('confidence')}
      />
      <div className="lk-stack">
        <Checkbox checked={search.lapsed === true} onChange={event => change({ lapsed: event.target.checked ? true : undefined }, true)}>
          {say('onlyLapsed')}
        </Checkbox>
        <Checkbox
          checked={search.notBought === true}
          onChange={event => change({ notBought: event.target.checked ? true : undefined }, true)}
        >
          {say('onlyNotBought')}
        </Checkbox>
      </div>
    </form>
  )
}
