import type { DeclineCase, DeclineWhole } from '#contract/strategy/decline.ts'
import { inLanguage } from '#contract/platform/language.ts'
import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import { isUnderWay, leadingOf } from '#core/strategy/decline.ts'
import { isPassable } from '#core/strategy/may-start.ts'
import { obstacleText } from '#core/strategy/obstacle-text.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { VisibleDyad } from '#server/dyads/customer.sql.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { type CaseKept, readCaseRuns, readExitTasks, readKept, readPastFalls, readWorth, type Worth } from './decline-case.sql.ts'
import { economicsOf, type Learning, readLearning } from './decline-economics.ts'
import { caseCondition, readCases } from './decline-list.sql.ts'
import { readSeen, scopeOf } from './decline-seen.ts'
import { findPlays } from './find-plays.ts'
import { readDays } from './read-hygiene.ts'
import { readStartGround } from './read-start-ground.ts'
import { caseAnswer } from './list-decline-cases.ts'

/** A case as it is worked on: what lists show of it, and what is kept beside. */
export type HeldCase = { readonly row: DeclineCase; readonly kept: CaseKept; readonly others: readonly DeclineCase[] }

/** A case of a customer that the caller sees, also under the id of a customer that was merged away. */
export async function demandCase(tx: Tx, ctx: Ctx, dyad: Pick<VisibleDyad, 'all'>, caseId: string): Promise<HeldCase> {
  const rows = (await readCases(tx, ctx, caseCondition(ctx, { dyadIds: dyad.all }), 1000)).map(row => caseAnswer(row, ctx.role))
  const row = rows.find(each => each.caseId === caseId)
  const kept = row && (await readKept(tx, ctx.tenantId, dyad.all, caseId))
  if (row === undefined || kept === undefined)
    throw new Refusal('not_found', [
      '找不到这个案例：可能不在您的可见范围内。',
      'There is no such case: it may lie outside what you may see.',
    ])
  return { row, kept, others: rows.filter(each => each.caseId !== caseId && isUnderWay(each.state)) }
}

/** Plays that may be started out of a case: what rescues, whatever type the customer is of, and what fits it anyway. */
async function offersOf(tx: Tx, ctx: Ctx, dyad: VisibleDyad): Promise<DeclineWhole['plays']> {
  const plays = await findPlays(tx, ctx.tenantId)
  const ground = await readStartGround(tx, ctx.tenantId, ctx.now(), dyad, plays)
  return plays
    .filter(({ strategyGroup }) => strategyGroup === 'rescue')
    .map(play => ({
      playId: play.playId,
      name: play.name,
      moneyMinor: play.moneyMinor,
      hours: play.hours,
      obstacles: ground
        .obstacles(dyad.dyadId, play, ground.days.today)
        .filter(({ kind }) => kind !== 'type' && kind !== 'condition')
        .map(obstacle => ({
          kind: obstacle.kind,
          text: inLanguage(obstacleText(obstacle, []), ctx.language),
          passable: isPassable(obstacle),
        })),
    }))
}

const chanceOfType = ({ chances }: Worth, type: CustomerType): number | null => chances?.[customerTypes.indexOf(type)] ?? null

async function leadingTo(tx: Tx, ctx: Ctx, row: DeclineCase, worth: Worth, learning: Learning): Promise<DeclineWhole['leading']> {
  const { recovered, fallen } = await readPastFalls(tx, ctx.tenantId)
  const alike = row.lossType === null ? undefined : learning.outcomesOf(row.lossType)
  return {
    falls: leadingOf(recovered, fallen),
    alike: alike === undefined ? null : leadingOf(alike.won, alike.won + alike.lost),
    gold: chanceOfType(worth, 'gold'),
    release: chanceOfType(worth, 'release'),
  }
}

/** What is proposed before anything is entered: no offer, and the effort of the first play that may start. */
function proposed(row: DeclineCase, worth: Worth, learning: Learning, plays: DeclineWhole['plays']) {
  if (row.lossType === null) return null
  const play = plays.find(({ obstacles }) => obstacles.every(({ passable }) => passable))
  const effortMinor = play === undefined ? 0 : Math.round(play.moneyMinor + play.hours * learning.settings.settings.hourMinor)
  return economicsOf({ ...row, lossType: row.lossType }, worth, learning, { offerMinor: 0, effortMinor })
}

/** All of a case, as the caller may see it. */
export async function wholeCase(tx: Tx, ctx: Ctx, dyad: VisibleDyad, caseId: string): Promise<DeclineWhole> {
  const { row, kept, others } = await demandCase(tx, ctx, dyad, caseId)
  const days = await readDays(tx, ctx.tenantId, ctx.now())
  const [worth, learning] = [await readWorth(tx, ctx.tenantId, dyad.dyadId), await readLearning(tx, ctx.tenantId)]
  const plays = isUnderWay(row.state) ? await offersOf(tx, ctx, dyad) : []
  return {
    ...row,
    seen: await readSeen(tx, scopeOf(ctx.tenantId, dyad, row.turnedOn, days, ctx.now())),
    seenThen: kept.evidence,
    leading: await leadingTo(tx, ctx, row, worth, learning),
    economics: isUnderWay(row.state) ? proposed(row, worth, learning, plays) : null,
    decidedOnEconomics: kept.economics,
    hourMinor: learning.settings.settings.hourMinor,
    plays,
    runs: await readCaseRuns(tx, ctx.tenantId, caseId),
    exitTasks: await readExitTasks(tx, ctx.tenantId, caseId),
    others: others.map(({ caseId: id, state, openedOn }) => ({ caseId: id, state, openedOn })),
    today: formatDay(days.today),
  }
}

export async function readDeclineCase(ctx: Ctx, dyadId: string, caseId: string): Promise<DeclineWhole> {
  return await ctx.inTenant(async tx => await wholeCase(tx, ctx, await seeDyad(tx, ctx, dyadId), caseId))
}
