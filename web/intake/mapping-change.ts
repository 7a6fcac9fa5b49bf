import { useMutation } from '@tanstack/react-query'
import type { FileMapping, Import } from '#contract/intake.ts'
import type { TargetName } from '#core/intake/targets.ts'
import { queryClient } from '#web/platform/query-client.ts'
import { changeMapping, importQuery, keepImport, type MapChange } from './intake.queries.ts'

/** The columns of a file by field. */
export function columnsOf({ columns }: Pick<FileMapping, 'columns'>): Record<string, number> {
  return Object.fromEntries(columns.flatMap(({ role, column }) => (role === null ? [] : [[role, column] as const])))
}

/** The columns after one of them was given a field (or none): a field that another column had moves here. */
export function withRole(columns: Readonly<Record<string, number>>, column: number, role: string | null): Record<string, number> {
  const others = Object.entries(columns).filter(([name, at]) => at !== column && name !== role)
  return Object.fromEntries(role === null ? others : [...others, [role, column]])
}

/** How a file looks at once after its columns were changed; what is missing follows with the server's answer. */
function shownWith(file: FileMapping, columns: Readonly<Record<string, number>>): FileMapping {
  const roles = new Map(Object.entries(columns).map(([role, column]) => [column, role]))
  return { ...file, columns: file.columns.map(one => ({ ...one, role: roles.get(one.column) ?? null })) }
}

type Change = { readonly body: MapChange; readonly shown?: ((found: Import) => Import) | undefined }

/**
 * Changes how an import is read. Each change is saved at once and in turn, so that the page can be left at any time; it is seen before the
 * server has answered, and the last answer is what stays.
 */
export function useMappingChange(importId: string) {
  const { queryKey } = importQuery(importId)
  const mutationKey = ['map', importId]
  const saving = useMutation({
    mutationKey,
    scope: { id: `map ${importId}` },
    mutationFn: ({ body }: Change) => changeMapping(importId, body),
    onMutate: async ({ shown }: Change) => {
      await queryClient.cancelQueries({ queryKey })
      if (shown) queryClient.setQueryData(queryKey, old => old && shown(old))
    },
    onSuccess: found => {
      if (queryClient.isMutating({ mutationKey }) <= 1) keepImport(found)
    },
    onError: () => queryClient.invalidateQueries({ queryKey }),
  })
  const ofFile = (file: FileMapping, columns: Readonly<Record<string, number>>, customerBy: 'code' | 'name') => {
    if (file.target === null) return
    const next = { ...shownWith(file, columns), customerBy }
    saving.mutate({
      body: { files: [{ fileNo: file.fileNo, target: file.target, columns: { ...columns }, customerBy }] },
      shown: found => ({ ...found, preview: null, mapping: found.mapping.map(one => (one.fileNo === file.fileNo ? next : one)) }),
    })
  }
  return {
    error: saving.error,
    isSaving: saving.isPending,
    setRole: (file: FileMapping, column: number, role: string | null) =>
      ofFile(file, withRole(columnsOf(file), column, role), file.customerBy),
    setCustomerBy: (file: FileMapping, customerBy: 'code' | 'name') => ofFile(file, columnsOf(file), customerBy),
    setTarget: (file: FileMapping, target: TargetName | null) => saving.mutate({ body: { files: [{ fileNo: file.fileNo, target }] } }),
    setSource: (source: string) => saving.mutate({ body: { source } }),
    setSettings: (settings: NonNullable<MapChange['settings']>) =>
      saving.mutate({
        body: { settings },
        shown: found => ({ ...found, preview: null, settings: { ...found.settings, ...settings } }),
      }),
  }
}

export type MappingChange = ReturnType<typeof useMappingChange>
