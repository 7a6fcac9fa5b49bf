import { useMutation } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { type Confidence, confidences, type EvidenceKind, evidenceKinds, measureOf } from '#core/dyads/customer.ts'
import { minorDigits } from '#core/units/money.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { keepEvidence } from './dyads.queries.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

/** What is typed is points, per cent or whole units of money; what is kept is points, a share, or minor units. */
function factorOf(kind: EvidenceKind, currency: string): number {
  const measure = measureOf(kind)
  return measure === 'points' ? 1 : measure === 'money' ? 10 ** minorDigits(currency) : 0.01
}

type Draft = {
  readonly kind: EvidenceKind
  readonly value: number | null
  readonly observedOn: string
  readonly confidence: Confidence | null
  readonly source: string
  readonly note: string
}

const blank = (): Draft => ({ kind: 'wallet_share', value: null, observedOn: today(), confidence: 'B', source: '', note: '' })

function bodyOf({ kind, value, observedOn, confidence, source, note }: Draft, currency: string) {
  const scaled = (value ?? 0) * factorOf(kind, currency)
  const kept = measureOf(kind) === 'money' ? Math.round(scaled) : Math.round(scaled * 1e6) / 1e6
  return { kind, value: kept, observedOn, confidence, source: source.trim(), note: note.trim() === '' ? null : note.trim() }
}

type Part = { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void; readonly tried: boolean; readonly error: unknown }

function ValueField({ draft: { kind, value }, set, tried, error }: Part) {
  const say = useText(dyadTexts)
  const currency = useCurrency()
  const measure = measureOf(kind)
  const label = measure === 'points' ? say('valuePoints') : measure === 'money' ? say('valueMoney', { currency }) : say('valueShare')
  const most = measure === 'points' || measure === 'share' ? { max: 100 } : {}
  return (
    <Field label={label} required error={tried && value === null ? say('fill') : refusedField(error, 'value')}>
      <NumberInput min={0} {...most} value={value} onChange={next => set({ value: next })} />
    </Field>
  )
}

function Grounds({ draft: { observedOn, source, confidence, note }, set, tried, error }: Part) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const needed = (text: string, name: string) => (tried && text.trim() === '' ? say('fill') : refusedField(error, name))
  return (
    <>
      <Field label={say('observedOn')} required error={needed(observedOn, 'observedOn')}>
        <Input type="date" value={observedOn} onChange={event => set({ observedOn: event.target.value })} />
      </Field>
      <Field label={say('source')} required hint={say('sourceHint')} error={needed(source, 'source')}>
        <Input maxLength={300} value={source} onChange={event => set({ source: event.target.value })} />
      </Field>
      <Field label={say('confidence')}>
        <Select
          allowClear
          value={confidence ?? undefined}
          options={confidences.map(one => ({ value: one, label: say(one) }))}
          onChange={(next: Confidence | undefined) => set({ confidence: next ?? null })}
        />
      </Field>
      <Field label={field('note')}>
        <Input.TextArea rows={3} maxLength={4000} value={note} onChange={event => set({ note: event.target.value })} />
      </Field>
    </>
  )
}

/** Where evidence is entered: kind, value, day, source, how sure. */
export function EvidenceForm({ dyadId, onClose }: { readonly dyadId: string; readonly onClose: () => void }) {
  const say = useText(dyadTexts)
  const currency = useCurrency()
  const [draft, setDraft] = useState<Draft>(blank)
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () => keepEvidence(dyadId, bodyOf(draft, currency)),
    onSuccess: () => {
      toast('done', say('evidenceSaved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (draft.value !== null && draft.source.trim() !== '' && draft.observedOn !== '') saving.mutate()
  }
  const part = { draft, set, tried, error: saving.error }
  return (
    <DrawerPage open title={say('addEvidence')} onClose={onClose} width={480}>
      <form className="lk-stack lk-evidence-form" noValidate onSubmit={submit}>
        <Refused error={saving.error} />
        <Field label={say('evidenceKind')} required>
          <Select
            value={draft.kind}
            options={evidenceKinds.map(one => ({ value: one, label: say(one) }))}
            onChange={next => set({ kind: next, value: null })}
          />
        </Field>
        <ValueField {...part} />
        <Grounds {...part} />
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
