import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { BoughtItem } from '#contract/trade.ts'
import { formatMonth, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Change } from '#web/ui/figure.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { itemsQuery } from './trade.queries.ts'
import { tradeTexts } from './trade.text.ts'
import './trade.css'

/** Two years in little bars, the second year darker; amounts below zero are not drawn. */
function Spark({ months }: { readonly months: readonly number[] }) {
  const highest = Math.max(1, ...months)
  return (
    <svg className="lk-spark" viewBox="0 0 96 24" aria-hidden="true">
      {months.map((amount, at) => {
        const height = (22 * Math.max(0, amount)) / highest
        // Months have no other name than their place.
        return (
          <rect
            key={`${at}`}
            x={at * 4}
            y={23 - height}
            width={3}
            height={height}
            className={at < 12 ? 'lk-spark-before' : 'lk-spark-now'}
          />
        )
      })}
    </svg>
  )
}

function Moved({ item }: { readonly item: BoughtItem }) {
  const say = useText(tradeTexts)
  if (item.beforeMinor <= 0 && item.netMinor > 0) return say('newItem')
  if (item.netMinor <= 0 && item.beforeMinor > 0) return say('stopped')
  return <Change now={item.netMinor} before={item.beforeMinor} period="" />
}

function useColumns(by: 'item' | 'category', whole: number): readonly Column<BoughtItem>[] {
  const say = useText(tradeTexts)
  const language = useLanguage()
  return useMemo(() => {
    const naming: Column<BoughtItem> =
      by === 'item'
        ? {
            key: 'item',
            title: say('item'),
            width: 260,
            render: row => [row.itemCode, row.itemName].filter(Boolean).join(' ') || say('noItem'),
          }
        : { key: 'category', title: say('category'), width: 260, render: row => row.categoryName ?? say('noCategory') }
    const category: readonly Column<BoughtItem>[] =
      by === 'item' ? [{ key: 'category', title: say('category'), width: 140, render: row => row.categoryName ?? '—' }] : []
    return [
      naming,
      { key: 'now', title: say('now12'), width: 144, align: 'end', card: 'head', render: row => <Money minor={row.netMinor} /> },
      {
        key: 'share',
        title: say('share'),
        width: 80,
        align: 'end',
        render: row => (whole > 0 ? formatShare(row.netMinor / whole, language) : '—'),
      },
      { key: 'before', title: say('before12'), width: 144, align: 'end', render: row => <Money minor={row.beforeMinor} /> },
      { key: 'change', title: say('change'), width: 140, render: row => <Moved item={row} /> },
      { key: 'trend', title: say('trend'), width: 128, card: 'none', render: row => <Spark months={row.months} /> },
      { key: 'quantity', title: say('quantity'), width: 100, align: 'end', render: row => formatNumber(row.quantity, language, 3) },
      { key: 'lines', title: say('lines'), width: 80, align: 'end', card: 'none', render: row => formatNumber(row.lines, language) },
      ...category,
    ]
  }, [say, language, by, whole])
}

/** What a customer buys, by item or category: the last twelve months, the twelve before, and how it moved. */
export function ItemsCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(tradeTexts)
  const language = useLanguage()
  const [by, setBy] = useState<'item' | 'category'>('item')
  const { data, error, refetch, isFetching } = useQuery(itemsQuery(dyadId, by, useAsOf()))
  const whole = data ? data.rows.reduce((sum, row) => sum + row.netMinor, data.rest.netMinor) : 0
  const columns = useColumns(by, whole)
  return (
    <section className="lk-card lk-stack" aria-label={say('items')}>
      <div className="lk-card-title">
        <h2>{say('items')}</h2>
        <div className="lk-tabs" role="group" aria-label={say('items')}>
          {(['item', 'category'] as const).map(one => (
            <button key={one} type="button" className="lk-tab" aria-current={one === by} onClick={() => setBy(one)}>
              {say(one === 'item' ? 'byItem' : 'byCategory')}
            </button>
          ))}
        </div>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={28} rows={8} /> : null}
      {data?.firstMonth && data.lastMonth ? (
        <p className="lk-muted">
          {say('itemsPeriod', { from: formatMonth(data.firstMonth, language), to: formatMonth(data.lastMonth, language) })} ·{' '}
          {say('total12')} <Money minor={whole} />
        </p>
      ) : null}
      {data ? (
        <KeysetTable
          label={say('items')}
          columns={columns}
          rows={data.rows}
          rowKey={row => row.itemId ?? row.categoryId ?? 'none'}
          busy={isFetching}
          total={data.rows.length + data.rest.count}
          empty={<EmptyState title={say('noItems')} />}
          height="560px"
        />
      ) : null}
      {data && data.rest.count > 0 ? (
        <p className="lk-muted">
          {say('rest', { count: data.rest.count })}: <Money minor={data.rest.netMinor} />
        </p>
      ) : null}
    </section>
  )
}
