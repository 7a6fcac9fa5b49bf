import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContactMap, MappedPerson } from '#contract/dyads/contact-map.ts'
import type { Customer } from '#contract/dyads/customer.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ContactDrawer } from './contact-drawer.tsx'
import { ContactMapPicture } from './contact-map-picture.tsx'
import { mapQuery } from './parties.queries.ts'
import { mapTexts } from './contact-map.text.ts'
import './dyads.css'
import './parties.css'

type Gap = ContactMap['gaps'][number]

function useGapText(): (gap: Gap) => string {
  const say = useText(mapTexts)
  return ({ gap, side, name: known, days }) => {
    const name = known ?? '—'
    if (gap === 'single_threaded') return say(side === 'ours' ? 'single_ours' : 'single_theirs', { name })
    if (gap === 'strongest_left') return say('strongest_left', { name, days: days ?? 0 })
    if (gap === 'silent') return days === null ? say('silent_never', { name }) : say('silent', { name, days })
    return say(gap)
  }
}

function Gaps({ gaps }: { readonly gaps: readonly Gap[] }) {
  const say = useText(mapTexts)
  const text = useGapText()
  return (
    <div>
      <h3>{say('gaps')}</h3>
      {gaps.length === 0 ? (
        <p className="lk-muted">{say('noGaps')}</p>
      ) : (
        <ul className="lk-gaps">
          {gaps.map(gap => (
            <li key={`${gap.gap} ${gap.side} ${gap.name}`}>{text(gap)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function useTies(map: ContactMap): (contactId: string) => string {
  const say = useText(mapTexts)
  const name = (contactId: string) => map.people.find(person => person.contactId === contactId)?.name ?? '—'
  return contactId =>
    map.ties
      .flatMap(tie => {
        if (tie.contactId === contactId) return say(tie.kind === 'reports_to' ? 'reportsTo' : 'knows', { name: name(tie.otherId) })
        return tie.otherId === contactId && tie.kind === 'knows' ? say('knows', { name: name(tie.contactId) }) : []
      })
      .join(' · ')
}

type RowGiven = { readonly person: MappedPerson; readonly ties: string; readonly onOpen: () => void }

function Row({ person, ties, onOpen }: RowGiven) {
  const say = useText(mapTexts)
  const bonds = person.bonds
    .map(bond => say('bondOf', { name: bond.name ?? '—', strength: say(`strength_${bond.strength as 0 | 1 | 2 | 3}`) }))
    .join(' · ')
  const marks = [person.isGuest ? say('guest') : null, person.leftOn ? say('left', { day: person.leftOn }) : null]
  return (
    <tr>
      <th scope="row">
        <button type="button" className="lk-plain" onClick={onOpen}>
          {person.name}
        </button>
        <div className="lk-muted">{[person.department, person.title, person.role, ...marks].filter(Boolean).join(' · ')}</div>
      </th>
      <td>{person.buyingRole ? say(person.buyingRole) : '—'}</td>
      <td>{person.level ? say(person.level) : '—'}</td>
      <td className="lk-wide">{bonds || say('strength_0')}</td>
      <td className="lk-wide">{ties || '—'}</td>
      <td>{person.lastTalk ?? '—'}</td>
    </tr>
  )
}

function People({ map, onOpen }: { readonly map: ContactMap; readonly onOpen: (contactId: string) => void }) {
  const say = useText(mapTexts)
  const ties = useTies(map)
  const heads = ['person', 'role', 'level', 'bonds', 'ties', 'lastTalk'] as const
  return (
    <div className="lk-rows-scroll">
      <table className="lk-rows" aria-label={say('map')}>
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col" className={head === 'bonds' || head === 'ties' ? 'lk-wide' : undefined}>
                {say(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.people.map(person => (
            <Row key={person.contactId} person={person} ties={ties(person.contactId)} onOpen={() => onOpen(person.contactId)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Who decides, influences and uses, how well we know them, and what is missing: a picture, the gaps, and the table behind, in which each is changed. */
export function ContactMapCard({ customer }: { readonly customer: Customer }) {
  const say = useText(mapTexts)
  const { data: map, error, refetch } = useQuery(mapQuery(customer.dyadId))
  const [open, setOpen] = useState<string>()
  const person = map?.people.find(one => one.contactId === open)
  const isPeopled = map !== undefined && map.people.some(one => one.leftOn === null)
  return (
    <section className="lk-card lk-stack" aria-label={say('map')}>
      <h2>{say('map')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {map === undefined && !error ? <Bones height={48} rows={3} /> : null}
      {isPeopled ? (
        <>
          <p className="lk-muted">{say('mapLead')}</p>
          <div className="lk-rows-scroll">
            <ContactMapPicture map={map} />
          </div>
        </>
      ) : null}
      {map ? <Gaps gaps={map.gaps} /> : null}
      {map && map.people.length > 0 ? <People map={map} onOpen={setOpen} /> : null}
      {map && person ? <ContactDrawer customer={customer} map={map} person={person} onClose={() => setOpen(undefined)} /> : null}
    </section>
  )
}
