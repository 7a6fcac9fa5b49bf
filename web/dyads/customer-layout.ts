import { useQuery } from '@tanstack/react-query'
import type { OwnColumn } from '#contract/platform/own-columns.ts'
import type { TableLayout } from '#web/ui/table-layout.ts'
import { ownShown } from './custom-columns.tsx'
import { choicesOfMineQuery, rememberChoice } from './dyads.queries.ts'

/** What the list is asked for beside the usual: own fields and tags among the columns shown. Nothing where none is. */
export function useOwnAsked(): { readonly own?: (OwnColumn | 'tags')[] } {
  const { layout } = useColumnLayout()
  const own = ownShown(layout)
  return own.length > 0 ? { own } : {}
}

/** The columns as the person arranged them; they come with the first answer and are kept with each change. */
export function useColumnLayout() {
  const kept = useQuery(choicesOfMineQuery).data?.values['customers.columns'] as TableLayout | undefined
  return { layout: kept, keep: (layout: TableLayout | undefined) => rememberChoice('customers.columns', layout ?? null) }
}
