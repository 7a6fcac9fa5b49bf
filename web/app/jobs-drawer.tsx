import { useQuery } from '@tanstack/react-query'
import type { Job } from '#contract/platform/jobs.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import type { Line } from '#web/platform/events.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { ProgressLine } from '#web/ui/progress-line.tsx'
import { peopleQuery } from './admin.queries.ts'
import { adminTexts } from './admin.text.ts'
import { hasEnded, useJobWords } from './jobs-words.ts'

/** Who started a job; the product itself for those that nobody asked for. */
export function useStarter(): (job: Job) => string {
  const say = useText(adminTexts)
  const people = useQuery(peopleQuery).data?.rows
  return ({ createdBy }) =>
    createdBy === null
      ? say('automatic')
      : (people?.find(person => person.userId === createdBy)?.name ?? (people ? say('formerPerson') : '…'))
}

type Given = {
  readonly job: Job
  readonly line: Line
  readonly onCancel: (job: Job) => void
  readonly onClose: () => void
}

/** How far a job is, what came of it, when and by whom. */
function Details({ job, line, onCancel }: Given) {
  const say = useText(adminTexts)
  const words = useJobWords()
  const starter = useStarter()
  const zone = usePlace()?.tenant.timeZone
  const step = job.progress.step === undefined || hasEnded(job) ? {} : { step: words.step(job.progress.step) }
  return (
    <div className="lk-stack">
      <ProgressLine label={words.label(job)} job={job} line={line} {...step} onCancel={() => onCancel(job)} />
      <dl className="lk-facts">
        {job.state === 'done' ? (
          <>
            <dt>{say('outcome')}</dt>
            <dd>{words.outcome(job) || say('done')}</dd>
          </>
        ) : null}
        <dt>{say('by')}</dt>
        <dd>{starter(job)}</dd>
        <dt>{say('begun')}</dt>
        <dd>{formatInstant(job.startedAt ?? job.createdAt, zone)}</dd>
        <dt>{say('took')}</dt>
        <dd>{words.duration(job)}</dd>
      </dl>
    </div>
  )
}

/** One background job, in a drawer. */
export function JobDrawer({ job, ...given }: Omit<Given, 'job'> & { readonly job: Job | undefined }) {
  const say = useText(adminTexts)
  return (
    <DrawerPage open={job !== undefined} title={say('job')} onClose={given.onClose}>
      {job ? <Details job={job} {...given} /> : null}
    </DrawerPage>
  )
}
