import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { type Job, watchJob } from '#contract/platform/jobs.ts'
import { useEvents } from '#web/platform/events.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { stopJob } from './intake.queries.ts'
import { importTexts } from './import.text.ts'
import { deedOf, hasEnded } from './state-word.tsx'
import '#web/ui/progress-line.css'
import './intake.css'

const steps = {
  preview: ['reading', 'matching'],
  publish: ['reading', 'matching', 'writing', 'totals'],
  undo: ['totals', 'removing'],
  discard: ['removing'],
} as const
type Step = 'reading' | 'matching' | 'writing' | 'totals' | 'removing'

/** How far the present step is, in the counts that mean something for it. */
function useCounts(): (job: Job) => string {
  const say = useText(importTexts)
  const language = useLanguage()
  const number = (value: number) => formatNumber(value, language)
  return ({ progress: { step, done, total, figures } }) => {
    if (step === 'reading' && figures?.rows !== undefined) {
      const rejected = figures.rejected ? ` · ${say('rejectedSoFar', { rows: number(figures.rejected) })}` : ''
      return `${say('rowsSoFar', { rows: number(figures.rows) })}${rejected}`
    }
    if (done === undefined || !total) return done ? number(done) : ''
    if (step === 'writing') return say('linesOf', { done: number(Math.min(done, total)), total: number(total) })
    if (step === 'totals') return say('customersOf', { done: number(done), total: number(total) })
    return formatShare(Math.min(1, done / total), language)
  }
}

function StepList({ job }: { readonly job: Job }) {
  const say = useText(importTexts)
  const counts = useCounts()
  const order: readonly Step[] = steps[deedOf(job) ?? 'publish']
  const now = order.indexOf((job.progress.step ?? '') as Step)
  return (
    <ol className="lk-work-steps">
      {order.map((step, at) => (
        <li key={step} data-done={at < now || job.state === 'done'} aria-current={at === now ? 'step' : undefined}>
          <span aria-hidden="true">{at < now || job.state === 'done' ? '✓' : at === now ? '▸' : '·'}</span>
          <span>{say(`at.${step}`)}</span>
          <span className="lk-muted">{at === now ? counts(job) : ''}</span>
        </li>
      ))}
    </ol>
  )
}

function Bar({ label, job }: { readonly label: string; readonly job: Job }) {
  const { done = 0, total } = job.progress
  const share = total ? Math.min(1, done / total) : undefined
  return (
    <div
      className="lk-progress-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
      data-state={job.state}
      data-unsure={share === undefined && job.state === 'running'}
    >
      <div style={{ width: `${(share ?? (job.state === 'queued' ? 0 : 0.3)) * 100}%` }} />
    </div>
  )
}

/** An import at work: step by step with its counts, to be left or cancelled; `onEnd` is called once when it is over. */
export function ImportProgress({ job, onEnd }: { readonly job: Job; readonly onEnd: () => void }) {
  const say = useText(importTexts)
  const { latest, line } = useEvents(watchJob, { params: { jobId: job.jobId } }, hasEnded)
  const [error, setError] = useState<unknown>()
  const now = latest ?? job
  const over = hasEnded(now)
  const deed = deedOf(now) ?? 'publish'
  const label = say(`work.${deed}`)
  useEffect(() => {
    if (over) onEnd()
    // Only the end itself counts, not a new `onEnd`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [over])
  return (
    <section className="lk-card lk-stack" aria-label={label}>
      <div className="lk-intake-title">
        <h2>{label}</h2>
        {over || deed === 'undo' ? null : (
          <Button disabled={now.cancelRequested} onClick={() => void stopJob(job.jobId).catch(setError)}>
            {say(now.cancelRequested ? 'stopping' : 'stop')}
          </Button>
        )}
      </div>
      <Bar label={label} job={now} />
      {now.state === 'queued' ? <p>{say('waiting')}</p> : <StepList job={now} />}
      <Refused error={error} />
      <p className="lk-muted">{line === 'lost' && !over ? say('lost') : say(deed === 'publish' ? 'leave' : 'leaveUndo')}</p>
    </section>
  )
}
