import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { readUsualLimits } from '#contract/strategy/plan.ts'
import { type CapKey, capKeys } from '#core/strategy/plan-outcome.ts'
import { minorDigits } from '#core/units/money.ts'
import { formatMoneyShort, formatShare } from '#web/platform/format.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { makePlan, usualLimitsQuery } from './plan.queries.ts'
import { MustServe, type Picked } from './plan-must.tsx'
import { usePlanWords } from './use-plan-words.ts'
import './plan.css'

type Usual = Answer<typeof readUsualLimits>
type Cap = { readonly key: CapKey; readonly money: number | null }

type CapsGiven = {
  readonly caps: readonly Cap[]
  readonly isTried: boolean
  readonly error: string | undefined
  readonly onChange: (caps: readonly Cap[]) => void
}

function Caps({ caps, isTried, error, onChange }: CapsGiven) {
  const { say, cap } = usePlanWords()
  const free = capKeys.filter(key => !caps.some(each => each.key === key))
  const change = (at: number, next: Partial<Cap>) => onChange(caps.map((each, k) => (k === at ? { ...each, ...next } : each)))
  return (
    <fieldset className="lk-stack lk-plan-caps">
      <legend>{say('caps')}</legend>
      <p className="lk-muted">{say('capsLead')}</p>
      {caps.map(({ key, money }, k) => (
        <div key={key} className="lk-plan-cap">
          <Field label={say('capOn')}>
            <Select
              value={key}
              options={[key, ...free].map(value => ({ value, label: cap(value) }))}
              onChange={value => change(k, { key: value })}
            />
          </Field>
          <Field label={say('capMoney')} error={isTried && money === null ? say('needed') : undefined}>
            <NumberInput min={0} value={money} onChange={value => change(k, { money: value })} />
          </Field>
          <Button onClick={() => onChange(caps.filter((_each, at) => at !== k))}>{say('dropCap')}</Button>
        </div>
      ))}
      {error ? <p role="alert">{error}</p> : null}
      {free[0] === undefined ? null : (
        <Button
          onClick={() => onChange([...caps, { key: free.includes('group:minimum') ? 'group:minimum' : (free[0] as CapKey), money: 0 }])}
        >
          {say('addCap')}
        </Button>
      )}
    </fieldset>
  )
}

/** The quarter that most of the coming month lies in. */
function quarterAfter(today: string): { readonly year: number; readonly quarter: number } {
  const soon = new Date(`${today}T00:00:00Z`)
  soon.setUTCDate(soon.getUTCDate() + 15)
  return { year: soon.getUTCFullYear(), quarter: Math.floor(soon.getUTCMonth() / 3) + 1 }
}

function useDraft(today: string, usual: Usual, onMade: (planId: string) => void) {
  const { say, currency } = usePlanWords()
  const begun = quarterAfter(today)
  const [draft, setDraft] = useState({
    name: say('nameOf', begun),
    year: begun.year as number | null,
    quarter: begun.quarter,
    money: usual.moneyMinor === null ? null : usual.moneyMinor / 10 ** minorDigits(currency),
    hours: usual.hours,
    caps: [] as readonly Cap[],
    must: [] as readonly Picked[],
  })
  const minor = (amount: number | null) => Math.round((amount ?? 0) * 10 ** minorDigits(currency))
  const making = useMutation({
    mutationFn: () =>
      makePlan({
        name: draft.name,
        year: draft.year ?? begun.year,
        quarter: draft.quarter,
        moneyMinor: minor(draft.money),
        hours: draft.hours ?? 0,
        caps: draft.caps.map(({ key, money }) => ({ key, moneyMinor: minor(money) })),
        mustServe: draft.must.map(({ value }) => value),
      }),
    onSuccess: ({ planId }) => onMade(planId),
  })
  const change = (next: Partial<typeof draft>) => setDraft(old => ({ ...old, ...next }))
  return { draft, change, making }
}

/** Where the money and the hours that the form begins with come from. */
function useHints({ people, hoursEach, hours, contributionMinor, moneyShare, moneyMinor }: Usual) {
  const { say, language, currency } = usePlanWords()
  const contribution = formatMoneyShort(contributionMinor ?? 0, currency, language)
  return {
    money: moneyMinor === null ? say('moneyHint') : say('moneyFrom', { contribution, share: formatShare(moneyShare, language) }),
    hours: hours === null ? say('hoursHint') : say('hoursFrom', { count: people, each: hoursEach }),
  }
}

type Given = { readonly today: string; readonly onMade: (planId: string) => void; readonly onClose: () => void }

function Asked({ today, usual, onMade }: Omit<Given, 'onClose'> & { readonly usual: Usual }) {
  const { say } = usePlanWords()
  const hints = useHints(usual)
  const { draft, change, making } = useDraft(today, usual, onMade)
  const [isTried, setIsTried] = useState(false)
  const isEmpty =
    draft.name.trim() === '' || [draft.year, draft.money, draft.hours].includes(null) || draft.caps.some(({ money }) => money === null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isEmpty) making.mutate()
  }
  const wrong = (field: string) => refusedField(making.error, field)
  const lacking = (value: number | string | null) => (isTried && (value === null || value === '') ? say('needed') : undefined)
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <p className="lk-muted">{say('howLead')}</p>
      <Field label={say('name')} required error={lacking(draft.name.trim()) ?? wrong('name')}>
        <Input value={draft.name} maxLength={80} onChange={event => change({ name: event.target.value })} />
      </Field>
      <div className="lk-form-grid">
        <Field label={say('year')} required error={lacking(draft.year) ?? wrong('year')}>
          <NumberInput min={2000} max={2200} value={draft.year} onChange={year => change({ year })} />
        </Field>
        <Field label={say('quarter')} required>
          <Select
            value={draft.quarter}
            options={[1, 2, 3, 4].map(quarter => ({ value: quarter, label: say('quarterOf', { quarter }) }))}
            onChange={quarter => change({ quarter })}
          />
        </Field>
        <Field label={say('moneyIn')} hint={hints.money} required error={lacking(draft.money) ?? wrong('moneyMinor')}>
          <NumberInput min={0} value={draft.money} onChange={money => change({ money })} />
        </Field>
        <Field label={say('hoursIn')} hint={hints.hours} required error={lacking(draft.hours) ?? wrong('hours')}>
          <NumberInput min={0} value={draft.hours} onChange={hours => change({ hours })} />
        </Field>
      </div>
      <Caps caps={draft.caps} isTried={isTried} error={wrong('caps')} onChange={caps => change({ caps })} />
      <MustServe picked={draft.must} error={wrong('mustServe')} onChange={must => change({ must })} />
      <Refused error={making.error} />
      <Button type="primary" htmlType="submit" loading={making.isPending}>
        {say('compute')}
      </Button>
    </form>
  )
}

/** All that a plan asks for on one page: the quarter, money, hours, caps, and who must be served. */
export function PlanForm({ today, onMade, onClose }: Given) {
  const { say } = usePlanWords()
  const { data, error, refetch } = useQuery(usualLimitsQuery)
  return (
    <DrawerPage open title={say('make')} onClose={onClose}>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? <Asked today={today} usual={data} onMade={onMade} /> : error ? null : <Bones height={40} rows={6} />}
    </DrawerPage>
  )
}
