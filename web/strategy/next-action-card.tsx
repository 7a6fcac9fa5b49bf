import { queryOptions, useQuery } from '@tanstack/react-query'
import { type NextAction, readNextAction } from '#contract/strategy/next-action.ts'
import { stepKindWords } from '#core/strategy/play-words.ts'
import { formatMoneyShort } from '#web/platform/format.ts'
import { call } from '#web/platform/call.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { useNextWords } from './next-action-words.ts'
import { ExpectedNote } from './play-expected.tsx'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

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
        </>
      ) : null}
    </section>
  )
}
