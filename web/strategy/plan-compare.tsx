import { useQuery } from '@tanstack/react-query'
import type { Answer } from '#contract/endpoint.ts'
import type { comparePlans, Plan } from '#contract/strategy/plan.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { comparisonQuery } from './plan.queries.ts'
import { usePlanWords } from './use-plan-words.ts'
import '#web/value/value.css'

type Found = Answer<typeof comparePlans>

function Sums({ plans }: { readonly plans: readonly Plan[] }) {
  const { say, hours, money, gap, limit } = usePlanWords()
  const rows: readonly (readonly [string, (plan: Plan) => string | number])[] = [
    [say('money'), plan => money(plan.moneyMinor)],
    [say('chosen'), plan => plan.outcome?.chosen ?? '—'],
    [say('spent'), plan => (plan.outcome ? money(plan.outcome.moneyMinor) : '—')],
    [say('hours'), plan => (plan.outcome ? hours(plan.outcome.hours) : '—')],
    [say('worth'), plan => (plan.outcome ? money(plan.outcome.worthMinor) : '—')],
    [say('gain'), plan => (plan.outcome ? money(plan.outcome.gainMinor) : '—')],
    [say('gapShort'), plan => (plan.outcome ? gap(plan.outcome.gap) : '—')],
    [
      say('holds'),
      plan =>
        plan.outcome?.limits
          .filter(({ price }) => price > 1e-9)
          .map(({ key }) => limit(key))
          .join(say('comma')) || '—',
    ],
  ]
  return (
    <ScrollSideways label={say('compare')}>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('result')}</th>
            {plans.map(plan => (
              <th key={plan.planId} scope="col" className="lk-end">
                {plan.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, of]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {plans.map(plan => (
                <td key={plan.planId} className="lk-end">
                  {of(plan)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

type Side = NonNullable<Found['rows'][number]['one']>

function Differences({ found }: { readonly found: Found }) {
  const { say, inOwn, language } = usePlanWords()
  const plays = new Map(found.plays.map(play => [play.playId, play.name]))
  const cell = (side: Side | null) => {
    const name = side?.playId ? plays.get(side.playId) : undefined
    if (side === null || name === undefined) return say('nothingElse')
    return (
      <>
        {inOwn(name)} · <Money minor={side.worthMinor} short />
      </>
    )
  }
  return (
    <ScrollSideways label={say('differences')}>
      <table className="lk-parts">
        <caption>{say('differences')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('customer')}</th>
            <th scope="col">{found.one.name}</th>
            <th scope="col">{found.other.name}</th>
          </tr>
        </thead>
        <tbody>
          {found.rows.map(row => (
            <tr key={row.dyadId}>
              <th scope="row">{nameIn({ name: row.customerName, nameEn: row.customerNameEn }, language)}</th>
              <td>{cell(row.one)}</td>
              <td>{cell(row.other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

/** Two plans beside each other: their sums, and the customers to whom they give something else. */
export function Comparison({ planId, otherPlanId }: { readonly planId: string; readonly otherPlanId: string }) {
  const { say } = usePlanWords()
  const { data, error, refetch } = useQuery(comparisonQuery(planId, otherPlanId))
  if (data === undefined) return error ? <Refused error={error} onAgain={() => void refetch()} /> : <Bones height={36} rows={4} />
  const counts = [
    `${say('same')} ${data.same}`,
    `${say('otherPlay')} ${data.otherPlay}`,
    `${say('only', { name: data.one.name })} ${data.onlyOne}`,
    `${say('only', { name: data.other.name })} ${data.onlyOther}`,
  ]
  return (
    <div className="lk-stack">
      <Sums plans={[data.one, data.other]} />
      <p>{counts.join(' · ')}</p>
      {data.rows.length > 0 ? <Differences found={data} /> : null}
      {data.more ? <p className="lk-muted">{say('moreDiffer')}</p> : null}
    </div>
  )
}
