import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { RunStep, RunWhole } from '#contract/strategy/play-run.ts'
import { runStateWords, stepKindWords } from '#core/strategy/play-words.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field } from '#web/ui/field.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { finishStep, runQuery, stopRun } from './play.queries.ts'
import { runTexts } from './play-run.text.ts'
import { Booking } from './run-booking.tsx'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

function Step({ step, mayWrite }: { readonly step: RunStep; readonly mayWrite: boolean }) {
  const say = useText(runTexts)
  const { told, inOwn } = usePlayWords()
  const finishing = useMutation({ mutationFn: () => finishStep(step.taskId) })
  const title = step.titles === null ? step.title : inOwn(step.titles)
  const isOpen = step.state === 'open'
  return (
    <li className="lk-play-line">
      <div>
        {title}
        <small>
          {step.kind === null ? '' : `${told(stepKindWords[step.kind])} · `}
          {step.dueOn === null ? '' : say('due', { day: step.dueOn })} · {step.assigneeName ?? '—'}
          {isOpen ? '' : ` · ${say(step.state === 'done' ? 'stepDone' : 'stepCancelled')}`}
        </small>
        <Refused error={finishing.error} />
      </div>
      {isOpen && mayWrite ? (
        <Button size="small" loading={finishing.isPending} aria-label={say('doneOf', { title })} onClick={() => finishing.mutate()}>
          {say('done')}
        </Button>
      ) : null}
    </li>
  )
}

function Stop({ run }: { readonly run: RunWhole }) {
  const say = useText(runTexts)
  const { inOwn } = usePlayWords()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const stopping = useMutation({
    mutationFn: () => stopRun(run.dyadId, run.playRunId, { reason, version: run.version }),
    onSuccess: () => {
      toast('done', say('stopped'))
      setAsking(false)
    },
  })
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {say('stop')}
      </Button>
      <ConfirmDanger
        open={asking}
        title={say('stopTitle', { name: inOwn(run.playName) })}
        verb={say('stop')}
        busy={stopping.isPending}
        error={stopping.error}
        onConfirm={() => stopping.mutate()}
        onClose={() => setAsking(false)}
      >
        <div className="lk-stack">
          <p>{say('stopLead')}</p>
          <Field label={say('reason')} required>
            <Input value={reason} maxLength={1000} onChange={event => setReason(event.target.value)} />
          </Field>
        </div>
      </ConfirmDanger>
    </>
  )
}

function Facts({ run }: { readonly run: RunWhole }) {
  const say = useText(runTexts)
  const { told, hours, language } = usePlayWords()
  return (
    <dl className="lk-facts">
      <dt>{say('customer')}</dt>
      <dd>
        <Link
          className="lk-play-link"
          to={'/customers/$dyadId' as never}
          params={{ dyadId: run.dyadId } as never}
          search={{ tab: 'relationship' } as never}
        >
          {nameIn({ name: run.customerName, nameEn: run.customerNameEn }, language)}
        </Link>
      </dd>
      <dt>{say('state')}</dt>
      <dd>
        {told(runStateWords[run.state])} · {say('keepsVersion', { version: run.playVersion })}
      </dd>
      <dt>{say('startedOn')}</dt>
      <dd>{run.startedOn}</dd>
      <dt>{say('endedOn')}</dt>
      <dd>{run.endedOn ?? '—'}</dd>
      <dt>{say('planned')}</dt>
      <dd>
        <Money minor={run.plannedMinor} /> · {hours(run.plannedHours)}
      </dd>
      <dt>{say('booked')}</dt>
      <dd>
        <Money minor={run.bookedMinor} /> · {run.bookedHours === null ? '—' : hours(run.bookedHours)}
      </dd>
      <dt>{say('owner')}</dt>
      <dd>{run.ownerName ?? '—'}</dd>
      {run.note === null ? null : (
        <>
          <dt>{say('note')}</dt>
          <dd>{run.note}</dd>
        </>
      )}
      {run.outcome === null ? null : (
        <>
          <dt>{say('outcome')}</dt>
          <dd>{run.outcome}</dd>
        </>
      )}
    </dl>
  )
}

type Given = { readonly dyadId: string; readonly playRunId: string; readonly onClose: () => void }

/** One run: its steps, what it costs against the plan, and what came of it. */
export function RunDrawer({ dyadId, playRunId, onClose }: Given) {
  const say = useText(runTexts)
  const { inOwn } = usePlayWords()
  const { data, error, refetch } = useQuery(runQuery(dyadId, playRunId))
  const isOpen = data !== undefined && data.endedOn === null
  return (
    <DrawerPage
      open
      title={data ? inOwn(data.playName) : say('play')}
      onClose={onClose}
      actions={data?.mayWrite && isOpen ? <Stop run={data} /> : undefined}
    >
      <div className="lk-stack">
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={32} rows={6} /> : null}
        {data ? (
          <>
            <Facts run={data} />
            <section>
              <h3>{say('steps')}</h3>
              <ul>
                {data.stepRows.map(step => (
                  <Step key={step.taskId} step={step} mayWrite={data.mayWrite} />
                ))}
              </ul>
            </section>
            {data.mayWrite ? <Booking key={data.version} run={data} /> : null}
          </>
        ) : null}
      </div>
    </DrawerPage>
  )
}
