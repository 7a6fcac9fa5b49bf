import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { dutyWords } from '#core/strategy/hygiene-words.ts'
import { type HygieneDuty, hygieneDuties } from '#core/strategy/hygiene.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { hygieneTexts } from './hygiene.text.ts'
import { checkDuties } from './play.queries.ts'
import { usePlayWords } from './use-play-words.ts'

type Given = { readonly dyadId: string; readonly open: readonly HygieneDuty[]; readonly today: string; readonly onClose: () => void }

/** Signs that the reader has checked duties; those that nobody knows are ticked to begin with. */
export function CheckForm({ dyadId, open, today, onClose }: Given) {
  const say = useText(hygieneTexts)
  const { options } = usePlayWords()
  const [duties, setDuties] = useState<HygieneDuty[]>([...open])
  const [isKept, setKept] = useState(true)
  const [checkedOn, setCheckedOn] = useState(today)
  const [note, setNote] = useState('')
  const signing = useMutation({
    mutationFn: () => checkDuties(dyadId, { duties, isKept, checkedOn, note: note.trim() || null }),
    onSuccess: () => {
      toast('done', say('signed'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signing.mutate()
  }
  return (
    <DrawerPage open title={say('checkTitle')} onClose={onClose}>
      <form className="lk-form" noValidate onSubmit={submit}>
        <p className="lk-muted">{say('checkLead')}</p>
        <fieldset className="lk-stack">
          <legend>{say('whichDuties')}</legend>
          <Checkbox.Group
            value={duties}
            options={options(dutyWords, hygieneDuties)}
            onChange={value => setDuties(value as HygieneDuty[])}
          />
        </fieldset>
        <Radio.Group
          aria-label={say('isKept')}
          value={isKept}
          options={[
            { value: true, label: say('keptYes') },
            { value: false, label: say('keptNo') },
          ]}
          onChange={event => setKept(event.target.value === true)}
        />
        <Field label={say('checkedOn')} error={refusedField(signing.error, 'checkedOn')}>
          <Input type="date" max={today} value={checkedOn} onChange={event => setCheckedOn(event.target.value)} />
        </Field>
        <Field label={say('note')}>
          <Input value={note} maxLength={500} onChange={event => setNote(event.target.value)} />
        </Field>
        <Refused error={signing.error} />
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" disabled={duties.length === 0} loading={signing.isPending}>
            {say('sign')}
          </Button>
        </div>
      </form>
    </DrawerPage>
  )
}
