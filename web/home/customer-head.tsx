import { useQuery } from '@tanstack/react-query'
import type { Customer } from '#contract/dyads/customer.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { StageTag, TypeTag } from '#web/ui/customer-tags.tsx'
import { Change, Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { valueQuery } from '#web/value/value.queries.ts'
import { homeTexts } from './home.text.ts'

/** Type and stage, in the tags that every page uses. */
export function CustomerTags({ customer }: { readonly customer: Customer }) {
  const { standing } = customer
  return (
    <span className="lk-actions">
      <TypeTag type={standing?.type} provisional={standing?.provisional ?? false} />
      {standing ? <StageTag stage={standing.stage} /> : null}
    </span>
  )
}

/** The figures that matter about one customer, each with period, state and change. */
export function CustomerFigures({ customer }: { readonly customer: Customer }) {
  const say = useText(homeTexts)
  const language = useLanguage()
  const { standing } = customer
  // The year before to the very day, as the value card has it; the standing knows the month's end alone.
  const { data } = useQuery(valueQuery(customer.dyadId, useAsOf()))
  const before = data?.dyadId === customer.dyadId ? data.before?.total : undefined
  if (standing === null) return <p className="lk-muted">{say('notPlaced')}</p>
  const { netContributionMinor: worth, netContributionState, mu } = standing
  return (
    <div className="lk-figures">
      <Figure
        label={say('netContribution')}
        period={say('last12')}
        value={worth === null ? undefined : <Money minor={worth} short />}
        state={netContributionState}
        change={worth === null || before == null ? undefined : <Change now={worth} before={before} period={say('againstYear')} />}
      />
      <Figure label={say('netSales')} period={say('last12')} value={<Money minor={standing.netSalesMinor} short />} />
      <Figure
        label={say('potential')}
        value={standing.potential === null ? undefined : formatNumber(standing.potential, language, 1)}
        unit={say('points')}
      />
      <Figure
        label={say('lastOrder')}
        value={standing.lastOrder ?? undefined}
        note={[say('ordersCount', { count: standing.orders }), mu === null ? null : say('interval', { days: formatNumber(mu, language) })]
          .filter(Boolean)
          .join(' · ')}
      />
    </div>
  )
}
