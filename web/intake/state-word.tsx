import type { ImportState } from '#contract/intake.ts'
import type { Job } from '#contract/platform/jobs.ts'
import { formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { intakeTexts } from './intake.text.ts'
import './intake.css'

export const hasEnded = ({ state }: Job) => state === 'done' || state === 'failed' || state === 'cancelled'

const deeds = ['preview', 'publish', 'undo', 'discard'] as const

/** What a job does with its import; undefined for jobs of other kinds. */
export function deedOf(job: Job | undefined | null): (typeof deeds)[number] | undefined {
  return job?.kind === 'import' ? deeds.find(deed => deed === job.subject.deed) : undefined
}

const tones: Partial<Record<ImportState, string>> = { published: 'good', failed: 'bad', ready: 'you' }

type Given = { readonly state: ImportState; readonly job?: Job | undefined }

/** How an import stands, in a word; while it is at work, what is done and how far. */
export function StateWord({ state, job }: Given) {
  const say = useText(intakeTexts)
  const language = useLanguage()
  const deed = job && !hasEnded(job) ? deedOf(job) : undefined
  if (job && deed) {
    const { done, total } = job.progress
    const share = total && done !== undefined ? ` ${formatShare(Math.min(1, done / total), language)}` : ''
    return (
      <span className="lk-state-word" data-tone="live">
        {job.state === 'queued' ? say('live.queued') : `${say(`live.${deed}`)}${share}`}
      </span>
    )
  }
  return (
    <span className="lk-state-word" data-tone={tones[state] ?? 'plain'}>
      {say(`state.${state}`)}
    </span>
  )
}
