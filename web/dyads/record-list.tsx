import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import type { Counted } from '#web/ui/counted.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { entityOf, type RecordKind, type RecordRow } from './record-kind.ts'
import { useRecordAsked, useRecordColumns } from './custom-record-list.ts'
import { useRecordSearch } from './record-search.ts'
import { recordsQuery } from './records.queries.ts'
import { recordTexts } from './records.text.ts'

const CustomCellWindow = lazy(() => import('./custom-cell-editor.tsx'))

type Given<R extends RecordRow> = { readonly kind: RecordKind<R>; readonly onAdd: () => void }

/** How many there are, as the first page counted. */
export function useRecordTotal<R extends RecordRow>(kind: RecordKind<R>): Counted {
  const { search } = useRecordSearch()
  return useInfiniteQuery(recordsQuery(kind, useRecordAsked(kind, search))).data?.pages[0]?.total
}

/** The rows of a list of records under what the address says. */
export function RecordList<R extends RecordRow>({ kind, onAdd }: Given<R>) {
  const say = useText(recordTexts)
  const may = useMay()
  const { search, change } = useRecordSearch()
  const { columns: all, layout, keep } = useRecordColumns(kind)
  const [edited, setEdited] = useState<{ readonly row: R; readonly column: string }>()
  const isEditable = may('customers.write')
  const columns = useMemo(
    () =>
      all.map(column =>
        isEditable && isOwnColumn(column.key) ? { ...column, onEdit: (row: R) => setEdited({ row, column: column.key }) } : column,
      ),
    [all, isEditable],
  )
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(
    recordsQuery(kind, useRecordAsked(kind, search)),
  )
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const isNarrowed = [search.q, search.f, search.quick, search.filter].some(each => each !== undefined)
  const empty = isNarrowed ? (
    <EmptyState title={say('noneFound')} />
  ) : (
    <EmptyState
      title={kind.words.none}
      actions={
        may('customers.write') ? (
          <Button type="primary" onClick={onAdd}>
            {kind.words.add}
          </Button>
        ) : undefined
      }
    >
      {kind.words.noneLead}
    </EmptyState>
  )
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      {edited ? (
        <Suspense fallback={null}>
          <CustomCellWindow
            name={edited.row.title}
            at={{ dyadId: edited.row.dyadId, entity: entityOf(kind), recordId: kind.idOf(edited.row) }}
            column={edited.column}
            onClose={() => setEdited(undefined)}
          />
        </Suspense>
      ) : null}
      <KeysetTable
        label={kind.words.many}
        columns={columns}
        layout={layout}
        onLayout={keep}
        rows={rows}
        rowKey={row => `${row.dyadId}:${kind.idOf(row)}`}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={data?.pages[0]?.total}
        sort={search.sort ? { key: search.sort, direction: search.direction ?? 'asc' } : undefined}
        onSort={({ key, direction }) => change({ sort: key, direction })}
        onOpen={row => change({ open: `${row.dyadId}:${kind.idOf(row)}` })}
        openKey={search.open}
        empty={error ? null : empty}
      />
    </>
  )
}
