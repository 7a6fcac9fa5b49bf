import type { CustomerQuality, DimensionRow } from '#contract/relationships/survey-quality.ts'
import { dimensionWords } from '#core/relationships/survey-words.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { qualityTexts } from './survey-quality.text.ts'
import '#web/value/value.css'
import './survey.css'

type Given = { readonly found: CustomerQuality }

function Row({ row, from, to }: { readonly row: DimensionRow; readonly from: string; readonly to: string }) {
  const say = useText(qualityTexts)
  const language = useLanguage()
  const at = language === 'en' ? 1 : 0
  const { dimension, perceived, answers, measured, good, events, expected, expectedOn, expectedFrom, gap, disagreement } = row
  const points = (value: number | null) => (value === null ? '—' : formatNumber(value, language))
  const gapIn = (value: number | null) => {
    if (value === null) return '—'
    const size = Math.round(value)
    if (size === 0) return say('asExpected')
    return say(size > 0 ? 'below' : 'above', { points: formatNumber(Math.abs(size), language) })
  }
  const counted =
    good === null || events === null
      ? say('notMeasured')
      : say('counted', { good: formatNumber(good, language), events: formatNumber(events, language), from, to })
  return (
    <tr>
      <th scope="row">
        <details>
          <summary>{dimensionWords[dimension][at]}</summary>
          <p className="lk-muted">{say(`how_${dimension}`)}</p>
          <p className="lk-muted">{counted}</p>
        </details>
      </th>
      <td className="lk-end">
        {points(perceived)} {answers > 0 ? <span className="lk-muted">({answers})</span> : null}
      </td>
      <td className="lk-end">{measured === null ? <span className="lk-muted">{say('notMeasured')}</span> : points(measured)}</td>
      <td className="lk-end" title={[expectedFrom, expectedOn].filter(Boolean).join(' · ')}>
        {points(expected)}
      </td>
      <td className="lk-end">{gapIn(gap)}</td>
      <td>{disagreement ? <strong className="lk-survey-off">{say(disagreement.direction)}</strong> : null}</td>
    </tr>
  )
}

/** The nine service items: felt, counted, expected. Each opens to how it is counted. */
export function SurveyDimensions({ found: { dimensions, from, to } }: Given) {
  const say = useText(qualityTexts)
  return (
    <>
      <h3>{say('services')}</h3>
      <ScrollSideways label={say('services')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('item')}</th>
              {(['perceived', 'measured', 'expected', 'shortfall'] as const).map(name => (
                <th key={name} scope="col" className="lk-end">
                  {say(name)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {dimensions.map(row => (
              <Row key={row.dimension} row={row} from={from} to={to} />
            ))}
          </tbody>
        </table>
      </ScrollSideways>
    </>
  )
}
