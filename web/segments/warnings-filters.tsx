import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { customerTypes } from '#core/segments/grid.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Field } from '#web/ui/field.tsx'
import { departmentsQuery, peopleQuery } from './segments.queries.ts'
import { warningTexts } from './warnings.text.ts'
import type { Narrowed } from './warnings-search.ts'
import './forecast.css'

type Option = { readonly value: string; readonly label: string }

type ManyGiven = {
  readonly label: string
  readonly value: readonly string[] | undefined
  readonly options: readonly Option[]
  readonly onChange: (value: readonly string[] | undefined) => void
}

/** One field with several choices; none = any. */
export function Many({ label, value, options, onChange }: ManyGiven) {
  const say = useText(warningTexts)
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
        onChange={(chosen: string[]) => onChange(chosen.length > 0 ? chosen : undefined)}
      />
    </Field>
  )
}

function useOptions(): Readonly<Record<keyof Narrowed, readonly Option[]>> {
  const say = useText(warningTexts)
  const word = useText(customerWords)
  const language = useLanguage()
  const people = useQuery(peopleQuery).data?.rows ?? []
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  return {
    owner: [
      { value: 'me', label: say('me') },
      { value: 'nobody', label: say('nobody') },
      ...people.map(({ userId, name }) => ({ value: userId, label: name })),
    ],
    department: [
      { value: 'mine', label: say('mine') },
      ...departments.map(({ departmentId, name, nameEn }) => ({
        value: departmentId,
        label: (language === 'en' ? nameEn : null) ?? name,
      })),
    ],
    type: [...customerTypes, 'unplaced' as const].map(value => ({ value, label: word(value) })),
  }
}

type Given = {
  readonly search: Narrowed
  readonly onChange: (change: { readonly [K in keyof Narrowed]?: Narrowed[K] | undefined }) => void
  readonly onClear: (() => void) | undefined
  readonly children?: ReactNode
}

/** Who is listed: owner, department, type, and what a page adds; each counts as soon as it is set. On a phone they wait behind a button. */
export function NarrowForm({ search, onChange, onClear, children }: Given) {
  const say = useText(warningTexts)
  const options = useOptions()
  const count = Object.values(search).filter(Array.isArray).length
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button className="lk-narrow-button lk-no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
        {count > 0 ? say('filterCount', { count }) : say('filters')}
      </Button>
      <form
        className="lk-card lk-narrow-form lk-no-print"
        data-open={open}
        aria-label={say('filters')}
        onSubmit={event => event.preventDefault()}
      >
        {(['owner', 'department', 'type'] as const).map(name => (
          <Many key={name} label={say(name)} value={search[name]} options={options[name]} onChange={value => onChange({ [name]: value })} />
        ))}
        {children}
        {onClear ? (
          <div>
            <Button onClick={onClear}>{say('clear')}</Button>
          </div>
        ) : null}
      </form>
    </>
  )
}
