import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { KnownCost, Payment } from '#contract/trade.ts'
import { useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { costsQuery, paymentsQuery } from './trade.queries.ts'
import { tradeTexts } from './trade.text.ts'

function usePaymentColumns(): readonly Column<Payment>[] {
  const say = useText(tradeTexts)
  return useMemo(
    () => [
      { key: 'paidOn', title: say('paidOn'), width: 120, render: row => row.paidOn },
      {
        key: 'amount',
        title: say('amount'),
        width: 152,
        align: 'end',
        card: 'head',
        render: row => <Money minor={row.amountMinor} currency={row.currency} />,
      },
      {
        key: 'days',
        title: say('outstanding'),
        width: 120,
        align: 'end',
        render: row => (row.daysOutstanding === null ? '—' : say('days', { count: row.daysOutstanding })),
      },
      { key: 'dueOn', title: say('dueOn'), width: 120, render: row => row.dueOn ?? '—' },
      { key: 'number', title: say('number'), width: 160, render: row => row.number ?? row.orderNumber ?? '—' },
    ],
    [say],
  )
}

/** Payments of a customer, the newest first. */
export function PaymentsCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(tradeTexts)
  const columns = usePaymentColumns()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(paymentsQuery(dyadId, useAsOf()))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  return (
    <section className="lk-card lk-stack" aria-label={say('payments')}>
      <h2>{say('payments')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('payments')}
        columns={columns}
        rows={rows}
        rowKey={row => row.paymentId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        empty={error ? null : <p className="lk-muted">{say('noPayments')}</p>}
        height="360px"
      />
    </section>
  )
}

const kinds = { freight: 'freightKind', rebate: 'rebate', claim: 'claim' } as const

function useCostColumns(): readonly Column<KnownCost>[] {
  const say = useText(tradeTexts)
  return useMemo(
    () => [
      { key: 'incurredOn', title: say('date'), width: 120, render: row => row.incurredOn },
      { key: 'kind', title: say('kind'), width: 100, card: 'head', render: row => say(kinds[row.kind]) },
      { key: 'amount', title: say('amount'), width: 152, align: 'end', render: row => <Money minor={row.amountMinor} /> },
      { key: 'number', title: say('number'), width: 160, render: row => row.number ?? row.orderNumber ?? '—' },
      { key: 'note', title: say('note'), width: 240, render: row => row.note ?? '—' },
    ],
    [say],
  )
}

/** What serving a customer is known to have cost, beside the goods. */
export function CostsCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(tradeTexts)
  const columns = useCostColumns()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(costsQuery(dyadId, useAsOf()))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  return (
    <section className="lk-card lk-stack" aria-label={say('costs')}>
      <h2>{say('costs')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('costs')}
        columns={columns}
        rows={rows}
        rowKey={row => row.costId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        empty={error ? null : <p className="lk-muted">{say('noCosts')}</p>}
        height="360px"
      />
    </section>
  )
}
