import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { type Company, updateCompany } from '#contract/platform/tenant.ts'
import { call } from '#web/platform/call.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { companyQuery } from './admin.queries.ts'
import { adminTexts } from './admin.text.ts'
import { SettingsFrame } from './settings-home-frame.tsx'

function Facts({ company }: { readonly company: Company }) {
  const say = useText(adminTexts)
  return (
    <dl className="lk-facts">
      <dt>{say('companyName')}</dt>
      <dd>{company.name}</dd>
      <dt>{say('nameEn')}</dt>
      <dd>{company.nameEn ?? say('none')}</dd>
      <dt>{say('baseCurrency')}</dt>
      <dd>{company.baseCurrency}</dd>
      <dt>{say('timeZone')}</dt>
      <dd>{company.timeZone}</dd>
    </dl>
  )
}

function useSaving(company: Company) {
  const say = useText(adminTexts)
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: { name: string; nameEn: string | null; timeZone: string }) =>
      call(updateCompany, { body: { ...change, version: company.version } }),
    onSuccess: after => {
      client.setQueryData(companyQuery.queryKey, after)
      toast('done', say('saved'))
      return client.invalidateQueries({ queryKey: ['session'] })
    },
    // Someone else may have saved meanwhile: what is there now is fetched, so that a second try can succeed.
    onError: () => client.invalidateQueries({ queryKey: companyQuery.queryKey }),
  })
}

function CompanyForm({ company }: { readonly company: Company }) {
  const say = useText(adminTexts)
  const saving = useSaving(company)
  const [filled, setFilled] = useState({ name: company.name, nameEn: company.nameEn ?? '', timeZone: company.timeZone })
  const set = (change: Partial<typeof filled>) => setFilled({ ...filled, ...change })
  const next = { name: filled.name.trim(), nameEn: filled.nameEn.trim() || null, timeZone: filled.timeZone }
  const same = next.name === company.name && next.nameEn === company.nameEn && next.timeZone === company.timeZone
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (next.name !== '') saving.mutate(next)
  }
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <Refused error={saving.error} />
      <Field label={say('companyName')} required error={next.name === '' ? say('fill') : refusedField(saving.error, 'name')}>
        <Input maxLength={200} value={filled.name} onChange={event => set({ name: event.target.value })} />
      </Field>
      <Field label={say('nameEn')} error={refusedField(saving.error, 'nameEn')}>
        <Input maxLength={200} value={filled.nameEn} onChange={event => set({ nameEn: event.target.value })} />
      </Field>
      <Field label={say('baseCurrency')} hint={say('baseCurrencyHint')}>
        <Input readOnly value={company.baseCurrency} />
      </Field>
      <Field label={say('timeZone')} hint={say('timeZoneHint')} error={refusedField(saving.error, 'timeZone')}>
        <select className="lk-select" value={filled.timeZone} onChange={event => set({ timeZone: event.target.value })}>
          {[...new Set([...Intl.supportedValuesOf('timeZone'), company.timeZone])].map(zone => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </Field>
      <div>
        <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={same}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}

/** The company worked in: its names, base currency and time zone. */
export function CompanyPage() {
  const say = useText(adminTexts)
  const may = useMay()
  const { data: company, error, isPending, refetch } = useQuery(companyQuery)
  return (
    <SettingsFrame title={say('company')} lead={company?.isDemo ? say('demoCompany') : undefined} needs="settings.read" narrow>
      <Refused error={error} onAgain={() => void refetch()} />
      <section className="lk-card lk-stack" aria-label={say('company')}>
        {isPending ? <Bones height={32} rows={5} /> : null}
        {company && may('users.manage') ? <CompanyForm company={company} /> : null}
        {company && !may('users.manage') ? (
          <>
            <Facts company={company} />
            <p className="lk-muted">{say('companyReadOnly')}</p>
          </>
        ) : null}
      </section>
    </SettingsFrame>
  )
}
