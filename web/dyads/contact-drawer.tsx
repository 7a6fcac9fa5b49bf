import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { ContactMap, MappedPerson } from '#contract/dyads/contact-map.ts'
import type { ContactParty } from '#contract/dyads/contact-party.ts'
import type { Customer } from '#contract/dyads/customer.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { OwnOfRecord } from './custom-record.tsx'
import { Bonds, Place, Ties } from './contact-relations.tsx'
import { fieldTexts } from './dyads.text.ts'
import { FieldsDrawer } from './fields-drawer.tsx'
import { contactQuery, joinFirm, leaveFirm } from './parties.queries.ts'
import { RecordHistory } from './record-history.tsx'
import { mapTexts } from './contact-map.text.ts'
import './dyads.css'
import './parties.css'

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

function Firm({ firm }: { readonly firm: ContactParty }) {
  const say = useText(mapTexts)
  const { startedOn, endedOn } = firm
  const span = endedOn
    ? say('until', { from: startedOn ?? '…', until: endedOn })
    : startedOn
      ? say('fromDay', { from: startedOn })
      : say('present')
  return (
    <li>
      <div className="lk-kept-body">
        <span>
          <strong>{firm.name ?? say('hiddenFirm')}</strong> {firm.isMain ? <span className="lk-tag lk-tag-line">{say('main')}</span> : null}
        </span>
        <span className="lk-muted">{[firm.role, span].filter(Boolean).join(' · ')}</span>
      </div>
    </li>
  )
}

type FormGiven = { readonly dyadId: string; readonly contactId: string; readonly version: number; readonly onClose: () => void }

function JoinForm({ dyadId, contactId, version, onClose }: FormGiven) {
  const say = useText(mapTexts)
  const ways = (['also', 'moves'] as const).map(way => ({ value: way, label: say(way) }))
  return (
    <FieldsDrawer
      title={say('join')}
      start={{ partyId: null, how: 'also', role: '', on: today() }}
      fields={() => [
        { name: 'partyId', label: say('firm'), kind: 'party', required: true },
        { name: 'how', label: say('how'), kind: 'choice', required: true, options: ways },
        { name: 'role', label: say('post') },
        { name: 'on', label: say('on'), kind: 'day', required: true },
      ]}
      save={draft => joinFirm(dyadId, contactId, { ...draft, version } as never)}
      onClose={onClose}
    />
  )
}

function LeaveForm({ dyadId, contactId, version, onClose }: FormGiven) {
  const say = useText(mapTexts)
  return (
    <FieldsDrawer
      title={say('leave')}
      verb={say('leave')}
      start={{ on: today() }}
      fields={() => [{ name: 'on', label: say('leaveOn'), kind: 'day', required: true, hint: say('leaveEffect') }]}
      save={({ on }) => leaveFirm(dyadId, contactId, { on: String(on), version })}
      onClose={onClose}
    />
  )
}

type Given = { readonly customer: Customer; readonly map: ContactMap; readonly person: MappedPerson; readonly onClose: () => void }

/** One person: how they are reached, what they do when the customer buys, who knows them, and all firms that they belong to. */
export function ContactDrawer({ customer, map, person, onClose }: Given) {
  const say = useText(mapTexts)
  const field = useText(fieldTexts)
  const { dyadId } = customer
  const { contactId } = person
  const { data, error, refetch } = useQuery(contactQuery(dyadId, contactId))
  const [doing, setDoing] = useState<'join' | 'leave'>()
  const close = () => setDoing(undefined)
  const contact = data?.contact
  return (
    <DrawerPage open title={say('details', { name: person.name })} onClose={onClose} width={560}>
      <div className="lk-stack">
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={24} rows={6} /> : null}
        {contact ? (
          <dl className="lk-facts">
            <dt>{field('department')}</dt>
            <dd>{[contact.department, contact.title].filter(Boolean).join(' · ') || '—'}</dd>
            <dt>{field('phone')}</dt>
            <dd>
              {contact.phone ? <a href={`tel:${data.phoneE164 ?? contact.phone}`}>{contact.phone}</a> : '—'}
              {data.phoneE164 && data.phoneE164 !== contact.phone ? <div className="lk-muted">{data.phoneE164}</div> : null}
            </dd>
            <dt>{field('email')}</dt>
            <dd>{contact.email ?? '—'}</dd>
          </dl>
        ) : null}
        {contact ? <OwnOfRecord at={{ dyadId, entity: 'contact', recordId: contactId }} /> : null}
        {contact ? <RecordHistory dyadId={dyadId} entity="contact" entityId={contactId} /> : null}
        {data?.mayWrite ? (
          <>
            <Place dyadId={dyadId} person={person} />
            <Bonds dyadId={dyadId} person={person} />
            <Ties dyadId={dyadId} person={person} map={map} />
          </>
        ) : null}
        {data && contact ? (
          <section className="lk-stack" aria-label={say('firms')}>
            <div className="lk-card-title">
              <h3>{say('firms')}</h3>
              {data.mayWrite ? (
                <div className="lk-actions">
                  <Button onClick={() => setDoing('join')}>{say('join')}</Button>
                  <Button onClick={() => setDoing('leave')}>{say('leave')}</Button>
                </div>
              ) : null}
            </div>
            <p className="lk-muted">{say('firmsLead')}</p>
            <ul className="lk-kept">
              {data.parties.map(firm => (
                <Firm key={firm.linkId ?? 'main'} firm={firm} />
              ))}
            </ul>
          </section>
        ) : null}
      </div>
      {doing === 'join' && contact ? <JoinForm dyadId={dyadId} contactId={contactId} version={contact.version} onClose={close} /> : null}
      {doing === 'leave' && contact ? <LeaveForm dyadId={dyadId} contactId={contactId} version={contact.version} onClose={close} /> : null}
    </DrawerPage>
  )
}
