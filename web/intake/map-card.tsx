import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Import } from '#contract/intake.ts'
import type { Job } from '#contract/platform/jobs.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { LiveJob } from '#web/ui/progress-line.tsx'
import { identifyJobQuery, refreshFacts } from './intake.queries.ts'
import { importTexts } from './import.text.ts'
import { hasEnded } from './state-word.tsx'

function placedOf({ result }: Job): number | undefined {
  const told = result as { placed?: unknown } | null
  return typeof told?.placed === 'number' ? told.placed : undefined
}

function Ready({ job }: { readonly job: Job }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const placed = placedOf(job)
  if (job.state !== 'done') return <p className="lk-intake-warn">{say('mapFailed')}</p>
  return <p>{placed === undefined ? say('mapReadyPlain') : say('mapReady', { placed: formatNumber(placed, language) })}</p>
}

/** The map that follows from an import: while it is worked out, how far; then the way to it. */
export function MapCard({ found }: { readonly found: Import }) {
  const say = useText(importTexts)
  const may = useMay()
  const navigate = useNavigate()
  const { data: job } = useQuery(identifyJobQuery)
  if (!may('values.read') || (found.counts?.accepted ?? 0) === 0) return null
  const working = job && !hasEnded(job)
  const words = (step: string) => (step === 'reading' || step === 'placing' || step === 'writing' ? say(`map.${step}`) : step)
  return (
    <section className="lk-card lk-stack" aria-label={say('map')}>
      <h2>{say('map')}</h2>
      {working ? <LiveJob key={job.jobId} label={say('mapWorking')} job={job} stepWords={words} onEnd={() => void refreshFacts()} /> : null}
      {job && !working ? <Ready job={job} /> : null}
      <div className="lk-actions">
        <Button
          type={working ? 'default' : 'primary'}
          href="/map"
          onClick={event => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            void navigate({ to: '/map' })
          }}
        >
          {say('seeMap')}
        </Button>
      </div>
    </section>
  )
}
