import type { CustomerQuality } from '#contract/relationships/survey-quality.ts'
import { valuePartWords } from '#core/relationships/survey-words.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Figure } from '#web/ui/figure.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { qualityTexts } from './survey-quality.text.ts'

type Given = { readonly found: CustomerQuality }

function Parts({ found: { value } }: Given) {
  const say = useText(qualityTexts)
  const language = useLanguage()
  const at = language === 'en' ? 1 : 0
  return (
    <ScrollSideways label={say('value')}>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('part')}</th>
            <th scope="col" className="lk-end">
              {say('points')}
            </th>
            <th scope="col">{say('source')}</th>
          </tr>
        </thead>
        <tbody>
          {value.parts.map(({ part, points, source, answers, observedOn }) => (
            <tr key={part}>
              <th scope="row">{valuePartWords[part][at]}</th>
              <td className="lk-end">{points === null ? '—' : formatNumber(points, language)}</td>
              <td className="lk-muted">
                {source === 'survey'
                  ? say('fromSurvey', { count: answers })
                  : source === 'entered'
                    ? say('entered', { day: observedOn ?? '' })
                    : say('unknown')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

/** The sheet of the delivered value: what is got against what it costs, as difference and as ratio, and the index. */
export function SurveyValue({ found }: Given) {
  const say = useText(qualityTexts)
  const language = useLanguage()
  const { delivered, index, utility, processQuality, price, acquisition } = found.value
  const written = (value: number | null | undefined, decimals = 0) =>
    value === null || value === undefined ? undefined : formatNumber(value, language, decimals)
  const part = (value: number | null) => written(value) ?? '?'
  return (
    <>
      <h3>{say('value')}</h3>
      <p className="lk-muted">{say('valueLead')}</p>
      <div className="lk-figures">
        <Figure label={say('benefit')} value={written(delivered?.benefit)} />
        <Figure label={say('cost')} value={written(delivered?.cost)} />
        <Figure label={say('difference')} value={written(delivered?.difference)} />
        <Figure label={say('ratio')} value={written(delivered?.ratio, 2)} />
        <Figure
          label={say('index')}
          value={written(index, 2)}
          note={
            index === null
              ? undefined
              : say('indexHow', {
                  utility: part(utility),
                  process: part(processQuality),
                  price: part(price),
                  acquisition: part(acquisition),
                })
          }
        />
      </div>
      <details>
        <summary>{say('part')}</summary>
        <Parts found={found} />
      </details>
    </>
  )
}
