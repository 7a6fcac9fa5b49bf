import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { customerEffectsQuery } from './effect.queries.ts'
import { useEffectWords } from './use-effect-words.ts'
import './play.css'

/** What the plays with a customer cost, and what such runs add on the mean. */
export function EffectsOfCustomer({ dyadId }: { readonly dyadId: string }) {
  const { say, inOwn, money, gain, hours } = useEffectWords()
  const { data, error, refetch } = useQuery(customerEffectsQuery(dyadId))
  return (
    <section className="lk-card lk-stack" aria-label={say('card')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('card')}</h2>
          <p className="lk-muted">{say('cardLead')}</p>
        </div>
        <Link className="lk-play-link" to={'/effects' as never}>
          {say('title')}
        </Link>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={40} rows={2} /> : null}
      {data?.runs.length === 0 ? <p>{say('cardNone')}</p> : null}
      <ul>
        {data?.runs.map(run => (
          <li key={run.playRunId} className="lk-play-line">
            <div>
              {inOwn(run.playName)}
              <small>
                {run.startedOn} ·{' '}
                {run.gain === null
                  ? say('gainNone')
                  : say('gainOf', { mean: gain(run.gain.mean), low: gain(run.gain.low), high: gain(run.gain.high) })}
              </small>
            </div>
            <span>
              {money(run.moneyMinor)} · {hours(run.hours)} {run.isBooked ? null : <small>{say('planned')}</small>}
            </span>
          </li>
        ))}
      </ul>
      {data && data.runs.length > 0 ? (
        <p>
          <strong>{say('spent', { money: money(data.moneyMinor), hours: hours(data.hours) })}</strong>{' '}
          <span className="lk-muted">{say('method')}</span>
        </p>
      ) : null}
      {data && data.heldFrom.length > 0 ? (
        <p className="lk-muted">{say('heldFrom', { plays: data.heldFrom.map(({ playName }) => inOwn(playName)).join(' · ') })}</p>
      ) : null}
    </section>
  )
}
