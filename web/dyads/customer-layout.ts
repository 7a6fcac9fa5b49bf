import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type CustomerColumn, customerColumns } from '#contract/dyads/customer-list.ts'
import { isOwnColumn, type OwnColumn } from '#contract/platform/own-columns.ts'
import { layoutOf, shownColumns, type TableLayout } from '#web/ui/table-layout.ts'
import { useCustomerColumns } from './customer-columns.tsx'
import { type CustomerSearch, queryOf, useCustomerSearch } from './customer-search.ts'
import { choicesOfMineQuery, customersQuery, rememberChoice } from './dyads.queries.ts'

/** The columns as the person arranged them, kept with each change. Until they are known no list is asked for: it would be asked for twice. */
export function useColumnLayout() {
  const { data, isPending } = useQuery(choicesOfMineQuery)
  const layout = data?.values['customers.columns'] as TableLayout | undefined
  return { layout, isPending, keep: (next: TableLayout | undefined) => rememberChoice('customers.columns', next ?? null) }
}

/** The columns that are shown, in their order: those of every firm, and the firm's own with the tags. */
export function useShownColumns(): { readonly shown: readonly string[]; readonly own: (OwnColumn | 'tags')[] } {
  const columns = useCustomerColumns()
  const { layout } = useColumnLayout()
  const shown = shownColumns(columns, layoutOf(columns, layout)).map(column => column.key)
  const own = shown.filter((key): key is OwnColumn | 'tags' => key === 'tags' || isOwnColumn(key)).slice(0, 40)
  return { shown, own }
}

const isUsual = (key: string): key is CustomerColumn => (customerColumns as readonly string[]).includes(key)

/** The pages of a list of customers: what is not shown is not asked for. */
export function useCustomerPages(search: CustomerSearch) {
  const { asOf } = useCustomerSearch()
  const { shown, own } = useShownColumns()
  const asked = { column: shown.filter(isUsual), ...(own.length > 0 ? { own } : {}) }
  return useInfiniteQuery({ ...customersQuery({ ...queryOf(search, asOf), ...asked }), enabled: !useColumnLayout().isPending })
}
