import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Delivery, OrderLine } from '#contract/trade.ts'
import { OwnOfRecord } from '#web/dyads/custom-record.tsx'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { useDeliveryColumns } from './deliveries-card.tsx'
import { RecordedByHand } from './record-order-removal.tsx'
import { orderQuery } from './trade.queries.ts'
import { tradeTexts } from './trade.text.ts'

function useLineColumns(): readonly Column<OrderLine>[] {
  const say = useText(tradeTexts)
  const language = useLanguage()
  return useMemo(() => {
    const number = (value: number | null, decimals: number) => (value === null ? '—' : formatNumber(value, language, decimals))
    return [
      {
        key: 'item',
        title: say('item'),
        width: 240,
        render: line => [line.itemCode, line.itemName].filter(Boolean).join(' ') || say('noItem'),
      },
      { key: 'line', title: say('line'), width: 64, align: 'end', card: 'none', render: line => line.lineNo },
      {
        key: 'quantity',
        title: say('quantity'),
        width: 110,
        align: 'end',
        render: line => `${number(line.quantity, 3)} ${line.unit ?? ''}`,
      },
      { key: 'price', title: say('price'), width: 110, align: 'end', render: line => number(line.unitPrice, 4) },
      {
        key: 'discount',
        title: say('discount'),
        width: 80,
        align: 'end',
        card: 'none',
        render: line => (line.discount ? formatShare(line.discount, language) : '—'),
      },
      { key: 'net', title: say('net'), width: 136, align: 'end', card: 'head', render: line => <Money minor={line.netMinor} /> },
      { key: 'cost', title: say('cost'), width: 136, align: 'end', render: line => <Money minor={line.costMinor} /> },
      { key: 'requested', title: say('requested'), width: 112, render: line => line.requestedOn ?? '—' },
      { key: 'promised', title: say('promised'), width: 112, render: line => line.firstPromisedOn ?? line.promisedOn ?? '—' },
      { key: 'delivered', title: say('delivered'), width: 112, render: line => line.deliveredOn ?? '—' },
      { key: 'row', title: '#', width: 80, align: 'end', card: 'none', render: line => line.rowNo },
    ]
  }, [say, language])
}

/** The rows of the file in short: 12, or 12–19. */
function rowsOf(lines: readonly OrderLine[]): string {
  const rows = lines.map(line => line.rowNo)
  const [first, last] = [Math.min(...rows), Math.max(...rows)]
  return first === last ? String(first) : `${first}–${last}`
}

/** What of the cost is known, and of how many lines it is not. */
function KnownCost({ lines }: { readonly lines: readonly OrderLine[] }) {
  const say = useText(tradeTexts)
  const known = lines.filter(line => line.costMinor !== null)
  const missing = lines.length - known.length
  const sum = known.reduce((total, line) => total + (line.costMinor ?? 0), 0)
  return (
    <Figure
      label={say('cost')}
      value={known.length === 0 ? undefined : <Money minor={sum} />}
      note={missing > 0 && known.length > 0 ? say('costMissing', { count: missing }) : undefined}
    />
  )
}

/** One order whole: its lines as the file had them, with the dates that were asked for, promised and kept. */
export function OrderDrawer({
  dyadId,
  orderId,
  onClose,
}: {
  readonly dyadId: string
  readonly orderId: string
  readonly onClose: () => void
}) {
  const say = useText(tradeTexts)
  const columns = useLineColumns()
  const deliveryColumns = useDeliveryColumns()
  const { data, error, refetch } = useQuery(orderQuery(dyadId, orderId))
  return (
    <DrawerPage open title={data ? `${say(data.order.kind)} ${data.order.number}` : say('order')} onClose={onClose} width={1080}>
      <div className="lk-stack">
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={28} rows={8} /> : null}
        {data ? (
          <>
            <div className="lk-figures">
              <Figure label={say('net')} value={<Money minor={data.order.netMinor} />} />
              <KnownCost lines={data.lines} />
              <Figure label={say('date')} value={data.order.orderedOn} />
              {data.order.salesperson ? <Figure label={say('salesperson')} value={data.order.salesperson} /> : null}
            </div>
            {data.fileName && data.lines.length > 0 ? (
              <p className="lk-muted">{say('fromFile', { file: data.fileName, rows: rowsOf(data.lines) })}</p>
            ) : null}
            {data.fileName === null && data.order.kind === 'order' ? <RecordedByHand order={data.order} onRemoved={onClose} /> : null}
            <KeysetTable
              label={say('lines')}
              columns={columns}
              rows={data.lines}
              rowKey={line => String(line.lineNo)}
              empty={<p className="lk-muted">{say('nothingFound')}</p>}
              height="60dvh"
            />
            <h3>{say('deliveries')}</h3>
            <KeysetTable<Delivery>
              label={say('deliveries')}
              columns={deliveryColumns}
              rows={data.deliveries}
              rowKey={row => row.deliveryId}
              empty={<p className="lk-muted">{say('noDeliveriesOf')}</p>}
              height="40dvh"
            />
            <OwnOfRecord at={{ dyadId, entity: 'order', recordId: orderId }} />
          </>
        ) : null}
      </div>
    </DrawerPage>
  )
}
