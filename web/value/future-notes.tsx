import { Link } from '@tanstack/react-router'
import type { CustomerFuture } from '#contract/value/future.ts'
import { formatMoneyShort } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { futureTexts } from './future.text.ts'
import { toldIn } from './future-words.tsx'
import './future.css'

/** That a customer is later than its rhythm allows, why, and what is at stake. */
export function WarningNote({ future: { warning, currency } }: { readonly future: CustomerFuture }) {
  const say = useText(futureTexts)
  const language = useLanguage()
  if (warning === null) return null
  const { atStakeMinor } = warning
  return (
    <div className="lk-warn-note" role="note" aria-label={say('warning')}>
      <strong>
        {say('warning')}
        {atStakeMinor !== null && atStakeMinor > 0
          ? ` · ${say('atStake', { amount: formatMoneyShort(atStakeMinor, currency, language) })}`
          : null}
      </strong>
      <p>{toldIn(warning, language)}</p>
      <Link to={'/warnings' as '/'} className="lk-no-print">
        {say('seeWarnings')}
      </Link>
    </div>
  )
}

/** That a customer is gone, or gone in part, since when, why, and what went with it. */
export function ChurnNote({ future: { churn, currency } }: { readonly future: CustomerFuture }) {
  const say = useText(futureTexts)
  const language = useLanguage()
  if (churn === null) return null
  const { kind, on, lostMinor, beforeMinor, because } = churn
  const money = (minor: number) => formatMoneyShort(minor, currency, language)
  return (
    <div className="lk-warn-note" data-kind={kind} role="note" aria-label={say(kind)}>
      <strong>
        {say(kind)} · {say('churnOn', { date: on })}
      </strong>
      <p>
        {toldIn(because, language)}{' '}
        {lostMinor !== null && beforeMinor !== null ? say('lostYear', { amount: money(lostMinor), before: money(beforeMinor) }) : null}
      </p>
    </div>
  )
}
