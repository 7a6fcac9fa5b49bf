import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Ownership, OwnershipEntry } from '#contract/activities/ownership.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { CollaboratorsPart } from './collaborators-part.tsx'
import { assign, claim, lock, ownershipQuery, release } from './pool.queries.ts'
import { poolTexts } from './pool.text.ts'
import { ReasonForm } from './reason-form.tsx'
import '#web/dyads/dyads.css'

function ClaimButton({ ownership }: { readonly ownership: Ownership }) {
  const say = useText(poolTexts)
  const { dyadId, pool } = ownership
  const claiming = useMutation({
    mutationFn: () => claim(pool?.poolId ?? '', [dyadId]),
    onSuccess: ({ claimed, refused }) => {
      if (claimed.length > 0) toast('done', say('claimed', { count: 1 }))
      else toast('failed', refused[0]?.message ?? '')
    },
  })
  return (
    <>
      <Button type="primary" loading={claiming.isPending} onClick={() => claiming.mutate()}>
        {say('claim')}
      </Button>
      <Refused error={claiming.error} />
    </>
  )
}

type Doing = 'release' | 'assign' | 'lock' | 'unlock'

function Doings({ ownership }: { readonly ownership: Ownership }) {
  const say = useText(poolTexts)
  const [doing, setDoing] = useState<Doing>()
  const { dyadId, isLocked, mayClaim, mayRelease, mayAssign, ownerId } = ownership
  const buttons: readonly (readonly [Doing, boolean])[] = [
    ['assign', mayAssign && !isLocked],
    ['release', mayRelease],
    ['lock', mayAssign && !isLocked && ownerId !== null],
    ['unlock', mayAssign && isLocked],
  ]
  return (
    <div className="lk-actions lk-no-print">
      {mayClaim ? <ClaimButton ownership={ownership} /> : null}
      {buttons.map(([name, may]) =>
        may ? (
          <Button key={name} onClick={() => setDoing(name)}>
            {say(name)}
          </Button>
        ) : null,
      )}
      {doing ? (
        <ReasonForm
          title={say(doing)}
          verb={say(doing)}
          {...(doing === 'assign' ? { asks: 'person', reasonNeeded: false } : doing === 'release' ? { asks: 'pool' } : {})}
          run={({ reason, personId, poolId }) =>
            doing === 'assign'
              ? assign([dyadId], personId ?? '', reason)
              : doing === 'release'
                ? release(dyadId, reason, poolId)
                : lock(dyadId, doing === 'lock', reason)
          }
          onClose={() => setDoing(undefined)}
        />
      ) : null}
    </div>
  )
}

function Facts({ ownership }: { readonly ownership: Ownership }) {
  const say = useText(poolTexts)
  const zone = usePlace()?.tenant.timeZone
  const { ownerName, pool, recycleAt, homePool, shield, lockReason } = ownership
  const owner = pool ? say('nobody', { pool: pool.name }) : (ownerName ?? say('nobodyYet'))
  const back: ReactNode = recycleAt
    ? say('goesBackTo', { day: formatInstant(recycleAt, zone).slice(0, 10), pool: homePool ?? say('usualPool') })
    : say('never')
  const why = shield === null ? null : say(shield === 'type' ? 'typeShield' : shield)
  return (
    <dl className="lk-facts">
      <dt>{say('owner')}</dt>
      <dd>{owner}</dd>
      {pool ? null : (
        <>
          <dt>{say('goesBack')}</dt>
          <dd>
            {back}
            {why ? <div className="lk-muted">{[why, shield === 'locked' ? lockReason : null].filter(Boolean).join(' · ')}</div> : null}
          </dd>
        </>
      )}
    </dl>
  )
}

function useDeed(): (entry: OwnershipEntry) => string {
  const say = useText(poolTexts)
  return ({ kind, fromName, toName, poolName }) => {
    const [from, to, pool] = [fromName ?? say('nobodyYet'), toName ?? poolName ?? say('nobodyYet'), poolName ?? say('pools')]
    switch (kind) {
      case 'assigned':
        return say('k_assigned', { to })
      case 'claimed':
        return say('k_claimed', { to })
      case 'released':
        return say('k_released', { from, pool })
      case 'recycled':
        return say('k_recycled', { from, pool })
      case 'transferred':
        return say('k_transferred', { from, to })
      case 'locked':
        return say('k_locked')
      case 'unlocked':
        return say('k_unlocked')
    }
  }
}

function History({ entries }: { readonly entries: readonly OwnershipEntry[] }) {
  const say = useText(poolTexts)
  const deed = useDeed()
  const zone = usePlace()?.tenant.timeZone
  if (entries.length === 0) return <p className="lk-muted">{say('noHistory')}</p>
  return (
    <ol className="lk-people">
      {entries.map(entry => (
        <li key={entry.entryId} className="lk-person">
          <span>{deed(entry)}</span>
          <span className="lk-muted">
            {[formatInstant(entry.at, zone), entry.reason, entry.authorName ? say('by', { name: entry.authorName }) : null]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Who owns a customer and until when, who works along, and every change of hands; with what one may do about it. */
export function OwnershipCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(poolTexts)
  const { data, error, refetch } = useQuery(ownershipQuery(dyadId))
  return (
    <section className="lk-card lk-stack" aria-label={say('ownership')}>
      <div className="lk-card-title">
        <h2>{say('ownership')}</h2>
        {data ? <Doings ownership={data} /> : null}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {data ? (
        <>
          <Facts ownership={data} />
          <CollaboratorsPart ownership={data} />
          <h3>{say('history')}</h3>
          <History entries={data.entries} />
        </>
      ) : null}
    </section>
  )
}
