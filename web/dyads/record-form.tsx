import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Switch } from 'antd'
import { type FormEvent, useState } from 'react'
import { minorDigits } from '#core/units/money.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { CustomerChoice } from './customer-choice.tsx'
import { customerQuery, departmentsQuery, peopleQuery } from './dyads.queries.ts'
import { OwnFieldsPart, useNewOwnDraft, useOwnDraft } from './custom-form-part.tsx'
import { type Draft, type DraftValue, entityOf, type FormField, type Option, type RecordKind, type RecordRow } from './record-kind.ts'
import { recordTexts } from './records.text.ts'
import { recordsChanged } from './records.queries.ts'
import './dyads.css'

/** An instant as the browser's field of date and time wants it, and back. */
const localOf = (instant: string): string => {
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const isEmpty = (value: DraftValue | undefined) => value === null || value === undefined || value === ''

function useChoices(dyadId: string | undefined, kind: FormField['kind']): readonly Option[] {
  const language = useLanguage()
  const people = useQuery({ ...peopleQuery, enabled: kind === 'person' }).data?.rows ?? []
  const departments = useQuery({ ...departmentsQuery, enabled: kind === 'department' }).data?.rows ?? []
  const contacts =
    useQuery({ ...customerQuery(dyadId ?? '', undefined), enabled: kind === 'contact' && dyadId !== undefined }).data?.contacts ?? []
  if (kind === 'person') return people.map(({ userId, name }) => ({ value: userId, label: name }))
  if (kind === 'department')
    return departments.map(({ departmentId, name, nameEn }) => ({
      value: departmentId,
      label: (language === 'en' ? nameEn : null) ?? name,
    }))
  return contacts.map(({ contactId, name, title }) => ({ value: contactId, label: title ? `${name} · ${title}` : name }))
}

type ControlGiven = {
  readonly field: FormField
  readonly value: DraftValue | undefined
  readonly currency: string
  readonly dyadId: string | undefined
  readonly disabled: boolean
  readonly onChange: (value: DraftValue) => void
}

/** What a control is about; the rest is what Field ties it to its label with. */
type Part = { readonly about: ControlGiven }

/** A field of numbers: whole ones as they are, money in whole units of its currency. */
function NumberControl({ about: { field, value, currency, disabled, onChange }, ...tied }: Part) {
  const digits = field.kind === 'money' ? minorDigits(currency) : 0
  const shown = typeof value === 'number' ? value / 10 ** digits : null
  const keep = (next: number | null) => onChange(next === null ? null : Math.round(next * 10 ** digits))
  const most = field.kind === 'money' ? 90_000_000_000 : (field.most ?? 1_000_000)
  return <NumberInput {...tied} disabled={disabled} min={0} max={most} precision={digits} value={shown} onChange={keep} />
}

function TimeControl({ about: { field, value, disabled, onChange }, ...tied }: Part) {
  const text = typeof value === 'string' ? value : ''
  if (field.kind === 'day')
    return <Input {...tied} disabled={disabled} type="date" value={text} onChange={event => onChange(event.target.value || null)} />
  const shown = text === '' ? '' : localOf(text)
  const keep = (typed: string) => onChange(typed === '' ? null : new Date(typed).toISOString())
  return <Input {...tied} disabled={disabled} type="datetime-local" value={shown} onChange={event => keep(event.target.value)} />
}

function ChoiceControl({ about: { field, value, dyadId, disabled, onChange }, ...tied }: Part) {
  const choices = useChoices(dyadId, field.kind)
  if (field.kind === 'tags') {
    const tags = Array.isArray(value) ? (value as string[]) : []
    return <Select {...tied} disabled={disabled} mode="tags" maxCount={30} value={tags} onChange={(next: string[]) => onChange(next)} />
  }
  return (
    <Select
      {...tied}
      disabled={disabled}
      allowClear={field.required !== true}
      showSearch
      optionFilterProp="label"
      value={typeof value === 'string' && value !== '' ? value : undefined}
      options={[...(field.options ?? choices)]}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}

function TextControl({ about: { field, value, disabled, onChange }, ...tied }: Part) {
  const text = typeof value === 'string' ? value : ''
  const written = { ...tied, disabled, value: text, maxLength: field.most ?? (field.kind === 'area' ? 4000 : 200) }
  if (field.kind === 'text') return <Input {...written} onChange={event => onChange(event.target.value)} />
  return <Input.TextArea {...written} rows={3} onChange={event => onChange(event.target.value)} />
}

/** The control of one field. Field gives it its id and what readers need, so all of it is passed on. */
function Control({ about, ...tied }: Part) {
  switch (about.field.kind) {
    case 'text':
    case 'area':
      return <TextControl about={about} {...tied} />
    case 'day':
    case 'moment':
      return <TimeControl about={about} {...tied} />
    case 'whole':
    case 'money':
      return <NumberControl about={about} {...tied} />
    case 'yes':
      return <Switch {...tied} disabled={about.disabled} checked={about.value === true} onChange={next => about.onChange(next)} />
    case 'choice':
    case 'person':
    case 'department':
    case 'contact':
    case 'tags':
      return <ChoiceControl about={about} {...tied} />
  }
}

/** Only what differs from what was read: what a person did not touch is not written. */
function bodyOf(draft: Draft, before: Draft | undefined): object {
  const changed = Object.entries(draft).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before?.[key]))
  return Object.fromEntries(
    changed.filter(([, value]) => before !== undefined || !isEmpty(value)).map(([key, value]) => [key, value === '' ? null : value]),
  )
}

