import { between, type Dice, happens } from './dice.ts'

/** How a customer's buying develops over the firm's three years; `month` runs from 0 to 36 and may be a fraction. */
export type Career = {
  readonly name: CareerName
  /** Volume bought, against the customer's usual; 0 = it doesn't buy. */
  readonly activity: (month: number) => number
  /** How many usual orders it puts into one: 3 = a third as many orders, three times as large. */
  readonly bundling: (month: number) => number
  /** Share of its possible categories that it buys from us, 0..1. */
  readonly breadth: (month: number) => number
  /** Orders come in bursts with long pauses between. */
  readonly bursty: (month: number) => boolean
  /** Against the usual spend of its kind; for the large, yuan a year. */
  readonly size: number
  /** One of the firm's largest customers: a size of its own, whatever its kind. */
  readonly large: boolean
  /** Pays cost plus next to nothing. */
  readonly squeezes: boolean
}

type Course = Omit<Career, 'name'>

const shares = {
  steady: 0.222,
  grower: 0.11,
  fader: 0.085,
  lost: 0.105,
  wonBack: 0.06,
  newcomer: 0.095,
  trial: 0.03,
  pillar: 0.028,
  saturating: 0.03,
  squeezing: 0.03,
  bursty: 0.06,
  seesaw: 0.05,
  downsized: 0.045,
  occasional: 0.025,
  prospect: 0.025,
} as const

export type CareerName = keyof typeof shares

const names = Object.keys(shares) as CareerName[]

/** A straight line from one point to another, level before and after. */
export function ramp(at: number, from: number, low: number, to: number, high: number): number {
  const part = Math.min(1, Math.max(0, (at - from) / (to - from)))
  return low + (high - low) * part
}

const always = (value: number) => () => value
const plain = { breadth: always(1), bundling: always(1), bursty: () => false, size: 1, large: false, squeezes: false }

/** Buys at a level that drifts a little. */
function steady(dice: Dice): Course {
  const drift = between(dice, -0.18, 0.1)
  return { ...plain, activity: month => 1 + (drift * (month - 18)) / 18, breadth: always(between(dice, 0.35, 1)) }
}

function grower(dice: Dice): Course {
  const from = between(dice, 0, 16)
  const to = from + between(dice, 10, 20)
  const top = between(dice, 1.2, 2.1)
  return { ...plain, activity: month => ramp(month, from, 0.45, to, top), breadth: month => ramp(month, from, 0.35, to, 0.85) }
}

function fader(dice: Dice): Course {
  const from = between(dice, 5, 26)
  const bottom = between(dice, 0.15, 0.5)
  return { ...plain, activity: month => ramp(month, from, 1.3, from + 9, bottom), breadth: month => ramp(month, from, 1, from + 10, 0.5) }
}

function lost(dice: Dice): Course {
  const from = between(dice, 7, 32)
  const length = between(dice, 1, 5)
  return { ...plain, activity: month => (month > from + length ? 0 : ramp(month, from, 1, from + length, 0.35)) }
}

function wonBack(dice: Dice): Course {
  const from = between(dice, 7, 22)
  const back = from + between(dice, 5, 10)
  const again = between(dice, 0.8, 1.5)
  const before = (month: number) => ramp(month, from - 4, 1.2, from, 0.4)
  return { ...plain, activity: month => (month < from ? before(month) : month < back ? 0 : ramp(month, back, 0.5, back + 3, again)) }
}

function newcomer(dice: Dice): Course {
  const from = between(dice, 14, 32)
  const top = between(dice, 0.7, 2)
  return {
    ...plain,
    activity: month => (month < from ? 0 : ramp(month, from, 0.4, from + 8, top)),
    breadth: month => ramp(month, from, 0.25, from + 14, 0.9),
  }
}

function trial(dice: Dice): Course {
  const from = between(dice, 33, 35.2)
  return { ...plain, activity: month => (month < from ? 0 : 0.9), breadth: always(0.3), size: 0.7 }
}

/** A large customer that buys all it can here, regularly, and more every year. */
function pillar(dice: Dice): Course {
  const growth = between(dice, 0.7, 1)
  return { ...plain, activity: month => 0.6 + (growth * month) / 36, size: between(dice, 1.2e6, 2e6), large: true }
}

/**
 * Grows large and wide until nothing is left to win: gold, then mature. Then it lumps its orders together with long pauses between, half of them slip
 * away: overmature. One in four has not come that far yet.
 */
function saturating(dice: Dice): Course {
  const breaks = happens(dice, 0.75) ? between(dice, 17, 28) : 99
  const slips = happens(dice, 0.45) ? between(dice, 33.3, 35) : 99
  const bundle = between(dice, 2.5, 3.5)
  const grown = (month: number) => ramp(month, 0, 0.35, 35, 1.9)
  return {
    activity: month => grown(month) * ramp(month, slips, 1, slips + 1.5, 0.3),
    bundling: month => ramp(month, breaks, 1, breaks + 2, bundle),
    breadth: month => ramp(month, 2, 0.2, 14, 1),
    bursty: month => month >= breaks,
    size: between(dice, 1.7e6, 3e6),
    large: true,
    squeezes: false,
  }
}

/** Like the saturating, but it has bargained so hard that its large volume brings only a middling contribution. */
function squeezing(dice: Dice): Course {
  const course = saturating(dice)
  return {
    ...course,
    size: between(dice, 1.8e6, 2.6e6),
    bursty: month => month >= 22,
    bundling: month => ramp(month, 22, 1, 24, 3),
    squeezes: true,
  }
}

/** A project buyer: several orders in a fortnight, then weeks of nothing. */
function bursty(dice: Dice): Course {
  const top = between(dice, 0.9, 1.8)
  return { ...plain, bursty: () => true, activity: month => ramp(month, 6, 0.7, 34, top), size: between(dice, 0.6, 1.6) }
}

function seesaw(dice: Dice): Course {
  const period = between(dice, 13, 21)
  const phase = between(dice, 0, period)
  const low = between(dice, 0.12, 0.4)
  const size = between(dice, 0.9, 1.8)
  return { ...plain, activity: month => ((month + phase) % period < period / 2 ? 1.7 : low), breadth: always(0.8), size }
}

/** Gave most of its business to another supplier, and still orders the rest like a clock. */
function downsized(dice: Dice): Course {
  const from = between(dice, 13, 23)
  const bottom = between(dice, 0.1, 0.25)
  return {
    ...plain,
    activity: month => ramp(month, from, 1.8, from + 2, bottom),
    breadth: month => ramp(month, from, 1, from + 2, 0.3),
    size: 1.3,
  }
}

const occasional = (dice: Dice): Course => ({ ...plain, activity: always(between(dice, 0.6, 1.2)), size: 0.035 })
const prospect = (): Course => ({ ...plain, activity: always(0) })

const courses: Record<CareerName, (dice: Dice) => Course> = {
  steady,
  grower,
  fader,
  lost,
  wonBack,
  newcomer,
  trial,
  pillar,
  saturating,
  squeezing,
  bursty,
  seesaw,
  downsized,
  occasional,
  prospect,
}

/** The career at a place 0..1 in the shares, its turns drawn by the dice. */
export function careerAt(place: number, dice: Dice): Career {
  let left = place
  const name = names.find(candidate => (left -= shares[candidate]) < 0) ?? 'steady'
  return { name, ...courses[name](dice) }
}
