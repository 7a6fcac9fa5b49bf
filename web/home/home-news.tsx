import type { Answer } from '#contract/endpoint.ts'
import type { readHome } from '#contract/home.ts'
import { formatInstant, formatNumber } from '#web/platform/format.ts'
import { jobsTexts } from '#web/platform/jobs.text.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { homeTexts } from './home.text.ts'
import './home.css'

type Home = Answer<typeof readHome>

type Word = keyof typeof jobsTexts.pairs
/** What a job is called; one of a kind without words is a background job. */
const kindOf = (kind: string) => (Object.keys(jobsTexts.pairs) as Word[]).find(one => one === `kind.${kind}`)
const stateOf = (state: string) => (['published', 'undone', 'failed', 'queued', 'running'] as const).find(one => one === state)

/** The latest imports and what is being worked out now. */
export function News({ home }: { readonly home: Home }) {
  const say = useText(homeTexts)
  const sayJob = useText(jobsTexts)
  const language = useLanguage()
  const { imports, jobs } = home
  if (imports.length === 0 && jobs.length === 0) return null
  const nameOf = (kind: string) => {
    const known = kindOf(kind)
    return known ? sayJob(known) : say('job')
  }
  const word = (state: string) => {
    const known = stateOf(state)
    return known ? say(known) : state
  }
  return (
    <section className="lk-card lk-stack" aria-label={say('imports')}>
      <h2>{say('imports')}</h2>
      <ul>
        {jobs.map(job => (
          <li key={job.jobId} className="lk-change-row">
            <span>{nameOf(job.kind)}</span>
            <span>{word(job.state)}</span>
          </li>
        ))}
        {imports.map(one => (
          <li key={one.importId} className="lk-change-row">
            <span>
              {one.files > 1 ? say('fileOf', { name: one.fileName ?? one.source, count: one.files }) : (one.fileName ?? one.source)}
            </span>
            <span>{word(one.state)}</span>
            <small>
              {formatInstant(one.at)}
              {one.accepted === null
                ? ''
                : ` · ${say('rows', { accepted: formatNumber(one.accepted, language), rejected: formatNumber(one.rejected ?? 0, language) })}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
