import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { peopleQuery } from './dyads.queries.ts'
import type { ListFilter, QuickFilter } from './record-kind.ts'
import type { RecordSearch } from './record-search.ts'
import { recordTexts } from './records.text.ts'
import './dyads.css'
import './records.css'

type Change = (next: { readonly [K in keyof RecordSearch]?: RecordSearch[K] | undefined }) => void

function SearchBox({ value, onChange }: { readonly value: string; readonly onChange: (q: string) => void }) {
  const say = useText(recordTexts)
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (typed === value) return undefined
    const timer = setTimeout(() => onChange(typed), 250)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <Input.Search
      className="lk-search-box"
      allowClear
      aria-label={say('search')}
      placeholder={say('search')}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      onSearch={onChange}
    />
  )
}

type Given = {
  readonly filters: readonly ListFilter[]
  readonly quick: readonly QuickFilter[]
  readonly search: RecordSearch
  readonly onChange: Change
}

/** What narrows a list of records: words, a condition behind each button, and the choices of its columns; each counts as soon as it is set. */
export function RecordFilters({ filters, quick, search, onChange }: Given) {
  const say = useText(recordTexts)
  const people = useQuery(peopleQuery).data?.rows ?? []
  const [open, setOpen] = useState(search.f !== undefined)
  const whom = [
    { value: 'me', label: say('me') },
    { value: 'nobody', label: say('nobody') },
    ...people.map(({ userId, name }) => ({ value: userId, label: name })),
  ]
  const set = (key: string, values: readonly string[]) => {
    const next = Object.fromEntries(Object.entries({ ...search.f, [key]: values }).filter(([, each]) => each.length > 0))
    onChange({ f: Object.keys(next).length > 0 ? next : undefined })
  }
  const isNarrowed = search.q !== undefined || search.f !== undefined || search.quick !== undefined
  return (
    <search className="lk-stack lk-no-print" aria-label={say('filters')}>
      <div className="lk-toolbar">
        <SearchBox
          key={search.q === undefined ? 'empty' : 'words'}
          value={search.q ?? ''}
          onChange={q => onChange({ q: q.trim() === '' ? undefined : q })}
        />
        {quick.map(({ key, label }) => (
          <Button
            key={key}
            aria-pressed={search.quick === key}
            type={search.quick === key ? 'primary' : 'default'}
            onClick={() => onChange({ quick: search.quick === key ? undefined : key })}
          >
            {label}
          </Button>
        ))}
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {say('filters')}
        </Button>
        {isNarrowed ? <Button onClick={() => onChange({ q: undefined, f: undefined, quick: undefined })}>{say('clear')}</Button> : null}
      </div>
      {open ? (
        <div className="lk-card lk-filter-form">
          {filters.map(({ key, label, options }) => (
            <Field key={key} label={label}>
              <Select
                mode="multiple"
                allowClear
                maxTagCount="responsive"
                optionFilterProp="label"
                placeholder={say('any')}
                value={[...(search.f?.[key] ?? [])]}
                options={[...(options === 'people' ? whom : options)]}
                onChange={(values: string[]) => set(key, values)}
              />
            </Field>
          ))}
        </div>
      ) : null}
    </search>
  )
}
