import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Cadence } from '#contract/activities/cadence.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { cadenceQuery, setCadence } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { dueWords, everyWords, lastWords } from './cadence-words.ts'

type FormGiven = { readonly dyadId: string; readonly cadence: Cadence; readonly onClose: () => void }

/** Sets a rhythm for one customer alone. */
function OwnRhythmForm({ dyadId, cadence, onClose }: FormGiven) {
  const say = useText(activityTexts)
  const [days, setDays] = useState<number | null>(cadence.ownDays ?? cadence.groupDays)
  const [reason, setReason] = useState(cadence.ownReason ?? '')
  const saving = useMutation({
    mutationFn: (own: number | null) => setCadence(dyadId, { days: own, reason: reason.trim() || null }),
    onSuccess: onClose,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (days !== null) saving.mutate(days)
  }
  return (
    <DrawerPage open title={say('ownTitle')} width={440} onClose={onClose}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <p className="lk-muted">{cadence.groupDays === null ? say('ownLeadNone') : say('ownLead', { days: cadence.groupDays })}</p>
        <Refused error={saving.error} />
        <Field label={say('ownDays')} required error={refusedField(saving.error, 'days')}>
          <NumberInput autoFocus min={1} max={3650} value={days} onChange={setDays} />
        </Field>
        <Field label={say('ownReason')}>
          <Input maxLength={300} value={reason} onChange={event => setReason(event.target.value)} />
        </Field>
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
          {cadence.ownDays === null ? null : <Button onClick={() => saving.mutate(null)}>{say('ownClear')}</Button>}
        </div>
      </form>
    </DrawerPage>
  )
}

/** "Last contact 23 days ago, due every 14": in one line, with a way to set another rhythm. */
export function CadenceLine({ dyadId }: { readonly dyadId: string }) {
  const say = useText(activityTexts)
  const { data } = useQuery(cadenceQuery(dyadId))
  const [setting, setSetting] = useState(false)
  if (data === undefined) return null
  const words = [
    lastWords(data, data.today, say),
    everyWords(data, say),
    data.nextPlannedOn ? say('plannedNext', { date: data.nextPlannedOn }) : '',
  ]
  return (
    <div className="lk-cadence" data-state={data.state}>
      <span>
        {words.filter(Boolean).join(' · ')}
        {data.ownDays === null ? null : (
          <span className="lk-muted" title={data.ownReason ?? ''}>
            {' '}
            ({say('ownRhythmMark')})
          </span>
        )}
      </span>
      {data.dueOn === null ? null : <strong>{dueWords(data, data.today, say)}</strong>}
      {data.mayWrite ? (
        <Button size="small" type="link" className="lk-no-print" onClick={() => setSetting(true)}>
          {say('ownRhythm')}
        </Button>
      ) : null}
      {setting ? <OwnRhythmForm dyadId={dyadId} cadence={data} onClose={() => setSetting(false)} /> : null}
    </div>
  )
}
