import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { handoverTexts } from './handover.text.ts'
import { previewQuery, type TransferBody } from './pool.queries.ts'

/** What a transfer would do: how many customers of what value, what goes along, who gets how much. */
export function HandoverPreview({ body }: { readonly body: TransferBody }) {
  const say = useText(handoverTexts)
  const language = useLanguage()
  const { data, error } = useQuery(previewQuery(body, true))
  if (error) return <Refused error={error} />
  if (data === undefined) return null
  if (data.customers === 0) return <p className="lk-muted">{say('nothing')}</p>
  const { customers, valueMinor, unvalued, locked, tasks, opportunities, shares } = data
  const notes = [
    unvalued > 0 ? say('unvalued', { count: unvalued }) : null,
    locked > 0 ? say('locked', { count: locked }) : null,
    tasks + opportunities > 0 ? say('along', { tasks, opportunities }) : null,
  ].filter(note => note !== null)
  return (
    <section className="lk-stack" aria-label={say('preview')}>
      <div className="lk-figures">
        <Figure label={say('customers')} value={formatNumber(customers, language)} />
        <Figure label={say('value')} value={<Money minor={valueMinor} short />} note={notes.join(' · ') || undefined} />
      </div>
      {shares.length > 1 ? (
        <ul>
          {shares.map(share => (
            <li key={share.userId}>
              {say('share', { name: share.name, count: share.customers })} · <Money minor={share.valueMinor} short />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
