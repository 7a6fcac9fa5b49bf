import { Input } from 'antd'
import { useEffect, useRef } from 'react'
import type { DuplicatesFound } from '#contract/dyads/duplicate.ts'
import { Refusal } from '#web/platform/refusal.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { duplicateTexts } from './duplicates.text.ts'
import './duplicates.css'

/** Whom an entry that was refused is like; undefined for every other error. */
export function duplicatesIn(error: unknown): DuplicatesFound | undefined {
  return error instanceof Refusal && error.code === 'duplicates' ? (error.details as DuplicatesFound) : undefined
}

type Given = { readonly found: DuplicatesFound; readonly reason: string; readonly onReason: (reason: string) => void }

/** Those who may be the one that is being entered: each to be looked at, and where to say why this is another. */
export function DuplicatePanel({ found: { duplicates, unseen }, reason, onReason }: Given) {
  const say = useText(duplicateTexts)
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <section ref={place} className="lk-card lk-stack" aria-label={say('foundAtEntry')}>
      <h3>{say('foundAtEntry')}</h3>
      <ul className="lk-duplicates">
        {duplicates.map(({ partyId, dyadId, side, name, code, ownerName, departmentName, strength, reasons }) => (
          <li key={partyId}>
            <strong>
              {side === 'sale' ? (
                <a href={`/customers/${dyadId}`} target="_blank" rel="noopener">
                  {name}
                </a>
              ) : (
                name
              )}
            </strong>{' '}
            <span className="lk-muted">{[code, ownerName, departmentName].filter(Boolean).join(' · ')}</span>
            <div>
              {say(`strength.${strength}`)} <span className="lk-muted">{reasons.map(one => say(`reason.${one}`)).join(' · ')}</span>
            </div>
          </li>
        ))}
        {unseen.map(({ departmentName, count }) => (
          <li key={departmentName ?? ''} className="lk-muted">
            {say('unseen', { count, department: departmentName ?? say('unseenNobody') })}
          </li>
        ))}
      </ul>
      <Field label={say('anotherWhy')} hint={say('anotherHint')}>
        <Input maxLength={500} value={reason} onChange={event => onReason(event.target.value)} />
      </Field>
    </section>
  )
}
