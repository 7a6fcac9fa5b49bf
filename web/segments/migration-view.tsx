import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Flow as Moved } from '#contract/segments/movement.ts'
import type { MapMonth } from '#contract/segments/map.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { formatMoneyShort, formatMonth, formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { MoveTag } from '#web/ui/customer-tags.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { FlowChart } from './map-canvas-flow.tsx'
import type { Filters } from './map-search.ts'
import { migrationQuery } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'
import '#web/value/value.css'

type Place = Moved['from']
const places: readonly Place[] = [...customerTypes, 'none']

export type FlowChosen = {
  readonly from: Place
  readonly to: Place
  readonly fromDay: string
  readonly toDay: string
  readonly count: number
}

function usePlaceName(): (place: Place) => string {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  return place => (place === 'none' ? say('none') : name(place))
}

type MatrixGiven = { readonly flows: readonly Moved[]; readonly currency: string; readonly onFlow: (flow: Moved) => void }

function Matrix({ flows, currency, onFlow }: MatrixGiven) {
  const say = useText(segmentTexts)
  const nameOf = usePlaceName()
  const language = useLanguage()
  const found = new Map(flows.map(flow => [`${flow.from}>${flow.to}`, flow]))
  return (
    // A wide matrix scrolls, and so must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="lk-parts-scroll" aria-label={say('matrix')} tabIndex={0}>
      <table className="lk-matrix">
        <thead>
          <tr>
            <th scope="col">{`${say('from')} ↓ ${say('to')} →`}</th>
            {places.map(to => (
              <th key={to} scope="col">
                {nameOf(to)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(from => (
            <tr key={from}>
              <th scope="row">{nameOf(from)}</th>
              {places.map(to => {
                const flow = found.get(`${from}>${to}`)
                const money = flow ? formatMoneyShort(flow.value - flow.valueBefore, currency, language) : ''
                return (
                  <td key={to} data-stayed={from === to}>
                    {flow ? (
                      <button type="button" onClick={() => onFlow(flow)}>
                        <span className="lk-hidden">{say('cellFromTo', { from: nameOf(from), to: nameOf(to) })}</span>
                        {formatNumber(flow.count, language)}
                        <span className="lk-hidden">{say('cellChange')}</span>
                        <small>{flow.value > flow.valueBefore ? `+${money}` : money}</small>
                      </button>
                    ) : null}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Given = {
  readonly months: readonly MapMonth[]
  readonly from: string | undefined
  readonly to: string | undefined
  readonly filters: Filters
  readonly onFrom: (day: string | undefined) => void
  readonly onTo: (day: string | undefined) => void
  readonly onFlow: (flow: FlowChosen) => void
}

function Days({ months, from, to, onFrom, onTo }: Omit<Given, 'filters' | 'onFlow'>) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  const pick = (label: string, value: string | undefined, days: readonly MapMonth[], onDay: (day: string) => void) => (
    <label>
      {label}{' '}
      <select className="lk-select" value={value ?? ''} onChange={event => onDay(event.target.value)}>
        {days.map(({ asOf }) => (
          <option key={asOf} value={asOf}>
            {formatMonth(asOf, language)}
          </option>
        ))}
      </select>
    </label>
  )
  const last = months.at(-1)?.asOf
  const shown = to ?? last
  return (
    <div className="lk-map-bar">
      {pick(
        say('fromMonth'),
        from,
        months.filter(({ asOf }) => shown === undefined || asOf < shown),
        onFrom,
      )}
      {pick(say('toMonth'), shown, months.slice(1), day => onTo(day === last ? undefined : day))}
    </div>
  )
}

/** Who moved between two months: as a flow, as a matrix with money, each opened to its customers. */
export function MigrationView(given: Given) {
  const { months, to, filters, onFlow } = given
  // A first day that the last was moved before: the usual one stands again.
  const from = given.from !== undefined && to !== undefined && given.from >= to ? undefined : given.from
  const say = useText(segmentTexts)
  const { data, error, refetch } = useQuery(migrationQuery({ ...filters, ...(from ? { from } : {}), ...(to ? { to } : {}) }))
  const flows = useMemo(
    () =>
      (data?.flows ?? []).map(({ from: was, to: is, count }) => ({
        from: was === 'none' ? null : was,
        to: is === 'none' ? null : is,
        count,
      })),
    [data],
  )
  if (months.length < 2) return <EmptyState title={say('needTwo')} />
  const open = (flow: Pick<Moved, 'from' | 'to' | 'count'>) =>
    data?.from && data.to && onFlow({ ...flow, fromDay: data.from, toDay: data.to })
  return (
    <div className="lk-stack">
      <Days {...given} from={data?.from ?? from} to={to} />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={420} /> : null}
      {data?.from && data.to ? (
        <>
          <section className="lk-card lk-stack" aria-label={say('movesTitle')}>
            <h2>{say('movesTitle')}</h2>
            {data.moves.length === 0 ? <p className="lk-muted">{say('noMoves')}</p> : null}
            <div className="lk-figures">
              {data.moves.map(({ move, count, value, valueBefore }) => (
                <div key={move}>
                  <MoveTag move={move} /> <strong>{count}</strong>
                  <div className="lk-muted">
                    <Money minor={valueBefore} currency={data.currency} short /> → <Money minor={value} currency={data.currency} short />
                  </div>
                </div>
              ))}
            </div>
          </section>
          <section className="lk-card">
            <FlowChart
              flows={flows}
              fromMonth={data.from}
              toMonth={data.to}
              onFlow={flow => open({ from: flow.from ?? 'none', to: flow.to ?? 'none', count: flow.count })}
            />
          </section>
          <section className="lk-card lk-stack">
            <div>
              <h2>{say('matrix')}</h2>
              <p className="lk-muted">{say('matrixLead')}</p>
            </div>
            <Matrix flows={data.flows} currency={data.currency} onFlow={open} />
          </section>
        </>
      ) : null}
    </div>
  )
}
