import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import {
  cancelImport,
  createImport,
  downloadRejections,
  type Import,
  listImports,
  listSources,
  mapImport,
  previewImport,
  publishImport,
  readCompleteness,
  readImport,
  undoImport,
} from '#contract/intake.ts'
import { cancelJob, listJobs, readJob } from '#contract/platform/jobs.ts'
import { call, download } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'
import { type Sent, upload } from '#web/platform/upload.ts'

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ signal, pageParam }) => call(listImports, { query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
  initialPageParam: '',
  getNextPageParam: page => page.next ?? undefined,
  staleTime: 2_000,
})

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: ['imports', 'one', importId],
    queryFn: ({ signal }) => call(readImport, { params: { importId } }, { signal }),
    staleTime: 2_000,
  })

export const jobQuery = (jobId: string | null) =>
  queryOptions({
    queryKey: ['jobs', jobId],
    queryFn: ({ signal }) => call(readJob, { params: { jobId: jobId ?? '' } }, { signal }),
    enabled: jobId !== null,
    staleTime: 1_000,
  })

/** The latest working out of values and types: after an import, the one that it asked for, or one that did for both. */
export const identifyJobQuery = queryOptions({
  queryKey: ['jobs', 'identify', 'latest'],
  queryFn: async ({ signal }) => (await call(listJobs, { query: { kind: 'identify', limit: 1 } }, { signal })).rows[0] ?? null,
  staleTime: 1_000,
})

export const sourcesQuery = queryOptions({ queryKey: ['imports', 'sources'], queryFn: ({ signal }) => call(listSources, {}, { signal }) })

export const completenessQuery = queryOptions({
  queryKey: ['customers', 'completeness'],
  queryFn: ({ signal }) => call(readCompleteness, {}, { signal }),
})

/** What is known of an import now stands in its page at once; the list is asked for anew. */
export function keepImport(found: Import): void {
  queryClient.setQueryData(importQuery(found.importId).queryKey, found)
  void queryClient.invalidateQueries({ queryKey: ['imports', 'list'] })
}

export async function sendFiles(files: readonly File[], source: string, onProgress: (sent: Sent) => void, signal: AbortSignal) {
  const fields: Record<string, string> = source.trim() === '' ? {} : { source: source.trim() }
  const found = await upload(createImport, {}, { files, fields }, { onProgress, signal })
  keepImport(found)
  return found
}

export type MapChange = Input<typeof mapImport>['body']
export const changeMapping = (importId: string, body: MapChange) => call(mapImport, { params: { importId }, body })

const deeds = { preview: previewImport, publish: publishImport, undo: undoImport } as const
export type Deed = keyof typeof deeds

/** Starts a dry run, a publishing or an undoing; the import's page follows the job from here on. */
export async function start(importId: string, deed: Deed): Promise<void> {
  const { jobId } = await call(deeds[deed], { params: { importId } })
  queryClient.setQueryData(importQuery(importId).queryKey, old => old && { ...old, jobId, error: null })
  void queryClient.invalidateQueries({ queryKey: ['imports', 'list'] })
}

export async function giveUp(importId: string): Promise<void> {
  await call(cancelImport, { params: { importId } })
  await queryClient.invalidateQueries({ queryKey: ['imports'] })
}

export const stopJob = (jobId: string) => call(cancelJob, { params: { jobId } })

/** Everything that an import or its undoing may have changed is asked for anew. */
export async function refreshFacts(): Promise<void> {
  const touched = ['imports', 'segments', 'value', 'customers', 'dyads', 'trade', 'home', 'session', 'jobs']
  await Promise.all(touched.map(key => queryClient.invalidateQueries({ queryKey: [key] })))
}

export const saveRejections = (importId: string, fileNo: number, lang: 'zh-CN' | 'en') =>
  download(downloadRejections, { params: { importId }, query: { fileNo, lang } }, 'rejected.csv')
