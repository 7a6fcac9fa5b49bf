import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { minorDigits } from '#core/units/money.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { FilterBuilder } from '#web/ui/filter-builder.tsx'
import { asGroup, finished } from '#web/ui/filter-columns.ts'
import { Field } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { type CustomerSearch, filtersOf, flags } from './customer-search.ts'
import { useCustomerFilterColumns } from './customer-filter-fields.ts'
import { useCustomerOptions } from './customer-options.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'
import { partyTexts } from './parties.text.ts'
import { PartyPicker } from './party-picker.tsx'
import './dyads.css'

type Draft = ReturnType<typeof filtersOf>
type Set = (change: { readonly [K in keyof Draft]?: Draft[K] | undefined }) => void
type Part = { readonly draft: Draft; readonly set: Set }
type Option = { readonly value: string; readonly label: string }

type ManyGiven = {
  readonly label: string
  readonly value: readonly string[] | undefined
  readonly options: readonly Option[]
  readonly onChange: (value: string[]) => void
}

function Many({ label, value, options, onChange }: ManyGiven) {
  const say = useText(dyadTexts)
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
        onChange={onChange}
      />
    </Field>
  )
}

function Choices({ draft, set }: Part) {
  const field = useText(fieldTexts)
  const say = useText(dyadTexts)
  const group = useText(partyTexts)('groupFilter')
  const options = useCustomerOptions()
  const many = (name: 'type' | 'tier' | 'stage' | 'customerKind' | 'owner' | 'department' | 'country' | 'region' | 'warning' | 'churn') => (
    <Many
      label={field(name)}
      value={draft[name]}
      options={options[name]}
      onChange={value => set({ [name]: value.length > 0 ? value : undefined })}
    />
  )
  const band = (name: 'currentBand' | 'potentialBand') => (
    <Many
      label={field(name)}
      value={draft[name]}
      options={options.band}
      onChange={value => set({ [name]: value.length > 0 ? value : undefined } as never)}
    />
  )
  return (
    <>
      {many('type')}
      {many('tier')}
      {many('stage')}
      {band('currentBand')}
      {band('potentialBand')}
      {many('owner')}
      {many('department')}
      {many('customerKind')}
      {many('country')}
      {many('region')}
      <Field label={group}>
        <PartyPicker
          value={draft.group?.find(one => one !== 'none') ?? null}
          onChange={one => set({ group: one === null ? undefined : [one] })}
        />
      </Field>
      {many('warning')}
      {many('churn')}
      <Many
        label={say('missing')}
        value={draft.missing}
        options={options.missing}
        onChange={value => set({ missing: value.length > 0 ? value : undefined } as never)}
      />
    </>
  )
}

type RangeGiven = {
  readonly label: string
  readonly from: number | undefined
  readonly to: number | undefined
  readonly onFrom: (value: number | undefined) => void
  readonly onTo: (value: number | undefined) => void
  readonly max?: number
}

function Range({ label, from, to, onFrom, onTo, max }: RangeGiven) {
  const say = useText(dyadTexts)
  const most = max === undefined ? {} : { min: 0, max }
  return (
    <fieldset className="lk-range-field">
      <legend>{label}</legend>
      <NumberInput {...most} aria-label={`${label} ${say('from')}`} value={from ?? null} onChange={value => onFrom(value ?? undefined)} />
      <span aria-hidden="true">–</span>
      <NumberInput {...most} aria-label={`${label} ${say('to')}`} value={to ?? null} onChange={value => onTo(value ?? undefined)} />
    </fieldset>
  )
}

type DaysGiven = {
  readonly label: string
  readonly from: string | undefined
  readonly to: string | undefined
  readonly onFrom: (day: string | undefined) => void
  readonly onTo: (day: string | undefined) => void
}

function Days({ label, from, to, onFrom, onTo }: DaysGiven) {
  const say = useText(dyadTexts)
  return (
    <fieldset className="lk-range-field">
      <legend>{label}</legend>
      <Input
        type="date"
        aria-label={`${label} ${say('from')}`}
        value={from ?? ''}
        onChange={event => onFrom(event.target.value || undefined)}
      />
      <span aria-hidden="true">–</span>
      <Input type="date" aria-label={`${label} ${say('to')}`} value={to ?? ''} onChange={event => onTo(event.target.value || undefined)} />
    </fieldset>
  )
}

