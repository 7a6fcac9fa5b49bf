import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import { useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { uiTexts } from '#web/ui/ui.text.ts'
import { refreshPlaces, setType } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

type Given = {
  readonly dyadId: string
  readonly type: CustomerType | null
  readonly days: number
  readonly open: boolean
  readonly onClose: () => void
}

/** Sets a customer's type by hand: which, why, until when. */
export function OverrideForm({ dyadId, type, days, open, onClose }: Given) {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  const ui = useText(uiTexts)
  const form = useId()
  const [chosen, setChosen] = useState<CustomerType>(type ?? 'promising')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [tried, setTried] = useState(false)
  const set = useMutation({
    mutationFn: () => setType(dyadId, { type: chosen, reason: reason.trim(), ...(until === '' ? {} : { expiresOn: until }) }),
    onSuccess: () => {
      toast('done', say('overrideDone'))
      void refreshPlaces()
      onClose()
    },
  })
  const short = reason.trim().length < 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!short) set.mutate()
  }
  return (
    <Modal open={open} title={say('overrideTitle')} onCancel={onClose} footer={null} destroyOnHidden>
      <form id={form} onSubmit={submit} className="lk-stack" noValidate>
        <p className="lk-muted">{say('overrideLead')}</p>
        <Field label={say('overrideType')} required>
          <select className="lk-select" value={chosen} onChange={event => setChosen(event.target.value as CustomerType)}>
            {customerTypes.map(one => (
              <option key={one} value={one}>
                {name(one)}
              </option>
            ))}
          </select>
        </Field>
        <Field
          label={say('overrideReason')}
          hint={say('overrideReasonHint')}
          error={tried && short ? say('reasonNeeded') : refusedField(set.error, 'reason')}
          required
        >
          <Input.TextArea rows={3} maxLength={1000} value={reason} onChange={event => setReason(event.target.value)} />
        </Field>
        <Field label={say('overrideUntil')} hint={say('overrideUntilHint', { days })} error={refusedField(set.error, 'expiresOn')}>
          <Input type="date" value={until} onChange={event => setUntil(event.target.value)} />
        </Field>
        <Refused error={set.error} />
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={set.isPending}>
            {say('overrideSave')}
          </Button>
          <Button onClick={onClose}>{ui('cancel')}</Button>
        </div>
      </form>
    </Modal>
  )
}
