import { inLanguage } from '#contract/platform/language.ts'
import type { CustomerPlays, HygieneFinding as FindingShown } from '#contract/strategy/hygiene.ts'
import { may } from '#core/platform/access.ts'
import { checkDays, type HygieneFinding } from '#core/strategy/hygiene.ts'
import { isPassable } from '#core/strategy/may-start.ts'
import { obstacleText } from '#core/strategy/obstacle-text.ts'
import { expectedMinor } from '#core/strategy/play.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { findPlays } from './find-plays.ts'
import { type CheckRow, readOverdueCases } from './hygiene.sql.ts'
import { playAnswer } from './play-answer.ts'
import { readBeliefs } from './read-beliefs.ts'
import { readOwnNames } from './read-own-fields.ts'
import { readStartGround } from './read-start-ground.ts'
import { readRuns, runCondition } from './run-list.sql.ts'

const mostRuns = 50

function findingShown(finding: HygieneFinding, checks: readonly CheckRow[]): FindingShown {
  const { checkedOn: _, ...rest } = finding
  const check = checks.find(({ duty }) => duty === finding.duty)
  const shown = check && {
    checkId: check.checkId,
    isKept: check.isKept,
    checkedOn: check.checkedOn,
    validUntil: formatDay((parseDay(check.checkedOn) ?? 0) + checkDays - 1),
    byName: check.checkedByName,
    note: check.note,
  }
  return { ...rest, check: shown ?? null }
}

/** The duties towards a customer, the plays at work with it, and every play that is in use with what stands against it. */
export async function readCustomerPlays(ctx: Ctx, dyadId: string): Promise<CustomerPlays> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const plays = await findPlays(tx, ctx.tenantId)
    const ground = await readStartGround(tx, ctx.tenantId, ctx.now(), dyad, plays)
    const own = await readOwnNames(tx, ctx, plays)
    const { hygiene, days } = ground
    const cases = await readOverdueCases(tx, hygiene.scope)
    const names = cases.map(({ number, title }) => (number === null ? title : `${number} ${title}`))
    const customer = ground.customers.get(dyad.dyadId)
    const { believed, expected } = await readBeliefs(tx, ctx.tenantId)
    const contribution = may(ctx.role, 'values.read') ? (customer?.contributionMinor ?? null) : null
    const offers = plays.map(play => ({
      play: playAnswer(play),
      expected: expected(play),
      expectedMinor: expectedMinor(believed(play).effect, contribution) ?? null,
      obstacles: ground.obstacles(dyad.dyadId, play, days.today).map(obstacle => ({
        kind: obstacle.kind,
        text: inLanguage(obstacleText(obstacle, names, own), ctx.language),
        passable: isPassable(obstacle),
      })),
    }))
    const runs = await readRuns(tx, ctx, runCondition(ctx, { dyadIds: dyad.all }), mostRuns)
    return {
      type: customer?.known.type ?? null,
      group: customer?.known.group ?? null,
      asOf: formatDay(days.asOf),
      since: hygiene.scope.since,
      today: formatDay(days.today),
      findings: (customer?.hygiene ?? []).map(finding => findingShown(finding, hygiene.checksOf(dyad.dyadId))),
      overdueCases: cases.map(({ dueAt, ...each }) => ({ ...each, dueAt: dueAt.toISOString() })),
      runs: runs.map(({ createdAt, ...run }) => ({ ...run, createdAt: createdAt.toISOString() })),
      offers,
      mayWrite: dyad.isWritable && may(ctx.role, 'customers.write'),
    }
  })
}
