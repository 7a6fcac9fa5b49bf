import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Contact } from '#contract/dyads/contact.ts'
import type { Customer } from '#contract/dyads/customer.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { OwnFieldsPart, useNewOwnDraft, useOwnDraft } from './custom-form-part.tsx'
import { dropContact, saveContact } from './dyads.queries.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'
import { type Limits, Masked, useLimit } from './limited.tsx'
import './dyads.css'

const fields = ['title', 'department', 'phone', 'email', 'note'] as const
type Draft = Record<(typeof fields)[number] | 'name', string> & { readonly isPrimary: boolean }

const draftOf = (contact: Contact | undefined): Draft => ({
  ...(Object.fromEntries(fields.map(name => [name, contact?.[name] ?? ''])) as Record<(typeof fields)[number], string>),
  name: contact?.name ?? '',
  isPrimary: contact?.isPrimary ?? false,
})

/** The form of a customer's person, new or known. */
export function ContactForm({
  dyadId,
  contact,
  limits,
  onClose,
}: {
  readonly dyadId: string
  readonly limits: Limits
  readonly contact: Contact | undefined
  readonly onClose: () => void
}) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const [draft, setDraft] = useState(() => draftOf(contact))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const fresh = useNewOwnDraft(contact ? [] : ['contact'])
  const kept = useOwnDraft(contact && { dyadId, entity: 'contact', recordId: contact.contactId })
  const own = contact ? kept : fresh
  const saving = useMutation({
    mutationFn: async () => {
      const texts = Object.fromEntries(fields.map(name => [name, draft[name].trim() === '' ? null : draft[name].trim()]))
      await own.save()
      return await saveContact(dyadId, contact, { ...texts, name: draft.name.trim(), isPrimary: draft.isPrimary, ...own.given })
    },
    onSuccess: onClose,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (draft.name.trim() !== '' && own.lacking.length === 0) saving.mutate()
  }
  const limit = useLimit(limits)
  const labels = { title: say('title'), department: field('department'), phone: field('phone'), email: field('email'), note: field('note') }
  return (
    <DrawerPage open title={say(contact ? 'editContact' : 'addContact')} onClose={onClose} width={440}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={saving.error} />
        <Field
          label={say('personName')}
          required
          error={tried && draft.name.trim() === '' ? say('fill') : refusedField(saving.error, 'name')}
        >
          <Input autoFocus maxLength={100} value={draft.name} onChange={event => set({ name: event.target.value })} />
        </Field>
        {fields.map(name => (
          <Field key={name} label={labels[name]} hint={limit(name)} error={refusedField(saving.error, name)}>
            <Input
              type={name === 'email' ? 'email' : name === 'phone' ? 'tel' : 'text'}
              disabled={limit(name) !== undefined}
              value={draft[name]}
              onChange={event => set({ [name]: event.target.value })}
            />
          </Field>
        ))}
        <Checkbox checked={draft.isPrimary} onChange={event => set({ isPrimary: event.target.checked })}>
          {say('primary')}
        </Checkbox>
        <OwnFieldsPart own={own} error={saving.error} tried={tried} />
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

function Person({
  contact,
  limits,
  mayWrite,
  onEdit,
  onRemove,
}: {
  readonly contact: Contact
  readonly limits: Limits
  readonly mayWrite: boolean
  readonly onEdit: () => void
  readonly onRemove: () => void
}) {
  const say = useText(dyadTexts)
  const { name, title, department, phone, email, note, isPrimary } = contact
  return (
    <li className="lk-person">
      <div className="lk-person-head">
        <strong>{name}</strong>
        {isPrimary ? <span className="lk-tag lk-tag-line">{say('primary')}</span> : null}
      </div>
      {title || department ? <span className="lk-muted">{[department, title].filter(Boolean).join(' · ')}</span> : null}
      {phone ? limits['phone'] === 'masked' ? <Masked value={phone} /> : <a href={`tel:${phone}`}>{phone}</a> : null}
      {email ? limits['email'] === 'masked' ? <Masked value={email} /> : <a href={`mailto:${email}`}>{email}</a> : null}
      {note ? <span className="lk-muted">{note}</span> : null}
      {mayWrite ? (
        <div className="lk-actions lk-no-print">
          <Button size="small" onClick={onEdit} aria-label={`${say('edit')} ${name}`}>
            {say('edit')}
          </Button>
          <Button size="small" type="text" danger onClick={onRemove} aria-label={`${say('delete')} ${name}`}>
            {say('delete')}
          </Button>
        </div>
      ) : null}
    </li>
  )
}

function RemoveContact({ dyadId, contact, onClose }: { readonly dyadId: string; readonly contact: Contact; readonly onClose: () => void }) {
  const say = useText(dyadTexts)
  const removing = useMutation({ mutationFn: () => dropContact(dyadId, contact.contactId), onSuccess: onClose })
  return (
    <ConfirmDanger
      open
      title={say('removeContact', { name: contact.name })}
      verb={say('delete')}
      busy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      {say('removeContactEffect')}
    </ConfirmDanger>
  )
}

/** The people of a customer: the one to call first, then by name. */
export function ContactsCard({ customer }: { readonly customer: Customer }) {
  const say = useText(dyadTexts)
  const [doing, setDoing] = useState<{ readonly what: 'add' } | { readonly what: 'edit' | 'remove'; readonly contact: Contact }>()
  const { dyadId, contacts, mayWrite } = customer
  const add = mayWrite ? <Button onClick={() => setDoing({ what: 'add' })}>{say('addContact')}</Button> : null
  return (
    <section className="lk-card lk-stack" aria-label={say('contacts')}>
      <div className="lk-card-title">
        <h2>{say('contacts')}</h2>
        {contacts.length > 0 ? add : null}
      </div>
      {contacts.length === 0 ? (
        <EmptyState title={say('noContacts')} actions={add}>
          {say('noContactsLead')}
        </EmptyState>
      ) : (
        <ul className="lk-people">
          {contacts.map(contact => (
            <Person
              key={contact.contactId}
              contact={contact}
              limits={customer.limits.contact}
              mayWrite={mayWrite}
              onEdit={() => setDoing({ what: 'edit', contact })}
              onRemove={() => setDoing({ what: 'remove', contact })}
            />
          ))}
        </ul>
      )}
      {doing?.what === 'add' || doing?.what === 'edit' ? (
        <ContactForm
          dyadId={dyadId}
          limits={customer.limits.contact}
          contact={doing.what === 'edit' ? doing.contact : undefined}
          onClose={() => setDoing(undefined)}
        />
      ) : null}
      {doing?.what === 'remove' ? <RemoveContact dyadId={dyadId} contact={doing.contact} onClose={() => setDoing(undefined)} /> : null}
    </section>
  )
}
