import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Survey } from '#contract/relationships/survey.ts'
import type { SurveyResults } from '#contract/relationships/survey-results.ts'
import { sideWords } from '#core/relationships/survey-words.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { resultsQuery } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'
import { useFirst } from './use-first.tsx'
import '#web/value/value.css'
import './survey.css'

function useWritten() {
  const language = useLanguage()
  return {
    points: (value: number | null) => (value === null ? '—' : formatNumber(value, language)),
    share: (value: number | null) => (value === null ? undefined : formatShare(value, language)),
    count: (value: number) => formatNumber(value, language),
    at: language === 'en' ? (1 as const) : (0 as const),
  }
}

/** How often each answer was given, as bars with their counts in words for readers. */
function Spread({ counts, label }: { readonly counts: readonly number[]; readonly label: string }) {
  const most = Math.max(1, ...counts)
  return (
    <div className="lk-survey-spread" role="img" aria-label={`${label}: ${counts.join(', ')}`}>
      {counts.map((count, index) => (
        <i key={index} style={{ height: `${Math.round((100 * count) / most)}%` }} />
      ))}
    </div>
  )
}

type Part = { readonly survey: Survey; readonly results: SurveyResults }

function QuestionsTable({ survey, results }: Part) {
  const say = useText(surveyTexts)
  const { points, count, at } = useWritten()
  const textOf = (id: string) => {
    const found = survey.questions.find(question => question.id === id)
    return (at === 1 ? found?.textEn : found?.textZh) ?? id
  }
  const rows = results.questions.filter(({ counts }) => counts.length > 0)
  return (
    <ScrollSideways label={say('questions')}>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('questions')}</th>
            <th scope="col" className="lk-wide">
              {say('side')}
            </th>
            <th scope="col" className="lk-end">
              {say('points')}
            </th>
            <th scope="col" className="lk-end">
              {say('answers')}
            </th>
            <th scope="col" className="lk-end lk-wide">
              {say('cannotSay')}
            </th>
            <th scope="col">{say('spread')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <th scope="row">{textOf(row.id)}</th>
              <td className="lk-wide">{sideWords[row.side][at]}</td>
              <td className="lk-end">{points(row.points)}</td>
              <td className="lk-end">{count(row.answers)}</td>
              <td className="lk-end lk-wide">{count(row.cannotSay)}</td>
              <td>
                <Spread counts={row.counts} label={say('spread')} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

function CustomersTable({ results }: Pick<Part, 'results'>) {
  const say = useText(surveyTexts)
  const { points, count, at } = useWritten()
  const { shown, more } = useFirst(results.customers, 10)
  if (results.customers.length === 0) return null
  const figures = (['trust', 'satisfaction', 'service'] as const).filter(name => results.customers.some(row => row[name] !== null))
  return (
    <>
      <h3>{say('byCustomer')}</h3>
      <ScrollSideways label={say('byCustomer')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('customer')}</th>
              {(['answers', ...figures] as const).map(name => (
                <th key={name} scope="col" className="lk-end">
                  {say(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(row => (
              <tr key={row.dyadId}>
                <th scope="row">
                  <Link to="/customers/$dyadId" params={{ dyadId: row.dyadId }} search={{ tab: 'relationship' }}>
                    {at === 1 ? (row.nameEn ?? row.name) : row.name}
                  </Link>
                </th>
                <td className="lk-end">{count(row.answers)}</td>
                {figures.map(name => (
                  <td key={name} className="lk-end">
                    {points(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollSideways>
      {more}
    </>
  )
}

function Comments({ results: { comments } }: Pick<Part, 'results'>) {
  const say = useText(surveyTexts)
  const { shown, more } = useFirst(comments, 5)
  if (comments.length === 0) return null
  return (
    <>
      <h3>{say('comments')}</h3>
      <ul className="lk-survey-comments">
        {shown.map(({ text, customerName, personName }, index) => (
          <li key={index}>
            <blockquote>{text}</blockquote>
            {customerName ? <cite className="lk-muted">{[customerName, personName].filter(Boolean).join(' · ')}</cite> : null}
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}

/** How many anonymous answers came, and how many of them are shown. */
function LeftOut({ survey, results: { shown, leftOut } }: Part) {
  const say = useText(surveyTexts)
  const { count } = useWritten()
  if (leftOut === 0) return null
  const said = { received: count(shown + leftOut), shown: count(shown), left: count(leftOut) }
  return <p className="lk-muted">{say(survey.state === 'running' ? 'waiting' : 'leftOut', said)}</p>
}

/** What was answered: figures, each question with its spread, customers, words. */
export function SurveyResultsCard({ survey }: { readonly survey: Survey }) {
  const say = useText(surveyTexts)
  const { share, count } = useWritten()
  const { data, error, refetch } = useQuery(resultsQuery(survey.surveyId))
  return (
    <section className="lk-card lk-stack" aria-label={say('results')}>
      <h2>{say('results')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? (
        <>
          <div className="lk-figures">
            <Figure label={say('invited')} value={count(data.invited)} />
            <Figure label={say('answered')} value={count(data.answered)} />
            <Figure label={say('rate')} value={share(data.responseRate)} />
            {data.nps === null ? null : <Figure label="NPS" value={count(Math.round(data.nps))} />}
            {data.csat === null ? null : <Figure label="CSAT" value={share(data.csat / 100)} />}
          </div>
          <LeftOut survey={survey} results={data} />
          {data.answered === 0 ? <p className="lk-muted">{say('noAnswers')}</p> : null}
          {data.answered > 0 && !data.isWithheld ? (
            <>
              <QuestionsTable survey={survey} results={data} />
              <CustomersTable results={data} />
              <Comments results={data} />
            </>
          ) : null}
        </>
      ) : error ? null : (
        <Bones height={48} rows={4} />
      )}
    </section>
  )
}
