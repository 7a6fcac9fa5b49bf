import { queryOptions, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { type NextAction, readNextAction } from '#contract/strategy/next-action.ts'
import { stepKindWords } from '#core/strategy/play-words.ts'
import { formatMoneyShort } from '#web/platform/format.ts'
import { call } from '#web/platform/call.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { useNextWords } from './next-action-words.ts'
import { customerPlaysQuery } from './play.queries.ts'
import { ExpectedNote } from './play-expected.tsx'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

const RunDrawer = lazy(async () => ({ default: (await import('./run-drawer.tsx')).RunDrawer }))
const StartForm = lazy(async () => ({ default: (await import('./start-form.tsx')).StartForm }))

const nextQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['plays', 'next', dyadId],
    queryFn: ({ signal }) => call(readNextAction, { params: { dyadId } }, { signal }),
  })

function Why({ action }: { readonly action: NextAction }) {
  const { say } = useNextWords()
  const { language, currency } = usePlayWords()
  const short = (minor: number) => formatMoneyShort(minor, currency, language)
  if (action.kind === 'step') return say('whyBegun')
  if (action.kind === 'duty') return say('whyDuty')
  const { worthMinor, contributionMinor } = action
  if (worthMinor === null || contributionMinor === null) return say('whyBest')
  return say('whyWorth', { worth: short(worthMinor), stake: short(contributionMinor) })
}

function Deed({ action }: { readonly action: NextAction }) {
  const { say } = useNextWords()
  const { told, inOwn, hours } = usePlayWords()
  const how = [action.channel === null ? undefined : told(stepKindWords[action.channel]), action.step ?? undefined]
  return (
    <dl className="lk-facts">
      <dt>{say('why')}</dt>
      <dd>
        <Why action={action} />
        {action.expected === null || action.kind === 'duty' ? null : (
          <>
            {' '}
            <ExpectedNote expected={action.expected} />
          </>
        )}
      </dd>
      <dt>{say('first')}</dt>
      <dd>{how.filter(each => each !== undefined).join(' · ') || '—'}</dd>
      {action.moneyMinor === null ? null : (
        <>
          <dt>{say('price')}</dt>
          <dd>
            <Money minor={action.moneyMinor} /> · {hours(action.hours ?? 0)}
          </dd>
        </>
      )}
      {action.about === null ? null : (
        <>
          <dt>{say('message')}</dt>
          <dd>{inOwn(action.about)}</dd>
        </>
      )}
    </dl>
  )
}

/** Does it: opens the run whose step is due, or starts the play. */
function Act({ action }: { readonly action: NextAction }) {
  const { say } = useNextWords()
  const { data } = useQuery(customerPlaysQuery(action.dyadId))
  const [isOpen, setIsOpen] = useState(false)
  const offer = data?.mayWrite ? data.offers.find(({ play }) => play.playId === action.playId) : undefined
  const close = () => setIsOpen(false)
  if (action.playRunId === null && offer === undefined) return null
  return (
    <div className="lk-actions">
      <Button type="primary" onClick={() => setIsOpen(true)}>
        {say(action.playRunId === null ? 'begin' : 'goOn')}
      </Button>
      <Suspense fallback={null}>
        {isOpen && action.playRunId !== null ? <RunDrawer dyadId={action.dyadId} playRunId={action.playRunId} onClose={close} /> : null}
        {isOpen && action.playRunId === null && offer && data ? (
          <StartForm dyadId={action.dyadId} offer={offer} today={data.today} onClose={close} />
        ) : null}
      </Suspense>
    </div>
  )
}

/** The next best action with a customer: what, when, how, at what price, with what message and why; or why there is none. */
export function NextActionCard({ dyadId }: { readonly dyadId: string }) {
  const { say, deed } = useNextWords()
  const { data, error, refetch } = useQuery(nextQuery(dyadId))
  return (
    <section className="lk-card lk-stack" aria-label={say('next')}>
      <div>
        <h2>{say('next')}</h2>
        <p className="lk-muted">{say('nextLead')}</p>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {data ? (
        <>
          <p>{data.kind === 'none' ? deed(data) : <strong>{deed(data)}</strong>}</p>
          {data.kind === 'none' ? null : <Deed action={data} />}
          {data.kind === 'none' ? null : <Act action={data} />}
        </>
      ) : null}
    </section>
  )
}
