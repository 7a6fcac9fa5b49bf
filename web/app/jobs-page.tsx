import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { cancelJob, type Job } from '#contract/platform/jobs.ts'
import { call } from '#web/platform/call.ts'
import type { Line } from '#web/platform/events.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Field } from '#web/ui/field.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { ProgressLine } from '#web/ui/progress-line.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { adminTexts } from './admin.text.ts'
import { JobDrawer, useStarter } from './jobs-drawer.tsx'
import { useLiveJobs } from './jobs-live.ts'
import { hasEnded, useJobWords } from './jobs-words.ts'
import { SettingsFrame } from './settings-home-frame.tsx'

const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
const tones = { queued: 'busy', running: 'busy', done: 'good', failed: 'bad', cancelled: 'none' } as const

function useColumns(): readonly Column<Job>[] {
  const say = useText(adminTexts)
  const words = useJobWords()
  const starter = useStarter()
  const zone = usePlace()?.tenant.timeZone
  const stateCell = ({ state }: Job) => (
    <span className="lk-admin-state" data-tone={tones[state]}>
      {say(state)}
    </span>
  )
  return [
    { key: 'job', title: say('job'), width: 320, render: words.label },
    { key: 'state', title: say('jobState'), width: 110, card: 'head', render: stateCell },
    { key: 'begun', title: say('begun'), width: 160, render: job => formatInstant(job.startedAt ?? job.createdAt, zone) },
    { key: 'took', title: say('took'), width: 120, align: 'end', render: words.duration },
    { key: 'by', title: say('by'), width: 140, render: starter },
    {
      key: 'outcome',
      title: say('outcome'),
      width: 360,
      render: job => <span title={words.outcome(job)}>{words.outcome(job) || '—'}</span>,
    },
  ]
}

type RunningGiven = { readonly jobs: readonly Job[]; readonly line: Line; readonly onCancel: (job: Job) => void }

function RunningCard({ jobs, line, onCancel }: RunningGiven) {
  const say = useText(adminTexts)
  const words = useJobWords()
  if (jobs.length === 0) return null
  return (
    <section className="lk-card lk-stack" aria-labelledby="running">
      <h2 id="running">{say('runningNow')}</h2>
      {jobs.map(job => (
        <ProgressLine
          key={job.jobId}
          label={words.label(job)}
          job={job}
          line={line}
          {...(job.progress.step === undefined ? {} : { step: words.step(job.progress.step) })}
          onCancel={() => onCancel(job)}
        />
      ))}
    </section>
  )
}

type Search = { readonly state?: Job['state']; readonly job?: string }

function StateFilter({ search, set }: { readonly search: Search; readonly set: (search: Search) => void }) {
  const say = useText(adminTexts)
  const choose = (text: string) => {
    const state = states.find(one => one === text)
    set(state ? { state } : {})
  }
  return (
    <div className="lk-admin-filters">
      <Field label={say('jobState')}>
        <select className="lk-select" value={search.state ?? ''} onChange={event => choose(event.target.value)}>
          <option value="">{say('allStates')}</option>
          {states.map(state => (
            <option key={state} value={state}>
              {say(state)}
            </option>
          ))}
        </select>
      </Field>
    </div>
  )
}

/** Background jobs: those that run, live and stoppable, and what came of the others. */
export function JobsPage() {
  const say = useText(adminTexts)
  const search = useSearch({ from: '/shell/settings/jobs' })
  const navigate = useNavigate()
  const set = (next: Search, replace = true) => void navigate({ to: '/settings/jobs', search: next, replace })
  const { list, rows, line } = useLiveJobs(search.state)
  const cancelling = useMutation({ mutationFn: ({ jobId }: Job) => call(cancelJob, { params: { jobId } }) })
  const columns = useColumns()
  const filtered = search.state ? { state: search.state } : {}
  const empty = <EmptyState title={say(search.state ? 'noSuchJobs' : 'noJobs')}>{search.state ? undefined : say('noJobsWhy')}</EmptyState>
  return (
    <SettingsFrame title={say('jobs')} lead={say('jobsLead')}>
      <Refused error={list.error ?? cancelling.error} />
      <RunningCard jobs={rows.filter(job => !hasEnded(job))} line={line} onCancel={cancelling.mutate} />
      <StateFilter search={search} set={set} />
      <KeysetTable
        label={say('ended')}
        columns={columns}
        rows={rows}
        rowKey={row => row.jobId}
        busy={list.isFetching}
        hasMore={list.hasNextPage}
        onMore={() => void list.fetchNextPage()}
        onOpen={row => set({ ...filtered, job: row.jobId }, false)}
        openKey={search.job}
        empty={list.error ? null : empty}
      />
      <JobDrawer job={rows.find(job => job.jobId === search.job)} line={line} onCancel={cancelling.mutate} onClose={() => set(filtered)} />
    </SettingsFrame>
  )
}
