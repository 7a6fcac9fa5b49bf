import { addMonths, type CivilDay } from '#core/units/civil-day.ts'
import type { Both } from './bilingual.ts'
import { type Career, careerAt } from './careers.ts'
import { items, itemsByCategory } from './catalogue.ts'
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
  /** Where it pays cost plus, the part of the price that is left; then the discount follows from it, line by line. */
  readonly costPlusPercent: number | undefined
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
const tradeWeights = industries.map(({ kind, weight }) => (kind === 'end_consumer' || kind === 'shopper' ? 0 : weight))

/** Where a customer stands among the careers: golden-ratio steps, so that any run of customers holds each career in its share. */
const placeOf = (seed: number, index: number) => (diceOf(seed, 7)() + index * 0.618033988749895) % 1
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
  const career = careerAt(placeOf(seed, index), dice)
  const industry = industries[pickIndex(dice, career.large ? tradeWeights : industryWeights)] as Industry
  const { brand, place, plant } = brandOf(index)
  const spend = career.large ? career.size : usualSpend[industry.kind] * career.size * logNormal(dice, 1, 1)
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
    terms: termsOf(dice, industry, career, spend, place.transitDays),
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
  const ordersPerYear = career.large
    ? between(dice, 15, 22)
    : Math.min(100, Math.max(1.5, (2.3 + 6.9 * scale ** 0.4) * logNormal(dice, 1, 0.28)))
  return {
    ordersPerYear,
    rhythm: career.name === 'downsized' ? 5 : pickIndex(dice, [0, 0.22, 0.48, 0.2, 0.1]),
    ticket: spend / ordersPerYear,
    linesPerOrder: Math.min(7, 1.15 + 1.05 * scale ** 0.27),
    assortment: assortmentOf(dice, industry, career, scale),
  }
}

/**
 * Its categories in the order in which it takes them up, each with a share of its demand and two to nine usual items. The largest
 * have one main need and take the rest of the range along.
 */
function assortmentOf(dice: Dice, industry: Industry, career: Career, scale: number): readonly Shelf[] {
  const main = pickIndex(dice, industry.demand)
  const left = industry.demand.map((demand, category) => ({
    category,
    share: career.large ? (category === main ? 8 : between(dice, 0.8, 1.35)) : demand * logNormal(dice, 1, 0.35),
  }))
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
    shelves.push({ ...chosen, items: usualItems(dice, chosen.category, Math.round(2 + Math.min(7, 2 * scale ** 0.4)), career.squeezes) })
    chosen.share = 0
  }
  return shelves
}

/** Who pays cost plus takes items whose cost is known. */
function usualItems(dice: Dice, category: number, count: number, onlyKnownCost: boolean): readonly number[] {
  const from = (itemsByCategory[category] ?? []).filter(item => !onlyKnownCost || items[item]?.costKnown)
  return [...new Set(Array.from({ length: count }, () => pick(dice, from)))]
}

function termsOf(dice: Dice, industry: Industry, career: Career, spend: number, transitDays: number): Terms {
  const large = Math.min(9, Math.max(0, Math.round(Math.log2(spend / 40_000) * 1.6)))
  const given = happens(dice, 0.035) ? wholeBetween(dice, 16, 22) : wholeBetween(dice, 0, 3)
  const creditDays = spend < 20_000 ? 0 : pick(dice, [30, 30, 45, 60, 60, 90])
  const daysOverdue = happens(dice, 0.18) ? between(dice, 20, 75) : between(dice, -3, 9)
  const isTrader = industry.kind === 'channel' || industry.kind === 'intermediary'
  return {
    creditDays,
    daysOverdue,
    costPlusPercent: career.squeezes ? between(dice, 1.2, 2.2) + servicePercent(transitDays, creditDays + daysOverdue) : undefined,
    discountPercent: (career.large ? 5 : 0) + large + given + (industry.kind === 'channel' ? 2 : 0),
    returns: happens(dice, 0.06) && !career.large ? between(dice, 0.05, 0.14) : between(dice, 0.001, 0.012),
    rush: happens(dice, 0.12) ? between(dice, 0.1, 0.25) : between(dice, 0, 0.04),
    rebatePercent: isTrader && spend > 250_000 && !career.squeezes ? pick(dice, [1, 1.5, 2, 2.5, 3]) : 0,
  }
}

/** What freight, handling and waiting for the money cost of a large customer's sales, per cent. */
const servicePercent = (transitDays: number, daysOutstanding: number) => 1 + 0.35 * transitDays + (6 * daysOutstanding) / 365
