import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { peopleQuery } from './admin.queries.ts'
import { knownActions, knownEntities, useAuditWords } from './audit-words.ts'
import { auditTexts } from './audit-words.text.ts'

/** The filters and the open entry as the address holds them. */
export function useAuditSearch() {
  const search = useSearch({ from: '/shell/settings/audit' })
  const navigate = useNavigate()
  const set = (change: { readonly [K in keyof typeof search]?: string | undefined }, replace = true) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== ''))
    void navigate({ to: '/settings/audit', search: next, replace })
  }
  const clear = () => set({ user: '', action: '', entity: '', entityId: '', from: '', to: '' })
  return { search, set, clear }
}

type ChoiceGiven = {
  readonly label: string
  readonly value: string | undefined
  readonly every: string
  readonly onChange: (value: string) => void
  readonly children: ReactNode
}

function Choice({ label, value, every, onChange, children }: ChoiceGiven) {
  return (
    <Field label={label}>
      <select className="lk-select" value={value ?? ''} onChange={event => onChange(event.target.value)}>
        <option value="">{every}</option>
        {children}
      </select>
    </Field>
  )
}

function DayField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (day: string) => void
}) {
  return (
    <Field label={label}>
      <input type="date" value={value ?? ''} onChange={event => onChange(event.target.value)} />
    </Field>
  )
}

/** Narrows the trail by person, action, kind of object and days. */
export function AuditFilters() {
  const say = useText(auditTexts)
  const words = useAuditWords()
  const { search, set, clear } = useAuditSearch()
  const people = useQuery(peopleQuery).data?.rows ?? []
  const option = (value: string, text: string) => (
    <option key={value} value={value}>
      {text}
    </option>
  )
  return (
    <div className="lk-admin-filters" role="search" aria-label={say('list')}>
      <Choice label={say('who')} every={say('everyone')} value={search.user} onChange={user => set({ user })}>
        {people.map(({ userId, name }) => option(userId, name))}
      </Choice>
      <Choice label={say('action')} every={say('everything')} value={search.action} onChange={action => set({ action })}>
        {knownActions.map(action => option(action, words.action(action)))}
      </Choice>
      <Choice label={say('entity')} every={say('everyEntity')} value={search.entity} onChange={entity => set({ entity })}>
        {knownEntities.map(entity => option(entity, words.entity(entity)))}
      </Choice>
      <DayField label={say('fromDay')} value={search.from} onChange={from => set({ from })} />
      <DayField label={say('toDay')} value={search.to} onChange={to => set({ to })} />
      {Object.keys(search).some(key => key !== 'entry') ? <Button onClick={clear}>{say('clear')}</Button> : null}
    </div>
  )
}
