import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import type { CustomerQuality, SurveyRating } from '#contract/relationships/survey-quality.ts'
import type { ValuePart } from '#core/relationships/delivered-value.ts'
import type { ServiceDimension } from '#core/relationships/service-quality.ts'
import { dimensionWords, valuePartWords } from '#core/relationships/survey-words.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { withdrawRating } from './survey.queries.ts'
import { qualityTexts } from './survey-quality.text.ts'

type RowGiven = { readonly dyadId: string; readonly rating: SurveyRating; readonly mayWrite: boolean }

function Row({ dyadId, rating, mayWrite }: RowGiven) {
  const say = useText(qualityTexts)
  const language = useLanguage()
  const { ratingId, what, dimension, value, observedOn, source, note, authorName, withdrawnAt } = rating
  const words = what === 'expectation' ? dimensionWords[dimension as ServiceDimension] : valuePartWords[dimension as ValuePart]
  const withdrawing = useMutation({ mutationFn: () => withdrawRating(dyadId, ratingId) })
  const said = [words[language === 'en' ? 1 : 0], formatNumber(value, language), observedOn, source, note, authorName]
  return (
    <li className={withdrawnAt === null ? undefined : 'lk-struck'}>
      {said.filter(each => each !== null).join(' · ')} {withdrawnAt === null ? null : say('withdrawn')}
      {mayWrite && withdrawnAt === null ? (
        <Button size="small" type="link" loading={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
          {say('takeBack')}
        </Button>
      ) : null}
      <Refused error={withdrawing.error} />
    </li>
  )
}

/** What people kept of a customer's expectations and views. */
export function SurveyRatings({ dyadId, found: { ratings, mayWrite } }: { readonly dyadId: string; readonly found: CustomerQuality }) {
  const say = useText(qualityTexts)
  if (ratings.length === 0) return null
  return (
    <details>
      <summary>{`${say('kept')} (${ratings.length})`}</summary>
      <ul>
        {ratings.map(rating => (
          <Row key={rating.ratingId} dyadId={dyadId} rating={rating} mayWrite={mayWrite} />
        ))}
      </ul>
    </details>
  )
}
