import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Stages } from '#contract/sales/opportunity.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { keepStages, stagesQuery } from './sales.queries.ts'
import { salesTexts } from './sales.text.ts'
import '#web/dyads/dyads.css'
import '#web/dyads/records.css'

type Stage = Stages['stages'][number]

/** A key of its own for a new stage: it never changes, whatever the stage is called later. */
const newKey = (stages: readonly Stage[]): string => {
  let no = stages.length + 1
  while (stages.some(stage => stage.key === `stage-${no}`)) no++
  return `stage-${no}`
}

type RowGiven = {
  readonly stage: Stage
  readonly at: number
  readonly error: unknown
  readonly mayChange: boolean
  readonly onChange: (change: Partial<Stage>) => void
  readonly onUp: (() => void) | undefined
}

function StageRow({ stage, at, error, mayChange, onChange, onUp }: RowGiven) {
  const say = useText(salesTexts)
  return (
    <fieldset className="lk-range-field lk-stage-row" disabled={!mayChange}>
      <legend>
        {say('stageNo', { no: at + 1 })}
        {stage.isRetired ? ` · ${say('retired')}` : ''}
      </legend>
      <div className="lk-toolbar">
        <Field label={say('stageName')} required error={refusedField(error, `stages.${at}.name`)}>
          <Input maxLength={40} value={stage.name} onChange={event => onChange({ name: event.target.value })} />
        </Field>
        <Field label={say('stageNameEn')}>
          <Input maxLength={40} value={stage.nameEn ?? ''} onChange={event => onChange({ nameEn: event.target.value || null })} />
        </Field>
        <Field label={say('probability')}>
          <NumberInput min={0} max={100} precision={0} value={stage.probability} onChange={next => onChange({ probability: next ?? 0 })} />
        </Field>
        {onUp ? <Button onClick={onUp}>{say('up')}</Button> : null}
        <Button onClick={() => onChange({ isRetired: !stage.isRetired })}>{say(stage.isRetired ? 'use' : 'retire')}</Button>
      </div>
    </fieldset>
  )
}

function StagesForm({ found }: { readonly found: Stages }) {
  const say = useText(salesTexts)
  const mayChange = useMay()('settings.manage')
  const [stages, setStages] = useState(found.stages)
  const saving = useMutation({
    mutationFn: () => keepStages({ version: found.version, stages }),
    onSuccess: () => toast('done', say('saved')),
  })
  const change = (at: number, part: Partial<Stage>) =>
    setStages(old => old.map((stage, index) => (index === at ? { ...stage, ...part } : stage)))
  const up = (at: number) => setStages(old => old.with(at - 1, old[at] as Stage).with(at, old[at - 1] as Stage))
  const add = () => setStages(old => [...old, { key: newKey(old), name: '', nameEn: null, probability: 50, isRetired: false }])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-card lk-stack" noValidate onSubmit={submit} aria-label={say('stages')}>
      <Refused error={saving.error} />
      {stages.map((stage, at) => (
        <StageRow
          key={stage.key}
          stage={stage}
          at={at}
          error={saving.error}
          mayChange={mayChange}
          onChange={part => change(at, part)}
          onUp={at === 0 || !mayChange ? undefined : () => up(at)}
        />
      ))}
      {mayChange ? (
        <div className="lk-actions">
          <Button onClick={add}>{say('addStage')}</Button>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
        </div>
      ) : null}
    </form>
  )
}

/** The stages of opportunities: their order, names and probabilities. */
export function StagesPage() {
  const say = useText(salesTexts)
  const { data, error, refetch } = useQuery(stagesQuery)
  return (
    <div className="lk-page">
      <PageHeader title={say('stages')} lead={say('stagesLead')} />
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? <StagesForm key={data.version} found={data} /> : error ? null : <Bones height={48} rows={5} />}
    </div>
  )
}