const scaled = (value: number | undefined, by: number) => (value === undefined ? undefined : Math.round(value * by * 1e6) / 1e6)

function Ranges({ draft, set }: Part) {
  const say = useText(dyadTexts)
  const currency = useCurrency()
  const unit = 10 ** minorDigits(currency)
  return (
    <>
      <Days
        label={say('lastOrderRange')}
        from={draft.lastOrderFrom}
        to={draft.lastOrderTo}
        onFrom={lastOrderFrom => set({ lastOrderFrom })}
        onTo={lastOrderTo => set({ lastOrderTo })}
      />
      <Days
        label={say('nextOrderRange')}
        from={draft.nextOrderFrom}
        to={draft.nextOrderTo}
        onFrom={nextOrderFrom => set({ nextOrderFrom })}
        onTo={nextOrderTo => set({ nextOrderTo })}
      />
      <Range
        label={say('valueRange', { currency })}
        from={scaled(draft.valueFrom, 1 / unit)}
        to={scaled(draft.valueTo, 1 / unit)}
        onFrom={value => set({ valueFrom: value === undefined ? undefined : Math.round(value * unit) })}
        onTo={value => set({ valueTo: value === undefined ? undefined : Math.round(value * unit) })}
      />
      <Range
        label={say('clvRange', { currency })}
        from={scaled(draft.clvFrom, 1 / unit)}
        to={scaled(draft.clvTo, 1 / unit)}
        onFrom={value => set({ clvFrom: value === undefined ? undefined : Math.round(value * unit) })}
        onTo={value => set({ clvTo: value === undefined ? undefined : Math.round(value * unit) })}
      />
      <Range
        label={say('aliveRange')}
        max={100}
        from={scaled(draft.pAliveFrom, 100)}
        to={scaled(draft.pAliveTo, 100)}
        onFrom={value => set({ pAliveFrom: scaled(value, 0.01) })}
        onTo={value => set({ pAliveTo: scaled(value, 0.01) })}
      />
      <Range
        label={say('confidenceRange')}
        max={100}
        from={scaled(draft.confidenceFrom, 100)}
        to={scaled(draft.confidenceTo, 100)}
        onFrom={value => set({ confidenceFrom: scaled(value, 0.01) })}
        onTo={value => set({ confidenceTo: scaled(value, 0.01) })}
      />
      <Range
        label={say('completenessRange')}
        max={100}
        from={draft.completenessFrom}
        to={draft.completenessTo}
        onFrom={value => set({ completenessFrom: value === undefined ? undefined : Math.round(value) })}
        onTo={value => set({ completenessTo: value === undefined ? undefined : Math.round(value) })}
      />
    </>
  )
}

function Flags({ draft, set }: Part) {
  const say = useText(dyadTexts)
  return (
    <fieldset className="lk-range-field lk-flags-field">
      <legend>{say('flags')}</legend>
      {flags.map(flag => (
        <Checkbox key={flag} checked={draft[flag] === true} onChange={event => set({ [flag]: event.target.checked ? true : undefined })}>
          {say(flag)}
        </Checkbox>
      ))}
    </fieldset>
  )
}

type Given = { readonly search: CustomerSearch; readonly onApply: (filters: Draft) => void; readonly onClear: () => void }

/** The query form: everything the list can be narrowed by. It is filled in, then applied at once. */
export default function CustomerFilters({ search, onApply, onClear }: Given) {
  const say = useText(dyadTexts)
  const [draft, setDraft] = useState<Draft>(() => filtersOf(search))
  const columns = useCustomerFilterColumns()
  const set: Set = change => setDraft(old => ({ ...old, ...change }) as Draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { filter, ...plain } = draft
    const whole = filter === undefined ? undefined : finished(filter, columns)
    onApply(whole === undefined ? plain : { ...plain, filter: whole })
  }
  return (
    <form className="lk-card lk-filter-form" onSubmit={submit} aria-label={say('filters')}>
      <Choices draft={draft} set={set} />
      <Ranges draft={draft} set={set} />
      <Flags draft={draft} set={set} />
      <FilterBuilder columns={columns} filter={asGroup(draft.filter)} onChange={filter => set({ filter })} />
      <div className="lk-actions lk-filter-actions">
        <Button type="primary" htmlType="submit">
          {say('apply')}
        </Button>
        <Button onClick={onClear}>{say('clear')}</Button>
      </div>
    </form>
  )
}
