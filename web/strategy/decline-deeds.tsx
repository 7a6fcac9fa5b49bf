import { useMutation } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { DeclineWhole } from '#contract/strategy/decline.ts'
import { type DeclineOutcome, declineOutcomes, isUnderWay } from '#core/strategy/decline.ts'
import { declineStateWords } from '#core/strategy/decline-words.ts'
import { runStateWords } from '#core/strategy/play-words.ts'
import type { RunState } from '#core/strategy/play.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { checkYear, endCase } from './decline.queries.ts'
import { declineTexts } from './decline.text.ts'
import { usePlayWords } from './use-play-words.ts'

/** Outcomes that a case may have now: won only where winning back was decided, lost and let go only once the cause is known. */
const possible = ({ state, cause }: DeclineWhole): readonly DeclineOutcome[] =>
  declineOutcomes.filter(outcome => outcome === 'closed' || (outcome === 'won' ? state === 'acting' : cause !== null))

function End({ found }: { readonly found: DeclineWhole }) {
  const say = useText(declineTexts)
  const { options } = usePlayWords()
  const [outcome, setOutcome] = useState<DeclineOutcome>(found.state === 'acting' ? 'won' : 'closed')
  const [note, setNote] = useState('')
  const [competitor, setCompetitor] = useState(found.competitor ?? '')
  const isLost = outcome === 'lost' || outcome === 'let_go'
  const ending = useMutation({
    mutationFn: () =>
      endCase(found, {
        outcome,
        note: note.trim() || null,
        ...(isLost ? { competitor: competitor.trim() || null } : {}),
        version: found.version,
      }),
    onSuccess: () => toast('done', say('ended')),
  })
  return (
    <div className="lk-form">
      <div className="lk-play-pair">
        <Field label={say('outcome')}>
          <Select value={outcome} options={options(declineStateWords, possible(found))} onChange={setOutcome} />
        </Field>
        {isLost ? (
          <Field label={say('competitor')} error={refusedField(ending.error, 'competitor')}>
            <Input value={competitor} maxLength={200} onChange={event => setCompetitor(event.target.value)} />
          </Field>
        ) : null}
      </div>
      <Field label={say('outcomeNote')} error={refusedField(ending.error, 'note')}>
        <Input.TextArea rows={2} maxLength={2000} value={note} onChange={event => setNote(event.target.value)} />
      </Field>
      <Refused error={ending.error} />
      <div className="lk-actions">
        <Button loading={ending.isPending} onClick={() => ending.mutate()}>
          {say('end')}
        </Button>
      </div>
    </div>
  )
}

function SecondYear({ found }: { readonly found: DeclineWhole }) {
  const say = useText(declineTexts)
  const checking = useMutation({
    mutationFn: (secondYear: 'stayed' | 'gone') => checkYear(found, { secondYear, version: found.version }),
    onSuccess: () => toast('done', say('saved')),
  })
  if (found.checkOn === null) return null
  if (found.secondYear !== null) return <p>{say(found.secondYear === 'stayed' ? 'stayedSaid' : 'goneSaid')}</p>
  return (
    <div className="lk-stack">
      <p>
        {say('checkOn', { day: found.checkOn })}
        {found.today < found.checkOn ? say('checkEarly') : ''}
      </p>
      <Refused error={checking.error} />
      {found.mayWrite ? (
        <div className="lk-actions">
          <Button disabled={found.today < found.checkOn} loading={checking.isPending} onClick={() => checking.mutate('stayed')}>
            {say('stayed')}
          </Button>
          <Button loading={checking.isPending} onClick={() => checking.mutate('gone')}>
            {say('gone')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

/** What is done, and what came of it: plays, the steps of a graceful exit, the outcome, the second year. */
export function DeclineDeeds({ found }: { readonly found: DeclineWhole }) {
  const say = useText(declineTexts)
  const { told, inOwn } = usePlayWords()
  return (
    <section aria-label={say('step4')}>
      <h3>{say('step4')}</h3>
      {found.decision === null && found.outcomeOn === null ? <p className="lk-muted">{say('nothingYet')}</p> : null}
      {found.runs.length > 0 ? <h4>{say('runs')}</h4> : null}
      <ul>
        {found.runs.map(run => (
          <li key={run.playRunId} className="lk-play-line">
            {inOwn(run.name)}{' '}
            <span>
              {told(runStateWords[run.state as RunState])} · {run.startedOn}
            </span>
          </li>
        ))}
      </ul>
      {found.exitTasks.length > 0 ? <h4>{say('exit')}</h4> : null}
      <ul>
        {found.exitTasks.map(task => (
          <li key={task.taskId} className="lk-play-line">
            <div>
              {task.title}
              <small>
                {task.dueOn === null ? '' : say('due', { day: task.dueOn })} · {task.assigneeName ?? '—'}
                {task.state === 'open' ? '' : ` · ${say(task.state === 'done' ? 'taskDone' : 'taskCancelled')}`}
              </small>
            </div>
          </li>
        ))}
      </ul>
      {found.outcomeOn === null ? null : (
        <p>
          {say('endedOn', { day: found.outcomeOn, state: told(declineStateWords[found.state]) })}
          {found.lostMinor === null ? '' : ` · ${say('lost')} `}
          {found.lostMinor === null ? null : <Money minor={found.lostMinor} />}
          {found.outcomeNote ? ` · ${found.outcomeNote}` : ''}
        </p>
      )}
      {isUnderWay(found.state) && found.mayWrite ? <End found={found} /> : null}
      <SecondYear found={found} />
    </section>
  )
}
