import { useMutation } from '@tanstack/react-query'
import { Button, Input, Radio, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ConsentEntry, ConsentOfContact } from '#contract/dyads/consent.ts'
import { consentChannels, consentPurposes, legalBases } from '#core/dyads/consent.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { keepConsent } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'

type Draft = Pick<ConsentEntry, 'channel' | 'purpose' | 'basis' | 'decision' | 'decidedOn' | 'how'> & {
  readonly evidence: string
  readonly note: string
}

const empty = (): Draft => ({
  channel: 'phone',
  purpose: 'business',
  basis: 'consent',
  decision: 'given',
  decidedOn: new Intl.DateTimeFormat('sv-SE').format(new Date()),
  how: '',
  evidence: '',
  note: '',
})

type Given = { readonly dyadId: string; readonly person: ConsentOfContact; readonly consentText: string; readonly onClose: () => void }

/** Writes a decision of a person into the ledger. */
export function ConsentForm({ dyadId, person, consentText, onClose }: Given) {
  const say = useText(privacyTexts)
  const [draft, setDraft] = useState(empty)
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () =>
      keepConsent(dyadId, person.contactId, { ...draft, evidence: draft.evidence.trim() || null, note: draft.note.trim() || null }),
    onSuccess: onClose,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <DrawerPage open title={`${say('register')} · ${person.name}`} onClose={onClose} width={480}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={saving.error} />
        <Radio.Group
          aria-label={say('decision')}
          value={draft.decision}
          onChange={event => set({ decision: event.target.value as Draft['decision'] })}
          options={[
            { value: 'given', label: say('give') },
            { value: 'withdrawn', label: say('withdraw') },
          ]}
        />
        <Field label={say('channel')} required>
          <Select
            value={draft.channel}
            options={consentChannels.map(value => ({ value, label: say(value) }))}
            onChange={channel => set({ channel })}
          />
        </Field>
        <Field label={say('purpose')} required>
          <Select
            value={draft.purpose}
            options={consentPurposes.map(value => ({ value, label: say(value) }))}
            onChange={purpose => set({ purpose })}
          />
        </Field>
        <Field label={say('basis')} required hint={draft.basis === 'consent' && draft.decision === 'given' ? consentText : undefined}>
          <Select
            value={draft.basis}
            options={legalBases.map(value => ({ value, label: say(`basis_${value}`) }))}
            onChange={basis => set({ basis })}
          />
        </Field>
        <Field label={say('decidedOn')} required error={refusedField(saving.error, 'decidedOn')}>
          <Input type="date" value={draft.decidedOn} onChange={event => set({ decidedOn: event.target.value })} />
        </Field>
        <Field label={say('how')} required hint={say('howHint')} error={refusedField(saving.error, 'how')}>
          <Input maxLength={200} value={draft.how} onChange={event => set({ how: event.target.value })} />
        </Field>
        <Field label={say('evidence')} error={refusedField(saving.error, 'evidence')}>
          <Input maxLength={1000} value={draft.evidence} onChange={event => set({ evidence: event.target.value })} />
        </Field>
        <Field label={say('note')}>
          <Input maxLength={1000} value={draft.note} onChange={event => set({ note: event.target.value })} />
        </Field>
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" disabled={draft.how.trim() === ''} loading={saving.isPending}>
            {say('save')}
          </Button>
          <Button onClick={onClose}>{say('cancel')}</Button>
        </div>
      </form>
    </DrawerPage>
  )
}
