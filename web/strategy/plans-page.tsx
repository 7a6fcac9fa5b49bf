import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import type { Plan } from '#contract/strategy/plan.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { AttentionCard } from './attention-card.tsx'
import { plansQuery } from './plan.queries.ts'
import { planSearchOf } from './plan-search.ts'
import { usePlanWords } from './use-plan-words.ts'
import '#web/value/value.css'
import './plan.css'

const PlanForm = lazy(async () => ({ default: (await import('./plan-form.tsx')).PlanForm }))

function Row({ plan }: { readonly plan: Plan }) {
  const { say, hours } = usePlanWords()
  const { outcome } = plan
  return (
    <tr>
      <th scope="row" className="lk-plan-name">
        <Link className="lk-play-link" to={'/plan/$planId' as never} params={{ planId: plan.planId } as never}>
          {plan.name}
        </Link>
      </th>
      <td className="lk-wide lk-nowrap">
        {plan.startsOn} – {plan.endsOn}
      </td>
      <td>{say(plan.state)}</td>
      <td className="lk-end lk-wide">
        <Money minor={plan.moneyMinor} short /> · {hours(plan.hours)}
      </td>
      <td className="lk-end">{outcome?.chosen ?? '—'}</td>
      <td className="lk-end lk-wide">{outcome ? <Money minor={outcome.moneyMinor} short /> : '—'}</td>
      <td className="lk-end">{outcome ? <Money minor={outcome.gainMinor} short /> : '—'}</td>
      <td className="lk-wide">{plan.authorName ?? '—'}</td>
    </tr>
  )
}

function Table({ rows }: { readonly rows: readonly Plan[] }) {
  const { say } = usePlanWords()
  return (
    <ScrollSideways label={say('plans')}>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('name')}</th>
            <th scope="col" className="lk-wide">
              {say('period')}
            </th>
            <th scope="col">{say('state')}</th>
            <th scope="col" className="lk-end lk-wide">
              {say('allowed')}
            </th>
            <th scope="col" className="lk-end">
              {say('chosen')}
            </th>
            <th scope="col" className="lk-end lk-wide">
              {say('spent')}
            </th>
            <th scope="col" className="lk-end">
              {say('gain')}
            </th>
            <th scope="col" className="lk-wide">
              {say('author')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(plan => (
            <Row key={plan.planId} plan={plan} />
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

/** The plans of the quarters: what each may cost and what it is expected to bring; each opens to its choices. */
export function PlansPage() {
  const { say } = usePlanWords()
  const { data, error, refetch } = useQuery(plansQuery)
  const search = planSearchOf(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const open = (form: true | undefined) => void navigate({ to: '.', search: { form } } as never)
  const make = data?.mayMake ? (
    <Button type="primary" onClick={() => open(true)}>
      {say('make')}
    </Button>
  ) : undefined
  return (
    <div className="lk-page">
      <PageHeader
        title={say('plans')}
        count={data?.rows.length}
        lead={say('plansLead')}
        actions={data && data.rows.length > 0 ? make : undefined}
      />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={40} rows={5} /> : null}
      {data?.rows.length === 0 ? (
        <EmptyState title={say('none')} actions={make}>
          {say(data.mayMake ? 'noneLead' : 'noneRead')}
        </EmptyState>
      ) : null}
      {data && data.rows.length > 0 ? (
        <section className="lk-card">
          <Table rows={data.rows} />
        </section>
      ) : null}
      <AttentionCard />
      {search.form && data?.mayMake ? (
        <Suspense fallback={null}>
          <PlanForm
            today={data.today}
            onMade={planId => void navigate({ to: '/plan/$planId', params: { planId } } as never)}
            onClose={() => open(undefined)}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
