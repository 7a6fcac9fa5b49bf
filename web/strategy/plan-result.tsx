import type { Plan, PlanOutcome } from '#contract/strategy/plan.ts'
import { formatNumber } from '#web/platform/format.ts'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { usePlanWords } from './use-plan-words.ts'
import '#web/value/value.css'

type Given = { readonly plan: Plan; readonly outcome: PlanOutcome }

/** Shows a part of the customers: those with a standing. */
type Shows = { readonly onShow: (show: 'unpaid' | 'unserved') => void }

function Figures({ plan, outcome }: Given) {
  const { say, hours, money } = usePlanWords()
  const { customers, offered } = outcome
  return (
    <div className="lk-figures">
      <Figure label={say('chosen')} value={outcome.chosen} note={say('chosenOf', { customers, offered })} />
      <Figure
        label={say('spent')}
        value={<Money minor={outcome.moneyMinor} short />}
        note={say('ofLimit', { limit: money(plan.moneyMinor) })}
      />
      <Figure label={say('hours')} value={hours(outcome.hours)} note={say('ofLimit', { limit: hours(plan.hours) })} />
      <Figure label={say('worth')} state="estimated" value={<Money minor={outcome.worthMinor} short />} note={say('worthNote')} />
      <Figure label={say('gain')} state="estimated" value={<Money minor={outcome.gainMinor} short />} />
    </div>
  )
}

const smallest = 1e-9

/** What the plan could not do, before anything else is said. */
function Lacking({ outcome, onShow }: { readonly outcome: PlanOutcome } & Shows) {
  const { say } = usePlanWords()
  return (['unpaid', 'unserved'] as const)
    .filter(standing => outcome[standing] > 0)
    .map(standing => (
      <p key={standing} className="lk-plan-grave">
        <strong>{say(standing, { count: outcome[standing] })}</strong>{' '}
        <button type="button" className="lk-plain lk-plan-open" onClick={() => onShow(standing)}>
          {say('seeThem')}
        </button>
      </p>
    ))
}

/** What the solution says about itself, in sentences: the proof, what holds it back, what a little more would buy. */
function Told({ outcome }: { readonly outcome: PlanOutcome }) {
  const { say, limit, money, gap } = usePlanWords()
  const { nextMoney, nextHour, limits, isExact } = outcome
  const binding = limits.filter(({ price }) => price > smallest)
  const amount = money(outcome.boundMinor - outcome.gainMinor)
  const more = { step: money(nextMoney.step), gain: money(nextMoney.gain), count: nextMoney.newcomers }
  return (
    <ul className="lk-plan-said">
      <li>{isExact ? say('proofExact') : say('proofGap', { gap: gap(outcome.gap), amount })}</li>
      <li>
        {binding.length === 0 ? say('bindingNone') : say('binding', { names: binding.map(({ key }) => limit(key)).join(say('comma')) })}
      </li>
      <li>{nextMoney.gain === 0 ? say('nextMoneyNone', more) : say(nextMoney.newcomers > 0 ? 'nextMoneyNew' : 'nextMoney', more)}</li>
      <li>{nextHour.gain === 0 ? say('nextHourNone') : say('nextHour', { gain: money(nextHour.gain) })}</li>
      {outcome.duties > 0 ? <li>{say('dutiesPaid', { count: outcome.duties })}</li> : null}
      {outcome.needsCheck > 0 ? <li>{say('needsCheck', { count: outcome.needsCheck })}</li> : null}
    </ul>
  )
}

function How({ outcome }: { readonly outcome: PlanOutcome }) {
  const { say, money } = usePlanWords()
  const priceOf = (key: string) => outcome.limits.find(each => each.key === key)?.price ?? 0
  return (
    <details>
      <summary>{say('how')}</summary>
      <p className="lk-muted">{say('howLead')}</p>
      <p className="lk-muted">{say('price', { money: priceOf('money').toFixed(2), hour: money(priceOf('hours')) })}</p>
    </details>
  )
}

function Limits({ outcome }: { readonly outcome: PlanOutcome }) {
  const { say, limit, money, hours } = usePlanWords()
  const written = (kind: string, value: number) => (kind === 'hours' ? hours(value) : money(value))
  return (
    <ScrollSideways label={say('limits')}>
      <table className="lk-parts">
        <caption>{say('limits')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('limit')}</th>
            <th scope="col" className="lk-end">
              {say('used')}
            </th>
            <th scope="col" className="lk-end">
              {say('allowed')}
            </th>
            <th scope="col">{say('state')}</th>
          </tr>
        </thead>
        <tbody>
          {outcome.limits.map(each => (
            <tr key={each.key}>
              <th scope="row">{limit(each.key)}</th>
              <td className="lk-end">{written(each.kind, each.used)}</td>
              <td className="lk-end">{written(each.kind, each.limit)}</td>
              <td>{say(each.price > smallest ? 'holds' : 'free')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

function Groups({ outcome }: { readonly outcome: PlanOutcome }) {
  const { say, group, hours } = usePlanWords()
  return (
    <ScrollSideways label={say('byGroup')}>
      <table className="lk-parts">
        <caption>{say('byGroup')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('group')}</th>
            <th scope="col" className="lk-end">
              {say('customers')}
            </th>
            <th scope="col" className="lk-end">
              {say('spent')}
            </th>
            <th scope="col" className="lk-end">
              {say('hours')}
            </th>
            <th scope="col" className="lk-end">
              {say('worth')}
            </th>
          </tr>
        </thead>
        <tbody>
          {outcome.groups.map(row => (
            <tr key={row.group ?? 'none'}>
              <th scope="row">{group(row.group)}</th>
              <td className="lk-end">{row.customers}</td>
              <td className="lk-end">
                <Money minor={row.moneyMinor} />
              </td>
              <td className="lk-end">{hours(row.hours)}</td>
              <td className="lk-end">
                <Money minor={row.worthMinor} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

const lacks = ['notWithin', 'notWorth', 'planned', 'heldOut', 'notKnown', 'noPlay'] as const

function Without({ outcome: { without } }: { readonly outcome: PlanOutcome }) {
  const { say, language } = usePlanWords()
  return (
    <details>
      <summary>{say('without')}</summary>
      <dl className="lk-facts">
        {lacks
          .filter(lack => without[lack] > 0)
          .map(lack => (
            <div key={lack} className="lk-plan-fact">
              <dt>{say(lack)}</dt>
              <dd>{formatNumber(without[lack], language)}</dd>
            </div>
          ))}
      </dl>
    </details>
  )
}

/** What a plan came to: figures, the proof and its limits in sentences, and how it is spread over the groups. */
export function PlanResult({ plan, outcome, onShow }: Given & Shows) {
  const { say } = usePlanWords()
  return (
    <section className="lk-card lk-stack" aria-label={say('result')}>
      <h2>{say('result')}</h2>
      <Figures plan={plan} outcome={outcome} />
      <Lacking outcome={outcome} onShow={onShow} />
      <Told outcome={outcome} />
      {outcome.groups.length > 0 ? <Groups outcome={outcome} /> : null}
      <Limits outcome={outcome} />
      <Without outcome={outcome} />
      <How outcome={outcome} />
    </section>
  )
}
