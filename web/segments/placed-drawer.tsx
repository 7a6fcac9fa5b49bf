import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import type { Placed } from '#contract/segments/movement.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { StageTag, TypeTag } from '#web/ui/customer-tags.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { type PlacedAsked, placedQuery } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

/** `brief`: rows out of the map's own columns, which do not say how well a value is known, nor code and last order. */
function useColumns(currency: string, compared: boolean, brief: boolean): readonly Column<Placed>[] {
  const say = useText(segmentTexts)
  const language = useLanguage()
  return useMemo(() => {
    const money = (minor: number | null) => <Money minor={minor} currency={currency} />
    const before: Column<Placed>[] = compared
      ? [
          { key: 'from', title: say('from'), width: 120, render: row => <TypeTag type={row.fromType} plain /> },
          { key: 'before', title: say('contributionBefore'), width: 150, align: 'end', render: row => money(row.netContributionBefore) },
        ]
      : []
    const all: Column<Placed>[] = [
      { key: 'name', title: say('customer'), width: 220, render: row => row.name },
      { key: 'code', title: say('code'), width: 110, render: row => row.code },
      {
        key: 'type',
        title: say('to'),
        width: 130,
        card: 'head',
        render: row => <TypeTag type={row.type} provisional={row.provisional} plain />,
      },
      {
        key: 'value',
        title: say('contribution'),
        width: 160,
        align: 'end',
        render: row => <Money minor={row.netContribution} currency={currency} state={brief ? undefined : row.state} />,
      },
      ...before,
      { key: 'sales', title: say('sales'), width: 150, align: 'end', render: row => money(row.netSales) },
      {
        key: 'potential',
        title: say('potential'),
        width: 90,
        align: 'end',
        render: row => (row.potential === null ? '—' : formatNumber(row.potential, language, 1)),
      },
      { key: 'stage', title: say('stage'), width: 120, render: row => <StageTag stage={row.stage} /> },
      { key: 'last', title: say('lastOrder'), width: 110, render: row => row.lastOrder ?? '—' },
    ]
    return brief ? all.filter(({ key }) => key !== 'code' && key !== 'last') : all
  }, [say, language, currency, compared, brief])
}

type TableGiven = {
  readonly label: string
  readonly rows: readonly Placed[]
  readonly currency: string
  readonly compared: boolean
  readonly brief?: boolean
  readonly onOpen: (dyadId: string, name: string) => void
  readonly hasMore?: boolean
  readonly onMore?: () => void
  readonly busy?: boolean
  readonly total?: number
}

/** A list of customers with their place. */
export function PlacedTable({ rows, currency, compared, brief = false, onOpen, ...rest }: TableGiven) {
  const say = useText(segmentTexts)
  const columns = useColumns(currency, compared, brief)
  return (
    <KeysetTable
      {...rest}
      columns={columns}
      rows={rows}
      rowKey={row => row.dyadId}
      onOpen={row => onOpen(row.dyadId, row.name)}
      empty={<p className="lk-muted">{say('noneInCell')}</p>}
      height="calc(100dvh - 170px)"
    />
  )
}

type Given = {
  readonly title: ReactNode
  readonly label: string
  readonly asked: PlacedAsked
  readonly currency: string
  readonly total?: number | undefined
  readonly lead?: ReactNode
  readonly page?: ReactNode
  readonly onOpen: (dyadId: string, name: string) => void
  readonly onClose: () => void
}

/** The customers of a cell, a layer or a move, from the right. */
export function PlacedDrawer({ title, label, asked, currency, total, lead, page, onOpen, onClose }: Given) {
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(placedQuery(asked))
  const rows = useMemo(() => data?.pages.flatMap(found => found.rows) ?? [], [data])
  return (
    <DrawerPage open title={title} onClose={onClose} width={960} page={page}>
      <div className="lk-stack">
        {lead ? <p className="lk-muted">{lead}</p> : null}
        <Refused error={error} onAgain={() => void refetch()} />
        <PlacedTable
          label={label}
          rows={rows}
          currency={currency}
          compared={asked.compare !== undefined}
          onOpen={onOpen}
          hasMore={hasNextPage}
          onMore={() => void fetchNextPage()}
          busy={isFetching}
          {...(total === undefined ? {} : { total })}
        />
      </div>
    </DrawerPage>
  )
}
