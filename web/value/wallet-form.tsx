import { useMutation } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import type { WalletRow } from '#contract/value/wallet.ts'
import { minorDigits } from '#core/units/money.ts'
import { formatMoney } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { keepWallet } from './wallet.queries.ts'
import { walletTexts } from './wallet.text.ts'
import '#web/dyads/dyads.css'

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

type How = 'purchases' | 'share'
type Draft = {
  readonly how: How
  readonly value: number | null
  readonly confidence: 'A' | 'B'
  readonly observedOn: string
  readonly source: string
  readonly note: string
}
const blank = (): Draft => ({ how: 'purchases', value: null, confidence: 'B', observedOn: today(), source: '', note: '' })

/** What is typed is whole money or per cent; what is kept is minor units or a share. */
function bodyOf({ how, value, confidence, observedOn, source, note }: Draft, categoryId: string, currency: string) {
  const amount =
    how === 'purchases'
      ? { purchases: Math.round((value ?? 0) * 10 ** minorDigits(currency)) }
      : { share: Math.round((value ?? 0) * 1e4) / 1e6 }
  return { categoryId, ...amount, confidence, observedOn, source: source.trim(), note: note.trim() === '' ? null : note.trim() }
}

type Part = {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  readonly tried: boolean
  readonly error: unknown
}

function Amount({ draft: { how, value }, set, tried, error, row, currency }: Part & Pick<Given, 'row' | 'currency'>) {
  const say = useText(walletTexts)
  const language = useLanguage()
  const wrong = tried && value === null ? say('fill') : refusedField(error, how)
  return how === 'purchases' ? (
    <Field label={say('purchasesIn', { currency })} required hint={say('purchasesHint')} error={wrong}>
      <NumberInput min={0} value={value} onChange={next => set({ value: next })} />
    </Field>
  ) : (
    <Field label={say('sharePercent')} required hint={say('shareHint', { own: formatMoney(row.own, currency, language) })} error={wrong}>
      <NumberInput min={0} max={100} value={value} onChange={next => set({ value: next })} />
    </Field>
  )
}

function Grounds({ draft: { confidence, observedOn, source, note }, set, tried, error }: Part) {
  const say = useText(walletTexts)
  const needed = (text: string, name: string) => (tried && text.trim() === '' ? say('fill') : refusedField(error, name))
  return (
    <>
      <div className="lk-field" role="group" aria-label={say('confidence')}>
        <span>{say('confidence')}</span>
        <Radio.Group
          value={confidence}
          onChange={event => set({ confidence: event.target.value as 'A' | 'B' })}
          options={(['A', 'B'] as const).map(one => ({ value: one, label: say(one) }))}
        />
      </div>
      <Field label={say('observedOn')} required error={needed(observedOn, 'observedOn')}>
        <Input type="date" value={observedOn} onChange={event => set({ observedOn: event.target.value })} />
      </Field>
      <Field label={say('sourceField')} required hint={say('sourceHint')} error={needed(source, 'source')}>
        <Input maxLength={300} value={source} onChange={event => set({ source: event.target.value })} />
      </Field>
      <Field label={say('note')}>
        <Input.TextArea rows={2} maxLength={4000} value={note} onChange={event => set({ note: event.target.value })} />
      </Field>
    </>
  )
}

type Given = {
  readonly dyadId: string
  readonly row: WalletRow
  readonly currency: string
  readonly onClose: () => void
}

/** Where someone enters what they know of a customer's purchases in a category: an amount a year or our share, how sure, from whom, when. */
export function WalletForm({ dyadId, row, currency, onClose }: Given) {
  const say = useText(walletTexts)
  const [draft, setDraft] = useState<Draft>(blank)
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () => keepWallet(dyadId, bodyOf(draft, row.categoryId, currency)),
    onSuccess: () => {
      toast('done', say('saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (draft.value !== null && draft.source.trim() !== '' && draft.observedOn !== '') saving.mutate()
  }
  const part = { draft, set, tried, error: saving.error }
  const ways = [
    { value: 'purchases', label: say('howPurchases') },
    { value: 'share', label: say('howShare'), disabled: row.own <= 0 },
  ]
  return (
    <form className="lk-stack lk-evidence-form" noValidate onSubmit={submit} aria-label={say('enter')}>
      <p className="lk-muted">{say('enterLead')}</p>
      <Refused error={saving.error} />
      <div className="lk-field" role="group" aria-label={say('how')}>
        <span>{say('how')}</span>
        <Radio.Group value={draft.how} onChange={event => set({ how: event.target.value as How, value: null })} options={ways} />
      </div>
      <Amount {...part} row={row} currency={currency} />
      <Grounds {...part} />
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
        <Button onClick={onClose}>{say('cancel')}</Button>
      </div>
    </form>
  )
}
