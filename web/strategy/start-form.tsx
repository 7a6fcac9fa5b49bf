import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { PlayOffer } from '#contract/strategy/hygiene.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { hygieneTexts } from './hygiene.text.ts'
import { startRun } from './play.queries.ts'
import { ExpectedNote } from './play-expected.tsx'
import { usePlayWords } from './use-play-words.ts'

type Given = { readonly dyadId: string; readonly offer: PlayOffer; readonly today: string; readonly onClose: () => void }

/** Starts a play: from when, by whom; signs the duties that nobody knows, and says why where the condition is not met. */
export function StartForm({ dyadId, offer: { play, expected, obstacles }, today, onClose }: Given) {
  const say = useText(hygieneTexts)
  const { inOwn, hours } = usePlayWords()
  const people = useQuery(peopleQuery).data?.rows ?? []
  const [startOn, setStartOn] = useState(today)
  const [ownerId, setOwnerId] = useState<string>()
  const [checked, setChecked] = useState(false)
  const [despite, setDespite] = useState('')
  const unchecked = obstacles.find(({ kind }) => kind === 'unchecked')
  const condition = obstacles.find(({ kind }) => kind === 'condition')
  const starting = useMutation({
    mutationFn: () =>
      startRun(dyadId, { playId: play.playId, startOn, ownerId: ownerId ?? null, checked, despite: despite.trim() || null }),
    onSuccess: ({ steps }) => {
      toast('done', say('begun', { count: steps }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    starting.mutate()
  }
  return (
    <DrawerPage open title={say('startTitle', { name: inOwn(play.name) })} onClose={onClose}>
      <form className="lk-form" noValidate onSubmit={submit}>
        <p>{inOwn(play.about)}</p>
        <p>
          <Money minor={play.moneyMinor} /> · {hours(play.hours)}
        </p>
        {play.kind === 'duty' ? null : <ExpectedNote expected={expected} />}
        <Field label={say('startOn')} hint={say('startHint')} error={refusedField(starting.error, 'startOn')}>
          <Input type="date" value={startOn} onChange={event => setStartOn(event.target.value)} />
        </Field>
        <Field label={say('owner')} hint={say('ownerHint')} error={refusedField(starting.error, 'ownerId')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={ownerId}
            options={people.map(({ userId, name }) => ({ value: userId, label: name }))}
            onChange={value => setOwnerId(value)}
          />
        </Field>
        {unchecked ? (
          <div className="lk-stack">
            <p>{unchecked.text}</p>
            <Checkbox checked={checked} onChange={event => setChecked(event.target.checked)}>
              {say('checkedNow')}
            </Checkbox>
          </div>
        ) : null}
        {condition ? (
          <Field label={say('despite')} hint={condition.text} required>
            <Input value={despite} maxLength={500} onChange={event => setDespite(event.target.value)} />
          </Field>
        ) : null}
        <Refused error={starting.error} />
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={starting.isPending}>
            {say('begin')}
          </Button>
        </div>
      </form>
    </DrawerPage>
  )
}
