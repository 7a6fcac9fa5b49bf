import type { Answer } from '#contract/endpoint.ts'
import type { readHome } from '#contract/home.ts'
import { formatInstant, formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { homeTexts } from './home.text.ts'
import './home.css'

type Home = Answer<typeof readHome>

const kindOf = (kind: string) => (['identify', 'validate_forecast', 'import'] as const).find(one => one === kind) ?? 'job'
const stateOf = (state: string) => (['published', 'undone', 'failed', 'queued', 'running'] as const).find(one => one === state)

/** The latest imports and what is being worked out now. */
export function News({ home }: { readonly home: Home }) {
  const say = useText(homeTexts)
  const language = useLanguage()
  const { imports, jobs } = home
  if (imports.length === 0 && jobs.length === 0) return null
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
            <span>{say(kindOf(job.kind))}</span>
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
