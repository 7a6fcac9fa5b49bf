import type { Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import type { saveServiceTimes as contract, ServiceSettings } from '#contract/service/concern.ts'
import { defaultServiceTimes, serviceTimesProblem, type ServiceTimesProblem } from '#core/service/service-times.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { insertTimes, readNewestTimes, type ServiceTimesRow } from './concerns.sql.ts'

/** The service times of a firm; the defaults where it has set none. */
export async function findServiceTimes(tx: Tx, tenantId: string): Promise<ServiceTimesRow> {
  return (await readNewestTimes(tx, tenantId)) ?? { version: 0, times: defaultServiceTimes }
}

const answered = ({ version, times }: ServiceTimesRow): ServiceSettings => ({ version, times: times as ServiceSettings['times'] })

export async function readServiceTimes(ctx: Ctx): Promise<ServiceSettings> {
  return await ctx.inTenant(async tx => answered(await findServiceTimes(tx, ctx.tenantId)))
}

const problems: Record<ServiceTimesProblem['problem'], Words> = {
  respond_after_resolve: ['首次响应时限不能长于解决时限', 'promises to answer later than to resolve'],
  twice: ['同一类别与客户类型设置了两次', 'names a kind and customer type twice'],
}

/** Sets the service times anew. */
export async function saveServiceTimes(ctx: Ctx, { version, times }: Input<typeof contract>['body']): Promise<ServiceSettings> {
  const found = serviceTimesProblem(times)
  if (found) throw refuseField(`body.times.${found.kind}`, problems[found.problem])
  return await ctx.inTenant(async tx => {
    const before = await findServiceTimes(tx, ctx.tenantId)
    const next = { version: version + 1, times }
    const isNewest = before.version === version
    if (!isNewest || !(await insertTimes(tx, { ...next, tenantId: ctx.tenantId, authorId: ctx.userId }))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'service_times', before: before.times, after: times })
    return answered(next)
  })
}
