import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { CustomRecord, FieldInput } from '#contract/platform/custom-fields.ts'
import { type FieldEntity, isInForce } from '#core/platform/custom-field.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { customQuery, type RecordOf, saveCustom } from './custom-fields.queries.ts'
import { customTexts } from './custom-fields.text.ts'
import { CustomInput } from './custom-fields-input.tsx'
import { FieldValue } from './custom-fields-value.tsx'

type Shown = CustomRecord['fields'][number]

/** Fields of one heading after another, those without one first. */
function bySection(fields: readonly Shown[]): readonly (readonly [string, readonly Shown[]])[] {
  const sections = new Map<string, Shown[]>([['', []]])
  for (const field of fields) {
    const name = field.section ?? ''
    sections.set(name, [...(sections.get(name) ?? []), field])
  }
  return [...sections].filter(([, list]) => list.length > 0)
}

const today = () => new Intl.DateTimeFormat('en-CA').format(new Date())
const plain = (value: unknown): FieldInput => (typeof value === 'object' && !Array.isArray(value) ? null : ((value ?? null) as FieldInput))

/** What the form begins with: the values that are there, defaults where there is none. */
function draftOf({ values }: CustomRecord, fields: readonly Shown[]): Record<string, FieldInput> {
  return Object.fromEntries(fields.map(({ key, defaultValue }) => [key, plain(values[key] ?? defaultValue)]))
}

function Form({
  at,
  record,
  onClose,
}: {
  readonly at: RecordOf<FieldEntity>
  readonly record: CustomRecord
  readonly onClose: () => void
}) {
  const say = useText(customTexts)
  const language = useLanguage()
  const fields = record.fields.filter(field => field.level === 'editable' && field.type !== 'formula' && isInForce(field, today()))
  const [draft, setDraft] = useState(() => draftOf(record, fields))
  const saving = useMutation({
    mutationFn: () => saveCustom(at, draft),
    onSuccess: () => {
      toast('done', say('saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-stack" noValidate onSubmit={submit}>
      <Refused error={saving.error} />
      {bySection(fields).map(([section, list]) => (
        <div key={section} className="lk-stack">
          {section ? <h3>{section}</h3> : null}
          {list.map(field => (
            <Field
              key={field.key}
              label={language === 'en' ? field.labelEn : field.labelZh}
              hint={(language === 'en' ? field.helpEn : field.helpZh) ?? undefined}
              required={field.isRequired}
              error={refusedField(saving.error, `values.${field.key}`)}
            >
              <CustomInput
                field={field}
                value={draft[field.key] ?? null}
                currency={record.currency}
                names={record.names}
                onChange={value => setDraft(old => ({ ...old, [field.key]: value }))}
              />
            </Field>
          ))}
        </div>
      ))}
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
        <Button onClick={onClose}>{say('cancel')}</Button>
      </div>
    </form>
  )
}

function Values({ record }: { readonly record: CustomRecord }) {
  const language = useLanguage()
  const shown = record.fields.filter(field => !field.isArchived || record.values[field.key] !== undefined)
  return bySection(shown).map(([section, list]) => (
    <div key={section}>
      {section ? <h3>{section}</h3> : null}
      <dl className="lk-custom">
        {list.map(field => (
          <div key={field.key} style={{ display: 'contents' }}>
            <dt title={(language === 'en' ? field.helpEn : field.helpZh) ?? undefined}>
              {language === 'en' ? field.labelEn : field.labelZh}
            </dt>
            <dd>
              <FieldValue field={field} value={record.values[field.key]} names={record.names} currency={record.currency} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  ))
}

/** The firm's own fields on one record: nothing where it has made none for records of this kind. `bare`: without a card around it, inside a drawer. */
export function CustomFieldsCard({
  at,
  title,
  bare = false,
}: {
  readonly at: RecordOf<FieldEntity>
  readonly title?: string
  readonly bare?: boolean
}) {
  const say = useText(customTexts)
  const { data, error } = useQuery(customQuery(at))
  const [isEditing, setEditing] = useState(false)
  if (error) return <Refused error={error} />
  if (data === undefined || data.fields.length === 0) return null
  const mayFill = data.mayWrite && data.fields.some(field => field.level === 'editable' && !field.isArchived && field.type !== 'formula')
  return (
    <section className={bare ? 'lk-stack' : 'lk-card lk-stack'} aria-label={title ?? say('more')}>
      <div className="lk-card-title">
        <h2>{title ?? say('more')}</h2>
        {mayFill ? <Button onClick={() => setEditing(true)}>{say('edit')}</Button> : null}
      </div>
      <Values record={data} />
      {isEditing ? (
        <DrawerPage open title={say('editOf')} onClose={() => setEditing(false)} width={480}>
          <Form at={at} record={data} onClose={() => setEditing(false)} />
        </DrawerPage>
      ) : null}
    </section>
  )
}
