import type { NetView } from '#contract/dyads/roles.ts'
import type { Words } from '#contract/platform/language.ts'
import type { PartyRole } from '#core/dyads/customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import type { VisibleDyad } from './customer.sql.ts'
import { ensureOwnParty } from './own-party.sql.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'
import { ensureSupplyDyad, type NetRow, readNet, takeDyadVersion, writeRoles } from './roles.sql.ts'

async function netOf(tx: Tx, ctx: Ctx, dyad: VisibleDyad): Promise<NetRow> {
  const ids = [dyad.dyadId, ...dyad.all.filter(id => id !== dyad.dyadId)]
  const net = await readNet(tx, ctx.tenantId, ids, dyad.partyId)
  if (net === undefined) throw new Refusal('not_found')
  return net
}

/** What was bought is taken off what was sold only where it is known. */
const shape = (net: NetRow): NetView => ({ ...net, netMinor: net.bought === null ? null : net.sold.netMinor - net.bought.netMinor })

/** Roles of a party and both sides of the dealings with it. */
export async function readNetView(ctx: Ctx, dyadId: string): Promise<NetView> {
  return await ctx.inTenant(async tx => shape(await netOf(tx, ctx, await seeDyad(tx, ctx, dyadId))))
}

const held: Partial<Record<PartyRole, (net: NetRow) => Words | undefined>> = {
  customer: () => ['这里是客户资料，“客户”身份不能取消', 'cannot be taken away here: this is a customer record'],
  supplier: net =>
    net.items > 0 || net.bought !== null
      ? ['已有由其供应的物料或采购记录，不能取消“供应商”', 'stays: items or orders name it as supplier']
      : undefined,
  carrier: net => (net.deliveries > 0 ? ['已有由其承运的发货，不能取消“承运商”', 'stays: deliveries name it as carrier'] : undefined),
}

function refuseHeld(net: NetRow, roles: readonly PartyRole[]): void {
  const words = net.roles.filter(role => !roles.includes(role)).flatMap(role => held[role]?.(net) ?? [])
  const [zh, en] = words
  if (zh !== undefined && en !== undefined) throw refuseField('body.roles', [zh, en])
}

/** Says what a customer is to us beside that. Who sells to us gets the dyad in which it does. */
export async function changeRoles(ctx: Ctx, dyadId: string, wanted: readonly PartyRole[], version: number): Promise<NetView> {
  const roles = [...new Set(wanted)]
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const net = await netOf(tx, ctx, dyad)
    refuseHeld(net, roles)
    if (!(await takeDyadVersion(tx, ctx.tenantId, dyad.dyadId, version))) throw new Refusal('stale')
    await writeRoles(tx, ctx.tenantId, dyad.partyId, roles)
    if (roles.some(role => role !== 'customer'))
      await ensureSupplyDyad(tx, ctx.tenantId, dyad.partyId, await ensureOwnParty(tx, ctx.tenantId), newId())
    await audit(tx, ctx, {
      action: 'update',
      entity: 'customer',
      entityId: dyad.dyadId,
      dyadId: dyad.dyadId,
      before: { roles: net.roles },
      after: { roles },
    })
    return shape(await netOf(tx, ctx, dyad))
  })
}
