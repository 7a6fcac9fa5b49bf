import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CustomField, FieldInput } from '#contract/platform/custom-fields.ts'
import { type FieldEntity, isInForce } from '#core/platform/custom-field.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { labelOf, useOpenFields } from './custom-columns.tsx'
import { CustomInput } from './custom-fields-input.tsx'
import { customQuery, type RecordOf, saveCustom } from './custom-fields.queries.ts'
import { customTexts } from './custom-fields.text.ts'

type Values = Readonly<Record<string, FieldInput>>

const today = () => new Intl.DateTimeFormat('en-CA').format(new Date())
const plain = (value: unknown): FieldInput => (typeof value === 'object' && !Array.isArray(value) ? null : ((value ?? null) as FieldInput))
const isEmpty = (value: FieldInput | undefined) =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** The firm's own fields within the form of a record: what is entered of them, and what of it is sent. */
export type OwnDraft = {
  readonly fields: readonly CustomField[]
  readonly values: Values
  readonly names: Readonly<Record<string, string>>
  readonly set: (key: string, value: FieldInput) => void
  /** Required ones that are still empty. */
  readonly lacking: readonly string[]
  /** What was entered, for a record that is made. */
  readonly given: { readonly custom?: Record<string, FieldInput> }
  /** Writes what was changed of a record that is there. */
  readonly save: () => Promise<void>
}

const asked = (field: CustomField) => field.type !== 'formula' && isInForce(field, today())

function draftFrom(fields: readonly CustomField[], entered: Values, before: Values): Pick<OwnDraft, 'values' | 'lacking'> {
  const values = Object.fromEntries(fields.map(({ key, defaultValue }) => [key, entered[key] ?? before[key] ?? plain(defaultValue)]))
  const all = { ...values, ...entered }
  return { values: all, lacking: fields.filter(field => field.isRequired && isEmpty(all[field.key])).map(field => field.key) }
}

/** Own fields of a record that is made. `onlyRequired`: a quick form asks for those alone that cannot be left out. */
export function useNewOwnDraft(entities: readonly FieldEntity[], onlyRequired = false): OwnDraft {
  const open = useOpenFields(...entities)
  const [entered, setEntered] = useState<Values>({})
  const fields = open.filter(field => asked(field) && (!onlyRequired || field.isRequired))
  const { values, lacking } = draftFrom(fields, entered, {})
  const filled = Object.entries(values).filter(([, value]) => !isEmpty(value))
  return {
    fields,
    values,
    names: {},
    set: (key, value) => setEntered(old => ({ ...old, [key]: value })),
    lacking,
    given: filled.length > 0 ? { custom: Object.fromEntries(filled) } : {},
    save: () => Promise.resolve(),
  }
}

/** Own fields of a record that is there; undefined: nothing is asked for. */
export function useOwnDraft(at: RecordOf<FieldEntity> | undefined): OwnDraft {
  const nowhere = { dyadId: '', entity: 'customer', recordId: '' } as const
  const { data } = useQuery({ ...customQuery(at ?? nowhere), enabled: at !== undefined })
  const [entered, setEntered] = useState<Values>({})
  const fields = (data?.fields ?? []).filter(field => field.level === 'editable' && asked(field))
  const before = Object.fromEntries(Object.entries(data?.values ?? {}).map(([key, value]) => [key, plain(value)]))
  const { values, lacking } = draftFrom(fields, entered, before)
  return {
    fields,
    values,
    names: data?.names ?? {},
    set: (key, value) => setEntered(old => ({ ...old, [key]: value })),
    lacking: lacking.filter(key => key in entered),
    given: {},
    save: async () => {
      if (at !== undefined && Object.keys(entered).length > 0) await saveCustom(at, { ...entered })
    },
  }
}

/** The controls of own fields within a form, with what is wrong beside each. */
export function OwnFieldsPart({ own, error, tried }: { readonly own: OwnDraft; readonly error: unknown; readonly tried: boolean }) {
  const say = useText(customTexts)
  const language = useLanguage()
  const currency = useCurrency()
  return own.fields.map(field => (
    <Field
      key={field.fieldId}
      label={labelOf(field, language)}
      hint={(language === 'en' ? field.helpEn : field.helpZh) ?? undefined}
      required={field.isRequired}
      error={
        tried && own.lacking.includes(field.key)
          ? say('required')
          : (refusedField(error, `custom.${field.key}`) ?? refusedField(error, `values.${field.key}`))
      }
    >
      <CustomInput
        field={field}
        value={own.values[field.key] ?? null}
        currency={currency}
        names={own.names}
        onChange={value => own.set(field.key, value)}
      />
    </Field>
  ))
}
