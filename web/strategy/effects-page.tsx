import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { EffectRow, readEffects } from '#contract/strategy/effect.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { LiveJob } from '#web/ui/progress-line.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { effectJobQuery, effectsQuery, measureNow, refreshEffects } from './effect.queries.ts'
import { EffectCard } from './effect-card.tsx'
import { Checks, Leaks } from './effect-checks.tsx'
import { EffectLine } from './effect-line.tsx'
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

/** The ends of a scale that holds every range and zero. */
function endsOf(rows: readonly EffectRow[]): readonly [number, number] {
  const runs = rows.flatMap(({ told }) => (told?.run ? [told.run] : []))
  const [low, high] = [Math.min(0, ...runs.map(run => run.low)), Math.max(0, ...runs.map(run => run.high))]
  return low === high ? [-1, 1] : [low, high]
}

const judgements = ['works', 'harms', 'no_effect_seen', 'cannot_tell'] as const
type Judgement = (typeof judgements)[number]
const judgementOf = ({ told }: EffectRow): Judgement | undefined =>
  told === null || told.runs === 0 ? undefined : judgements.find(one => one === told.verdict)
const rankOf = (row: EffectRow): number => judgements.indexOf(judgementOf(row) ?? 'cannot_tell')

/** All plays in a sentence: how many work, do harm, cannot be told, wait. */
function Summary({ rows }: { readonly rows: readonly EffectRow[] }) {
  const { say } = useEffectWords()
  const count = (verdict: Judgement | 'waiting') => rows.filter(row => (judgementOf(row) ?? 'waiting') === verdict).length
  const counts = ([...judgements, 'waiting'] as const)
    .filter(verdict => count(verdict) > 0)
    .map(verdict => say('summaryOf', { count: count(verdict), verdict: say(`short.${verdict}`) }))
  return <p className="lk-effect-summary">{say('summary', { all: rows.length, counts: counts.join(say('comma')) })}</p>
}

type PlaysGiven = { readonly found: Effects; readonly onCustomers: (row: EffectRow) => void }

/** The plays on which something can be said, what works first; then those that wait, a line each. */
function Plays({ found, onCustomers }: PlaysGiven) {
  const { say } = useEffectWords()
  const ends = endsOf(found.rows)
  const judged = found.rows
    .filter(row => judgementOf(row) !== undefined)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (b.told?.run?.mean ?? 0) - (a.told?.run?.mean ?? 0))
  const waiting = found.rows.filter(row => judgementOf(row) === undefined)
  const given = (row: EffectRow) => ({ row, ends, mayManage: found.mayManage, onCustomers: () => onCustomers(row) })
  return (
    <>
      {judged.length > 0 ? (
        <section className="lk-stack" aria-label={say('judged')}>
          <h2>{say('judged')}</h2>
          <div className="lk-play-grid">
            {judged.map(row => (
              <EffectCard key={row.playId} {...given(row)} />
            ))}
          </div>
        </section>
      ) : null}
      {waiting.length > 0 ? (
        <section className="lk-card lk-stack" aria-label={say('waiting')}>
          <h2>{say('waiting')}</h2>
          <details open={found.asOf !== null}>
            <summary>{say('holdoutEach', { count: waiting.length })}</summary>
            {waiting.map(row => (
              <EffectLine key={row.playId} {...given(row)} />
            ))}
          </details>
        </section>
      ) : null}
    </>
  )
}

/** What each play was found to add, against the customers that are held back from it. */
export function EffectsPage() {
  const { say } = useEffectWords()
  const { data, error, refetch } = useQuery(effectsQuery)
  const asking = useMutation({ mutationFn: measureNow })
  const [opened, setOpened] = useState<EffectRow>()
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
      {data && data.asOf !== null ? (
        <div>
          <Summary rows={data.rows} />
          <p className="lk-muted">{say('asOf', { day: data.asOf })}</p>
        </div>
      ) : null}
      {data?.isFirmWide === false && data.asOf !== null ? <p>{say('notFirmWide')}</p> : null}
      {data ? <Leaks found={data} /> : null}
      {data?.isFirmWide && data.aa?.isSound === false ? <Checks found={data} /> : null}
      {data ? <Plays found={data} onCustomers={setOpened} /> : null}
      {data?.isFirmWide && data.asOf !== null && data.aa?.isSound !== false ? <Checks found={data} /> : null}
      <Suspense fallback={null}>{opened ? <EffectCustomers row={opened} onClose={() => setOpened(undefined)} /> : null}</Suspense>
    </div>
  )
}
