import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import { customerKinds } from '#core/dyads/customer.ts'
import { foldCreditCode, isCreditCode } from '#core/dyads/credit-code.ts'
import { Refusal } from '#web/platform/refusal.ts'
import { useSession } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { OwnFieldsParts, useCustomerOwn } from './custom-fields-of-customer.tsx'
import { bodyOf, type DayField, type Draft, draftOf, type TextField } from './customer-draft.ts'
import { addCustomer, changeCustomer, customerQuery, departmentsQuery, peopleQuery } from './dyads.queries.ts'
import { DuplicatePanel, duplicatesIn } from './duplicate-panel.tsx'
import { dyadTexts, fieldTexts } from './dyads.text.ts'
import { type Limits, useLimit } from './limited.tsx'
import './dyads.css'

type Part = {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  readonly error: unknown
  readonly limits: Limits | undefined
}

function TextIn({
  name,
  draft,
  set,
  error,
  type = 'text',
  long = false,
  hint,
  limits,
}: Part & { readonly name: TextField | DayField; readonly type?: string; readonly long?: boolean; readonly hint?: string }) {
  const say = useText(fieldTexts)
  const limit = useLimit(limits)(name)
  const disabled = limit !== undefined
  return (
    <div className={long ? 'lk-whole' : undefined}>
      <Field label={say(name)} hint={limit ?? hint} error={refusedField(error, name)}>
        {long ? (
          <Input.TextArea
            rows={3}
            maxLength={4000}
            disabled={disabled}
            value={draft[name]}
            onChange={event => set({ [name]: event.target.value })}
          />
        ) : (
          <Input type={type} disabled={disabled} value={draft[name]} onChange={event => set({ [name]: event.target.value })} />
        )}
      </Field>
    </div>
  )
}

function People(part: Part) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const people = (useQuery(peopleQuery).data?.rows ?? []).filter(person => !person.disabled || person.userId === part.draft.ownerId)
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  return (
    <>
      <Field label={field('owner')} error={refusedField(part.error, 'ownerId')}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          placeholder={say('nobodyYet')}
          value={part.draft.ownerId ?? undefined}
          options={people.map(({ userId, name }) => ({ value: userId, label: name }))}
          onChange={(value: string | undefined) => part.set({ ownerId: value ?? null })}
        />
      </Field>
      <Field label={field('department')} error={refusedField(part.error, 'departmentId')}>
        <Select
          allowClear
          placeholder={say('nobodyYet')}
          value={part.draft.departmentId ?? undefined}
          options={departments.map(({ departmentId, name }) => ({ value: departmentId, label: name }))}
          onChange={(value: string | undefined) => part.set({ departmentId: value ?? null })}
        />
      </Field>
    </>
  )
}

function Basics(part: Part & { readonly tried: boolean }) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const { draft, set, error, tried } = part
  const uscc = foldCreditCode(draft.uscc)
  const doubtful = uscc.length >= 18 && !isCreditCode(uscc)
  return (
    <fieldset className="lk-form-grid">
      <div className="lk-whole">
        <Field
          label={field('fullName')}
          required
          hint={say('nameHint')}
          error={tried && draft.name.trim() === '' ? say('fill') : refusedField(error, 'name')}
        >
          <Input autoFocus maxLength={200} value={draft.name} onChange={event => set({ name: event.target.value })} />
        </Field>
      </div>
      <TextIn {...part} name="code" hint={say('codeHint')} />
      <Field label={field('customerKind')} error={refusedField(error, 'customerKind')}>
        <Select
          allowClear
          placeholder={field('unknown')}
          value={draft.customerKind ?? undefined}
          options={customerKinds.map(kind => ({ value: kind, label: field(kind) }))}
          onChange={(value: Customer['customerKind'] | undefined) => set({ customerKind: value ?? null })}
        />
      </Field>
      <People {...part} />
      <TextIn {...part} name="nameEn" />
      <TextIn {...part} name="shortName" />
      <TextIn {...part} name="industry" />
      <div>
        <Field label={field('uscc')} error={refusedField(error, 'uscc') ?? (doubtful && !draft.acceptUscc ? say('usccWrong') : undefined)}>
          <Input maxLength={40} value={draft.uscc} onChange={event => set({ uscc: event.target.value })} />
        </Field>
        {doubtful || draft.acceptUscc ? (
          <Checkbox checked={draft.acceptUscc} onChange={event => set({ acceptUscc: event.target.checked })}>
            {say('keepUscc')}
          </Checkbox>
        ) : null}
        {doubtful && draft.acceptUscc ? (
          <Field label={say('usccReason')} hint={say('usccReasonHint')} error={refusedField(error, 'usccReason')}>
            <Input maxLength={300} value={draft.usccReason} onChange={event => set({ usccReason: event.target.value })} />
          </Field>
        ) : null}
      </div>
    </fieldset>
  )
}