type Given<R extends RecordRow> = {
  readonly kind: RecordKind<R>
  /** The record that is changed; left out for a new one. */
  readonly row?: R | undefined
  /** The customer, where it is known already. */
  readonly dyadId?: string | undefined
  readonly start?: Draft | undefined
  readonly onDone: (row: R) => void
  readonly onCancel: () => void
}

/** The form of a record, new or changed: its fields one below the other, errors beside what they are about. */
export function RecordForm<R extends RecordRow>({ kind, row, dyadId, start, onDone, onCancel }: Given<R>) {
  const say = useText(recordTexts)
  const [before] = useState(() => (row ? kind.draftOf(row) : undefined))
  const [draft, setDraft] = useState<Draft>(() => before ?? { ...kind.blank, ...start })
  const [chosen, setChosen] = useState<string | undefined>(dyadId ?? row?.dyadId)
  const [tried, setTried] = useState(false)
  const fields = kind.fields.filter(field => field.when?.(draft) !== false && row?.limits[field.guardedAs ?? field.key] !== 'hidden')
  const lacking = (field: FormField) => field.required === true && isEmpty(draft[field.key])
  const fresh = useNewOwnDraft(row ? [] : [entityOf(kind)])
  const kept = useOwnDraft(row && { dyadId: row.dyadId, entity: entityOf(kind), recordId: kind.idOf(row) })
  const own = row ? kept : fresh
  const saving = useMutation({
    mutationFn: async () => {
      const body = bodyOf(draft, before)
      if (row === undefined) return await kind.create(chosen ?? '', { ...body, ...own.given })
      await own.save()
      return await kind.update(row.dyadId, kind.idOf(row), { ...body, version: row.version })
    },
    onSuccess: async saved => {
      await recordsChanged()
      toast('done', say('saved'))
      onDone(saved)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (chosen !== undefined && !fields.some(lacking) && own.lacking.length === 0) saving.mutate()
  }
  return (
    <form className="lk-stack lk-evidence-form" noValidate onSubmit={submit} aria-label={row ? say('edit') : kind.words.add}>
      <Refused error={saving.error} />
      {row === undefined && dyadId === undefined ? (
        <Field label={say('customer')} required error={tried && chosen === undefined ? say('fill') : undefined}>
          <CustomerChoice value={chosen} onChange={setChosen} />
        </Field>
      ) : null}
      {fields.map(field => {
        const currency = kind.currencyOf(draft)
        const label = field.kind === 'money' ? say('amountIn', { label: field.label, currency }) : field.label
        const level = row?.limits[field.guardedAs ?? field.key]
        const error = tried && lacking(field) ? say('fill') : refusedField(saving.error, field.key)
        return (
          <Field key={field.key} label={label} required={field.required === true} hint={field.hint} error={error}>
            <Control
              about={{
                field,
                value: draft[field.key],
                currency,
                dyadId: chosen,
                disabled: level === 'masked' || level === 'read_only',
                onChange: value => setDraft(old => ({ ...old, [field.key]: value })),
              }}
            />
          </Field>
        )
      })}
      <OwnFieldsPart own={own} error={saving.error} tried={tried} />
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
        <Button onClick={onCancel}>{say('cancel')}</Button>
      </div>
    </form>
  )
}
