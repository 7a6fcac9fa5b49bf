import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { RunWhole } from '#contract/strategy/play-run.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { changeRun } from './play.queries.ts'
import { runTexts } from './play-run.text.ts'

/** What a run did cost and what came of it. */
export function Booking({ run }: { readonly run: RunWhole }) {
  const say = useText(runTexts)
  const [money, setMoney] = useState(run.bookedMinor === null ? null : run.bookedMinor / 100)
  const [spent, setSpent] = useState(run.bookedHours)
  const [outcome, setOutcome] = useState(run.outcome ?? '')
  const saving = useMutation({
    mutationFn: () =>
      changeRun(run.dyadId, run.playRunId, {
        bookedMinor: money === null ? null : Math.round(money * 100),
        bookedHours: spent,
        outcome: outcome.trim() || null,
        version: run.version,
      }),
    onSuccess: () => toast('done', say('saved')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-form" noValidate onSubmit={submit} aria-label={say('book')}>
      <h3>{say('book')}</h3>
      <p className="lk-muted">{say('bookLead')}</p>
      <div className="lk-play-pair">
        <Field label={say('moneyField')}>
          <NumberInput min={0} value={money} onChange={setMoney} />
        </Field>
        <Field label={say('bookedHours')}>
          <NumberInput min={0} value={spent} onChange={setSpent} />
        </Field>
      </div>
      <Field label={say('outcome')}>
        <Input.TextArea rows={2} maxLength={2000} value={outcome} onChange={event => setOutcome(event.target.value)} />
      </Field>
      <Refused error={saving.error} />
      <div className="lk-actions">
        <Button htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
