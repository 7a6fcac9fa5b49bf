import type { AllianceEffect, AllianceWhole } from '#contract/relationships/alliance-list.ts'
import { allianceConditionWords, measureSourceWords } from '#core/relationships/alliance-words.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import { allianceTexts } from './alliance.text.ts'
import { useWords } from './bond-words.ts'

function Value({ source, value }: { readonly source: AllianceEffect['source']; readonly value: number | null }) {
  const say = useText(allianceTexts)
  const language = useLanguage()
  if (value === null) return <span className="lk-muted">{say('noData')}</span>
  if (source === 'on_time') return formatShare(value, language)
  return source === 'items' ? formatNumber(value, language) : <Money minor={value} />
}

/** What the facts show before and after the start, with their number, and the words that it is no proof. */
export function AllianceEffectCard({ effect }: { readonly effect: AllianceWhole['effect'] }) {
  const say = useText(allianceTexts)
  const { told } = useWords()
  const { days, afterFrom, afterUntil, beforeFrom, beforeUntil, rows } = effect
  const spans = { afterFrom: afterFrom ?? '', afterUntil: afterUntil ?? '', beforeFrom: beforeFrom ?? '', beforeUntil: beforeUntil ?? '' }
  return (
    <section className="lk-card lk-stack" aria-label={say('effect')}>
      <h2>{say('effect')}</h2>
      {days === 0 ? (
        <p className="lk-muted">{say('effectNone')}</p>
      ) : (
        <>
          <p className="lk-muted">{say('effectLead', spans)}</p>
          <table className="lk-alliance-effect">
            <thead>
              <tr>
                {(['measure', 'before', 'after', 'n'] as const).map(key => (
                  <th key={key} scope="col">
                    {say(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={row.source}>
                  <th scope="row">{told(measureSourceWords, row.source)}</th>
                  <td>
                    <Value source={row.source} value={row.before} />
                  </td>
                  <td>
                    <Value source={row.source} value={row.after} />
                  </td>
                  <td>
                    {row.nBefore} / {row.nAfter}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>{say('effectNot')}</p>
        </>
      )}
    </section>
  )
}

/** The start condition, point by point. */
export function Conditions({ findings }: Pick<AllianceWhole, 'findings'>) {
  const say = useText(allianceTexts)
  const { told } = useWords()
  const word = (met: boolean | null) => say(met === null ? 'notKnown' : met ? 'met' : 'unmet')
  return (
    <section className="lk-card lk-stack" aria-label={say('condition')}>
      <h2>{say('condition')}</h2>
      <p className="lk-muted">{say('conditionLead')}</p>
      <ul className="lk-alliance-list">
        {findings.map(({ condition, met }) => (
          <li key={condition}>
            {told(allianceConditionWords, condition)} —{' '}
            <strong className={met === false ? 'lk-record-late' : undefined}>{word(met)}</strong>
          </li>
        ))}
      </ul>
    </section>
  )
}
