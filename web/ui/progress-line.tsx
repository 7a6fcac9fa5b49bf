import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { cancelJob, type Job, watchJob } from '#contract/platform/jobs.ts'
import { call } from '#web/platform/call.ts'
import { type Line, useEvents } from '#web/platform/events.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { uiTexts } from './ui.text.ts'
import './progress-line.css'

type Given = { readonly label: string; readonly job: Job; readonly step?: string; readonly line?: Line; readonly onCancel?: () => void }

const ended = (job: Job) => job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'

function Bar({ label, job }: { readonly label: string; readonly job: Job }) {
  const { done = 0, total } = job.progress
  const share = job.state === 'done' ? 1 : total ? Math.min(1, done / total) : undefined
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
      <div style={{ width: `${(share ?? 0.3) * 100}%` }} />
    </div>
  )
}

/** A long job: what it does now, how far it is in counts, and a way to stop it. `step` names the job's present step in words. */
export function ProgressLine({ label, job, step, line = 'open', onCancel }: Given) {
  const say = useText(uiTexts)
  const language = useLanguage()
  const { done, total } = job.progress
  const counted =
    done === undefined || ended(job)
      ? undefined
      : total
        ? say('countOf', { done: formatNumber(done, language), total: formatNumber(total, language) })
        : formatNumber(done, language)
  const share = total && done !== undefined && job.state === 'running' ? formatShare(Math.min(1, done / total), language) : undefined
  const state = job.cancelRequested && !ended(job) ? say('cancelling') : say(job.state)
  return (
    <div className="lk-progress">
      <div className="lk-progress-head">
        <strong>{label}</strong>
        <span className="lk-muted">{[state, step, counted, share].filter(part => part !== undefined).join(' · ')}</span>
        {onCancel && !ended(job) && !job.cancelRequested ? (
          <Button size="small" onClick={onCancel}>
            {say('cancel')}
          </Button>
        ) : null}
      </div>
      <Bar label={label} job={job} />
      {job.error ? <p className="lk-progress-error">{language === 'en' ? job.error.en : job.error.zh}</p> : null}
      {ended(job) ? null : <p className="lk-muted">{line === 'lost' ? say('lineLost') : say('leaveNote')}</p>}
    </div>
  )
}

type LiveGiven = {
  readonly label: string
  /** The job as it was last known. */
  readonly job: Job
  readonly stepWords?: (step: string) => string
  readonly onEnd?: (job: Job) => void
}

/** A job followed live until it ends; `onEnd` is called once then, and every list of jobs is refreshed. */
export function LiveJob({ label, job, stepWords, onEnd }: LiveGiven) {
  const client = useQueryClient()
  const { latest, line } = useEvents(watchJob, ended(job) ? undefined : { params: { jobId: job.jobId } }, ended)
  const now = latest ?? job
  const over = latest !== undefined && ended(latest)
  useEffect(() => {
    if (!over || !latest) return
    void client.invalidateQueries({ queryKey: ['jobs'] })
    onEnd?.(latest)
    // Only the end itself counts, not a new `onEnd`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [over])
  const step = now.progress.step
  const words = step !== undefined && stepWords ? { step: stepWords(step) } : {}
  return (
    <ProgressLine label={label} job={now} line={line} {...words} onCancel={() => void call(cancelJob, { params: { jobId: job.jobId } })} />
  )
}
