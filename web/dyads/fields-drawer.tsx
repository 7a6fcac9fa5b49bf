import { useMutation } from '@tanstack/react-query'
import { AutoComplete, Button, Checkbox, Input, Select } from 'antd'
import { type ComponentProps, type FormEvent, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { partyTexts } from './parties.text.ts'
import { PartyPicker } from './party-picker.tsx'
import './parties.css'

export type Draft = Readonly<Record<string, string | number | boolean | readonly string[] | null>>
type Option = { readonly value: string; readonly label: string }

/** One field of a small form. */
export type FormField = {
  readonly name: string
  readonly label: string
  readonly kind?: 'text' | 'area' | 'day' | 'number' | 'choice' | 'many' | 'flag' | 'suggest' | 'party'
  readonly required?: boolean
  readonly hint?: string | undefined
  readonly options?: readonly Option[]
  /** For a party: one that cannot be chosen. */
  readonly without?: string
}

type Part = { readonly field: FormField; readonly value: Draft[string]; readonly onChange: (value: Draft[string]) => void }

type Control = ComponentProps<typeof Field>['children']

function controlOf({ field, value, onChange }: Part): Control {
  const options = [...(field.options ?? [])]
  const text = typeof value === 'string' ? value : ''
  switch (field.kind) {
    case 'area':
      return <Input.TextArea rows={3} maxLength={4000} value={text} onChange={event => onChange(event.target.value)} />
    case 'day':
      return <Input type="date" value={text} onChange={event => onChange(event.target.value)} />
    case 'number':
      return <NumberInput min={0} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'choice':
      return (
        <Select
          allowClear={field.required !== true}
          showSearch
          optionFilterProp="label"
          value={text === '' ? undefined : text}
          options={options}
          onChange={(next: string | undefined) => onChange(next ?? null)}
        />
      )
    case 'many':
      return (
        <Select
          mode="multiple"
          optionFilterProp="label"
          value={[...((value as readonly string[] | null) ?? [])]}
          options={options}
          onChange={onChange}
        />
      )
    case 'suggest':
      return (
        <AutoComplete
          value={text}
          options={options}
          onChange={onChange}
          showSearch={{ filterOption: (typed, option) => String(option?.label).includes(typed) }}
        />
      )
    case 'party':
      return <PartyPicker value={text === '' ? null : text} without={field.without} onChange={onChange} />
    default:
      return <Input maxLength={500} value={text} onChange={event => onChange(event.target.value)} />
  }
}

const isEmpty = (value: Draft[string] | undefined) =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** A field with its label; a flag is its own label. */
function One({ field, value, onChange, error }: Part & { readonly error: string | undefined }) {
  if (field.kind === 'flag')
    return (
      <Checkbox checked={value === true} onChange={event => onChange(event.target.checked)}>
        {field.label}
      </Checkbox>
    )
  return (
    <Field label={field.label} required={field.required === true} hint={field.hint} error={error}>
      {controlOf({ field, value, onChange })}
    </Field>
  )
}

type Given = {
  readonly title: string
  /** The fields; they may depend on what has been entered. */
  readonly fields: (draft: Draft) => readonly FormField[]
  readonly start: Draft
  /** Sends what was entered: empty texts are null. */
  readonly save: (draft: Draft) => Promise<unknown>
  readonly verb?: string
  readonly onClose: () => void
}

/** A small form from the right: labels, what is needed, what the server refused, beside its field. */
export function FieldsDrawer({ title, fields, start, save, verb, onClose }: Given) {
  const say = useText(partyTexts)
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const shown = fields(draft)
  const missing = shown.filter(field => field.required && isEmpty(draft[field.name]))
  const saving = useMutation({
    mutationFn: () => {
      const entries = shown.map(({ name }) => {
        const value = draft[name] ?? null
        return [name, typeof value === 'string' ? value.trim() || null : value] as const
      })
      return save(Object.fromEntries(entries))
    },
    onSuccess: () => {
      toast('done', say('saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing.length === 0) saving.mutate()
  }
  return (
    <DrawerPage open title={title} onClose={onClose} width={480}>
      <form className="lk-stack lk-fields-drawer" noValidate onSubmit={submit}>
        <Refused error={saving.error} />
        {shown.map(field => (
          <One
            key={field.name}
            field={field}
            value={draft[field.name] ?? null}
            onChange={value => setDraft(old => ({ ...old, [field.name]: value }))}
            error={tried && missing.includes(field) ? say('fill') : refusedField(saving.error, field.name)}
          />
        ))}
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {verb ?? say('save')}
          </Button>
          <Button onClick={onClose}>{say('cancel')}</Button>
        </div>
      </form>
    </DrawerPage>
  )
}
