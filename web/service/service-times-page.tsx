import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ServiceSettings } from '#contract/service/concern.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { type ConcernKind, concernKinds } from '#core/service/concern.ts'
import { concernKindWords } from '#core/service/words.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { keepServiceTimes, serviceTimesQuery } from './service.queries.ts'
import { serviceTexts } from './service.text.ts'
import '#web/dyads/dyads.css'

type Times = ServiceSettings['times']
type Hours = { readonly respondHours: number | null; readonly resolveHours: number | null }

type HoursGiven = { readonly value: Hours; readonly error?: string | undefined; readonly onChange: (hours: Hours) => void }

function HoursFields({ value, error, onChange }: HoursGiven) {
  const say = useText(serviceTexts)
  return (
    <>
      <Field label={say('respondHours')} error={error}>
        <NumberInput min={0} max={8784} value={value.respondHours} onChange={next => onChange({ ...value, respondHours: next })} />
      </Field>
      <Field label={say('resolveHours')}>
        <NumberInput min={0} max={8784} value={value.resolveHours} onChange={next => onChange({ ...value, resolveHours: next })} />
      </Field>
    </>
  )
}

function ByType({ times, set }: { readonly times: Times; readonly set: (byType: Times['byType']) => void }) {
  const say = useText(serviceTexts)
  const word = useText(customerWords)
  const language = useLanguage()
  const { byType } = times
  const change = (at: number, part: Partial<Times['byType'][number]>) =>
    set(byType.map((each, index) => (index === at ? { ...each, ...part } : each)))
  return (
    <>
      <h2>{say('byType')}</h2>
      {byType.map((each, at) => (
        <div key={`${each.kind}-${each.type}-${at}`} className="lk-toolbar" role="group" aria-label={`${word(each.type)} ${at + 1}`}>
          <Field label={say('type')}>
            <Select
              value={each.type}
              options={customerTypes.map(value => ({ value, label: word(value) }))}
              onChange={type => change(at, { type })}
            />
          </Field>
          <Field label={say('kind')}>
            <Select
              value={each.kind}
              options={concernKinds.map(value => ({ value, label: concernKindWords[value][language === 'en' ? 1 : 0] }))}
              onChange={kind => change(at, { kind })}
            />
          </Field>
          <HoursFields value={each} onChange={hours => change(at, hours)} />
          <Button onClick={() => set(byType.filter((_, index) => index !== at))}>{say('drop')}</Button>
        </div>
      ))}
      <div>
        <Button onClick={() => set([...byType, { kind: 'complaint', type: 'gold', respondHours: 2, resolveHours: 24 }])}>
          {say('addType')}
        </Button>
      </div>
    </>
  )
}

function TimesForm({ found }: { readonly found: ServiceSettings }) {
  const say = useText(serviceTexts)
  const language = useLanguage()
  const mayChange = useMay()('settings.manage')
  const [times, setTimes] = useState(found.times)
  const saving = useMutation({
    mutationFn: () => keepServiceTimes({ version: found.version, times }),
    onSuccess: () => toast('done', say('saved')),
  })
  const set = (kind: ConcernKind, hours: Hours) => setTimes(old => ({ ...old, kinds: { ...old.kinds, [kind]: hours } }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-card lk-stack" noValidate onSubmit={submit} aria-label={say('times')}>
      <Refused error={saving.error} />
      <fieldset className="lk-plain lk-stack" disabled={!mayChange}>
        <h2>{say('allTypes')}</h2>
        {concernKinds.map(kind => (
          <div key={kind} className="lk-toolbar" role="group" aria-label={concernKindWords[kind][language === 'en' ? 1 : 0]}>
            <strong style={{ minWidth: 88 }}>{concernKindWords[kind][language === 'en' ? 1 : 0]}</strong>
            <HoursFields
              value={times.kinds[kind]}
              error={refusedField(saving.error, `times.${kind}`)}
              onChange={hours => set(kind, hours)}
            />
          </div>
        ))}
        <ByType times={times} set={byType => setTimes(old => ({ ...old, byType }))} />
        {mayChange ? (
          <div className="lk-actions">
            <Button type="primary" htmlType="submit" loading={saving.isPending}>
              {say('save')}
            </Button>
          </div>
        ) : null}
      </fieldset>
    </form>
  )
}

/** Within what time concerns are answered and resolved. */
export function ServiceTimesPage() {
  const say = useText(serviceTexts)
  const { data, error, refetch } = useQuery(serviceTimesQuery)
  return (
    <div className="lk-page">
      <PageHeader title={say('times')} lead={say('timesLead')} />
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? <TimesForm key={data.version} found={data} /> : error ? null : <Bones height={48} rows={5} />}
    </div>
  )
}
