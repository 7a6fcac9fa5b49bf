import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { PlayRun, readCare } from '#contract/strategy/play-run.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { isOver, Month, partedMonths, PastSwitch } from './care-month.tsx'
import { careQuery, setCareBudget } from './play.queries.ts'
import { runTexts } from './play-run.text.ts'
import { careSearchOf } from './play-search.ts'
import './play.css'

type Care = Answer<typeof readCare>

const RunDrawer = lazy(async () => ({ default: (await import('./run-drawer.tsx')).RunDrawer }))

function Budget({ care }: { readonly care: Care }) {
  const say = useText(runTexts)
  const [money, setMoney] = useState(care.budgetMinor === null ? null : care.budgetMinor / 100)
  const saving = useMutation({
    mutationFn: () => setCareBudget({ year: care.year, moneyMinor: Math.round((money ?? 0) * 100), version: care.version }),
    onSuccess: () => toast('done', say('saved')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-toolbar" noValidate onSubmit={submit}>
      <NumberInput
        className="lk-care-money"
        aria-label={say('budget')}
        placeholder={say('budget')}
        min={0}
        max={1e10}
        precision={2}
        value={money}
        onChange={setMoney}
      />
      <Button htmlType="submit" loading={saving.isPending}>
        {say('setBudget')}
      </Button>
      <Refused error={saving.error} />
    </form>
  )
}

function Figures({ care }: { readonly care: Care }) {
  const say = useText(runTexts)
  const planned = care.months.reduce((sum, month) => sum + month.plannedMinor, 0)
  const booked = care.months.reduce((sum, month) => sum + month.bookedMinor, 0)
  const left = care.budgetMinor === null ? null : care.budgetMinor - planned
  return (
    <section className="lk-card lk-stack" aria-label={say('budget')}>
      <div className="lk-figures">
        <Figure label={say('budget')} value={care.budgetMinor === null ? say('budgetNone') : <Money minor={care.budgetMinor} />} />
        <Figure label={say('planOfYear')} value={<Money minor={planned} />} />
        <Figure label={say('spentOfYear')} value={<Money minor={booked} />} />
        {left === null ? null : <Figure label={say(left < 0 ? 'over' : 'left')} value={<Money minor={Math.abs(left)} />} />}
      </div>
      {care.mayManage ? <Budget key={`${care.year} ${care.version}`} care={care} /> : null}
    </section>
  )
}

/** Care of customers through a year, by month, against the year's budget; each deed opens to its run. */
export function CarePage() {
  const say = useText(runTexts)
  const navigate = useNavigate()
  const { year, past } = careSearchOf(useSearch({ strict: false }) as Record<string, unknown>)
  const { data, error, refetch } = useQuery(careQuery(year))
  const [run, setRun] = useState<PlayRun>()
  const go = (to: number) => void navigate({ to: '.', search: { year: to } } as never)
  const [over, coming] = partedMonths(data)
  const shown = past ? [...over, ...coming] : coming
  const turn = (isShown: boolean) =>
    void navigate({ to: '.', search: { ...(year === undefined ? {} : { year }), ...(isShown ? { past: true } : {}) } } as never)
  const most = Math.max(0, ...(data?.months.map(month => month.plannedMinor) ?? []))
  return (
    <div className="lk-page">
      <PageHeader
        title={say('careTitle')}
        lead={say('careLead')}
        actions={
          data ? (
            <>
              <Button onClick={() => go(data.year - 1)}>{say('before')}</Button>
              <span>{say('year', { year: data.year })}</span>
              <Button onClick={() => go(data.year + 1)}>{say('after')}</Button>
            </>
          ) : undefined
        }
      />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={96} rows={3} /> : null}
      {data ? <Figures care={data} /> : null}
      {data?.months.length === 0 ? (
        <EmptyState title={say('noCare')} actions={<Link to={'/playbooks' as never}>{say('toBooks')}</Link>}>
          {say('noCareLead')}
        </EmptyState>
      ) : null}
      {over.length > 0 ? <PastSwitch count={over.length} isShown={past === true} onChange={next => turn(next)} /> : null}
      {shown.map(({ month, rows }) => (
        <Month
          key={month.month}
          month={month}
          most={most}
          isPast={rows.every(isOver) && month.month.slice(0, 7) < (data?.today ?? '').slice(0, 7)}
          rows={rows}
          onOpen={setRun}
        />
      ))}
      {run ? (
        <Suspense fallback={null}>
          <RunDrawer dyadId={run.dyadId} playRunId={run.playRunId} onClose={() => setRun(undefined)} />
        </Suspense>
      ) : null}
    </div>
  )
}
