import type { DeclineCase, DeclineEconomics } from '#contract/strategy/decline.ts'
import { avoidedWordOf, defaultWinBackSettings, secondLifeOf } from '#core/strategy/decline-settings.ts'
import {
  type Chance,
  chanceOf,
  isWorthTrying,
  type LossType,
  type Outcomes,
  type WinBackKind,
  winBackKindOf,
  winBackValueOf,
} from '#core/strategy/win-back.ts'
import type { Tx } from '#server/platform/database.ts'
import { readNewestSettings, readOutcomes, type SettingsRow, type Worth } from './decline-case.sql.ts'

/** The settings of a firm; the defaults, version 0, where it has set none. */
export async function findWinBackSettings(tx: Tx, tenantId: string): Promise<SettingsRow> {
  return (await readNewestSettings(tx, tenantId)) ?? { version: 0, settings: defaultWinBackSettings }
}

/** What a firm's outcomes so far teach. */
export type Learning = {
  readonly settings: SettingsRow
  readonly chance: (kind: WinBackKind) => Chance
  readonly outcomesOf: (loss: LossType) => Outcomes
}

export async function readLearning(tx: Tx, tenantId: string): Promise<Learning> {
  const [settings, outcomes] = [await findWinBackSettings(tx, tenantId), await readOutcomes(tx, tenantId)]
  const sum = (rows: typeof outcomes): Outcomes => ({
    won: rows.reduce((total, { won }) => total + won, 0),
    lost: rows.reduce((total, { lost }) => total + lost, 0),
  })
  return {
    settings,
    chance: kind => chanceOf(kind, sum(outcomes.filter(row => row.kind === kind)), settings.settings.chances[kind]),
    outcomesOf: loss => sum(outcomes.filter(row => row.lossType === loss)),
  }
}

/** What a person enters: minor units; the second life where they know better than the engine. */
export type Entered = { readonly offerMinor: number; readonly effortMinor: number; readonly secondLifeMinor?: number | undefined }

type Judged = Pick<DeclineCase, 'isRemedied' | 'isByPrice' | 'atStakeMinor'> & { readonly lossType: LossType }

/** Whether winning back pays: the chance as learnt, the second life from the engine, what is entered. docs/methods/win-back.md */
export function economicsOf(judged: Judged, worth: Worth, learning: Learning, entered: Entered): DeclineEconomics {
  const kind = winBackKindOf(judged.lossType, judged.isRemedied, judged.isByPrice)
  const chance = learning.chance(kind)
  const reckoned = secondLifeOf(worth.clvMinor, worth.alive, judged.atStakeMinor)
  const byPerson = entered.secondLifeMinor !== undefined && entered.secondLifeMinor !== reckoned.minor
  const secondLifetimeValue = byPerson ? (entered.secondLifeMinor ?? 0) : reckoned.minor
  const avoidedWord = avoidedWordOf(learning.settings.settings, worth.meanContribution)
  const given = { p: chance.p, secondLifetimeValue, offer: entered.offerMinor, effort: entered.effortMinor, avoidedWord }
  return {
    chance: { kind, ...chance },
    offerMinor: entered.offerMinor,
    effortMinor: entered.effortMinor,
    secondLifeMinor: secondLifetimeValue,
    secondLifeFrom: byPerson ? 'person' : reckoned.from,
    avoidedWordMinor: avoidedWord,
    evMinor: Math.round(winBackValueOf(given)),
    worthTrying: isWorthTrying(given, judged.lossType),
  }
}
