import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { matrixOfPairs } from '#core/value/ahp.ts'
import { type SubIndex, subIndices } from '#core/value/settings.ts'
import { subIndexWords } from '#core/segments/words.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { weightsQuery } from './value.queries.ts'
import { settingsTexts } from './settings.text.ts'

const pairs = subIndices.flatMap((a, i) => subIndices.slice(i + 1).map(b => [a, b] as const))
const scale = [9, 8, 7, 6, 5, 4, 3, 2, 1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6, 1 / 7, 1 / 8, 1 / 9]

/** The step of the scale nearest to a ratio. */
const nearest = (ratio: number) => scale.toSorted((a, b) => Math.abs(Math.log(a / ratio)) - Math.abs(Math.log(b / ratio)))[0] ?? 1

/** Judgements that come closest to weights that are there already. */
const judgementsOf = (weights: Readonly<Record<SubIndex, number>>) =>
  pairs.map(([a, b]) => nearest(Math.max(weights[a], 0.01) / Math.max(weights[b], 0.01)))

type Given = {
  readonly weights: Readonly<Record<SubIndex, number>>
  readonly onUse: (weights: Readonly<Record<SubIndex, number>>) => void
}

function Pair({
  a,
  b,
  value,
  onChange,
}: {
  readonly a: SubIndex
  readonly b: SubIndex
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  const say = useText(settingsTexts)
  const language = useLanguage()
  const name = (index: SubIndex) => subIndexWords[index][language === 'en' ? 1 : 0]
  const words = (step: number) => {
    if (step === 1) return say('pairEqual', { a: name(a), b: name(b) })
    const times = formatNumber(step > 1 ? step : 1 / step, language)
    return step > 1 ? say('pairMore', { a: name(a), b: name(b), times }) : say('pairMore', { a: name(b), b: name(a), times })
  }
  return (
    <li>
      <select
        className="lk-select lk-pair"
        aria-label={`${name(a)} / ${name(b)}`}
        value={String(value)}
        onChange={event => onChange(Number(event.target.value))}
      >
        {scale.map(step => (
          <option key={step} value={String(step)}>
            {words(step)}
          </option>
        ))}
      </select>
    </li>
  )
}

/** Weights by comparing pairs (AHP, Saaty 1980): ten judgements, the weights they come to, and whether they agree with each other. */
export function AhpForm({ weights, onUse }: Given) {
  const say = useText(settingsTexts)
  const language = useLanguage()
  const [judgements, setJudgements] = useState<readonly number[]>(() => judgementsOf(weights))
  const matrix = useMemo(() => matrixOfPairs(subIndices.length, judgements) ?? [], [judgements])
  const { data, error } = useQuery(weightsQuery(matrix))
  const found = data?.weights as Readonly<Record<SubIndex, number>> | undefined
  const ratio = data ? formatNumber(data.consistencyRatio, language, 3) : ''
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('pairLead')}</p>
      <ol className="lk-pairs">
        {pairs.map(([a, b], at) => (
          <Pair key={`${a}-${b}`} a={a} b={b} value={judgements[at] ?? 1} onChange={value => setJudgements(old => old.with(at, value))} />
        ))}
      </ol>
      <Refused error={error} />
      {data && found ? (
        <>
          <p>
            {subIndices
              .map(index => `${subIndexWords[index][language === 'en' ? 1 : 0]} ${formatShare(found[index], language)}`)
              .join(' · ')}
          </p>
          <p aria-live="polite">
            <strong>{say('ratio')}</strong> {say(data.accepted ? 'ratioGood' : 'ratioBad', { ratio })}
            <span className="lk-muted"> · {say('ratioSource', { source: data.randomIndexSource })}</span>
          </p>
          <div>
            <Button disabled={!data.accepted} onClick={() => onUse(rounded(found))}>
              {say('useWeights')}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  )
}

/** Weights to whole per mille that still add up to 1: what rounding leaves over goes to the largest. */
export function rounded(weights: Readonly<Record<SubIndex, number>>): Readonly<Record<SubIndex, number>> {
  const whole = Object.fromEntries(subIndices.map(index => [index, Math.round(weights[index] * 1000)])) as Record<SubIndex, number>
  const largest = subIndices.toSorted((a, b) => weights[b] - weights[a])[0] ?? 'headroom'
  whole[largest] += 1000 - subIndices.reduce((sum, index) => sum + whole[index], 0)
  return Object.fromEntries(subIndices.map(index => [index, whole[index] / 1000])) as Record<SubIndex, number>
}
