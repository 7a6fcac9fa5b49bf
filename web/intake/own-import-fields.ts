import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listCustomFields } from '#contract/platform/custom-fields.ts'
import type { Field } from '#core/intake/field.ts'
import { ownFieldsOf, ownImportField } from '#core/intake/own-field.ts'
import { type TargetName, targets } from '#core/intake/targets.ts'
import { call } from '#web/platform/call.ts'

const openFieldsQuery = queryOptions({
  queryKey: ['own-fields', 'open'],
  queryFn: ({ signal }) => call(listCustomFields, { query: { open: true } }, { signal }),
  staleTime: 60_000,
})

/** All that a file of a target may fill: the target's own fields, and behind them those that the firm has made. */
export function useTargetFields(target: TargetName | null): readonly Field[] {
  const rows = useQuery(openFieldsQuery).data?.rows
  return useMemo(() => {
    if (target === null) return []
    const own = (rows ?? []).flatMap(row => ownImportField(row, {}) ?? [])
    return [...targets[target].fields, ...ownFieldsOf(target, own)]
  }, [rows, target])
}
