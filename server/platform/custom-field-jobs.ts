import type { FieldEntity } from '#core/platform/custom-field.ts'
import type { Platform } from './context.ts'
import type { Actor } from './audit.ts'
import { markFilled, readCustomBatch, readCustomFields } from './custom-field.sql.ts'
import { reckonerOf, settleRows } from './custom-values.ts'
import type { Tx } from './database.ts'
import type { RunningJob } from './jobs.ts'

export const reckonFieldsKind = 'reckon_fields'
export type ReckonFields = { readonly entity: FieldEntity }

const batch = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** The job: formulas and typed copies of every record of one kind, five hundred at a time; to be run again from the start at any time. */
export async function reckonFields(
  job: Pick<RunningJob<ReckonFields>, 'tenantId' | 'inTenant' | 'signal' | 'report' | 'data'>,
): Promise<{ records: number }> {
  const { tenantId, data } = job
  let records = 0
  for (let after: string | undefined = beforeAll; after !== undefined; ) {
    job.signal.throwIfAborted()
    const from: string = after
    const ids = await job.inTenant(async tx => {
      const reckoner = await reckonerOf(tx, tenantId, data.entity)
      const isAll = reckoner.formulas.length > 0
      const rows = await readCustomBatch(tx, tenantId, data.entity, { after: from, limit: batch, isAll })
      await settleRows(tx, tenantId, reckoner, rows)
      if (rows.length < batch) {
        const filtered = reckoner.fields.filter(field => field.isFilter).map(field => field.fieldId)
        await markFilled(tx, tenantId, data.entity, filtered)
      }
      return rows.map(row => row.id)
    })
    records += ids.length
    job.report({ step: data.entity, done: records })
    after = ids.length < batch ? undefined : ids.at(-1)
  }
  return { records }
}

/** After records were written in bulk: the kinds whose formulas, or whose typed copies, have to follow are gone through again. */
export async function enqueueReckoning(jobs: Pick<Platform['jobs'], 'enqueue'>, tx: Tx, actor: Actor): Promise<void> {
  const fields = (await readCustomFields(tx, actor.tenantId)).filter(field => !field.isArchived)
  const stale = fields.filter(field => field.formula !== null || (field.isFilter && !field.isFilled))
  for (const entity of new Set(stale.map(field => field.entity)))
    await jobs.enqueue(tx, actor, { kind: reckonFieldsKind, data: { entity }, subject: { entity } })
}

export function defineCustomFieldJobs({ jobs }: Platform): void {
  jobs.define<ReckonFields>(reckonFieldsKind, reckonFields)
}