function Dealings(part: Part) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const { draft, set, error } = part
  return (
    <fieldset className="lk-form-grid">
      <Field label={field('paymentTerms')} error={refusedField(error, 'paymentTermsDays')}>
        <NumberInput
          min={0}
          max={3650}
          precision={0}
          suffix={say('daysUnit')}
          value={draft.paymentTermsDays}
          onChange={value => set({ paymentTermsDays: value })}
        />
      </Field>
      <TextIn {...part} name="since" type="date" />
      <TextIn {...part} name="contractEndsOn" type="date" />
      <TextIn {...part} name="endNoticedOn" type="date" />
      <Checkbox checked={draft.isProjectBuyer} onChange={event => set({ isProjectBuyer: event.target.checked })}>
        {field('isProjectBuyer')}
      </Checkbox>
      <TextIn {...part} name="note" long />
    </fieldset>
  )
}

type Given = { readonly customer?: Customer; readonly onClose: () => void; readonly onSaved: (customer: Customer) => void }

/** Where a customer is entered or changed. When someone else has changed it meanwhile, the latest is loaded and nothing is lost unseen. */
export function CustomerForm({ customer, onClose, onSaved }: Given) {
  const say = useText(dyadTexts)
  const session = useSession()
  const client = useQueryClient()
  const [base, setBase] = useState(customer)
  const [draft, setDraft] = useState(() => draftOf(customer, session?.user.userId ?? null, session?.place?.departmentId ?? null))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const [another, setAnother] = useState('')
  const own = useCustomerOwn(customer)
  const saving = useMutation({
    mutationFn: async () => {
      const body = { ...bodyOf(draft), ...(another.trim().length > 1 ? { duplicateReason: another.trim() } : {}) }
      if (base === undefined) return addCustomer({ ...body, ...own.given })
      await own.save()
      return await changeCustomer(base.dyadId, { ...body, version: base.version })
    },
    onSuccess: saved => {
      toast('done', base ? say('saved') : say('created', { name: saved.name }))
      onSaved(saved)
    },
    onError: async error => {
      if (!base || !(error instanceof Refusal) || error.code !== 'stale') return
      const latest = await client.fetchQuery({ ...customerQuery(base.dyadId, undefined), staleTime: 0 })
      setBase(latest)
      setDraft(draftOf(latest, null, null))
      toast('told', say('staleHint'))
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (draft.name.trim() !== '' && own.isWhole) saving.mutate()
    else if (draft.name.trim() === '') event.currentTarget.querySelector('input')?.focus()
  }
  const found = duplicatesIn(saving.error)
  const part = { draft, set, error: saving.error, limits: customer?.limits.customer }
  return (
    <DrawerPage open title={say(customer ? 'editCustomer' : 'newCustomer')} onClose={onClose} width={720}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={saving.error} />
        <h3>{say('basics')}</h3>
        <Basics {...part} tried={tried} />
        <h3>{say('place')}</h3>
        <fieldset className="lk-form-grid">
          <TextIn {...part} name="country" />
          <TextIn {...part} name="region" />
          <TextIn {...part} name="city" />
          <TextIn {...part} name="postalCode" />
          <TextIn {...part} name="phone" type="tel" />
          <TextIn {...part} name="email" type="email" />
          <TextIn {...part} name="website" />
          <TextIn {...part} name="address" long />
        </fieldset>
        <h3>{say('dealings')}</h3>
        <Dealings {...part} />
        <OwnFieldsParts own={own} error={saving.error} tried={tried} />
        {found ? <DuplicatePanel found={found} reason={another} onReason={setAnother} /> : null}
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
          <Button onClick={onClose}>{say('cancel')}</Button>
        </div>
      </form>
    </DrawerPage>
  )
}
