import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Checkbox, Input } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import type { Order } from '#contract/trade.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { ordersQuery } from './trade.queries.ts'
import { tradeTexts } from './trade.text.ts'

function useColumns(wholeGroup: boolean): readonly Column<Order>[] {
  const say = useText(tradeTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      { key: 'number', title: say('number'), width: 208, render: order => order.number },
      ...(wholeGroup
        ? [
            {
              key: 'customer',
              title: say('customer'),
              width: 200,
              links: true,
              render: ({ customer }: Order) =>
                customer ? (
                  <Link to="/customers/$dyadId" params={{ dyadId: customer.dyadId }} search={{ tab: 'orders' }}>
                    {nameIn(customer, language)}
                  </Link>
                ) : null,
            },
          ]
        : []),
      { key: 'orderedOn', title: say('date'), width: 112, card: 'head', render: order => order.orderedOn },
      { key: 'kind', title: say('kind'), width: 88, render: order => say(order.kind) },
      { key: 'lines', title: say('lines'), width: 80, align: 'end', render: order => formatNumber(order.lines, language) },
      { key: 'net', title: say('net'), width: 152, align: 'end', render: order => <Money minor={order.netMinor} /> },
      { key: 'cost', title: say('cost'), width: 152, align: 'end', render: order => <Money minor={order.costMinor} /> },
      { key: 'salesperson', title: say('salesperson'), width: 120, render: order => order.salesperson ?? '—' },
      { key: 'source', title: say('source'), width: 120, card: 'none', render: order => order.source },
    ],
    [say, language, wholeGroup],
  )
}

type Kind = 'order' | 'return' | undefined
type Given = { readonly dyadId: string; readonly openId: string | undefined; readonly onOpen: (orderId: string) => void }

/** Every order and return of a customer, the newest first; each opens to its lines. */
export function OrdersCard({ dyadId, openId, onOpen }: Given) {
  const say = useText(tradeTexts)
  const asOf = useAsOf()
  const [kind, setKind] = useState<Kind>()
  const [text, setText] = useState('')
  const number = useDeferredValue(text.trim())
  const [wholeGroup, setWholeGroup] = useState(false)
  const columns = useColumns(wholeGroup)
  const filter = {
    ...(kind ? { kind } : {}),
    ...(number === '' ? {} : { number }),
    ...(asOf ? { to: asOf } : {}),
    ...(wholeGroup ? { wholeGroup } : {}),
  }
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(ordersQuery(dyadId, filter))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const narrowed = kind !== undefined || number !== ''
  const empty = narrowed ? (
    <p className="lk-muted">{say('nothingFound')}</p>
  ) : (
    <EmptyState title={say('noOrders')}>{say('noOrdersLead')}</EmptyState>
  )
  return (
    <section className="lk-card lk-stack" aria-label={say('orders')}>
      <div className="lk-card-title">
        <h2>{say('orders')}</h2>
        <div className="lk-toolbar">
          <div className="lk-tabs" role="group" aria-label={say('kind')}>
            {([undefined, 'order', 'return'] as const).map(one => (
              <button key={one ?? 'both'} type="button" className="lk-tab" aria-current={one === kind} onClick={() => setKind(one)}>
                {say(one === undefined ? 'both' : one === 'order' ? 'ordersOnly' : 'returnsOnly')}
              </button>
            ))}
          </div>
          <Checkbox checked={wholeGroup} onChange={event => setWholeGroup(event.target.checked)}>
            {say('wholeGroup')}
          </Checkbox>
          <Input.Search
            allowClear
            className="lk-search-box"
            aria-label={say('searchNumber')}
            placeholder={say('searchNumber')}
            value={text}
            onChange={event => setText(event.target.value)}
          />
        </div>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('orders')}
        columns={columns}
        rows={rows}
        rowKey={order => order.orderId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        {...(wholeGroup ? {} : { onOpen: (order: Order) => onOpen(order.orderId) })}
        openKey={openId}
        empty={error ? null : empty}
        height="480px"
      />
    </section>
  )
}
