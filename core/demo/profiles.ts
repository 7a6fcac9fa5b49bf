import { addMonths, type CivilDay } from '#core/units/civil-day.ts'
import type { Both } from './bilingual.ts'
import { type Career, drawnCareer } from './careers.ts'
import { itemsByCategory } from './catalogue.ts'
import { inventedCreditCode } from './credit-code.ts'
import { between, type Dice, diceOf, happens, logNormal, pick, pickIndex, wholeBetween } from './dice.ts'
import { sellersOf } from './firm.ts'
import { type Industry, industries, usualSpend } from './industries.ts'
import type { Place } from './places.ts'
import { brandOf, firmName } from './words-of-firms.ts'
import { inventedLandline } from './words-of-people.ts'

/** What one customer of the demo is like: everything its facts are drawn from. */
export type Profile = {
  readonly index: number
  readonly code: string
  readonly name: Both
  readonly shortName: Both
  readonly industry: Industry
  readonly place: Place
  readonly address: Both
  readonly creditCode: string
  readonly phone: string
  readonly knownSince: CivilDay
  readonly seller: number
  readonly career: Career
  readonly buying: Buying
  readonly terms: Terms
}

export type Buying = {
  /** Orders a year at activity 1. */
  readonly ordersPerYear: number
  /** Shape of the gaps between orders: 1 none, 2 usual, 4 like a clock. */
  readonly rhythm: number
  /** Usual order, yuan at list prices. */
  readonly ticket: number
  readonly linesPerOrder: number
  /** Categories from the first it took up to the last, with its usual items. */
  readonly assortment: readonly Shelf[]
}

export type Shelf = { readonly category: number; readonly share: number; readonly items: readonly number[] }

export type Terms = {
  readonly discountPercent: number
  readonly creditDays: number
  /** Days it usually pays after the due day. */
  readonly daysOverdue: number
  /** Chance of a line to come back. */
  readonly returns: number
  /** Chance of an order to be needed at once. */
  readonly rush: number
  /** Share of sales paid back each quarter, percent. */
  readonly rebatePercent: number
}

const industryWeights = industries.map(industry => industry.weight)
const streets: readonly Both[] = [
  ['纸鸢路', 'Kite Road'],
  ['灯塔大道', 'Lighthouse Avenue'],
  ['麦田街', 'Wheatfield Street'],
  ['风铃路', 'Wind Chime Road'],
  ['银杉路', 'Silver Fir Road'],
  ['算盘巷', 'Abacus Lane'],
]

/** The index-th customer of a firm whose books begin on `start`. */
export function profileOf(seed: number, index: number, start: CivilDay): Profile {
  const dice = diceOf(seed, index, 1)
  const industry = industries[pickIndex(dice, industryWeights)] as Industry
  const career = drawnCareer(dice)
  const { brand, place, plant } = brandOf(index)
  const spend = usualSpend[industry.kind] * career.size * logNormal(dice, 1, 1.15)
  return {
    index,
    code: `C${String(index + 1).padStart(5, '0')}`,
    name: firmName(place, brand, industry.business, industry.form, plant),
    shortName: brand,
    industry,
    place,
    address: addressOf(dice, place),
    creditCode: inventedCreditCode(place.code, index + 1),
    phone: inventedLandline(place.dialling, dice),
    knownSince: knownSinceOf(dice, career, start),
    seller: pick(dice, sellersOf(departmentOf(industry, place))),
    career,
    buying: buyingOf(dice, industry, career, spend),
    terms: termsOf(dice, industry, spend),
  }
}

/** The month in which it first buys; prospects and newcomers became known shortly before. */
function knownSinceOf(dice: Dice, career: Career, start: CivilDay): CivilDay {
  const first = Array.from({ length: 36 }, (_, month) => month).find(month => career.activity(month + 1) > 0)
  return first === undefined
    ? addMonths(start, wholeBetween(dice, 24, 34)) + wholeBetween(dice, 0, 27)
    : addMonths(start, first - (first === 0 ? wholeBetween(dice, 1, 60) : wholeBetween(dice, 1, 3)))
}

function departmentOf(industry: Industry, place: Place): string {
  if (industry.kind === 'channel') return 'CHANNEL'
  return ['31', '32', '33', '34'].includes(place.code.slice(0, 2)) ? 'EAST' : 'FAR'
}

function addressOf(dice: Dice, place: Place): Both {
  const street = pick(dice, streets)
  const number = wholeBetween(dice, 1, 999)
  return [
    `${place.province[0] === `${place.name[0]}市` ? '' : place.province[0]}${place.name[0]}市${street[0]}${number}号`,
    `No. ${number}, ${street[1]}`,
  ]
}

function buyingOf(dice: Dice, industry: Industry, career: Career, spend: number): Buying {
  const scale = spend / 90_000
  const ordersPerYear = Math.min(100, Math.max(1.5, (2.5 + 9.5 * scale ** 0.4) * logNormal(dice, 1, 0.28)))
  return {
    ordersPerYear,
    rhythm: career.name === 'downsized' ? 5 : pickIndex(dice, [0, 0.22, 0.48, 0.2, 0.1]),
    ticket: spend / ordersPerYear,
    linesPerOrder: Math.min(7, 1.15 + 1.05 * scale ** 0.27),
    assortment: assortmentOf(dice, industry, scale),
  }
}

/** Its categories in the order in which it takes them up, each with a share of its demand and two to nine usual items. */
function assortmentOf(dice: Dice, industry: Industry, scale: number): readonly Shelf[] {
  const left = industry.demand.map((demand, category) => ({ category, share: demand * logNormal(dice, 1, 0.45) }))
  const shelves: Shelf[] = []
  while (left.some(({ share }) => share > 0)) {
    const chosen =
      left[
        pickIndex(
          dice,
          left.map(({ share }) => share),
        )
      ]
    if (!chosen) break
    shelves.push({ ...chosen, items: usualItems(dice, chosen.category, Math.round(2 + Math.min(7, 2 * scale ** 0.4))) })
    chosen.share = 0
  }
  return shelves
}

function usualItems(dice: Dice, category: number, count: number): readonly number[] {
  const from = itemsByCategory[category] ?? []
  return [...new Set(Array.from({ length: count }, () => pick(dice, from)))]
}

function termsOf(dice: Dice, industry: Industry, spend: number): Terms {
  const large = Math.min(9, Math.max(0, Math.round(Math.log2(spend / 40_000) * 1.6)))
  const given = happens(dice, 0.035) ? wholeBetween(dice, 16, 22) : wholeBetween(dice, 0, 3)
  return {
    discountPercent: Math.min(32, large + given + (industry.kind === 'channel' ? 2 : 0)),
    creditDays: spend < 20_000 ? 0 : pick(dice, [30, 30, 45, 60, 60, 90]),
    daysOverdue: happens(dice, 0.18) ? between(dice, 20, 75) : between(dice, -3, 9),
    returns: happens(dice, 0.06) ? between(dice, 0.05, 0.14) : between(dice, 0.001, 0.012),
    rush: happens(dice, 0.12) ? between(dice, 0.1, 0.25) : between(dice, 0, 0.04),
    rebatePercent: ['channel', 'intermediary'].includes(industry.kind) && spend > 250_000 ? pick(dice, [1, 1.5, 2, 2.5, 3]) : 0,
  }
}
