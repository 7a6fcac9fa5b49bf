import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { ListedContact } from '#contract/dyads/contact-list.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { contactListTexts } from './contact-list.text.ts'
import { listedContactQuery } from './contact-list.queries.ts'
import { OwnOfRecord } from './custom-record.tsx'
import { FirmLink } from './firm-link.tsx'
import { Masked } from './limited.tsx'
import { RecordHistory } from './record-history.tsx'
import './dyads.css'

const ContactForm = lazy(async () => ({ default: (await import('./contacts-card.tsx')).ContactForm }))
const PersonForm = lazy(async () => ({ default: (await import('./supplier-people.tsx')).PersonForm }))

function Said({ row, field }: { readonly row: ListedContact; readonly field: 'phone' | 'email' }) {
  const value = row[field]
  if (value === null) return '—'
  if (row.limits[field] === 'masked') return <Masked value={value} />
  return <a href={`${field === 'phone' ? 'tel' : 'mailto'}:${value}`}>{value}</a>
}

function Facts({ row }: { readonly row: ListedContact }) {
  const say = useText(contactListTexts)
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      say('firm'),
      <FirmLink key="firm" row={row}>
        {row.customerName}
      </FirmLink>,
    ],
    [say('post'), [row.department, row.title].filter(Boolean).join(' · ') || '—'],
    [say('phone'), <Said key="phone" row={row} field="phone" />],
    [say('email'), <Said key="email" row={row} field="email" />],
    [say('customerOwner'), row.customerOwnerName ?? '—'],
    ...(row.note ? [[say('note'), row.note] as const] : []),
  ]
  return (
    <dl className="lk-facts">
      {facts.map(([label, said]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  )
}

function Whole({ row }: { readonly row: ListedContact }) {
  const say = useText(contactListTexts)
  const may = useMay()
  const [isEditing, setEditing] = useState(false)
  const { dyadId, contactId, isSupplier } = row
  const isMain = row.rowId === contactId
  const close = () => setEditing(false)
  return (
    <div className="lk-stack">
      {!row.mayWrite || !may('customers.write') ? (
        <p className="lk-muted">{say('readOnly')}</p>
      ) : isMain ? (
        <div className="lk-actions">
          <Button onClick={() => setEditing(true)}>{say('edit')}</Button>
        </div>
      ) : (
        <p className="lk-muted">{say('elsewhere')}</p>
      )}
      <Facts row={row} />
      {isSupplier ? null : <OwnOfRecord at={{ dyadId, entity: 'contact', recordId: contactId }} />}
      <RecordHistory dyadId={dyadId} entity="contact" entityId={contactId} />
      <Suspense fallback={null}>
        {isEditing && !isSupplier ? <ContactForm dyadId={dyadId} limits={row.limits} contact={row} onClose={close} /> : null}
        {isEditing && isSupplier ? <PersonForm dyadId={dyadId} person={row} onClose={close} /> : null}
      </Suspense>
    </div>
  )
}

type Given = { readonly dyadId: string; readonly contactId: string; readonly onClose: () => void }

/** One person of the list from the right. */
export function ListedContactDrawer({ dyadId, contactId, onClose }: Given) {
  const say = useText(contactListTexts)
  const { data: row, error, refetch } = useQuery(listedContactQuery(dyadId, contactId))
  return (
    <DrawerPage
      open
      title={row?.name ?? say('title')}
      onClose={onClose}
      page={row ? <FirmLink row={row}>{say('openFirm')}</FirmLink> : null}
      width={560}
    >
      <Refused error={error} onAgain={() => void refetch()} />
      {row === undefined && !error ? <Bones height={28} rows={6} /> : null}
      {row ? <Whole row={row} /> : null}
    </DrawerPage>
  )
}
