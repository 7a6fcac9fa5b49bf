import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { completenessItems } from '#core/dyads/completeness.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { completenessQuery } from './intake.queries.ts'
import { intakeTexts } from './intake.text.ts'
import './intake.css'

/** The list from the least complete record on. */
const leastComplete = { completenessTo: 99, sort: 'completeness', direction: 'asc' }

function Gaps({
  customers,
  gaps,
}: {
  readonly customers: number
  readonly gaps: readonly { readonly item: string; readonly missing: number }[]
}) {
  const say = useText(intakeTexts)
  const language = useLanguage()
  return (
    <ul className="lk-gaps">
      {gaps.map(({ item, missing }) => {
        const known = completenessItems.find(one => one === item)
        const name = known ? say(`gap.${known}`) : item
        return (
          <li key={item}>
            <Link
              to="/customers"
              search={{ missing: [item] } as object}
              title={say('gapOf', { item: name, number: formatNumber(missing, language) })}
            >
              {name}
            </Link>
            <span className="lk-gap-bar" aria-hidden="true">
              <i style={{ width: `${(100 * missing) / Math.max(1, customers)}%` }} />
            </span>
            <span>{say('gapCount', { number: formatNumber(missing, language) })}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** How complete the records of customers are, and what they lack most. */
export function CompletenessCard() {
  const say = useText(intakeTexts)
  const language = useLanguage()
  const { data, error, refetch } = useQuery(completenessQuery)
  return (
    <section className="lk-card lk-stack" aria-label={say('completeness')}>
      <div className="lk-intake-title">
        <h2>{say('completeness')}</h2>
        {data && data.gaps.length > 0 ? (
          <Link to="/customers" search={leastComplete as object}>
            {say('leastComplete')}
          </Link>
        ) : null}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={72} /> : null}
      {data && data.percent === null ? <p className="lk-muted">{say('completenessNone')}</p> : null}
      {data && data.percent !== null ? (
        <div className="lk-completeness">
          <div>
            <strong className="lk-figure-value">{formatShare(data.percent / 100, language)}</strong>
            <p className="lk-muted">{say('completenessLead', { number: formatNumber(data.customers, language) })}</p>
          </div>
          {data.gaps.length === 0 ? <p>{say('allComplete')}</p> : <Gaps customers={data.customers} gaps={data.gaps} />}
        </div>
      ) : null}
    </section>
  )
}
