import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { ConsentOfContact } from '#contract/dyads/consent.ts'
import { holding } from '#core/dyads/consent.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { consentQuery } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'
import './dyads.css'

const ConsentForm = lazy(async () => ({ default: (await import('./consent-form.tsx')).ConsentForm }))
const LimitsForm = lazy(async () => ({ default: (await import('./consent-limits.tsx')).LimitsForm }))

type Doing = { readonly what: 'consent' | 'limits'; readonly contactId: string }

function Person({
  person,
  mayWrite,
  onDo,
}: {
  readonly person: ConsentOfContact
  readonly mayWrite: boolean
  readonly onDo: (what: Doing['what']) => void
}) {
  const say = useText(privacyTexts)
  const { name, limits, entries } = person
  const held = holding(entries)
  return (
    <li className="lk-history-line">
      <div className="lk-card-title">
        <strong>{name}</strong>
        {mayWrite ? (
          <span className="lk-actions lk-no-print">
            <Button size="small" onClick={() => onDo('consent')} aria-label={`${say('register')} ${name}`}>
              {say('register')}
            </Button>
            <Button size="small" onClick={() => onDo('limits')} aria-label={`${say('limits')} ${name}`}>
              {say('limits')}
            </Button>
          </span>
        ) : null}
      </div>
      {held.length === 0 ? <span className="lk-muted">{say('noConsent')}</span> : null}
      <ul className="lk-plain-list">
        {held.map(entry => (
          <li key={entry.entryId} className={entry.decision === 'withdrawn' ? 'lk-struck' : undefined}>
            {`${say(entry.channel)} · ${say(entry.purpose)}: ${say(entry.decision)} (${say(`basis_${entry.basis}`)}) · ${entry.decidedOn} · ${entry.how}`}
            {entry.evidence ? ` · ${entry.evidence}` : ''}
            {entry.textVersion === null ? '' : ` · ${say('textVersion', { version: entry.textVersion })}`}
          </li>
        ))}
      </ul>
      {limits.isRestricted ? <span className="lk-tag lk-tag-line">{say('restricted')}</span> : null}
      {limits.blocked.map(channel => (
        <span key={channel} className="lk-tag lk-tag-line">{`${say('blocked')}: ${say(channel)}`}</span>
      ))}
      {limits.reason ? <span className="lk-muted"> {limits.reason}</span> : null}
    </li>
  )
}

/** On what reaching each person of a customer rests, and how they may not be approached. */
export function ConsentCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(privacyTexts)
  const { data, error, refetch } = useQuery(consentQuery(dyadId))
  const [doing, setDoing] = useState<Doing>()
  const person = data?.rows.find(({ contactId }) => contactId === doing?.contactId)
  return (
    <section className="lk-card lk-stack" aria-label={say('consent')}>
      <h2>{say('consent')}</h2>
      <p className="lk-muted">{say('consentLead')}</p>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {data?.rows.length === 0 ? <p className="lk-muted">{say('noPeople')}</p> : null}
      <ul className="lk-plain-list">
        {data?.rows.map(row => (
          <Person key={row.contactId} person={row} mayWrite={data.mayWrite} onDo={what => setDoing({ what, contactId: row.contactId })} />
        ))}
      </ul>
      <Suspense fallback={null}>
        {person && doing?.what === 'consent' ? (
          <ConsentForm dyadId={dyadId} person={person} consentText={data?.consentText ?? ''} onClose={() => setDoing(undefined)} />
        ) : null}
        {person && doing?.what === 'limits' ? <LimitsForm dyadId={dyadId} person={person} onClose={() => setDoing(undefined)} /> : null}
      </Suspense>
    </section>
  )
}
