import type { Answer } from '#contract/endpoint.ts'
import { inLanguage } from '#contract/platform/language.ts'
import type { countFitting as countContract, listFitting as listContract } from '#contract/strategy/play.ts'
import { may } from '#core/platform/access.ts'
import { isTooMuch, fitsType, expectedMinor } from '#core/strategy/play.ts'
import { obstacleText } from '#core/strategy/obstacle-text.ts'
import type { OwnNames } from '#core/strategy/own-text.ts'
import { visibleDyads } from '#server/platform/access.ts'
import type { Ctx } from '#server/platform/context.ts'
import { demandPlay, findPlays } from './find-plays.ts'
import { readPartyNames } from './known.sql.ts'
import type { PlayRow } from './plays.sql.ts'
import { readBeliefs } from './read-beliefs.ts'
import { readOwnNames } from './read-own-fields.ts'
import { readStartGrounds, type StartGround } from './read-start-ground.ts'

const most = 200

type Fit = {
  readonly needsCheck: boolean
  readonly dyadId: string
  readonly kind: string | null
  readonly text: string | null
  readonly contributionMinor: number | null
}

/** The customers that a play is meant for, each with the first thing that stands against it. */
function fitsOf(ground: StartGround, play: PlayRow, ctx: Ctx, own: OwnNames | undefined): Fit[] {
  return [...ground.customers.values()]
    .filter(({ known }) => fitsType(play, known.type) && !isTooMuch(play, known.type))
    .map(({ dyadId, contributionMinor }) => {
      const obstacles = ground.obstacles(dyadId, play, ground.days.today)
      const [first] = obstacles
      const needsCheck = obstacles.length === 1 && first?.kind === 'unchecked'
      return {
        dyadId,
        needsCheck,
        contributionMinor,
        kind: first?.kind ?? null,
        text: first === undefined ? null : inLanguage(obstacleText(first, [], own), ctx.language),
      }
    })
}

/** With how many customers each play may start now, of those that the caller sees. */
export async function countFitting(ctx: Ctx): Promise<Answer<typeof countContract>> {
  return await ctx.inTenant(async tx => {
    const plays = await findPlays(tx, ctx.tenantId)
    const ground = await readStartGrounds(tx, ctx.tenantId, ctx.now(), visibleDyads(ctx, 'd'), plays)
    const own = await readOwnNames(tx, ctx, plays)
    const rows = plays.map(play => {
      const fits = fitsOf(ground, play, ctx, own)
      const against: Record<string, number> = {}
      for (const { kind } of fits) if (kind !== null) against[kind] = (against[kind] ?? 0) + 1
      return {
        playId: play.playId,
        startable: fits.filter(({ kind }) => kind === null).length,
        afterCheck: fits.filter(({ needsCheck }) => needsCheck).length,
        against,
      }
    })
    return { customers: ground.customers.size, rows }
  })
}

const byValue = (a: Fit, b: Fit) =>
  Number(a.kind !== null) - Number(b.kind !== null) ||
  (b.contributionMinor ?? -Infinity) - (a.contributionMinor ?? -Infinity) ||
  (a.dyadId < b.dyadId ? -1 : 1)

/** The customers that a play is meant for: those with whom it may start first, most value first. */
export async function listFitting(ctx: Ctx, playId: string, startable: boolean): Promise<Answer<typeof listContract>> {
  const mayRead = may(ctx.role, 'values.read')
  return await ctx.inTenant(async tx => {
    const play = await demandPlay(tx, ctx.tenantId, playId)
    const { believed, expected } = await readBeliefs(tx, ctx.tenantId)
    const { effect } = believed(play)
    const ground = await readStartGrounds(tx, ctx.tenantId, ctx.now(), visibleDyads(ctx, 'd'), [play])
    const fits = fitsOf(ground, play, ctx, await readOwnNames(tx, ctx, [play]))
      .filter(({ kind }) => !startable || kind === null)
      .toSorted(byValue)
    const shown = fits.slice(0, most)
    const names = await readPartyNames(
      tx,
      ctx.tenantId,
      shown.map(({ dyadId }) => dyadId),
    )
    const rows = shown.map(({ dyadId, text, contributionMinor }) => {
      const contribution = mayRead ? contributionMinor : null
      return {
        dyadId,
        name: names.get(dyadId)?.name ?? '',
        nameEn: names.get(dyadId)?.nameEn ?? null,
        type: ground.customers.get(dyadId)?.known.type ?? null,
        contributionMinor: contribution,
        expectedMinor: mayRead ? (expectedMinor(effect, contribution) ?? null) : null,
        obstacle: text,
      }
    })
    return { expected: expected(play), rows, more: fits.length > most }
  })
}
