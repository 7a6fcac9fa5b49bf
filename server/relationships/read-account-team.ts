import type { AccountTeam } from '#contract/relationships/bond.ts'
import { may, permissionsOf, type Role, roles } from '#core/platform/access.ts'
import { defaultFieldRules, type FieldLevel, type FieldRule, guardedEntities, limitsOf, policyFor } from '#core/platform/field-policy.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readDepartmentName, readFieldRules, readSeenBy, readTeam, type SeenBy, type TeamMember } from './account-team.sql.ts'

const shown = ({ userId, name, role, mayWrite, lastContactOn }: TeamMember) => ({ userId, name, role, mayWrite, lastContactOn })

/** How many fields a role may not read, or only masked, of a customer that is not its own. */
function limitsFor(role: Role, rules: readonly FieldRule[], pooled: boolean): { readonly hidden: number; readonly masked: number } {
  const levels: FieldLevel[] = guardedEntities.flatMap(entity =>
    Object.values(limitsOf(policyFor(entity, role, rules), pooled ? 'unclaimed' : 'others')),
  )
  return { hidden: levels.filter(level => level === 'hidden').length, masked: levels.filter(level => level === 'masked').length }
}

function functionOf({ role, people, writers }: SeenBy, rules: readonly FieldRule[], pooled: boolean) {
  const permissions = [...permissionsOf(role)]
  return { role, people, writers: may(role, 'customers.write') ? writers : 0, permissions, ...limitsFor(role, rules, pooled) }
}

/** Who works on a customer, and which function of the firm sees what of it: by the same rules that answer every call. */
export async function readAccountTeam(ctx: Ctx, dyadId: string): Promise<AccountTeam> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const team = await readTeam(tx, ctx.tenantId, dyad.dyadId, dyad.all)
    const rules = (await readFieldRules(tx, ctx.tenantId)) ?? defaultFieldRules
    const seen = await readSeenBy(tx, ctx.tenantId, dyad.dyadId)
    const owner = team.find(({ isOwner }) => isOwner)
    return {
      owner: owner === undefined ? null : shown(owner),
      departmentName: await readDepartmentName(tx, ctx.tenantId, dyad.dyadId),
      collaborators: team.filter(({ isOwner }) => !isOwner).map(shown),
      functions: roles.flatMap(role => seen.filter(one => one.role === role)).map(one => functionOf(one, rules, dyad.hold === 'unclaimed')),
    }
  })
}
