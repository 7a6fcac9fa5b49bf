import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { CustomerFuture, NextOrder } from '#contract/value/future.ts'
import type { CustomerType } from '#core/segments/grid.ts'
import { formatMoneyShort, formatNumber, formatRange, formatShare } from '#web/platform/format.ts'
import { useDark } from '#web/platform/preferences.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { RangeBar } from '#web/ui/range-bar.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { futureQuery } from './future.queries.ts'
import { futureTexts } from './future.text.ts'
import { ChurnNote, WarningNote } from './future-notes.tsx'
import { ClvParts, TotalValue } from './future-parts.tsx'
import { TypeOdds } from './future-types.tsx'
import { useMethodName } from './future-words.tsx'
import './future.css'
import './value.css'

const FutureDrawer = lazy(async () => ({ default: (await import('./future-drawer.tsx')).FutureDrawer }))

/** A probability of still being a customer, in words. */
const aliveWord = (chance: number) =>
  chance >= 0.95
    ? 'aliveAlmost'
    : chance >= 0.75
      ? 'aliveProbably'
      : chance >= 0.4
        ? 'aliveOpen'
        : chance >= 0.15
          ? 'aliveDoubtful'
          : 'aliveGone'

function NextFigure({ next }: { readonly next: NextOrder }) {
  const say = useText(futureTexts)
  const language = useLanguage()
  const { on, from, to, level } = next
  const days = (count: number) => formatNumber(Math.max(1, Math.round(count)), language)
  const said = { low: days(next.everyFromDays), high: days(next.everyToDays) }
  const range = on && from && to ? say('nextRange', { from, to, share: formatShare(level, language) }) : null
  return (
    <Figure
      label={say('nextOrder')}
      value={on ?? <span className="lk-muted">{say('notInSight')}</span>}
      state={on ? 'estimated' : 'measured'}
      note={
        <>
          {range ? `${range} · ${say('nextIfAlive')}` : null}
          <br />
          {say('every', {
            days: formatRange(said.low, said.high, language),
            last: next.silenceDays === 0 ? say('lastToday') : say('lastAgo', { count: next.silenceDays }),
          })}
        </>
      }
    />
  )
}

type OrdersGiven = { readonly orders: NonNullable<CustomerFuture['orders']>; readonly model: CustomerFuture['model'] }

function OrdersFigure({ orders, model }: OrdersGiven) {
  const nameOf = useMethodName()
  const say = useText(futureTexts)
  const language = useLanguage()
  const number = (value: number) => formatNumber(value, language, value < 10 ? 1 : 0)
  const range = { low: number(orders.low), high: number(orders.high), share: formatShare(orders.level, language) }
  return (
    <Figure
      label={say('orders')}
      period={say('next12')}
      value={number(orders.expected)}
      unit={say('ordersUnit')}
      state="estimated"
      note={
        <>
          {say('likely', range)}
          {model && model.ordersBy !== model.method ? ` · ${say('byRule', { rule: nameOf(model.ordersBy) })}` : null}
        </>
      }
    />
  )
}

function ClvFigure({ future: { clv, currency } }: { readonly future: CustomerFuture }) {
  const say = useText(futureTexts)
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  if (clv === null) return <p className="lk-muted">{say('clvUnknown')}</p>
  const { amountMinor, lowMinor, highMinor, level, horizonYears, state } = clv
  return (
    <div className="lk-stack">
      <Figure
        label={say('clv')}
        period={say('clvPeriod', { years: formatNumber(horizonYears, language, 1) })}
        value={<Money minor={amountMinor} currency={currency} short />}
        state={state}
        note={
          <RangeBar
            low={lowMinor}
            point={amountMinor}
            high={highMinor}
            from={Math.min(0, lowMinor)}
            to={Math.max(highMinor * 1.1, 1)}
            level={level}
            format={minor => formatMoneyShort(minor, currency, language)}
          />
        }
      />
      <div className="lk-no-print">
        <button type="button" className="lk-bar-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? 'hideParts' : 'openParts')}
        </button>
      </div>
      {open ? <ClvParts clv={clv} currency={currency} /> : null}
    </div>
  )
}

function Figures({ future }: { readonly future: CustomerFuture }) {
  const say = useText(futureTexts)
  const language = useLanguage()
  const { pAlive, orders, nextOrder, model } = future
  if (pAlive === null) return null
  return (
    <div className="lk-stack">
      <div className="lk-figures">
        <Figure label={say('alive')} value={formatShare(pAlive, language)} state="estimated" note={say(aliveWord(pAlive))} />
        {orders ? <OrdersFigure orders={orders} model={model} /> : null}
        {nextOrder ? <NextFigure next={nextOrder} /> : null}
      </div>
      <ClvFigure future={future} />
      <TotalValue future={future} />
    </div>
  )
}

/** Papers of the two themes, on which the depth of a probability is mixed. */
const papers = { light: '#ffffff', dark: '#16181d' } as const

function Whole({ future, type }: { readonly future: CustomerFuture; readonly type: CustomerType | null | undefined }) {
  const say = useText(futureTexts)
  const dark = useDark()
  const [opened, setOpened] = useState(false)
  const { typeProbabilities, model, pAlive } = future
  return (
    <>
      <WarningNote future={future} />
      <ChurnNote future={future} />
      {pAlive === null ? <EmptyState title={say('noOrders')}>{say('noOrdersLead')}</EmptyState> : null}
      <div className="lk-future">
        <Figures future={future} />
        {typeProbabilities ? (
          <TypeOdds probabilities={typeProbabilities} confirmed={type} paper={dark ? papers.dark : papers.light} />
        ) : null}
      </div>
      {model && pAlive !== null ? (
        <div className="lk-no-print">
          <button type="button" className="lk-bar-button" onClick={() => setOpened(true)}>
            {say('reckoned')}
          </button>
        </div>
      ) : null}
      {opened && model ? (
        <Suspense fallback={null}>
          <FutureDrawer model={model} onClose={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

type Given = { readonly dyadId: string /** The type that holds. */; readonly type: CustomerType | null | undefined }

/** What is to come of a customer: is it still with us, how many orders, when, worth what; how sure all that is and what it rests on. */
export function FutureCard({ dyadId, type }: Given) {
  const say = useText(futureTexts)
  const asOf = useAsOf()
  const { data, error, refetch } = useQuery({ ...futureQuery(dyadId), enabled: asOf === undefined })
  const future = data?.future
  return (
    <section className="lk-card lk-stack" aria-label={say('title')}>
      <div>
        <h2>{say('title')}</h2>
        <p className="lk-muted">{say(asOf === undefined ? 'lead' : 'pastShown')}</p>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {asOf === undefined && data === undefined && !error ? <Bones height={40} rows={5} /> : null}
      {data?.jobId ? (
        <p className="lk-muted" role="status">
          {say('reckoning')}
        </p>
      ) : null}
      {data && !future && asOf === undefined ? <EmptyState title={say('none')}>{say('noneLead')}</EmptyState> : null}
      {future && asOf === undefined ? <Whole key={future.dyadId} future={future} type={type} /> : null}
    </section>
  )
}
