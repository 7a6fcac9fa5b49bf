import type { Filter } from '#core/platform/list-filter.ts'
import { FilterChips } from '#web/ui/filter-chips.tsx'
import { useCustomerFilterColumns } from './customer-filter-fields.ts'

/** The conditions on customers that are in force, in words. */
export default function CustomerChips(given: { readonly filter: Filter; readonly onChange: (filter: Filter | undefined) => void }) {
  return <FilterChips columns={useCustomerFilterColumns()} {...given} />
}
