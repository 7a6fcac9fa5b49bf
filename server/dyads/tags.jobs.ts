import { changeTags, renameTag, type TagEntity } from '#core/platform/tag.ts'
import { audit } from '#server/platform/audit.ts'
import type { Platform } from '#server/platform/context.ts'
import type { RunningJob } from '#server/platform/jobs.ts'
import { readBearers, writeRecordTags } from './tags.sql.ts'

export const retagKind = 'retag'
/** `to` null: the tag is taken off. */
export type Retag = { readonly entity: TagEntity; readonly from: string; readonly to: string | null }

const batch = 500

async function retagBatch(job: Pick<RunningJob<Retag>, 'tenantId' | 'inTenant' | 'data'>): Promise<number> {
  const { tenantId, data } = job
  const { entity, from, to } = data
  return await job.inTenant(async tx => {
    const rows = await readBearers(tx, tenantId, entity, from, batch)
    for (const { id, tags } of rows) {
      const after = to === null ? changeTags(tags, [], [from]) : renameTag(tags, from, to)
      await writeRecordTags(tx, tenantId, entity, id, after)
    }
    return rows.length
  })
}

/** The job: every record that bears a tag gets the other one in its place. What was done is not done twice: it may run again at any time. */
export async function retag(
  job: Pick<RunningJob<Retag>, 'tenantId' | 'inTenant' | 'data' | 'signal' | 'report' | 'actor'>,
): Promise<{ records: number }> {
  const { entity, from, to } = job.data
  let records = 0
  for (let found = batch; found === batch && from !== to; ) {
    job.signal.throwIfAborted()
    found = await retagBatch(job)
    records += found
    job.report({ step: entity, done: records })
  }
  await job.inTenant(tx =>
    audit(tx, job.actor, { action: 'retag', entity: 'tag', before: { entity, name: from }, after: { entity, name: to }, count: records }),
  )
  return { records }
}

export function defineTagJobs({ jobs }: Platform): void {
  jobs.define<Retag>(retagKind, retag)
}
