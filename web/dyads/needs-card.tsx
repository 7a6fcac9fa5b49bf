import { useQuery } from '@tanstack/react-query'
import type { Customer } from '#contract/dyads/customer.ts'
import type { Need } from '#contract/dyads/need.ts'
import { type NeedStatus, needStatuses } from '#core/dyads/need.ts'
import { useText } from '#web/platform/text.ts'
import { peopleQuery } from './dyads.queries.ts'
import type { Draft } from './fields-drawer.tsx'
import { KeptCard } from './kept-card.tsx'
import { dropNeed, needsQuery, saveNeed } from './parties.queries.ts'
import { mapTexts } from './contact-map.text.ts'
import { partyTexts } from './parties.text.ts'

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

function useStatus(): (status: NeedStatus) => string {
  const say = useText(partyTexts)
  return status => say(status === 'open' ? 'open_need' : status)
}

function NeedLines({ need }: { readonly need: Need }) {
  const say = useText(partyTexts)
  const status = useStatus()
  const isClosed = need.status === 'met' || need.status === 'declined'
  return (
    <>
      <div className="lk-person-head">
        <span className="lk-tag lk-tag-line">{status(need.status)}</span>
        <strong>{need.content ?? '—'}</strong>
      </div>
      <span className="lk-muted">
        {[
          say('sourceOf', { source: need.source ?? '—' }),
          need.contactName,
          need.since,
          need.ownerName && `${say('responsible')} ${need.ownerName}`,
          need.dueOn && !isClosed && `${say('dueOn')} ${need.dueOn}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {need.response ? <span>{say('responseOf', { response: need.response })}</span> : null}
    </>
  )
}

/** The register of needs of a customer. */
export function NeedsCard({ customer }: { readonly customer: Customer }) {
  const say = useText(partyTexts)
  const person = useText(mapTexts)
  const status = useStatus()
  const people = (useQuery(peopleQuery).data?.rows ?? []).filter(one => !one.disabled)
  const { dyadId, mayWrite, contacts } = customer
  return (
    <KeptCard<Need>
      title={say('needs')}
      lead={say('needsLead')}
      empty={{ title: say('noNeeds'), lead: say('noNeedsLead') }}
      verbs={{ add: say('addNeed'), edit: say('editNeed') }}
      query={needsQuery(dyadId) as never}
      mayWrite={mayWrite}
      idOf={need => need.needId}
      nameOf={need => need.content ?? ''}
      show={need => <NeedLines need={need} />}
      fields={draft => [
        { name: 'content', label: say('need'), kind: 'area', required: true },
        { name: 'source', label: say('source'), required: true },
        {
          name: 'contactId',
          label: person('person'),
          kind: 'choice',
          options: contacts.map(one => ({ value: one.contactId, label: one.name })),
        },
        { name: 'since', label: say('since'), kind: 'day', required: true },
        {
          name: 'ownerId',
          label: say('responsible'),
          kind: 'choice',
          options: people.map(one => ({ value: one.userId, label: one.name })),
        },
        { name: 'dueOn', label: say('dueOn'), kind: 'day' },
        {
          name: 'status',
          label: say('status'),
          kind: 'choice',
          required: true,
          options: needStatuses.map(one => ({ value: one, label: status(one) })),
        },
        {
          name: 'response',
          label: say('response'),
          kind: 'area',
          hint: say('responseHint'),
          required: draft['status'] === 'met' || draft['status'] === 'declined',
        },
      ]}
      draftOf={(need): Draft => ({
        content: need?.content ?? '',
        source: need?.source ?? '',
        contactId: need?.contactId ?? null,
        since: need?.since ?? today(),
        ownerId: need?.ownerId ?? null,
        dueOn: need?.dueOn ?? '',
        status: need?.status ?? 'open',
        response: need?.response ?? '',
      })}
      save={(need, { ownerId, ...draft }) =>
        saveNeed(dyadId, need, { ...draft, ...(need === undefined && !ownerId ? {} : { ownerId }) } as never)
      }
      drop={need => dropNeed(dyadId, need.needId, need.version)}
    />
  )
}
