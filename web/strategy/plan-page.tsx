import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Plan } from '#contract/strategy/plan.ts'
import { Bones } from '#web/ui/bones.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { LiveJob } from '#web/ui/progress-line.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { planJobQuery, planQuery, plansQuery, refreshPlans } from './plan.queries.ts'
import { AcceptPlan, RemovePlan } from './plan-accept.tsx'
import { PlanChoices } from './plan-choices.tsx'
import { PlanResult } from './plan-result.tsx'
import { planSearchOf } from './plan-search.ts'
import { usePlanWords } from './use-plan-words.ts'
import './play.css'
import './plan.css'

const Comparison = lazy(async () => ({ default: (await import('./plan-compare.tsx')).Comparison }))

const steps = {
  reading: 'stepReading',
  weighing: 'stepWeighing',
  choosing: 'stepChoosing',
  writing: 'stepWriting',
  starting: 'stepStarting',
} as const

function PlanJob({ jobId, label }: { readonly jobId: string; readonly label: string }) {
  const { say } = usePlanWords()
  const { data } = useQuery(planJobQuery(jobId))
  const words = (step: string) => (step in steps ? say(steps[step as keyof typeof steps]) : step)
  return data ? <LiveJob label={label} job={data} stepWords={words} onEnd={() => void refreshPlans()} /> : null
}

function useFacts(plan: Plan): string {
  const { say, money, hours, cap } = usePlanWords()
  const values =
    plan.asOf === null
      ? undefined
      : plan.generation === null
        ? say('asOfDay', { day: plan.asOf })
        : say('asOfNote', { day: plan.asOf, generation: plan.generation })
  return [
    `${plan.startsOn} – ${plan.endsOn}`,
    `${say('money')} ${money(plan.moneyMinor)}`,
    `${say('hours')} ${hours(plan.hours)}`,
    ...plan.caps.map(({ key, moneyMinor }) => `${say('caps')} ${cap(key)} ${money(moneyMinor)}`),
    plan.departmentName === null ? undefined : say('department', { name: plan.departmentName }),
    plan.authorName === null ? undefined : `${say('author')} ${plan.authorName}`,
    values,
  ]
    .filter(each => each !== undefined)
    .join(' · ')
}

function Accepted({ plan }: { readonly plan: Plan }) {
  const { say } = usePlanWords()
  if (plan.acceptedAt === null) return null
  return (
    <p>
      {say('acceptedBy', { name: plan.acceptedByName ?? '—', at: plan.acceptedAt.slice(0, 10) })} ·{' '}
      {say('startedOf', { started: plan.started, refused: plan.refused })}
      {plan.waiting > 0 ? ` · ${say('brokenOff', { count: plan.waiting })}` : null}
    </p>
  )
}

type CompareGiven = { readonly plan: Plan; readonly against: string | undefined; readonly onChange: (against: string | undefined) => void }

function CompareWith({ plan, against, onChange }: CompareGiven) {
  const { say } = usePlanWords()
  const { data } = useQuery(plansQuery)
  const others = (data?.rows ?? []).filter(({ planId, outcome }) => planId !== plan.planId && outcome !== null)
  if (others.length === 0) return <p className="lk-muted">{say('compareNone')}</p>
  return (
    <Select
      aria-label={say('compareWith')}
      placeholder={say('compareWith')}
      allowClear
      style={{ minWidth: 220 }}
      value={against ?? null}
      options={others.map(({ planId, name }) => ({ value: planId, label: name }))}
      onChange={value => onChange(value ?? undefined)}
    />
  )
}

function Shown({ plan }: { readonly plan: Plan }) {
  const { say } = usePlanWords()
  const { against } = planSearchOf(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const [show, setShow] = useState('all')
  const isBusy = plan.state === 'computing' || plan.state === 'accepting'
  const isDraft = plan.state === 'draft' || plan.state === 'failed'
  const mayAccept = plan.mayManage && (plan.state === 'draft' || (plan.state === 'accepted' && plan.refused + plan.waiting > 0))
  return (
    <>
      <PageHeader
        title={plan.name}
        lead={useFacts(plan)}
        back={
          <Link className="lk-play-link" to={'/plan' as never}>
            {say('plans')}
          </Link>
        }
        actions={
          <>
            {mayAccept ? <AcceptPlan plan={plan} /> : null}
            {plan.mayManage && isDraft ? <RemovePlan plan={plan} /> : null}
          </>
        }
      />
      {isBusy && plan.jobId ? (
        <PlanJob key={plan.jobId} jobId={plan.jobId} label={say(plan.state === 'computing' ? 'making' : 'starting')} />
      ) : null}
      {plan.state === 'failed' ? <p role="alert">{say('failedLead')}</p> : null}
      <Accepted plan={plan} />
      {plan.outcome ? (
        <>
          <PlanResult
            plan={plan}
            outcome={plan.outcome}
            onShow={standing => {
              setShow(standing)
              document.getElementById('choices')?.scrollIntoView()
            }}
          />
          <section className="lk-card lk-stack" aria-label={say('compare')}>
            <div className="lk-card-head">
              <h2>{say('compare')}</h2>
              <CompareWith
                plan={plan}
                against={against}
                onChange={next => void navigate({ to: '.', search: { against: next } } as never)}
              />
            </div>
            {against ? (
              <Suspense fallback={<Bones height={36} rows={4} />}>
                <Comparison planId={plan.planId} otherPlanId={against} />
              </Suspense>
            ) : null}
          </section>
          <PlanChoices planId={plan.planId} limits={plan.outcome.limits} expected={plan.outcome.expected} show={show} onShow={setShow} />
        </>
      ) : null}
    </>
  )
}

/** One plan: what it chose and why, what holds it back and what a little more would buy; compared, and accepted once. */
export function PlanPage() {
  const { planId } = useParams({ strict: false }) as { planId: string }
  const { data, error, refetch } = useQuery(planQuery(planId))
  return (
    <div className="lk-page">
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={96} rows={4} /> : null}
      {data ? <Shown plan={data} /> : null}
    </div>
  )
}
