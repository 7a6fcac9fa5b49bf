import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { CustomerQuality } from '#contract/relationships/survey-quality.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { SurveyDimensions } from './survey-dimensions.tsx'
import { SurveyRatingForm } from './survey-rating-form.tsx'
import { SurveyRatings } from './survey-ratings.tsx'
import { SurveyValue } from './survey-value.tsx'
import { qualityQuery } from './survey.queries.ts'
import { qualityTexts } from './survey-quality.text.ts'
import '#web/dyads/dyads.css'

type Given = { readonly found: CustomerQuality }

/** The figure of the whole, each side beside it, and what they rest on. */
function Figures({ found: { quality, answers, change, nps, csat } }: Given) {
  const say = useText(qualityTexts)
  const language = useLanguage()
  const points = (value: number | null) => (value === null ? undefined : formatNumber(value, language))
  const notes = [
    say('answers', { theirs: answers.theirs, ours: answers.ours }),
    ...(answers.withheld > 0 ? [say('withheld', { count: answers.withheld })] : []),
    ...(quality?.gap === null || quality?.gap === undefined ? [] : [say('gap', { points: formatNumber(Math.abs(quality.gap), language) })]),
    ...(change === null ? [] : [say('change', { points: `${change > 0 ? '+' : ''}${formatNumber(change, language)}` })]),
  ]
  return (
    <>
      <div className="lk-figures">
        <Figure
          label={say('quality')}
          value={points(quality?.points ?? null)}
          unit={say('ofHundred')}
          note={quality?.sides === 1 ? say('oneSide') : undefined}
        />
        <Figure label={say('theirs')} value={points(quality?.theirs ?? null)} unit={say('ofHundred')} />
        <Figure label={say('ours')} value={points(quality?.ours ?? null)} unit={say('ofHundred')} />
        {nps === null ? null : <Figure label="NPS" value={formatNumber(nps, language)} />}
        {csat === null ? null : <Figure label="CSAT" value={formatShare(csat / 100, language)} />}
      </div>
      <p className="lk-muted">{notes.join(' · ')}</p>
    </>
  )
}

function Trend({ found: { trend } }: Given) {
  const say = useText(qualityTexts)
  const language = useLanguage()
  if (trend.length < 2) return null
  return (
    <p>
      {say('trend')}
      {say('colon')}
      {trend.map(({ quarter, points }) => `${quarter} ${formatNumber(points, language)}`).join(' → ')}
    </p>
  )
}

function Content({ dyadId, found }: Given & { readonly dyadId: string }) {
  const say = useText(qualityTexts)
  const { answers, ratings } = found
  const isEmpty = answers.theirs + answers.ours + answers.withheld === 0 && ratings.length === 0
  return (
    <>
      {isEmpty ? (
        <p className="lk-muted">
          {say('none')} <Link to={'/surveys' as '/'}>{say('toSurveys')}</Link>
        </p>
      ) : (
        <>
          <Figures found={found} />
          <Trend found={found} />
        </>
      )}
      <SurveyDimensions found={found} />
      <SurveyValue found={found} />
      <SurveyRatings dyadId={dyadId} found={found} />
    </>
  )
}

/** Relationship quality, service quality beside its measures, and delivered value of one customer. */
export function QualityCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(qualityTexts)
  const [isAdding, setIsAdding] = useState(false)
  const { data, error, refetch } = useQuery(qualityQuery(dyadId))
  return (
    <section className="lk-card lk-stack" aria-label={say('title')}>
      <div className="lk-card-title">
        <h2>{say('title')}</h2>
        {data?.mayWrite ? <Button onClick={() => setIsAdding(true)}>{say('add')}</Button> : null}
      </div>
      <p className="lk-muted">{say('lead')}</p>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? <Content dyadId={dyadId} found={data} /> : error ? null : <Bones height={48} rows={4} />}
      {isAdding ? <SurveyRatingForm dyadId={dyadId} onClose={() => setIsAdding(false)} /> : null}
    </section>
  )
}
