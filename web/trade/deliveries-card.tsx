import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Delivery } from '#contract/trade.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { deliveriesQuery } from './trade.queries.ts'
import { tradeTexts } from './trade.text.ts'

/** How a delivery stands to its promise, in words. */
function Lateness({ days }: { readonly days: number | null }) {
  const say = useText(tradeTexts)
  if (days === null) return '—'
  if (days > 0) return say('late', { count: days })
  return days === 0 ? say('onTime') : say('early', { count: -days })
}

export function useDeliveryColumns(): readonly Column<Delivery>[] {
  const say = useText(tradeTexts)
  const language = useLanguage()
  return useMemo(() => {
    const day = (key: 'requestedOn' | 'promisedOn' | 'shippedOn' | 'deliveredOn', title: string): Column<Delivery> => ({
      key,
      title,
      width: 112,
      render: row => row[key] ?? '—',
    })
    return [
      {
        key: 'order',
        title: say('order'),
        width: 216,
        render: row => [row.orderNumber ?? row.number, row.lineNo].filter(part => part !== null).join(' / '),
      },
      day('requestedOn', say('requested')),
      day('promisedOn', say('promised')),
      day('shippedOn', say('shipped')),
      day('deliveredOn', say('delivered')),
      { key: 'late', title: say('lateness'), width: 120, card: 'head', render: row => <Lateness days={row.lateDays} /> },
      { key: 'item', title: say('item'), width: 180, render: row => row.itemName ?? '—' },
      {
        key: 'quantity',
        title: say('quantity'),
        width: 96,
        align: 'end',
        render: row => (row.quantity === null ? '—' : formatNumber(row.quantity, language, 3)),
      },
      {
        key: 'carrier',
        title: say('carrier'),
        width: 140,
        render: row => [row.carrierName, row.isRush ? say('rush') : null].filter(Boolean).join(' · ') || '—',
      },
      { key: 'freight', title: say('freight'), width: 120, align: 'end', render: row => <Money minor={row.freightMinor} /> },
    ]
  }, [say, language])
}

/** Deliveries with the dates asked for, promised and kept, and how many promises were kept in the last twelve months. */
export function DeliveriesCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(tradeTexts)
  const language = useLanguage()
  const asOf = useAsOf()
  const [late, setLate] = useState(false)
  const columns = useDeliveryColumns()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(
    deliveriesQuery(dyadId, { ...(late ? { late } : {}), ...(asOf ? { to: asOf } : {}) }),
  )
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const summary = data?.pages[0]?.summary
  const empty = late ? (
    <p className="lk-muted">{say('nothingFound')}</p>
  ) : (
    <EmptyState title={say('noDeliveries')}>{say('noDeliveriesLead')}</EmptyState>
  )
  return (
    <section className="lk-card lk-stack" aria-label={say('deliveries')}>
      <div className="lk-card-title">
        <h2>{say('deliveries')}</h2>
        <div className="lk-tabs" role="group" aria-label={say('lateness')}>
          {[false, true].map(one => (
            <button key={String(one)} type="button" className="lk-tab" aria-current={one === late} onClick={() => setLate(one)}>
              {say(one ? 'lateOnly' : 'allDeliveries')}
            </button>
          ))}
        </div>
      </div>
      {summary ? (
        <div className="lk-figures">
          <Figure
            label={say('kept')}
            period={say('period', { from: summary.from, to: summary.to })}
            value={summary.withPromise === 0 ? undefined : formatShare(summary.onTime / summary.withPromise, language)}
            note={say('keptNote', {
              onTime: formatNumber(summary.onTime, language),
              withPromise: formatNumber(summary.withPromise, language),
            })}
          />
          <Figure
            label={say('deliveriesCount')}
            value={formatNumber(summary.deliveries, language)}
            note={`${say('rushCount')} ${formatNumber(summary.rush, language)}`}
          />
        </div>
      ) : null}
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('deliveries')}
        columns={columns}
        rows={rows}
        rowKey={row => row.deliveryId}
        total={data?.pages[0]?.total ?? undefined}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        empty={error ? null : empty}
        height="480px"
      />
    </section>
  )
}
