import type { Answer } from '#contract/endpoint.ts'
import type * as contract from '#contract/relationships/alliance-list.ts'
import { allianceSubModes, modeOf, proposalsFor, startFindings } from '#core/relationships/alliance.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import { visibleDyads } from '#server/platform/access.ts'
import type { Ctx } from '#server/platform/context.ts'
import { bothHold, hasNoAlliance, readStands } from './alliance-facts.sql.ts'
import { findingOf } from './read-alliance.ts'
import { readHygiene } from './read-hygiene.ts'
import { readAllianceFacts } from './refuse-alliance-start.ts'

/** How many customers of most value are looked at. */
const looksAt = 200

/** The nine ways with what one customer meets of each start condition; those that suit first. */
export async function readAllianceWays(ctx: Ctx, dyadId: string): Promise<Answer<typeof contract.readAllianceWays>> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const facts = await readAllianceFacts(tx, ctx, { tenantId: ctx.tenantId, dyadId: dyad.dyadId, all: dyad.all })
    const suiting = proposalsFor(facts).map(({ subMode }) => subMode)
    const rest = allianceSubModes.filter(one => !suiting.includes(one))
    const ways = [...suiting, ...rest].map(subMode => ({
      subMode,
      mode: modeOf(subMode),
      findings: startFindings(subMode, facts).map(findingOf),
      suits: suiting.includes(subMode),
    }))
    return { mayWrite: dyad.isWritable, ways }
  })
}

/** Which customers of most value suit an alliance, each with its best way and why: the reasons are points of the start condition that are met. */
export async function proposeAlliances(ctx: Ctx): Promise<Answer<typeof contract.listAllianceProposals>> {
  return await ctx.inTenant(async tx => {
    const stands = await readStands(tx, ctx.tenantId, bothHold(visibleDyads(ctx, 'd'), hasNoAlliance), looksAt)
    const hygiene = await readHygiene(
      tx,
      ctx.tenantId,
      ctx.now(),
      stands.map(({ dyadId }) => dyadId),
    )
    const rows = stands.flatMap(({ dyadId, customerName, customerNameEn, netContributionMinor, ...facts }) => {
      const redDuties = hygiene.findingsOf(dyadId).filter(({ state }) => state === 'red').length
      const [best] = proposalsFor({ ...facts, redDuties })
      if (best === undefined) return []
      const { subMode, met, unknown } = best
      return [
        {
          dyadId,
          customerName,
          customerNameEn,
          netContributionMinor,
          subMode,
          mode: modeOf(subMode),
          met: [...met],
          unknown: [...unknown],
        },
      ]
    })
    return { looked: stands.length, rows: rows.slice(0, 50) }
  })
}
