import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { requestKinds } from '#core/dyads/retention.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { personQuery, registerRequest } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

/** Registers what a person asks for. */
export function RequestForm({ onClose }: { readonly onClose: () => void }) {
  const say = useText(privacyTexts)
  const [q, setQ] = useState('')
  const [contactId, setContactId] = useState<string>()
  const [draft, setDraft] = useState({ kind: 'access' as (typeof requestKinds)[number], receivedOn: today(), receivedBy: '', details: '' })
  const set = (change: Partial<typeof draft>) => setDraft(old => ({ ...old, ...change }))
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const wait = setTimeout(() => setAsked(q.trim()), 250)
    return () => clearTimeout(wait)
  }, [q])
  const found = useQuery(personQuery(asked))
  const people = found.data?.rows ?? []
  const saving = useMutation({
    mutationFn: () => registerRequest({ ...draft, contactId: contactId ?? '', details: draft.details.trim() || null }),
    onSuccess: onClose,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <DrawerPage open title={say('addRequest')} onClose={onClose} width={480}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={saving.error} />
        <Field label={say('person')} required hint={say('personHint')} error={refusedField(saving.error, 'contactId')}>
          <Input value={q} maxLength={100} autoComplete="off" onChange={event => setQ(event.target.value)} />
        </Field>
        <Radio.Group
          vertical
          aria-label={say('person')}
          value={contactId ?? null}
          onChange={event => setContactId(event.target.value as string)}
          options={people.map(each => ({
            value: each.contactId,
            label: [each.name, each.customer, each.isRemoved ? say('removed') : ''].filter(Boolean).join(' · '),
          }))}
        />
        {asked !== '' && found.data?.rows.length === 0 ? <p className="lk-muted">{say('nobody')}</p> : null}
        <Radio.Group
          aria-label={say('kind')}
          value={draft.kind}
          onChange={event => set({ kind: event.target.value as typeof draft.kind })}
          options={requestKinds.map(value => ({ value, label: say(value) }))}
        />
        <Field label={say('receivedOn')} required error={refusedField(saving.error, 'receivedOn')}>
          <Input type="date" value={draft.receivedOn} onChange={event => set({ receivedOn: event.target.value })} />
        </Field>
        <Field label={say('receivedBy')} required hint={say('howHint')} error={refusedField(saving.error, 'receivedBy')}>
          <Input maxLength={200} value={draft.receivedBy} onChange={event => set({ receivedBy: event.target.value })} />
        </Field>
        <Field label={say('details')}>
          <Input.TextArea rows={3} maxLength={4000} value={draft.details} onChange={event => set({ details: event.target.value })} />
        </Field>
        <div className="lk-actions">
          <Button
            type="primary"
            htmlType="submit"
            disabled={!people.some(each => each.contactId === contactId) || draft.receivedBy.trim() === ''}
            loading={saving.isPending}
          >
            {say('save')}
          </Button>
          <Button onClick={onClose}>{say('cancel')}</Button>
        </div>
      </form>
    </DrawerPage>
  )
}
