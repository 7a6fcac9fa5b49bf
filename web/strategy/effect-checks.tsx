import { Link } from '@tanstack/react-router'
import type { Answer } from '#contract/endpoint.ts'
import type { readEffects } from '#contract/strategy/effect.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useEffectWords } from './use-effect-words.ts'

type Effects = Answer<typeof readEffects>

/** Customers who were given what they are held back from: an alarm, with each of them. */
export function Leaks({ found }: { readonly found: Effects }) {
  const { say, inOwn, language } = useEffectWords()
  if (found.leakCount === 0) return null
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

/** Whether the method can be trusted on this firm's book, and what effort yields. */
export function Checks({ found }: { readonly found: Effects }) {
  const { say, money, back } = useEffectWords()
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
        {found.leakCount === 0 ? <p className="lk-muted">{say('noLeak')}</p> : null}
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
                  perYuan: moneyMinor > 0 ? back(gainMinor / moneyMinor) : '—',
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
