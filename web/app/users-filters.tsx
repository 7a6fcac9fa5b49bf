import { useNavigate, useSearch } from '@tanstack/react-router'
import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { type Role, roles } from '#core/platform/access.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { DepartmentChoices } from './departments-choices.tsx'
import { useRoleName } from './users-roles.tsx'
import { usersTexts } from './users-words.text.ts'

/** What the address of the list holds. */
export type UsersSearch = {
  readonly search?: string | undefined
  readonly role?: Role | undefined
  readonly department?: string | undefined
  readonly state?: 'active' | 'barred' | undefined
  readonly user?: string | undefined
}

/** The filters and the open drawer as the address holds them; a change replaces the address, opening a drawer adds to the history. */
export function useUsersSearch() {
  const search: UsersSearch = useSearch({ from: '/shell/settings/users' })
  const navigate = useNavigate()
  const set = (change: UsersSearch, replace = true) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== ''))
    void navigate({ to: '/settings/users', search: next, replace })
  }
  return { search, set }
}

const typingMillis = 250

function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const say = useText(usersTexts)
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  // Cleared from elsewhere: what was typed goes too.
  if (value !== known) {
    setKnown(value)
    if (value === '') setTyped('')
  }
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = setTimeout(() => onChange(typed.trim()), typingMillis)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <Field label={say('search')}>
      <Input type="search" allowClear maxLength={100} value={typed} onChange={event => setTyped(event.target.value)} />
    </Field>
  )
}

/** Narrows the list by name, role, department and state. */
export function UsersFilters() {
  const say = useText(usersTexts)
  const roleName = useRoleName()
  const { search, set } = useUsersSearch()
  return (
    <div className="lk-admin-filters" role="search" aria-label={say('list')}>
      <SearchField value={search.search ?? ''} onChange={text => set({ search: text })} />
      <Field label={say('role')}>
        <select
          className="lk-select"
          value={search.role ?? ''}
          onChange={event => set({ role: event.target.value as UsersSearch['role'] })}
        >
          <option value="">{say('everyRole')}</option>
          {roles.map(role => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={say('department')}>
        <select className="lk-select" value={search.department ?? ''} onChange={event => set({ department: event.target.value })}>
          <option value="">{say('everyDepartment')}</option>
          <DepartmentChoices />
        </select>
      </Field>
      <Field label={say('state')}>
        <select
          className="lk-select"
          value={search.state ?? ''}
          onChange={event => set({ state: event.target.value as UsersSearch['state'] })}
        >
          <option value="">{say('everyState')}</option>
          <option value="active">{say('active')}</option>
          <option value="barred">{say('barred')}</option>
        </select>
      </Field>
    </div>
  )
}
