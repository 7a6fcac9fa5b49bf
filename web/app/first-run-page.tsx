import { useMutation } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { foundCompany } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { entryTexts } from './entry.text.ts'
import { passwordFault } from './new-password.ts'

const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'JPY', 'HKD', 'TWD', 'KRW', 'SGD', 'AUD', 'CAD', 'CHF', 'INR', 'THB', 'VND', 'MYR', 'IDR']
const zones = Intl.supportedValuesOf('timeZone')
const zoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai'

const blank = {
  company: '',
  companyEn: '',
  currency: 'CNY',
  timeZone: zones.includes(zoneHere) ? zoneHere : 'Asia/Shanghai',
  name: '',
  email: '',
  password: '',
  repeated: '',
}
type Filled = typeof blank
type Part = { readonly filled: Filled; readonly set: (change: Partial<Filled>) => void; readonly tried: boolean; readonly error: unknown }

function CompanyPart({ filled, set, tried, error }: Part) {
  const say = useText(entryTexts)
  return (
    <fieldset>
      <legend>{say('yourCompany')}</legend>
      <Field
        label={say('companyName')}
        required
        error={tried && filled.company.trim() === '' ? say('fill') : refusedField(error, 'company.name')}
      >
        <Input autoComplete="organization" value={filled.company} onChange={event => set({ company: event.target.value })} />
      </Field>
      <Field label={say('companyNameEn')} error={refusedField(error, 'company.nameEn')}>
        <Input value={filled.companyEn} onChange={event => set({ companyEn: event.target.value })} />
      </Field>
      <Field label={say('currency')} hint={say('currencyHint')} error={refusedField(error, 'company.baseCurrency')}>
        <select className="lk-select" value={filled.currency} onChange={event => set({ currency: event.target.value })}>
          {currencies.map(currency => (
            <option key={currency}>{currency}</option>
          ))}
        </select>
      </Field>
      <Field label={say('timeZone')} hint={say('timeZoneHint')} error={refusedField(error, 'company.timeZone')}>
        <select className="lk-select" value={filled.timeZone} onChange={event => set({ timeZone: event.target.value })}>
          {zones.map(zone => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </Field>
    </fieldset>
  )
}

function AdministratorPart({ filled, set, tried, error }: Part) {
  const say = useText(entryTexts)
  const fault = tried ? passwordFault(filled.password, filled.repeated) : undefined
  const tooShort = typeof fault === 'object' ? say('passwordTooShort', { count: fault.missing }) : undefined
  return (
    <fieldset>
      <legend>{say('administrator')}</legend>
      <Field
        label={say('yourName')}
        required
        error={tried && filled.name.trim() === '' ? say('fill') : refusedField(error, 'administrator.name')}
      >
        <Input autoComplete="name" value={filled.name} onChange={event => set({ name: event.target.value })} />
      </Field>
      <Field
        label={say('email')}
        required
        error={tried && filled.email.trim() === '' ? say('fillEmail') : refusedField(error, 'administrator.email')}
      >
        <Input type="email" autoComplete="username" value={filled.email} onChange={event => set({ email: event.target.value })} />
      </Field>
      <Field
        label={say('newPassword')}
        required
        hint={say('newPasswordHint')}
        error={tooShort ?? refusedField(error, 'administrator.password')}
      >
        <Input.Password autoComplete="new-password" value={filled.password} onChange={event => set({ password: event.target.value })} />
      </Field>
      <Field label={say('repeatPassword')} required error={fault === 'differ' ? say('passwordsDiffer') : undefined}>
        <Input.Password autoComplete="new-password" value={filled.repeated} onChange={event => set({ repeated: event.target.value })} />
      </Field>
    </fieldset>
  )
}

const complete = (filled: Filled) =>
  [filled.company, filled.name, filled.email].every(text => text.trim() !== '') &&
  passwordFault(filled.password, filled.repeated) === undefined

const bodyOf = ({ company, companyEn, currency, timeZone, name, email, password }: Filled) => ({
  company: {
    name: company.trim(),
    baseCurrency: currency,
    timeZone,
    ...(companyEn.trim() === '' ? {} : { nameEn: companyEn.trim() }),
  },
  administrator: { name: name.trim(), email: email.trim(), password },
})

/** Shown while no company exists: makes the company and its first administrator, and enters. */
export function FirstRunPage() {
  const say = useText(entryTexts)
  const router = useRouter()
  const navigate = useNavigate()
  const [filled, setFilled] = useState(blank)
  const [tried, setTried] = useState(false)
  const founding = useMutation({
    mutationFn: foundCompany,
    onSuccess: async () => {
      await router.invalidate()
      await navigate({ to: '/' })
    },
  })
  const part = { filled, tried, error: founding.error, set: (change: Partial<Filled>) => setFilled(old => ({ ...old, ...change })) }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (complete(filled)) founding.mutate(bodyOf(filled))
  }
  return (
    <EntryFrame>
      <PageHeader title={say('welcome')} lead={say('firstRunLead')} />
      <form className="lk-form" noValidate onSubmit={submit}>
        <Refused error={founding.error} />
        <CompanyPart {...part} />
        <AdministratorPart {...part} />
        <Button type="primary" size="large" htmlType="submit" block loading={founding.isPending}>
          {say('create')}
        </Button>
      </form>
    </EntryFrame>
  )
}
