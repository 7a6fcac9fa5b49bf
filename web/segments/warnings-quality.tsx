import { useQuery } from '@tanstack/react-query'
import type { Answer } from '#contract/endpoint.ts'
import type { readWarningQuality, WarningScore } from '#contract/segments/warnings.ts'
import { formatMonth, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { toldIn } from '#web/value/future-words.tsx'
import { warningQualityQuery } from './warnings.queries.ts'
import { warningTexts } from './warnings.text.ts'
import '#web/value/value.css'

type Quality = NonNullable<Answer<typeof readWarningQuality>['quality']>

const columns = ['warned', 'right', 'precision', 'stayedAway', 'recall'] as const

function Score({ score }: { readonly score: WarningScore }) {
  const say = useText(warningTexts)
  const language = useLanguage()
  const figure = (name: (typeof columns)[number]) => {
    const value = score[name]
    if (value === null) return '—'
    return name === 'precision' || name === 'recall' ? formatShare(value, language) : formatNumber(value, language)
  }
  return (
    <tr className={score.kind === 'model' ? 'lk-in-use' : undefined}>
      <th scope="row">
        {score.kind === 'model' ? say('way_model') : say('way_rule', { k: score.k === null ? '—' : formatNumber(score.k, language, 1) })}
      </th>
      {columns.map(name => (
        <td key={name} className={name === 'right' || name === 'stayedAway' ? 'lk-end lk-wide' : 'lk-end'}>
          {figure(name)}
        </td>
      ))}
    </tr>
  )
}

function Tested({ quality }: { readonly quality: Quality }) {
  const say = useText(warningTexts)
  const language = useLanguage()
  const { months, cases, windowDays, scores, verdict } = quality
  const [first, last] = [months[0], months.at(-1)]
  const tested =
    first && last
      ? say('qualityMonths', {
          count: months.length,
          from: formatMonth(first, language),
          to: formatMonth(last, language),
          cases: formatNumber(cases, language),
        })
      : null
  return (
    <>
      <p>{toldIn(verdict, language)}</p>
      <ScrollSideways label={say('quality')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('way')}</th>
              {columns.map(name => (
                <th key={name} scope="col" className={name === 'right' || name === 'stayedAway' ? 'lk-end lk-wide' : 'lk-end'}>
                  {say(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scores.map(score => (
              <Score key={`${score.kind} ${score.k}`} score={score} />
            ))}
          </tbody>
        </table>
      </ScrollSideways>
      <p className="lk-muted">
        {[tested, windowDays === null ? null : say('qualityWindow', { days: windowDays })].filter(Boolean).join(' · ')}
        <br />
        {say('qualityHelp')}
      </p>
    </>
  )
}

/** How often the warnings were right on months held back, beside the plain rule that anyone could follow. */
export function WarningQuality() {
  const say = useText(warningTexts)
  const { data, error, refetch } = useQuery(warningQualityQuery)
  return (
    <section className="lk-card lk-stack" aria-label={say('quality')}>
      <h2>{say('quality')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={4} /> : null}
      {data?.quality ? <Tested quality={data.quality} /> : null}
      {data && !data.quality ? <p className="lk-muted">{say(data.jobId ? 'qualityOpen' : 'qualityMissing')}</p> : null}
    </section>
  )
}
