import { Button } from 'antd'
import type { EffectRow } from '#contract/strategy/effect.ts'
import { RangeBar } from '#web/ui/range-bar.tsx'
import { HoldoutForm } from './effect-holdout.tsx'
import { useEffectVerdict } from './use-effect-verdict.ts'
import { useEffectWords } from './use-effect-words.ts'

type Found = NonNullable<EffectRow['found']>
type Told = NonNullable<EffectRow['told']>

/** What one run adds as a range on a scale that all plays share, with zero marked. */
function RunRange({ found, months, ends }: { readonly found: Told; readonly months: number; readonly ends: readonly [number, number] }) {
  const { say, gain } = useEffectWords()
  if (found.run === null) return null
  const [from, to] = ends
  return (
    <div className="lk-effect-range">
      <strong>
        {say('perRun')} {gain(found.run.mean)}
      </strong>
      <div className="lk-effect-scale">
        <span className="lk-effect-zero" aria-hidden="true" style={{ insetInlineStart: `${((0 - from) / (to - from)) * 100}%` }} />
        <RangeBar low={found.run.low} point={found.run.mean} high={found.run.high} from={from} to={to} format={gain} level={0.95} />
      </div>
      <small className="lk-muted">{say('perRunNote', { months })}</small>
    </div>
  )
}

function Costs({ found }: { readonly found: Found }) {
  const { say, money, hours, back: perOne } = useEffectWords()
  if (found.moneyMinor === null) return null
  const back = found.run && found.moneyMinor > 0 ? found.run.mean / found.moneyMinor : null
  const backHour = found.run && found.hours ? found.run.mean / found.hours : null
  return (
    <>
      <dt>{say('cost')}</dt>
      <dd>
        {money(found.moneyMinor)} · {hours(found.hours ?? 0)}
      </dd>
      {back === null ? null : (
        <>
          <dt>{say('back')}</dt>
          <dd>{perOne(back)}</dd>
        </>
      )}
      {backHour === null ? null : (
        <>
          <dt>{say('backHour')}</dt>
          <dd>{money(backHour)}</dd>
        </>
      )}
    </>
  )
}

function Details({ found }: { readonly found: Found }) {
  const { say, money, gain, share, number } = useEffectWords()
  const { treated, held, moreOrders, asTreated } = found
  const change = (side: Found['held']) => `${money(side.beforeMinor)} → ${money(side.afterMinor)}`
  return (
    <details className="lk-play-more">
      <summary>{say('more')}</summary>
      <dl className="lk-play-figures">
        <dt>{say('beforeAfter')}</dt>
        <dd>{say('against', { one: change(treated), other: change(held) })}</dd>
        <dt>{say('grew')}</dt>
        <dd>{say('against', { one: share(treated.grew), other: share(held.grew) })}</dd>
        {moreOrders === null ? null : (
          <>
            <dt>{say('moreOrders')}</dt>
            <dd>{say('moreOrdersOf', { mean: number(moreOrders.mean), low: number(moreOrders.low), high: number(moreOrders.high) })}</dd>
          </>
        )}
        {asTreated === null ? null : (
          <>
            <dt>{say('asTreated')}</dt>
            <dd>
              {gain(asTreated.mean)} <small className="lk-muted">{say('asTreatedNote')}</small>
            </dd>
          </>
        )}
      </dl>
      {found.looks > 1 ? <p className="lk-muted">{say('looks', { count: found.looks, share: share(found.falseAlarm) })}</p> : null}
      {found.outside > 0 ? <p className="lk-muted">{say('outside', { count: found.outside })}</p> : null}
    </details>
  )
}

function Figures({ row, found }: { readonly row: EffectRow; readonly found: Found }) {
  const { say, money, share, effect } = useEffectWords()
  const { treated, held, power, smallestMinor } = found
  return (
    <dl className="lk-play-figures">
      <dt>{say('sides')}</dt>
      <dd>
        {say('treated', { count: treated.customers, given: treated.given })} · {say('held', { count: held.customers })}
        {found.awaiting > 0 ? <small className="lk-muted"> {say('awaiting', { count: found.awaiting })}</small> : null}
      </dd>
      <Costs found={found} />
      {power === null ? null : (
        <>
          <dt>{say('power')}</dt>
          <dd>
            {share(power)}{' '}
            {smallestMinor === null ? null : (
              <small className="lk-muted">
                {say('powerNote', { expected: money(found.expectedMinor), smallest: money(smallestMinor) })}
              </small>
            )}
          </dd>
        </>
      )}
      {row.believed.source === 'measured' ? (
        <>
          <dt>{say('believed')}</dt>
          <dd>
            {effect(row.believed)} <small className="lk-muted">{say('believedNote', { assumed: effect(row.assumed) })}</small>
          </dd>
        </>
      ) : null}
    </dl>
  )
}

type Given = {
  readonly row: EffectRow
  readonly ends: readonly [number, number]
  readonly mayManage: boolean
  readonly onCustomers: () => void
}

/** What one play was found to add: the verdict in words, the range, both sides, cost and return, and what it is held back by. */
export function EffectCard({ row, ends, mayManage, onCustomers }: Given) {
  const { say, inOwn } = useEffectWords()
  const { found, told } = row
  const { title, why } = useEffectVerdict(told)
  return (
    <article className="lk-card lk-play" data-removed={row.isRemoved}>
      <h3>{inOwn(row.name)}</h3>
      <p>
        <strong className="lk-effect-verdict" data-verdict={told?.runs ? told.verdict : 'none'}>
          {title}
        </strong>{' '}
        {why}
      </p>
      {told === null ? null : <RunRange found={told} months={row.assumed.horizonMonths} ends={ends} />}
      {found !== null && found.runs > 0 ? <Figures row={row} found={found} /> : null}
      {found?.offered ? <Details found={found} /> : null}
      <div className="lk-actions">
        {told?.isMeasured ? (
          <Button size="small" onClick={onCustomers} aria-label={`${say('customers')} ${inOwn(row.name)}`}>
            {say('customers')}
          </Button>
        ) : null}
      </div>
      {row.isRemoved ? null : <HoldoutForm key={row.version} row={row} mayManage={mayManage} />}
    </article>
  )
}
