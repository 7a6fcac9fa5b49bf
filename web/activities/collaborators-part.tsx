import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import type { Ownership } from '#contract/activities/ownership.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useSession } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { shareWith, unshare } from './pool.queries.ts'
import { poolTexts } from './pool.text.ts'

function AddCollaborator({ ownership: { dyadId, ownerId, collaborators } }: { readonly ownership: Ownership }) {
  const say = useText(poolTexts)
  const taken = new Set([ownerId, ...collaborators.map(one => one.userId)])
  const people = (useQuery(peopleQuery).data?.rows ?? []).filter(one => !one.disabled && !taken.has(one.userId))
  const [userId, setUserId] = useState<string>()
  const [mayWrite, setMayWrite] = useState(true)
  const adding = useMutation({ mutationFn: () => shareWith(dyadId, userId ?? '', mayWrite), onSuccess: () => setUserId(undefined) })
  return (
    <div className="lk-toolbar lk-no-print">
      <Field label={say('addCollaborator')}>
        <Select
          showSearch
          optionFilterProp="label"
          style={{ minWidth: 180 }}
          value={userId ?? null}
          options={people.map(one => ({ value: one.userId, label: one.name }))}
          onChange={next => setUserId(next ?? undefined)}
        />
      </Field>
      <Checkbox checked={mayWrite} onChange={event => setMayWrite(event.target.checked)}>
        {say('mayWrite')}
      </Checkbox>
      <Button disabled={userId === undefined} loading={adding.isPending} onClick={() => adding.mutate()}>
        {say('addCollaborator')}
      </Button>
      <Refused error={adding.error} />
    </div>
  )
}

/** Who works on a customer beside its owner; the owner or a manager says who, everyone may end their own. */
export function CollaboratorsPart({ ownership }: { readonly ownership: Ownership }) {
  const say = useText(poolTexts)
  const own = useSession()?.user.userId
  const { dyadId, collaborators, mayShare } = ownership
  const changing = useMutation({
    mutationFn: ({ userId, mayWrite }: { userId: string; mayWrite: boolean }) => shareWith(dyadId, userId, mayWrite),
  })
  const removing = useMutation({ mutationFn: (userId: string) => unshare(dyadId, userId) })
  return (
    <>
      <h3>{say('collaborators')}</h3>
      {collaborators.length === 0 ? <p className="lk-muted">{say('noCollaborators')}</p> : null}
      <ul className="lk-people">
        {collaborators.map(({ userId, name, mayWrite }) => (
          <li key={userId} className="lk-person">
            <div className="lk-person-head">
              <strong>{name}</strong>
              <span className="lk-tag lk-tag-line">{say(mayWrite ? 'mayWrite' : 'readsOnly')}</span>
            </div>
            <div className="lk-actions lk-no-print">
              {mayShare ? (
                <Button size="small" onClick={() => changing.mutate({ userId, mayWrite: !mayWrite })}>
                  {say(mayWrite ? 'makeReader' : 'makeWriter')}
                </Button>
              ) : null}
              {mayShare || userId === own ? (
                <Button size="small" type="text" danger aria-label={say('removeNamed', { name })} onClick={() => removing.mutate(userId)}>
                  {say('removeOne')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <Refused error={changing.error ?? removing.error} />
      {mayShare ? <AddCollaborator ownership={ownership} /> : null}
    </>
  )
}
