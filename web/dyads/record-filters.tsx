import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import type { Filter } from '#core/platform/list-filter.ts'
import { FilterBuilder } from '#web/ui/filter-builder.tsx'
import { FilterChips } from '#web/ui/filter-chips.tsx'
import { asGroup, type FilterColumn, type FilterGroup, finished } from '#web/ui/filter-columns.ts'
import { peopleQuery } from './dyads.queries.ts'
import { GroupChoice } from './group-choice.tsx'
import { partyTexts } from './parties.text.ts'
import type { ListFilter, QuickFilter } from './record-kind.ts'
import type { RecordSearch } from './record-search.ts'
import { recordTexts } from './records.text.ts'
import './dyads.css'
import './records.css'

type Change = (next: { readonly [K in keyof RecordSearch]?: RecordSearch[K] | undefined }) => void

type SearchGiven = { readonly label: string; readonly value: string; readonly onChange: (q: string) => void }

function SearchBox({ label, value, onChange }: SearchGiven) {
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
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      onSearch={onChange}
    />
  )
}

type Given = {
  readonly filters: readonly ListFilter[]
  readonly quick: readonly QuickFilter[]
  /** What conditions can be built on. */
  readonly columns?: readonly FilterColumn[]
  /** What the words look for; left out: title, number or customer. */
  readonly words?: string
  readonly search: RecordSearch
  readonly onChange: Change
}

const none: readonly FilterColumn[] = []

type ConditionsGiven = {
  readonly columns: readonly FilterColumn[]
  readonly filter: Filter | undefined
  readonly onChange: (filter: Filter | undefined) => void
}

/** Conditions in groups; what is filled in of them counts at once. */
function Conditions({ columns, filter, onChange }: ConditionsGiven) {
  const say = useText(recordTexts)
  const [draft, setDraft] = useState(() => asGroup(filter))
  const change = (next: FilterGroup) => {
    setDraft(next)
    const whole = finished(next, columns)
    if (JSON.stringify(whole) !== JSON.stringify(filter)) onChange(whole)
  }
  return (
    <fieldset>
      <legend>{say('conditions')}</legend>
      <FilterBuilder columns={columns} filter={draft} onChange={change} />
    </fieldset>
  )
}

/** The choices of columns, each counting as soon as it is set, and conditions on anything else. */
function Panel({ filters, columns, search, onChange }: Required<Pick<Given, 'filters' | 'columns' | 'search' | 'onChange'>>) {
  const say = useText(recordTexts)
  const group = useText(partyTexts)('groupFilter')
  const people = useQuery(peopleQuery).data?.rows ?? []
  const whom = [
    { value: 'me', label: say('me') },
    { value: 'nobody', label: say('nobody') },
    ...people.map(({ userId, name }) => ({ value: userId, label: name })),
  ]
  const set = (key: string, values: readonly string[]) => {
    const next = Object.fromEntries(Object.entries({ ...search.f, [key]: values }).filter(([, each]) => each.length > 0))
    onChange({ f: Object.keys(next).length > 0 ? next : undefined })
  }
  return (
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
      <Field label={group}>
        <GroupChoice value={search.group} onChange={next => onChange({ group: next })} />
      </Field>
      {columns.length > 0 ? (
        <div className="lk-whole">
          <Conditions columns={columns} filter={search.filter} onChange={filter => onChange({ filter })} />
        </div>
      ) : null}
    </div>
  )
}

/** What narrows a list of records: words, a condition behind each button, and the choices of its columns; each counts as soon as it is set. */
export function RecordFilters({ filters, quick, columns = none, words, search, onChange }: Given) {
  const say = useText(recordTexts)
  const [open, setOpen] = useState(search.f !== undefined || search.filter !== undefined || search.group !== undefined)
  const [cleared, setCleared] = useState(0)
  const clear = () => {
    setCleared(cleared + 1)
    onChange({ q: undefined, f: undefined, quick: undefined, filter: undefined, group: undefined })
  }
  const without = (filter: Filter | undefined) => {
    setCleared(cleared + 1)
    onChange({ filter })
  }
  const isNarrowed = [search.q, search.f, search.quick, search.filter, search.group].some(each => each !== undefined)
  return (
    <search className="lk-stack lk-no-print" aria-label={say('filters')}>
      <div className="lk-toolbar">
        <SearchBox
          key={search.q === undefined ? 'empty' : 'words'}
          label={words ?? say('search')}
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
        {isNarrowed ? <Button onClick={clear}>{say('clear')}</Button> : null}
      </div>
      {open ? <Panel key={cleared} filters={filters} columns={columns} search={search} onChange={onChange} /> : null}
      {search.filter && columns.length > 0 ? <FilterChips columns={columns} filter={search.filter} onChange={without} /> : null}
    </search>
  )
}
