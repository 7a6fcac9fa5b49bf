import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Activity } from '#contract/activities/activity.ts'
import { RecordHistory } from '#web/dyads/record-history.tsx'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { activityQuery, changeActivity, dropActivity } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { ActivityForm } from './activity-form.tsx'
import './activities.css'

function Facts({ one }: { readonly one: Activity }) {
  const say = useText(activityTexts)
  const zone = usePlace()?.tenant.timeZone
  const names = (people: Activity['ours']) => people.map(({ name }) => name).join('、')
  const facts = [
    [say('state'), say(one.state)],
    [say('when'), formatInstant(one.startsAt, zone)],
    [say('minutes'), one.minutes === null ? '' : String(one.minutes)],
    [say('direction'), one.direction === null ? '' : say(one.direction)],
    [say('place'), one.place ?? ''],
    [say('theirs'), names(one.theirs)],
    [say('owner'), one.ownerName ?? ''],
    [say('ours'), names(one.ours)],
    [say('outcome'), one.outcome === null ? '' : say(one.outcome)],
    [say('nextStep'), [one.nextStep, one.nextOn].filter(Boolean).join(' · ')],
    [say('tasks'), one.tasks === 0 ? '' : say('tasksFrom', { count: one.tasks })],
  ] as const
  return (
    <>
      {one.content ? <p className="lk-activity-content">{one.content}</p> : null}
      <dl className="lk-facts">
        {facts.flatMap(([name, text]) => (text === '' ? [] : [<dt key={name}>{name}</dt>, <dd key={`${name} text`}>{text}</dd>]))}
      </dl>
    </>
  )
}

function Removal({ one, onDone, onClose }: { readonly one: Activity; readonly onDone: () => void; readonly onClose: () => void }) {
  const say = useText(activityTexts)
  const removing = useMutation({
    mutationFn: () => dropActivity(one),
    onSuccess: () => {
      toast('done', say('removed'))
      onDone()
    },
  })
  return (
    <ConfirmDanger
      open
      title={say('removeTitle')}
      verb={say('remove')}
      busy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      {say('removeEffect')}
    </ConfirmDanger>
  )
}

type Given = { readonly dyadId: string; readonly activityId: string; readonly onClose: () => void }

/** One activity whole, to be read, changed, marked done or removed. */
export function ActivityDrawer({ dyadId, activityId, onClose }: Given) {
  const say = useText(activityTexts)
  const { data: one, error } = useQuery(activityQuery(dyadId, activityId))
  const [mode, setMode] = useState<'read' | 'edit' | 'remove'>('read')
  const finishing = useMutation({ mutationFn: (known: Activity) => changeActivity(known, { state: 'done' }) })
  if (one && mode === 'edit') return <ActivityForm dyadId={one.dyadId} known={one} onClose={() => setMode('read')} />
  return (
    <DrawerPage open title={one ? `${say(one.kind)} · ${one.subject}` : ''} onClose={onClose}>
      <div className="lk-stack">
        <Refused error={error ?? finishing.error} />
        {one ? (
          <>
            <Link to="/customers/$dyadId" params={{ dyadId: one.dyadId }} search={{ tab: 'timeline' }}>
              {one.customer}
            </Link>
            <Facts one={one} />
            <RecordHistory dyadId={one.dyadId} entity="activity" entityId={one.activityId} />
          </>
        ) : error ? null : (
          <Bones height={24} rows={6} />
        )}
        {one?.mayWrite ? (
          <div className="lk-actions">
            {one.state === 'planned' ? (
              <Button type="primary" loading={finishing.isPending} onClick={() => finishing.mutate(one)}>
                {say('markDone')}
              </Button>
            ) : null}
            <Button onClick={() => setMode('edit')}>{say('edit')}</Button>
            <Button danger onClick={() => setMode('remove')}>
              {say('remove')}
            </Button>
          </div>
        ) : null}
      </div>
      {one && mode === 'remove' ? <Removal one={one} onDone={onClose} onClose={() => setMode('read')} /> : null}
    </DrawerPage>
  )
}
