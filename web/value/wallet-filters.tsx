import { useQuery } from '@tanstack/react-query'
import { FilterOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { customerTypes } from '#core/segments/grid.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { GroupChoice } from '#web/dyads/group-choice.tsx'
import { partyTexts } from '#web/dyads/parties.text.ts'
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
    <Input
      className="lk-search-box"
      allowClear
      placeholder={say('searchBox')}
      aria-label={say('searchBox')}
      value={text}
      onChange={event => setText(event.target.value)}
    />
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

/** What can be chosen in each of the four fields. */
function useOptions() {
  const say = useText(walletTexts)
  const word = useText(customerWords)
  const language = useLanguage()
  const categories = useQuery(walletRunQuery).data?.categories ?? []
  const people = useQuery(peopleQuery).data?.rows ?? []
  return {
    category: categories.map(({ categoryId, name, nameEn }) => ({ value: categoryId, label: language === 'en' && nameEn ? nameEn : name })),
    owner: [
      { value: 'me', label: say('me') },
      { value: 'nobody', label: say('nobody') },
      ...people.map(({ userId, name }) => ({ value: userId, label: name })),
    ],
    type: [...customerTypes, 'unplaced' as const].map(value => ({ value, label: word(value) })),
    confidence: (['A', 'B', 'C'] as const).map(value => ({ value, label: say(value) })),
  }
}

const fields = ['category', 'owner', 'type', 'confidence'] as const
const flags = { lapsed: 'onlyLapsed', notBought: 'onlyNotBought' } as const

function Fields() {
  const say = useText(walletTexts)
  const group = useText(partyTexts)('groupFilter')
  const options = useOptions()
  const { search, change } = useHeadRoomSearch()
  return (
    <form className="lk-card lk-fields lk-no-print" aria-label={say('filters')} onSubmit={event => event.preventDefault()}>
      {fields.map(name => (
        <Many
          key={name}
          label={say(name)}
          value={search[name]}
          options={options[name]}
          onChange={value => change({ [name]: value.length > 0 ? value : undefined } as Partial<HeadRoomSearch>, true)}
        />
      ))}
      <Field label={group}>
        <GroupChoice value={search.group} onChange={next => change({ group: next } as Partial<HeadRoomSearch>, true)} />
      </Field>
    </form>
  )
}

/** Search, filters and the two questions asked most; each counts as soon as it is set, and the address follows. */
export function WalletFilters() {
  const say = useText(walletTexts)
  const { search, change } = useHeadRoomSearch()
  const count = [...fields, 'group' as const].filter(name => search[name] !== undefined).length
  const [open, setOpen] = useState(count > 0)
  return (
    <>
      <div className="lk-toolbar lk-no-print">
        <SearchBox value={search.q ?? ''} onSearch={text => change({ q: text.trim() === '' ? undefined : text.trim() }, true)} />
        <Button icon={<FilterOutlined aria-hidden="true" />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {count > 0 ? say('filterCount', { count }) : say('filters')}
        </Button>
        {(['lapsed', 'notBought'] as const).map(name => (
          <Checkbox
            key={name}
            checked={search[name] === true}
            onChange={event => change({ [name]: event.target.checked ? true : undefined }, true)}
          >
            {say(flags[name])}
          </Checkbox>
        ))}
      </div>
      {open ? <Fields /> : null}
    </>
  )
}
