import type { Claimed, claimRefusals } from '#contract/activities/pool.ts'
import { inLanguage, type Words } from '#contract/platform/language.ts'
import { may } from '#core/platform/access.ts'
import { roomFor } from '#core/activities/pool.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { type Account, type Claim, claimRows, countClaims, openAccount, readLost } from './claim.sql.ts'

type Code = (typeof claimRefusals)[number]

const words: Record<Exclude<Code, 'cooling_down'>, (account: Account) => Words> = {
  taken: () => ['已不在公海中：可能刚被同事领取或分配。', 'It no longer waits in the pool: a colleague may just have claimed it.'],
  daily_limit: ({ dailyLimit }) => [
    `今天从该公海领取已达上限（每天 ${dailyLimit} 个），请明天再来。`,
    `You have claimed as many of this pool today as its rules allow (${dailyLimit}). Come back tomorrow.`,
  ],
  capacity: ({ capacity }) => [
    `您手上来自该公海的客户已达上限（${capacity} 个），请先释放一些再领取。`,
    `You hold as many customers of this pool as its rules allow (${capacity}). Release some first.`,
  ],
}

const cooling = (day: string): Words => [
  `您曾负责该客户，冷却期内不能再次领取，${day} 起可领取。`,
  `It was yours before: a former owner may claim it again from ${day} on.`,
]

/** Who is no member does not learn what lies in a pool; who assigns customers may claim from every pool. */
export function demandMember(ctx: Ctx, poolId: string): void {
  if (!ctx.poolIds.includes(poolId) && !may(ctx.role, 'customers.assign'))
    throw new Refusal('not_found', [
      '找不到这个公海：可能已删除，或您不是它的成员。',
      'There is no such pool: it may have been removed, or you are no member of it.',
    ])
}

async function refusedOf(
  tx: Tx,
  ctx: Ctx,
  claim: Claim,
  account: Account,
  given: { tried: readonly string[]; late: readonly string[]; bound: Code },
) {
  const say = (code: Exclude<Code, 'cooling_down'>) => inLanguage(words[code](account), ctx.language)
  const known = new Map((given.tried.length === 0 ? [] : await readLost(tx, claim, given.tried)).map(lost => [lost.dyadId, lost]))
  const lost = given.tried.map(dyadId => {
    const found = known.get(dyadId)
    if (found === undefined) throw new Refusal('not_found')
    if (!found.isWaiting || found.cooledOn === null) return { dyadId, code: 'taken' as const, message: say('taken') }
    return { dyadId, code: 'cooling_down' as const, message: inLanguage(cooling(found.cooledOn), ctx.language) }
  })
  const { bound } = given
  if (bound === 'cooling_down') return lost
  return [...lost, ...given.late.map(dyadId => ({ dyadId, code: bound, message: say(bound) }))]
}

/** Claims customers of a pool, as many as the limits leave room for; each that was not got is told with its reason. */
export async function claimCustomers(ctx: Ctx, poolId: string, { dyadIds }: { readonly dyadIds: readonly string[] }): Promise<Claimed> {
  demandMember(ctx, poolId)
  const { tenantId, userId, departmentId } = ctx
  const claim: Claim = { tenantId, userId, departmentId, poolId, at: ctx.now() }
  const asked = [...new Set(dyadIds)]
  return await ctx.inTenant(async tx => {
    const account = await openAccount(tx, claim)
    if (account === undefined) throw new Refusal('not_found')
    const { room, bound = 'taken' } = roomFor(account, account, asked.length)
    const tried = asked.slice(0, room)
    const won =
      tried.length === 0
        ? []
        : await claimRows(
            tx,
            claim,
            tried,
            tried.map(() => newId()),
          )
    if (won.length > 0) await countClaims(tx, claim, won.length)
    for (const dyadId of won)
      await audit(tx, ctx, {
        action: 'claim',
        entity: 'customer',
        entityId: dyadId,
        dyadId,
        before: { poolId },
        after: { ownerId: userId },
      })
    const missed = tried.filter(dyadId => !won.includes(dyadId))
    const refused = await refusedOf(tx, ctx, claim, account, { tried: missed, late: asked.slice(room), bound })
    return { claimed: won, refused, claimedToday: account.claimedToday + won.length, owned: account.owned + won.length }
  })
}
