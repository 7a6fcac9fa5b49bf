import { useMutation } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Standing } from '#contract/dyads/standing.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { keepOrder, takeBackOrder } from './record-order.queries.ts'
import { recordTexts } from './record-order.text.ts'
import { bodyOf, emptyDraft, faultsOf, isFaultless, type OrderDraft } from './record-order-draft.ts'
import { OrderLines } from './record-order-lines.tsx'
import { type Recorded, RecordOutcome } from './record-order-outcome.tsx'
import '#web/dyads/dyads.css'
import './trade.css'

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

type FormGiven = {
  readonly dyadId: string
  readonly onSaved: (number: string, recorded: Recorded) => void
  readonly onClose: () => void
}

type Part = {
  readonly draft: OrderDraft
  readonly set: (change: Partial<OrderDraft>) => void
  readonly faults: ReturnType<typeof faultsOf> | undefined
  readonly error: unknown
}

function HeadFields({ draft, set, faults, error }: Part) {
  const say = useText(recordTexts)
  return (
    <>
      <Field label={say('number')} required hint={say('numberHint')} error={faults?.number ? say('fill') : refusedField(error, 'number')}>
        <Input maxLength={100} value={draft.number} onChange={event => set({ number: event.target.value })} />
      </Field>
      <Field label={say('orderedOn')} required error={faults?.orderedOn ? say('fill') : refusedField(error, 'orderedOn')}>
        <Input type="date" max={today()} value={draft.orderedOn} onChange={event => set({ orderedOn: event.target.value })} />
      </Field>
    </>
  )
}

function ContentFields({ draft, set, faults, error }: Part) {
  const say = useText(recordTexts)
  const currency = useCurrency()
  return (
    <>
      <Radio.Group
        aria-label={say('by')}
        optionType="button"
        value={draft.by}
        options={[
          { value: 'amount', label: say('byAmount') },
          { value: 'lines', label: say('byLines') },
        ]}
        onChange={event => set({ by: event.target.value as OrderDraft['by'] })}
      />
      {draft.by === 'amount' ? (
        <Field label={say('amount', { currency })} required error={faults?.amount ? say('needAmount') : refusedField(error, 'amountMinor')}>
          <Input inputMode="decimal" value={draft.amount} onChange={event => set({ amount: event.target.value })} />
        </Field>
      ) : (
        <OrderLines
          lines={draft.lines}
          faults={faults?.lines}
          refused={(at, field) => refusedField(error, `lines.${at}.${field}`)}
          onChange={lines => set({ lines })}
        />
      )}
    </>
  )
}

function RecordForm({ dyadId, onSaved, onClose }: FormGiven) {
  const say = useText(recordTexts)
  const currency = useCurrency()
  const [draft, setDraft] = useState(() => emptyDraft(today()))
  const [tried, setTried] = useState(false)
  const faults = faultsOf(draft, currency)
  const saving = useMutation({
    mutationFn: () => keepOrder(dyadId, bodyOf(draft, currency)),
    onSuccess: recorded => onSaved(draft.number.trim(), recorded),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isFaultless(faults) && !saving.isPending) saving.mutate()
  }
  const part = {
    draft,
    set: (change: Partial<OrderDraft>) => setDraft(old => ({ ...old, ...change })),
    faults: tried ? faults : undefined,
    error: saving.error,
  }
  return (
    <form className="lk-stack" noValidate onSubmit={submit}>
      <p className="lk-muted">{say('lead')}</p>
      <Refused error={saving.error} />
      <HeadFields {...part} />
      <ContentFields {...part} />
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
        <Button onClick={onClose}>{say('cancel')}</Button>
      </div>
    </form>
  )
}

type Done = { readonly number: string; readonly recorded: Recorded; readonly before: Standing | null }

function Outcome({
  dyadId,
  done,
  onAnother,
  onClose,
}: {
  readonly dyadId: string
  readonly done: Done
  readonly onAnother: () => void
  readonly onClose: () => void
}) {
  const say = useText(recordTexts)
  const undoing = useMutation({
    mutationFn: () => takeBackOrder(dyadId, done.recorded.orderId),
    onSuccess: () => {
      toast('done', say('undone', { number: done.number }))
      onClose()
    },
  })
  return (
    <div className="lk-stack">
      <RecordOutcome {...done} />
      <Refused error={undoing.error} />
      <div className="lk-actions">
        <Button type="primary" onClick={onClose}>
          {say('done')}
        </Button>
        <Button onClick={onAnother}>{say('another')}</Button>
        {done.recorded.created ? (
          <Button danger loading={undoing.isPending} onClick={() => undoing.mutate()}>
            {say('undo')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

type Given = {
  readonly dyadId: string
  /** Where the customer stands, to be compared with where the order puts it. */
  readonly standing: Standing | null
  readonly onClose: () => void
}

/** Where an order is recorded by hand, and what it changed is shown and can be taken back. */
export function RecordOrder({ dyadId, standing, onClose }: Given) {
  const say = useText(recordTexts)
  const [done, setDone] = useState<Done>()
  // The customer's figures follow the order at once: what they were is kept from before.
  const [before, setBefore] = useState(standing)
  return (
    <DrawerPage open title={say('record')} onClose={onClose} width={560}>
      {done ? (
        <Outcome
          dyadId={dyadId}
          done={done}
          onClose={onClose}
          onAnother={() => {
            setBefore(standing)
            setDone(undefined)
          }}
        />
      ) : (
        <RecordForm dyadId={dyadId} onClose={onClose} onSaved={(number, recorded) => setDone({ number, recorded, before })} />
      )}
    </DrawerPage>
  )
}
