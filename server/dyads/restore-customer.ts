import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { unremove } from '#server/platform/recycle-bin.sql.ts'
import { followDyads } from '#server/platform/search-entry.sql.ts'
import { changeCode, changeUscc } from './claim-codes.ts'
import { keepProbes } from './keep-probes.ts'
import { bareCustomer, seeDyad } from './read-customer.ts'
import { findHolder } from './restore.sql.ts'
import type { Revalue } from './revalue.ts'

/** Brings a removed customer back: its codes are claimed again, or it is said who holds them now. */
export async function restoreCustomer(ctx: Ctx, revalue: Revalue, dyadId: string): Promise<void> {
  const { tenantId } = ctx
  await ctx.inTenant(async tx => {
    if (!(await unremove(tx, tenantId, 'customer', dyadId))) throw new Refusal('not_found')
    await followDyads(tx, tenantId, [dyadId])
    const dyad = await seeDyad(tx, ctx, dyadId)
    const { code, uscc, name } = await bareCustomer(tx, ctx, dyadId)
    const holder = await findHolder(tx, tenantId, ctx, dyad.partyId, { code, uscc })
    if (holder !== undefined) {
      const by = holder.name ?? '—'
      throw new Refusal('already_exists', [
        holder.name === null
          ? `代码“${holder.key}”现由一位您看不到的客户使用，不能恢复“${name}”。请联系管理员处理。`
          : `代码“${holder.key}”现由“${by}”使用，不能恢复“${name}”。请先修改那位客户的代码，再恢复。`,
        holder.name === null
          ? `“${name}” cannot come back: its code “${holder.key}” now belongs to a customer that you do not see. Ask an administrator.`
          : `“${name}” cannot come back: its code “${holder.key}” now belongs to “${by}”. Change that customer's code first, then try again.`,
      ])
    }
    const target = { tenantId, dyadId, partyId: dyad.partyId }
    if (code !== null) await changeCode(tx, target, null, code)
    if (uscc !== null) await changeUscc(tx, target, null, uscc)
    await keepProbes(tx, tenantId, [dyad.partyId])
    await audit(tx, ctx, { action: 'restore', entity: 'customer', entityId: dyadId, dyadId, after: { name, code } })
    await revalue(ctx.jobs, tx, ctx, 'customers')
  })
}
