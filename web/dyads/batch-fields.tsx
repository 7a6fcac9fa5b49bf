import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import type { CustomerBatch } from '#contract/dyads/batch.ts'
import { customerKinds } from '#core/dyads/customer.ts'
import { isOwnColumn, type OwnColumn } from '#contract/platform/own-columns.ts'
import type { FieldInput } from '#contract/platform/custom-fields.ts'
import { type CustomValue, writeValue } from '#core/platform/custom-field.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import { minorDigits } from '#core/units/money.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { batchTexts } from './batch.text.ts'
import { customerTagsQuery } from './batch.queries.ts'
import { columnOf, labelOf, useOpenFields } from './custom-columns.tsx'
import { CustomInput } from './custom-fields-input.tsx'
import { useCustomerOptions } from './customer-options.ts'
import { fieldTexts } from './dyads.text.ts'

export const batchFields = [
  'ownerId',
  'departmentId',
  'addTags',
  'removeTags',
  'customerKind',
  'region',
  'city',
  'industry',
  'paymentTermsDays',
  'contractEndsOn',
] as const
export type BatchField = (typeof batchFields)[number] | OwnColumn

const titles = {
  ownerId: 'owner',
  departmentId: 'department',
  customerKind: 'customerKind',
  region: 'region',
  city: 'city',
  industry: 'industry',
  paymentTermsDays: 'paymentTerms',
  contractEndsOn: 'contractEndsOn',
} as const

/** What a field of a batch is called, and its values in words. */
export function useBatchWords() {
  const say = useText(batchTexts)
  const field = useText(fieldTexts)
  const { owner, department } = useCustomerOptions()
  const language = useLanguage()
  const currency = useCurrency()
  const own = useOpenFields('customer', 'party')
  const ownField = (name: string) => own.find(each => columnOf(each) === name)
  const title = (name: string) => {
    const mine = ownField(name)
    if (mine !== undefined) return labelOf(mine, language)
    return usualTitle(name)
  }
  const usualTitle = (name: string) =>
    name === 'addTags' || name === 'removeTags' ? say(name) : name === 'tags' ? field('tags') : field(titles[name as keyof typeof titles])
  const worth = (name: string, value: unknown): string => {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return say('nothing')
    const mine = ownField(name)
    if (mine !== undefined && (typeof value !== 'object' || Array.isArray(value)))
      return owner.find(option => option.value === value)?.label ?? writeValue(mine, value as CustomValue, language, minorDigits(currency))
    if (Array.isArray(value)) return value.join('、')
    if (name === 'customerKind') return field(value as (typeof customerKinds)[number])
    const known = name === 'ownerId' ? owner : name === 'departmentId' ? department : []
    return (
      known.find(option => option.value === value)?.label ??
      (typeof value === 'object' ? JSON.stringify(value) : `${value as string | number}`)
    )
  }
  return { title, worth }
}

export type Draft = { readonly field: BatchField; readonly value: unknown }

/** The draft as the change it asks for; undefined while nothing is chosen. */
export function changeOf({ field, value }: Draft): CustomerBatch | undefined {
  if (isOwnColumn(field)) return { set: { custom: { [field.slice(customPrefix.length)]: (value ?? null) as FieldInput } } }
  if (field !== 'addTags' && field !== 'removeTags') return { set: { [field]: value ?? null } }
  return Array.isArray(value) && value.length > 0 ? { [field]: value } : undefined
}

/** The box for the value of one field. */
export function ValueBox({
  draft,
  onValue,
  ...control
}: {
  readonly draft: Draft
  readonly onValue: (value: unknown) => void
  readonly id?: string
}) {
  const field = useText(fieldTexts)
  const say = useText(batchTexts)
  const options = useCustomerOptions()
  const tags = useQuery({ ...customerTagsQuery, enabled: draft.field === 'addTags' || draft.field === 'removeTags' }).data?.rows ?? []
  const choices = {
    ownerId: options.owner.filter(({ value }) => value !== 'me' && value !== 'nobody'),
    departmentId: options.department.filter(({ value }) => value !== 'mine'),
    customerKind: customerKinds.map(value => ({ value, label: field(value) })),
  } as const
  const currency = useCurrency()
  const own = useOpenFields('customer', 'party').find(each => columnOf(each) === draft.field)
  const name = draft.field
  if (own !== undefined)
    return (
      <CustomInput {...control} field={own} value={(draft.value ?? null) as FieldInput} currency={currency} names={{}} onChange={onValue} />
    )
  if (name === 'addTags' || name === 'removeTags')
    return (
      <Select
        {...control}
        mode="tags"
        value={Array.isArray(draft.value) ? (draft.value as string[]) : []}
        options={tags.map(tag => ({ value: tag.name, label: tag.name }))}
        onChange={onValue}
      />
    )
  if (name === 'ownerId' || name === 'departmentId' || name === 'customerKind')
    return (
      <Select
        {...control}
        showSearch
        allowClear
        optionFilterProp="label"
        value={typeof draft.value === 'string' ? draft.value : null}
        options={[...choices[name]]}
        onChange={value => onValue(value ?? null)}
      />
    )
  if (name === 'paymentTermsDays')
    return (
      <NumberInput
        {...control}
        min={0}
        max={3650}
        precision={0}
        suffix={say('days')}
        value={typeof draft.value === 'number' ? draft.value : null}
        onChange={onValue}
      />
    )
  const text = typeof draft.value === 'string' ? draft.value : ''
  const type = name === 'contractEndsOn' ? 'date' : 'text'
  return <Input {...control} type={type} maxLength={100} value={text} onChange={event => onValue(event.target.value || null)} />
}

/** Which field is changed, and to what. */
export function BatchFields({ draft, onDraft }: { readonly draft: Draft; readonly onDraft: (draft: Draft) => void }) {
  const say = useText(batchTexts)
  const { title } = useBatchWords()
  const own = useOpenFields('customer', 'party').filter(field => field.type !== 'formula')
  const isTags = draft.field === 'addTags' || draft.field === 'removeTags'
  return (
    <div className="lk-form-grid">
      <Field label={say('what')}>
        <Select
          value={draft.field}
          showSearch
          optionFilterProp="label"
          options={[...batchFields, ...own.map(columnOf)].map(value => ({ value, label: title(value) }))}
          onChange={field => onDraft({ field, value: undefined })}
        />
      </Field>
      <Field label={isTags ? title(draft.field) : say('to')} hint={isTags ? undefined : say('emptied')}>
        <ValueBox draft={draft} onValue={value => onDraft({ ...draft, value })} />
      </Field>
    </div>
  )
}
