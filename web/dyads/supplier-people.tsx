import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Contact } from '#contract/dyads/contact.ts'
import type { Supplier } from '#contract/dyads/supplier.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { dyadTexts, fieldTexts } from './dyads.text.ts'
import { FieldsDrawer } from './fields-drawer.tsx'
import { addSupplierPerson, dropSupplierPerson, saveSupplierPerson } from './suppliers.queries.ts'
import { supplierTexts } from './suppliers.text.ts'
import './dyads.css'

const fields = ['title', 'department', 'phone', 'email', 'note'] as const
const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null)

type FormGiven = { readonly dyadId: string; readonly person: Contact | undefined; readonly onClose: () => void }

/** The form of a supplier's person, new or known. */
export function PersonForm({ dyadId, person, onClose }: FormGiven) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const labels = { title: say('title'), department: field('department'), phone: field('phone'), email: field('email'), note: field('note') }
  const start = Object.fromEntries((['name', ...fields] as const).map(name => [name, person?.[name] ?? '']))
  return (
    <FieldsDrawer
      title={say(person ? 'editContact' : 'addContact')}
      start={start}
      fields={() => [
        { name: 'name', label: say('personName'), required: true },
        ...fields.map(name => ({ name, label: labels[name], kind: name === 'note' ? ('area' as const) : ('text' as const) })),
      ]}
      save={draft => {
        const said = { name: String(draft['name']).trim(), ...Object.fromEntries(fields.map(name => [name, text(draft[name])])) }
        return person ? saveSupplierPerson(dyadId, person.contactId, { ...said, version: person.version }) : addSupplierPerson(dyadId, said)
      }}
      onClose={onClose}
    />
  )
}

function RemovePerson({ dyadId, person, onClose }: { readonly dyadId: string; readonly person: Contact; readonly onClose: () => void }) {
  const say = useText(dyadTexts)
  const removing = useMutation({ mutationFn: () => dropSupplierPerson(dyadId, person.contactId), onSuccess: onClose })
  return (
    <ConfirmDanger
      open
      title={say('removeContact', { name: person.name })}
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

type LineGiven = { readonly person: Contact; readonly mayWrite: boolean; readonly onEdit: () => void; readonly onRemove: () => void }

function Line({ person, mayWrite, onEdit, onRemove }: LineGiven) {
  const say = useText(dyadTexts)
  const { name, title, department, phone, email, note, isPrimary } = person
  return (
    <li className="lk-person">
      <div className="lk-person-head">
        <strong>{name}</strong>
        {isPrimary ? <span className="lk-tag lk-tag-line">{say('primary')}</span> : null}
      </div>
      {title || department ? <span className="lk-muted">{[department, title].filter(Boolean).join(' · ')}</span> : null}
      {phone || email ? <span>{[phone, email].filter(Boolean).join(' · ')}</span> : null}
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

/** The people of a supplier: the one to call first, then by name. */
export function SupplierPeople({ supplier }: { readonly supplier: Supplier }) {
  const say = useText(supplierTexts)
  const [doing, setDoing] = useState<{ readonly what: 'keep' | 'remove'; readonly person?: Contact }>()
  const { dyadId, contacts, mayWrite } = supplier
  const close = () => setDoing(undefined)
  return (
    <section className="lk-card lk-stack" aria-label={say('people')}>
      <div className="lk-card-title">
        <h2>{say('people')}</h2>
        {mayWrite ? <Button onClick={() => setDoing({ what: 'keep' })}>{say('addPerson')}</Button> : null}
      </div>
      {contacts.length === 0 ? <p className="lk-muted">{say('noPeople')}</p> : null}
      <ul className="lk-people">
        {contacts.map(person => (
          <Line
            key={person.contactId}
            person={person}
            mayWrite={mayWrite}
            onEdit={() => setDoing({ what: 'keep', person })}
            onRemove={() => setDoing({ what: 'remove', person })}
          />
        ))}
      </ul>
      {doing?.what === 'keep' ? <PersonForm dyadId={dyadId} person={doing.person} onClose={close} /> : null}
      {doing?.what === 'remove' && doing.person ? <RemovePerson dyadId={dyadId} person={doing.person} onClose={close} /> : null}
    </section>
  )
}
