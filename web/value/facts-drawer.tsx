import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Fact } from '#contract/trade.ts'
import type { ValuePart } from '#core/value/valuation.ts'
import { formatMoney, formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { usePartName } from './value-parts.tsx'
import { factsQuery } from './value.queries.ts'
import { valueTexts } from './value.text.ts'

type Given = {
  readonly dyadId: string
  readonly part: ValuePart
  /** The window (from, to]. */
  readonly from: string
  readonly to: string
  readonly currency: string
  /** The part's amount, signed as it enters the value; null unknown. */
  readonly total: number | null
  readonly onClose: () => void
}

const kinds = {
  order_line: 'orderLine',
  order: 'order',
  delivery: 'delivery',
  payment: 'payment',
  cost: 'cost',
  activity: 'contactMade',
  concern: 'complaint',
} as const

/** Columns that say something about these rows: a payment has no item, and net sales need not be said twice. */
function spoken(columns: readonly Column<Fact>[], rows: readonly Fact[], part: ValuePart): readonly Column<Fact>[] {
  const said: Record<string, (fact: Fact) => boolean> = {
    item: fact => (fact.itemCode ?? fact.itemName ?? fact.note) !== null,
    quantity: fact => fact.quantity !== null || fact.days !== null,
    price: fact => fact.unitPrice !== null,
    net: fact => part !== 'netSales' && fact.netMinor !== null,
  }
  return columns.filter(({ key }) => rows.length === 0 || rows.some(said[key] ?? (() => true)))
}

function useColumns(currency: string, part: ValuePart): readonly Column<Fact>[] {
  const say = useText(valueTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      { key: 'on', title: say('date'), width: 104, render: fact => fact.on },
      {
        key: 'document',
        title: say('document'),
        width: 190,
        card: 'head',
        render: fact => [fact.number ?? say(kinds[fact.kind]), fact.lineNo].filter(part => part !== null).join(' / '),
      },
      {
        key: 'item',
        title: say('item'),
        width: 190,
        render: fact => [fact.itemCode, fact.itemName].filter(Boolean).join(' ') || (fact.note ?? ''),
      },
      {
        key: 'quantity',
        title: say(part === 'financing' ? 'daysOutstanding' : 'quantity'),
        width: 92,
        align: 'end',
        render: fact =>
          fact.days !== null
            ? say('days', { days: fact.days })
            : fact.quantity === null
              ? ''
              : `${formatNumber(fact.quantity, language, 3)} ${fact.unit ?? ''}`,
      },
      {
        key: 'price',
        title: say('price'),
        width: 92,
        align: 'end',
        render: fact => (fact.unitPrice === null ? '' : formatNumber(fact.unitPrice, language, 4)),
      },
      {
        key: 'net',
        title: say('netSales'),
        width: 124,
        align: 'end',
        render: fact => (fact.netMinor === null ? '' : <Money minor={fact.netMinor} currency={currency} />),
      },
      {
        key: 'amount',
        title: say('amount'),
        width: 132,
        align: 'end',
        render: fact => <Money minor={fact.amountMinor} currency={currency} />,
      },
    ],
    [say, language, currency, part],
  )
}

/** The documents behind one part of a value, the newest first, with their sum. */
export function FactsDrawer({ dyadId, part, from, to, currency, total, onClose }: Given) {
  const say = useText(valueTexts)
  const language = useLanguage()
  const nameOf = usePartName()
  const all = useColumns(currency, part)
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(factsQuery(dyadId, part, from, to))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const columns = useMemo(() => spoken(all, rows, part), [all, rows, part])
  const sum = data?.pages[0]?.sum
  const estimated = sum?.amountMinor != null && total !== null ? Math.abs(total) - Math.abs(sum.amountMinor) : null
  const title = say('factsOf', { part: nameOf(part) })
  return (
    <DrawerPage open title={title} onClose={onClose} width={1000}>
      <div className="lk-stack">
        <p className="lk-muted">
          {say('window', { from, to })}
          {sum?.amountMinor != null
            ? ` · ${say(part === 'financing' ? 'paidSum' : 'factsSum', { count: sum.count, amount: formatMoney(sum.amountMinor, currency, language) })}`
            : sum
              ? ` · ${say('factsCount', { count: sum.count })}`
              : ''}
          {sum && sum.withoutAmount > 0 ? ` · ${say('withoutAmount', { count: sum.withoutAmount })}` : ''}
          {sum && sum.withoutAmount > 0 && total !== null && estimated !== null && estimated > 0
            ? ` ${say('estimatedSum', { estimated: formatMoney(estimated, currency, language), total: formatMoney(Math.abs(total), currency, language) })}`
            : ''}
        </p>
        <Refused error={error} />
        <KeysetTable
          label={title}
          columns={columns}
          rows={rows}
          rowKey={fact => fact.key}
          hasMore={hasNextPage}
          onMore={() => void fetchNextPage()}
          busy={isFetching}
          total={sum?.count}
          empty={<p className="lk-muted">{say('factsNone')}</p>}
          height="calc(100dvh - 180px)"
        />
      </div>
    </DrawerPage>
  )
}
