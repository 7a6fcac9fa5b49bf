import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { EffectRow, readEffects } from '#contract/strategy/effect.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { LiveJob } from '#web/ui/progress-line.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { effectJobQuery, effectsQuery, measureNow, refreshEffects } from './effect.queries.ts'
import { EffectCard } from './effect-card.tsx'
import { useEffectWords } from './use-effect-words.ts'
import './play.css'
import './effect.css'

type Effects = Answer<typeof readEffects>

const EffectCustomers = lazy(async () => ({ default: (await import('./effect-customers.tsx')).EffectCustomers }))

function Measuring({ jobId }: { readonly jobId: string }) {
  const { say } = useEffectWords()
  const { data } = useQuery(effectJobQuery(jobId))
  const words = (step: string) => (step === 'reading' ? say('stepReading') : step === 'measuring' ? say('stepMeasuring') : step)
  return data ? <LiveJob label={say('measuring')} job={data} stepWords={words} onEnd={() => void refreshEffects()} /> : null
}

/** Customers who were given what they are held back from: an alarm, with each of them. */
function Leaks({ found }: { readonly found: Effects }) {
  const { say, inOwn, language } = useEffectWords()
  if (found.leakCount === 0) return <p className="lk-muted">{say('noLeak')}</p>
  const hidden = found.leakCount - found.leaks.length
  return (
    <section className="lk-card lk-stack lk-effect-alarm" aria-label={say('leaks', { count: found.leakCount })}>
      <h2>{say('leaks', { count: found.leakCount })}</h2>
      <p>{say('leaksLead')}</p>
      <ul>
        {found.leaks.map(leak => (
          <li key={`${leak.dyadId} ${leak.playId} ${leak.startedOn}`} className="lk-play-line">
            <Link
              className="lk-play-link"
              to={'/customers/$dyadId' as never}
              params={{ dyadId: leak.dyadId } as never}
              search={{ tab: 'relationship' } as never}
            >
              {nameIn(leak, language)}
            </Link>
            <span>
              {inOwn(leak.playName)} · {leak.startedOn}
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 ? <p className="lk-muted">{say('leaksHidden', { count: hidden })}</p> : null}
    </section>
  )
}

function Checks({ found }: { readonly found: Effects }) {
  const { say, money, number } = useEffectWords()
  const { aa } = found
  return (
    <div className="lk-effect-checks">
      <section className="lk-card lk-stack" aria-label={say('aa')}>
        <h2>{say('aa')}</h2>
        {aa === null ? (
          <p>{say('aaNone')}</p>
        ) : (
          <>
            <p className="lk-muted">{say('aaLead', { lots: aa.lots, customers: aa.customers })}</p>
            <p>{say(aa.isSound ? 'aaSound' : 'aaUnsound', { alarms: aa.alarms, low: aa.low, high: aa.high })}</p>
          </>
        )}
        <Leaks found={found} />
      </section>
      <section className="lk-card lk-stack" aria-label={say('yields')}>
        <h2>{say('yields')}</h2>
        <dl className="lk-play-figures">
          {found.yields.map(({ kind, runs, gainMinor, moneyMinor, hours }) => (
            <div key={kind} className="lk-effect-yield">
              <dt>{say(`yield.${kind}`)}</dt>
              <dd>
                {say('yieldOf', {
                  runs,
                  perYuan: moneyMinor > 0 ? number(gainMinor / moneyMinor) : '—',
                  perHour: hours > 0 ? money(gainMinor / hours) : '—',
                })}
              </dd>
            </div>
          ))}
        </dl>
        {found.yields.length === 0 ? <p>{say('gainNone')}</p> : null}
        <p className="lk-muted">{say('method')}</p>
      </section>
    </div>
  )
}

/** The ends of a scale that holds every range and zero. */
function endsOf(rows: readonly EffectRow[]): readonly [number, number] {
  const runs = rows.flatMap(({ told }) => (told?.run ? [told.run] : []))
  const [low, high] = [Math.min(0, ...runs.map(run => run.low)), Math.max(0, ...runs.map(run => run.high))]
  return low === high ? [-1, 1] : [low, high]
}

/** What each play was found to add, against the customers that are held back from it. */
export function EffectsPage() {
  const { say } = useEffectWords()
  const { data, error, refetch } = useQuery(effectsQuery)
  const asking = useMutation({ mutationFn: measureNow })
  const [opened, setOpened] = useState<EffectRow>()
  const ends = endsOf(data?.rows ?? [])
  return (
    <div className="lk-page">
      <PageHeader
        title={say('title')}
        lead={say('lead')}
        actions={
          data?.mayManage ? (
            <Button type="primary" loading={asking.isPending} onClick={() => asking.mutate()}>
              {say('measure')}
            </Button>
          ) : undefined
        }
      />
      <Refused error={error ?? asking.error} onAgain={() => void refetch()} />
      {asking.data ? <Measuring key={asking.data.jobId} jobId={asking.data.jobId} /> : null}
      {data === undefined && !error ? <Bones height={180} rows={3} /> : null}
      {data?.asOf === null ? (
        <EmptyState title={say('never')} actions={<Link to={'/playbooks' as never}>{say('toBooks')}</Link>}>
          {say('neverLead')}
        </EmptyState>
      ) : null}
      {data && data.asOf !== null ? <p className="lk-muted">{say('asOf', { day: data.asOf })}</p> : null}
      {data?.isFirmWide === false && data.asOf !== null ? <p>{say('notFirmWide')}</p> : null}
      {data && (data.asOf !== null || data.leakCount > 0) ? data.isFirmWide ? <Checks found={data} /> : <Leaks found={data} /> : null}
      <div className="lk-play-grid">
        {data?.rows.map(row => (
          <EffectCard key={row.playId} row={row} ends={ends} mayManage={data.mayManage} onCustomers={() => setOpened(row)} />
        ))}
      </div>
      <Suspense fallback={null}>{opened ? <EffectCustomers row={opened} onClose={() => setOpened(undefined)} /> : null}</Suspense>
    </div>
  )
}
