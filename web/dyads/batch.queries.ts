import { queryOptions } from '@tanstack/react-query'
import {
  type Batch,
  type Chosen,
  changeBatch,
  type CustomerBatch,
  listBatches,
  previewBatch,
  readBatch,
  undoBatch,
} from '#contract/dyads/batch.ts'
import { listTags } from '#contract/platform/tags.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

type Asked = { readonly chosen: Chosen; readonly change: CustomerBatch }

export const previewOfBatch = (body: Asked) => call(previewBatch, { body })

const seen = async () => {
  await Promise.all([['customers'], ['home'], ['tags']].map(queryKey => queryClient.invalidateQueries({ queryKey })))
}

/** Waits for a batch that goes on as a job; a minute without an end is no failure: the job goes on. */
async function ended(batch: Batch): Promise<Batch> {
  let now = batch
  for (let asked = 0; asked < 120 && (now.state === 'running' || now.state === 'undoing'); asked++) {
    await new Promise(resolve => setTimeout(resolve, 500))
    now = await call(readBatch, { params: { batchId: batch.batchId } })
  }
  await seen()
  return now
}

/** Changes the chosen; `onJob` is told where it goes on in the background. */
export async function runBatch(body: Asked, onJob: () => void): Promise<Batch> {
  const batch = await call(changeBatch, { body })
  if (batch.state === 'running') onJob()
  return await ended(batch)
}

export async function takeBatchBack(batchId: string, onJob: () => void): Promise<Batch> {
  const batch = await call(undoBatch, { params: { batchId } })
  if (batch.state === 'undoing') onJob()
  return await ended(batch)
}

export const batchesQuery = queryOptions({
  queryKey: ['customers', 'batches'],
  queryFn: ({ signal }) => call(listBatches, {}, { signal }),
})

export const customerTagsQuery = queryOptions({
  queryKey: ['tags', 'customer', 'names'],
  queryFn: ({ signal }) => call(listTags, { query: { entity: 'customer' } }, { signal }),
  staleTime: 60_000,
})
