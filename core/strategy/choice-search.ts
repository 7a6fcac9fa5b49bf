import { bestAt, boundOf, type ChoiceBound, netOf } from './choice-bound.ts'
import { type Choice, type ChoiceProblem, customersOf, gainOf, keepsLimits, none, slackFor, usedBy } from './choice-problem.ts'

/** A choice with what it uses and gains, changed in place while it is searched. */
type Standing = { readonly choice: Choice; readonly used: Float64Array; gain: number }

const standingOf = (problem: ChoiceProblem, choice: Choice): Standing => ({
  choice: choice.slice(),
  used: usedBy(problem, choice),
  gain: gainOf(problem, choice),
})

/** Another option (or none) for one customer: what it costs at the prices, and what it changes. */
type Change = {
  readonly customer: number
  readonly option: number
  readonly loss: number
  readonly gain: number
  readonly uses: Float64Array
}

function changeTo(problem: ChoiceProblem, { choice }: Standing, prices: Float64Array, customer: number, option: number): Change {
  const { gain, uses, limits } = problem
  const now = choice[customer] as number
  const of = (at: number, r: number) => (at === none ? 0 : (uses[at * limits.length + r] as number))
  const net = (at: number) => (at === none ? 0 : netOf(problem, at, prices))
  const worth = (at: number) => (at === none ? 0 : (gain[at] as number))
  return {
    customer,
    option,
    loss: net(now) - net(option),
    gain: worth(option) - worth(now),
    uses: limits.map((_, r) => of(option, r) - of(now, r)),
  }
}

/** All single changes of a choice that `keep` keeps, the least loss at the prices first. */
function changesOf(problem: ChoiceProblem, at: Standing, prices: Float64Array, keep: (change: Change) => boolean): Change[] {
  const { starts, must } = problem
  const changes: Change[] = []
  const add = (customer: number, option: number) => {
    if (option === at.choice[customer]) return
    const change = changeTo(problem, at, prices, customer, option)
    if (keep(change)) changes.push(change)
  }
  for (let j = 0; j < customersOf(problem); j++) {
    if (must[j] !== 1) add(j, none)
    for (let option = starts[j] as number; option < (starts[j + 1] as number); option++) add(j, option)
  }
  return changes.sort((a, b) => a.loss - b.loss || a.customer - b.customer || a.option - b.option)
}

function apply(at: Standing, { customer, option, gain, uses }: Change): void {
  at.choice[customer] = option
  at.gain += gain
  for (let r = 0; r < uses.length; r++) at.used[r] = (at.used[r] as number) + (uses[r] as number)
}

const fits = ({ limits }: ChoiceProblem, { used }: Standing, changes: readonly Change[]): boolean =>
  limits.every((limit, r) => changes.reduce((sum, { uses }) => sum + (uses[r] as number), used[r] as number) <= limit + slackFor(limit))

/** How much of what is used too much a change gives back, each resource in shares of its limit. */
function reliefOf({ limits }: ChoiceProblem, { used }: Standing, { uses }: Change): number {
  let relief = 0
  for (let r = 0; r < limits.length; r++) {
    const over = (used[r] as number) - (limits[r] as number)
    if (over > slackFor(limits[r] as number)) relief += Math.min(over, -(uses[r] as number)) / Math.max(limits[r] as number, 1)
  }
  return relief
}

/** Gives back what is used above the limits, where it loses least for what it gives back; false where that does not come to an end. */
function repair(problem: ChoiceProblem, at: Standing, prices: Float64Array): boolean {
  for (let pass = 0; pass < 20 && !keepsLimits(problem, at.used); pass++) {
    const relief = (change: Change) => reliefOf(problem, at, change)
    const changes = changesOf(problem, at, prices, change => relief(change) > 0).map(change => ({
      change,
      rank: change.loss / relief(change),
    }))
    const touched = new Set<number>()
    for (const { change } of changes.sort((a, b) => a.rank - b.rank)) {
      if (keepsLimits(problem, at.used)) break
      if (touched.has(change.customer) || relief(change) <= 0) continue
      touched.add(change.customer)
      apply(at, change)
    }
    if (touched.size === 0) return false
  }
  return keepsLimits(problem, at.used)
}

/** Spends what is left: the changes that gain, those that are worth most at the prices first, as far as they fit. */
function fill(problem: ChoiceProblem, at: Standing, prices: Float64Array): void {
  const touched = new Set<number>()
  for (const change of changesOf(problem, at, prices, ({ gain }) => gain > 0)) {
    if (touched.has(change.customer) || !fits(problem, at, [change])) continue
    touched.add(change.customer)
    apply(at, change)
  }
}

const widths = { pairs: 320, triples: 48 } as const
const mostRounds = 40

/** The best set of two or three changes of different customers that fits and gains, or undefined. `changes`: the least loss first. */
function bestSet(problem: ChoiceProblem, at: Standing, changes: readonly Change[], size: 2 | 3): readonly Change[] | undefined {
  let best: readonly Change[] | undefined
  let gain = 1e-9 * Math.max(1, Math.abs(at.gain))
  const differ = (set: readonly Change[]) => new Set(set.map(({ customer }) => customer)).size === set.length
  const look = (set: readonly Change[]) => {
    const sum = set.reduce((all, change) => all + change.gain, 0)
    if (sum > gain && differ(set) && fits(problem, at, set)) {
      best = set
      gain = sum
    }
  }
  changes.forEach((first, i) => {
    for (let k = i + 1; k < changes.length; k++) {
      const second = changes[k] as Change
      if (size === 2) look([first, second])
      else for (let m = k + 1; m < changes.length; m++) look([first, second, changes[m] as Change])
    }
  })
  return best
}

/** Changes one, two or three customers at a time while that gains; only those whose change loses least at the prices are looked at. */
function improve(problem: ChoiceProblem, at: Standing, prices: Float64Array, bound: number): void {
  for (let round = 0; round < mostRounds && at.gain < bound * (1 - 1e-7); round++) {
    fill(problem, at, prices)
    const changes = changesOf(problem, at, prices, ({ loss }) => loss <= bound - at.gain).slice(0, widths.pairs)
    const set = bestSet(problem, at, changes, 2) ?? bestSet(problem, at, changes.slice(0, widths.triples), 3)
    if (set === undefined) return
    for (const change of set) apply(at, change)
  }
}

export type ChoiceAnswer = ChoiceBound & { readonly choice: Choice; readonly gain: number; readonly used: Float64Array }

/**
 * A choice near the best with a proven bound. `from` keeps all limits and serves whom it must. The options that are best at the prices of the bound
 * are taken, what is too much given back, what is left spent, and then few customers at a time changed while that gains.
 * docs/methods/budget-plan.md
 */
export function chooseWithin(problem: ChoiceProblem, from: Choice): ChoiceAnswer {
  const bound = boundOf(problem, from)
  const start = standingOf(problem, from)
  const priced = standingOf(problem, bestAt(problem, bound.prices).choice)
  const candidates = repair(problem, priced, bound.prices) ? [priced, start] : [start]
  for (const each of candidates) fill(problem, each, bound.prices)
  const at = candidates.reduce((best, each) => (each.gain > best.gain ? each : best))
  improve(problem, at, bound.prices, bound.bound)
  return { ...bound, choice: at.choice, gain: gainOf(problem, at.choice), used: usedBy(problem, at.choice) }
}
