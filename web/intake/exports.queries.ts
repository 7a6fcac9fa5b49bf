import { queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { createExport, downloadExport, type ExportFile, listExports, removeExport } from '#contract/platform/exports.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

export const isUnderWay = ({ state }: ExportFile) => state === 'queued' || state === 'running'

/** One's own exports; while one is under way its progress is looked for each second. */
export const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: ({ signal }) => call(listExports, {}, { signal }),
  refetchInterval: query => (query.state.data?.rows.some(isUnderWay) ? 1000 : false),
})

const changed = () => queryClient.invalidateQueries({ queryKey: exportsQuery.queryKey })

export async function askExport(body: Input<typeof createExport>['body']) {
  const asked = await call(createExport, { body })
  await changed()
  return asked
}

export async function dropExport(exportId: string) {
  await call(removeExport, { params: { exportId } })
  await changed()
}

export const fetchExport = ({ exportId, filename }: ExportFile) => download(downloadExport, { params: { exportId } }, filename)
