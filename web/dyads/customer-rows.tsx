import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import type { CustomerRow } from '#contract/dyads/customer-list.ts'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Sort } from '#web/ui/table-layout.ts'
import { useCustomerColumns } from './customer-columns.tsx'
import { useColumnLayout } from './customer-layout.ts'
import { type CustomerSearch, orderOf, queryOf, useCustomerSearch } from './customer-search.ts'
import { customersQuery } from './dyads.queries.ts'

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

/** The rows themselves, in the person's own columns. */
export function CustomerRows({ search, label, empty, height }: Given) {
  const { asOf, change } = useCustomerSearch()
  const columns = useCustomerColumns()
  const { layout, keep } = useColumnLayout()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(customersQuery(queryOf(search, asOf)))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const total = data?.pages[0]?.total
  const sort = ({ key, direction }: Sort) => change({ sort: key, direction } as Partial<CustomerSearch>)
  const navigate = useNavigate()
  const openPage = ({ dyadId }: CustomerRow) => void navigate({ to: '/customers/$dyadId', params: { dyadId } } as never)
  const opening = useIsPhone() ? {} : { onOpen: (row: CustomerRow) => change({ open: row.dyadId }) }
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
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
        openKey={search.open}
        empty={error ? null : empty}
        {...(height === undefined ? {} : { height })}
      />
    </>
  )
}
