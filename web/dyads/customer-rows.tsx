import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useMemo, useState, useSyncExternalStore } from 'react'
import type { ListedRow } from '#contract/dyads/customer-list.ts'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import { useMay } from '#web/platform/session.ts'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Sort } from '#web/ui/table-layout.ts'
import type { EditedCell } from './cell-editor.tsx'
import { BatchBar } from './batch-bar.tsx'
import { useCustomerColumns } from './customer-columns.tsx'
import { useColumnLayout, useCustomerPages } from './customer-layout.ts'
import { type CustomerSearch, filtersOf, orderOf, queryOf, useCustomerSearch } from './customer-search.ts'

const phone = matchMedia('(max-width: 640px)')

function onPhone(listener: () => void): () => void {
  phone.addEventListener('change', listener)
  return () => phone.removeEventListener('change', listener)
}

/** On a phone there is no room for list and drawer: the name leads to the page at once. */
const useIsPhone = () => useSyncExternalStore(onPhone, () => phone.matches)

type Given = {
  /** What the rows are of: the page's own search, or a part of it. */
  readonly search: CustomerSearch
  readonly label: string
  readonly empty: ReactNode
  readonly height?: string
}

const CellEditor = lazy(() => import('./cell-editor.tsx'))
const editable: readonly string[] = ['owner', 'department', 'customerKind', 'region', 'city', 'industry']

/** The columns, those of simple fields with a way to change them where they stand. */
function useEditableColumns(isEditable: boolean, edit: (cell: EditedCell) => void) {
  const columns = useCustomerColumns()
  return useMemo(() => {
    if (!isEditable) return columns
    return columns.map(column =>
      editable.includes(column.key) || isOwnColumn(column.key)
        ? { ...column, onEdit: ({ dyadId, partyId, name }: ListedRow) => edit({ dyadId, partyId, name, column: column.key }) }
        : column,
    )
  }, [columns, isEditable, edit])
}

const none: ReadonlySet<string> = new Set()

/** The ticked rows of one and the same list: under other filters nothing is ticked. */
function useTicks(list: string) {
  const [ticks, setTicks] = useState({ list, keys: none })
  return { ticked: ticks.list === list ? ticks.keys : none, setTicked: (keys: ReadonlySet<string>) => setTicks({ list, keys }) }
}

/** The rows themselves, in the person's own columns. */
export function CustomerRows({ search, label, empty, height }: Given) {
  const { asOf, change } = useCustomerSearch()
  const may = useMay()
  const [edited, setEdited] = useState<EditedCell>()
  const isEditable = may('customers.write') && asOf === undefined
  const columns = useEditableColumns(isEditable, setEdited)
  const { layout, keep } = useColumnLayout()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useCustomerPages(search)
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const { ticked, setTicked } = useTicks(JSON.stringify(filtersOf(search)))
  const total = data?.pages[0]?.total
  const sort = ({ key, direction }: Sort) => change({ sort: key, direction } as Partial<CustomerSearch>)
  const navigate = useNavigate()
  const openPage = ({ dyadId }: ListedRow) => void navigate({ to: '/customers/$dyadId', params: { dyadId } } as never)
  const opening = useIsPhone() ? {} : { onOpen: (row: ListedRow) => change({ open: row.dyadId }) }
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      {ticked.size > 0 ? (
        <BatchBar
          ticked={ticked}
          query={queryOf(search, undefined)}
          hasMore={rows.length > ticked.size || hasNextPage}
          onClear={() => setTicked(none)}
        />
      ) : null}
      {edited ? (
        <Suspense fallback={null}>
          <CellEditor cell={edited} onClose={() => setEdited(undefined)} />
        </Suspense>
      ) : null}
      <KeysetTable
        label={label}
        columns={columns}
        rows={rows}
        rowKey={row => row.dyadId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={total?.more ? undefined : total?.count}
        sort={orderOf(search)}
        onSort={sort}
        layout={layout}
        onLayout={keep}
        {...opening}
        onOpenPage={openPage}
        {...(isEditable ? { ticked, onTick: setTicked } : {})}
        openKey={search.open}
        empty={error ? null : empty}
        {...(height === undefined ? {} : { height })}
      />
    </>
  )
}
