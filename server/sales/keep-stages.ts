import type { Input } from '#contract/endpoint.ts'
import type { saveStages as contract, Stages } from '#contract/sales/opportunity.ts'
import type { Words } from '#contract/platform/language.ts'
import { defaultStages, keepStages, stagesProblem, type StageProblem } from '#core/sales/opportunity.ts'
import { readFirm } from '#server/dyads/records.sql.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { insertStages, readNewestStages, type StagesRow } from './stages.sql.ts'

/** The stages of a firm; the defaults where it has set none. */
export async function findStages(tx: Tx, tenantId: string): Promise<StagesRow> {
  return (await readNewestStages(tx, tenantId)) ?? { version: 0, stages: defaultStages }
}

const answered = (found: StagesRow, currency: string): Stages => ({ version: found.version, stages: [...found.stages], currency })

export async function readStages(ctx: Ctx): Promise<Stages> {
  return await ctx.inTenant(async tx => answered(await findStages(tx, ctx.tenantId), (await readFirm(tx, ctx.tenantId)).currency))
}

const problems: Record<StageProblem['problem'], Words> = {
  none_left: ['至少要保留一个启用的阶段', 'must keep one stage in use'],
  same_key: ['阶段标识重复', 'has the same key twice'],
  same_name: ['阶段名称重复', 'has the same name twice'],
  too_many: ['阶段过多，最多 20 个', 'has too many stages: 20 at most'],
}

/** Sets the stages anew; those left out are retired. */
export async function saveStages(ctx: Ctx, { version, stages }: Input<typeof contract>['body']): Promise<Stages> {
  return await ctx.inTenant(async tx => {
    const before = await findStages(tx, ctx.tenantId)
    if (before.version !== version) throw new Refusal('stale')
    const kept = keepStages(before.stages, stages)
    const found = stagesProblem(kept)
    if (found) throw refuseField(found.at === undefined ? 'body.stages' : `body.stages.${found.at}.name`, problems[found.problem])
    const next = { version: version + 1, stages: kept }
    if (!(await insertStages(tx, { ...next, tenantId: ctx.tenantId, authorId: ctx.userId }))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'opportunity_stages', before: before.stages, after: kept })
    return answered(next, (await readFirm(tx, ctx.tenantId)).currency)
  })
}
