import { between, type Dice, happens, pickIndex } from './dice.ts'

/** How a customer's buying develops over the firm's three years; `month` runs from 0 to 36 and may be a fraction. */
export type Career = {
  readonly name: CareerName
  /** Orders placed, against the customer's usual pace; 0 = it doesn't buy. */
  readonly activity: (month: number) => number
  /** Share of its possible categories that it buys from us, 0..1. */
  readonly breadth: (month: number) => number
  /** Orders come in bursts with long pauses between. */
  readonly bursty: (month: number) => boolean
  /** Against the usual size of its kind. */
  readonly size: number
}

const shares = {
  steady: 0.19,
  grower: 0.12,
  fader: 0.09,
  lost: 0.11,
  wonBack: 0.06,
  newcomer: 0.1,
  trial: 0.03,
  saturating: 0.045,
  bursty: 0.085,
  seesaw: 0.06,
  downsized: 0.05,
  occasional: 0.04,
  prospect: 0.03,
} as const

export type CareerName = keyof typeof shares

const names = Object.keys(shares) as CareerName[]
const weights = Object.values(shares)

/** A straight line from one point to another, level before and after. */
export function ramp(at: number, from: number, low: number, to: number, high: number): number {
  const part = Math.min(1, Math.max(0, (at - from) / (to - from)))
  return low + (high - low) * part
}

const always = (value: number) => () => value
const never = () => false
const plain = { breadth: always(1), bursty: never, size: 1 }

/** Buys at a level that drifts a little. */
function steady(dice: Dice): Omit<Career, 'name'> {
  const drift = between(dice, -0.14, 0.2)
  const breadth = between(dice, 0.35, 1)
  return { ...plain, activity: month => 1 + (drift * (month - 18)) / 18, breadth: always(breadth) }
}

function grower(dice: Dice): Omit<Career, 'name'> {
  const from = between(dice, 0, 16)
  const to = from + between(dice, 10, 20)
  const top = between(dice, 1.3, 2.4)
  return { ...plain, activity: month => ramp(month, from, 0.45, to, top), breadth: month => ramp(month, from, 0.35, to, 0.85) }
}

function fader(dice: Dice): Omit<Career, 'name'> {
  const from = between(dice, 5, 26)
  const bottom = between(dice, 0.15, 0.5)
  return { ...plain, activity: month => ramp(month, from, 1.3, from + 9, bottom), breadth: month => ramp(month, from, 1, from + 10, 0.5) }
}

function lost(dice: Dice): Omit<Career, 'name'> {
  const from = between(dice, 7, 32)
  const length = between(dice, 1, 5)
  return { ...plain, activity: month => (month > from + length ? 0 : ramp(month, from, 1, from + length, 0.35)) }
}

function wonBack(dice: Dice): Omit<Career, 'name'> {
  const from = between(dice, 7, 22)
  const back = from + between(dice, 5, 10)
  const again = between(dice, 0.8, 1.5)
  return {
    ...plain,
    activity: month => (month < from ? ramp(month, from - 4, 1.2, from, 0.4) : month < back ? 0 : ramp(month, back, 0.5, back + 3, again)),
  }
}

function newcomer(dice: Dice): Omit<Career, 'name'> {
  const from = between(dice, 14, 32)
  const top = between(dice, 0.7, 2)
  return {
    ...plain,
    activity: month => (month < from ? 0 : ramp(month, from, 0.4, from + 8, top)),
    breadth: month => ramp(month, from, 0.25, from + 14, 0.9),
  }
}

function trial(dice: Dice): Omit<Career, 'name'> {
  const from = between(dice, 33, 35.2)
  return { ...plain, activity: month => (month < from ? 0 : 0.9), breadth: always(0.3), size: 0.7 }
}

/** Grows large and wide until nothing is left to win, then its rhythm breaks and it slips away: gold, mature, overmature. */
function saturating(dice: Dice): Omit<Career, 'name'> {
  const breaks = between(dice, 18, 31)
  const slips = breaks + between(dice, 2, 5)
  return {
    activity: month => (month < breaks ? ramp(month, 2, 0.55, 20, 1.25) : ramp(month, slips, 1.2, slips + 3, 0.35)),
    breadth: month => ramp(month, 3, 0.2, 17, 1),
    bursty: month => month >= breaks,
    size: between(dice, 3.5, 9),
  }
}

/** A project buyer: several orders in a fortnight, then weeks of nothing; it already buys everything it needs here. */
function bursty(dice: Dice): Omit<Career, 'name'> {
  const fades = happens(dice, 0.5) ? between(dice, 24, 34) : 99
  return {
    breadth: always(1),
    bursty: () => true,
    activity: month => ramp(month, fades, 1.1, fades + 4, 0.5),
    size: between(dice, 0.8, 2.6),
  }
}

function seesaw(dice: Dice): Omit<Career, 'name'> {
  const period = between(dice, 13, 21)
  const phase = between(dice, 0, period)
  const low = between(dice, 0.12, 0.4)
  const size = between(dice, 0.9, 1.8)
  return { ...plain, activity: month => ((month + phase) % period < period / 2 ? 1.7 : low), breadth: always(0.8), size }
}

/** Gave most of its business to another supplier, and still orders the rest like a clock. */
function downsized(dice: Dice): Omit<Career, 'name'> {
  const from = between(dice, 13, 23)
  const bottom = between(dice, 0.08, 0.25)
  return {
    ...plain,
    activity: month => ramp(month, from, 1.8, from + 2, bottom),
    breadth: month => ramp(month, from, 1, from + 2, 0.3),
    size: 1.3,
  }
}

const occasional = (dice: Dice): Omit<Career, 'name'> => ({ ...plain, activity: always(between(dice, 0.6, 1.2)), size: 0.035 })
const prospect = (): Omit<Career, 'name'> => ({ ...plain, activity: always(0) })

const made: Record<CareerName, (dice: Dice) => Omit<Career, 'name'>> = {
  steady,
  grower,
  fader,
  lost,
  wonBack,
  newcomer,
  trial,
  saturating,
  bursty,
  seesaw,
  downsized,
  occasional,
  prospect,
}

export function drawnCareer(dice: Dice): Career {
  const name = names[pickIndex(dice, weights)] ?? 'steady'
  return { name, ...made[name](dice) }
}
