import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { Import } from '#contract/intake.ts'
import type { Job } from '#contract/platform/jobs.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ImportProgress } from './import-progress.tsx'
import { ImportSteps, type Stage } from './import-steps.tsx'
import { useFileWords } from './imports-list.tsx'
import { importQuery, jobQuery, refreshFacts } from './intake.queries.ts'
import { intakeTexts } from './intake.text.ts'
import { importTexts } from './import.text.ts'
import { MappingForm } from './mapping-form.tsx'
import { PreviewPart } from './preview-part.tsx'
import { CancelledPart, ResultPart, UndonePart } from './result-part.tsx'
import { deedOf, hasEnded } from './state-word.tsx'
import './intake.css'

type Shown = Stage | 'undone' | 'cancelled'

/** Which part of its story an import is in, apart from jobs at work. */
function shownOf({ state, preview }: Import, back: boolean): Shown {
  if (state === 'published' || state === 'undoing') return 'result'
  if (state === 'undone' || state === 'cancelled') return state
  return preview !== null && !back ? 'preview' : 'mapping'
}

function stageOf(shown: Shown, job: Job | undefined): Stage {
  const deed = job && !hasEnded(job) ? deedOf(job) : undefined
  if (deed === 'preview') return 'preview'
  if (deed !== undefined) return 'result'
  return shown === 'undone' || shown === 'cancelled' ? 'result' : shown
}

function Part({ found, job, shown }: { readonly found: Import; readonly job: Job | undefined; readonly shown: Shown }) {
  if (job && !hasEnded(job) && deedOf(job) !== 'discard')
    return <ImportProgress key={job.jobId} job={job} onEnd={() => void refreshFacts()} />
  switch (shown) {
    case 'mapping':
      return <MappingForm found={found} job={job} />
    case 'preview':
      return <PreviewPart found={found} job={job} />
    case 'result':
      return <ResultPart found={found} job={job} />
    case 'undone':
      return <UndonePart found={found} />
    case 'cancelled':
      return <CancelledPart />
  }
}

/** Who brought the files, and when. */
function useLead(): (found: Import) => string {
  const say = useText(importTexts)
  const zone = usePlace()?.tenant.timeZone
  return ({ createdByName: who, createdAt }) => {
    const when = formatInstant(createdAt, zone)
    return who === null ? say('uploadedAt', { when }) : say('uploadedBy', { who, when })
  }
}

/** One import from its columns to its result; the address is its own, so it can be left and taken up again. */
export function ImportPage() {
  const sayData = useText(intakeTexts)
  const say = useText(importTexts)
  const lead = useLead()
  const words = useFileWords()
  const { importId } = useParams({ from: '/shell/data/imports/$importId' })
  const { step } = useSearch({ from: '/shell/data/imports/$importId' })
  const { data: found, error, refetch } = useQuery(importQuery(importId))
  const jobId = found?.jobId ?? null
  const job = useQuery(jobQuery(jobId))
  const ready = found !== undefined && (jobId === null || job.data !== undefined || job.error !== null)
  const shown = found ? shownOf(found, step === 'mapping') : 'mapping'
  return (
    <div className="lk-page">
      <PageHeader
        title={found ? say('title', { files: words(found.files) }) : error ? say('notFound') : sayData('newImport')}
        lead={found ? lead(found) : undefined}
        back={
          <Link to="/data" className="lk-back">
            ← {sayData('back')}
          </Link>
        }
      />
      <Refused error={error} onAgain={() => void refetch()} />
      {found ? <ImportSteps stage={stageOf(shown, job.data)} /> : null}
      {ready ? <Part found={found} job={job.data} shown={shown} /> : error ? null : <Bones rows={8} height={32} />}
    </div>
  )
}
