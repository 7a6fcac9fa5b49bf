import type { Input } from '#contract/endpoint.ts'
import type { Company, updateCompany as endpoint } from '#contract/platform/tenant.ts'
import { audit } from './audit.ts'
import { readCompany, updateTenant } from './company.sql.ts'
import type { Ctx } from './context.ts'
import { refuseTimeZone } from './create-company.ts'
import { Refusal } from './errors.ts'

export async function showCompany(ctx: Ctx): Promise<Company> {
  const company = await ctx.inTenant(tx => readCompany(tx, ctx.tenantId))
  if (company === undefined) throw new Refusal('not_found')
  return company
}

export async function updateCompany(ctx: Ctx, { version, ...change }: Input<typeof endpoint>['body']): Promise<Company> {
  if (change.timeZone !== undefined) refuseTimeZone(change.timeZone, 'body.timeZone')
  return await ctx.inTenant(async tx => {
    const before = await readCompany(tx, ctx.tenantId)
    if (before === undefined) throw new Refusal('not_found')
    if (!(await updateTenant(tx, ctx.tenantId, version, change))) throw new Refusal('stale')
    const after = (await readCompany(tx, ctx.tenantId)) ?? before
    await audit(tx, ctx, { action: 'update', entity: 'tenant', entityId: ctx.tenantId, before, after })
    return after
  })
}
