import { useQuery } from '@tanstack/react-query'
import type { TableLayout } from '#web/ui/table-layout.ts'
import { choicesOfMineQuery, rememberChoice } from './dyads.queries.ts'

/** The columns as the person arranged them; they come with the first answer and are kept with each change. */
export function useColumnLayout() {
  const kept = useQuery(choicesOfMineQuery).data?.values['customers.columns'] as TableLayout | undefined
  return { layout: kept, keep: (layout: TableLayout | undefined) => rememberChoice('customers.columns', layout ?? null) }
}
