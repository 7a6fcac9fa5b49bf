import { netOf } from './choice-bound.ts'
import { type Choice, type ChoiceProblem, customersOf, gainOf, isChoice, none, usedBy } from './choice-problem.ts'
import { type ChoiceAnswer, chooseWithin } from './choice-search.ts'

/**
 * The options that a better choice could still hold: at the prices of the bound, each other option loses more than lies between the choice found and
 * the bound (reduced-cost fixing; Kellerer, Pferschy and Pisinger 2004, section 11.2). -1 among them: that customer may be left out.
 */
export function openOptions(problem: ChoiceProblem, { prices, bound, gain }: ChoiceAnswer): readonly (readonly number[])[] {
  const room = bound - gain + 1e-9 * Math.max(1, Math.abs(bound))
  return Array.from({ length: customersOf(problem) }, (_, j) => {
    const own = Array.from(
      { length: (problem.starts[j + 1] as number) - (problem.starts[j] as number) },
      (_each, k) => (problem.starts[j] as number) + k,
    )
    const all = problem.must[j] === 1 ? own : [none, ...own]
    const nets = all.map(option => (option === none ? 0 : netOf(problem, option, prices)))
    const best = Math.max(...nets)
    return all.filter((_option, k) => best - (nets[k] as number) <= room)
  })
}

const perLine = 12

/** A sum in the format: terms of zero are left out, and lines kept short. */
function sumOf(terms: readonly (readonly [factor: number, option: number])[]): string {
  const told = terms
    .filter(([factor]) => factor !== 0)
    .map(([factor, option]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${option}`)
  const lines = Array.from({ length: Math.ceil(told.length / perLine) }, (_, k) => told.slice(perLine * k, perLine * (k + 1)).join(' '))
  return lines.join('\n  ')
}

/**
 * The rest of the problem as a program in whole numbers for a solver, in CPLEX's LP format; undefined where nothing is left to decide. `open`: what
 * openOptions() leaves. Customers with one open option are settled and only use up the limits.
 */
export function programOf(problem: ChoiceProblem, open: readonly (readonly number[])[]): string | undefined {
  const { gain, uses, limits } = problem
  const useOf = (option: number, r: number) => (option === none ? 0 : (uses[option * limits.length + r] as number))
  const undecided = open
    .filter(options => options.length > 1)
    .map(options => ({ options: options.filter(option => option !== none), must: !options.includes(none) }))
  if (undecided.length === 0) return undefined
  const left = limits.map((limit, r) =>
    open.reduce((rest, options) => (options.length === 1 ? rest - useOf(options[0] as number, r) : rest), limit),
  )
  const all = undecided.flatMap(({ options }) => options)
  const resources = [...left].map((limit, r) => ({ limit: Math.max(0, limit), sum: sumOf(all.map(option => [useOf(option, r), option])) }))
  return [
    'Maximize',
    ` worth: ${sumOf(all.map(option => [gain[option] as number, option])) || `0 x${all[0]}`}`,
    'Subject To',
    ...resources.flatMap(({ limit, sum }, r) => (sum === '' ? [] : [` r${r}: ${sum} <= ${limit}`])),
    ...undecided.map(({ options, must }, k) => ` c${k}: ${sumOf(options.map(option => [1, option]))} ${must ? '=' : '<='} 1`),
    'Binary',
    ...all.map(option => ` x${option}`),
    'End',
    '',
  ].join('\n')
}

/** The whole choice of an answer: settled customers, and of the others the option whose number came out as 1. `taken(option)`: the solver's number. */
export function choiceOfProgram(open: readonly (readonly number[])[], taken: (option: number) => number): Choice {
  return Int32Array.from(open, options =>
    options.length === 1 ? (options[0] as number) : (options.find(option => option !== none && taken(option) > 0.5) ?? none),
  )
}

/** Solves a program in CPLEX's LP format to the end: the value of each variable by its number, or undefined where it did not come to an end. */
export type SolveProgram = (program: string) => ((option: number) => number) | undefined

/** So many options left open are handed to the solver at most; beyond, the choice found and its bound stand. */
const mostOpen = 4000

/** How far a choice may lie under the bound and still be the best: rounding alone. */
const isSame = (gain: number, bound: number): boolean => bound - gain <= 1e-9 * Math.max(1, Math.abs(bound))

/**
 * The best choice where the solver can prove it, else the one found with its bound. What the solver answers is believed only where it keeps all
 * limits and gains no less than what was known. docs/methods/budget-plan.md
 */
export function chooseExactly(problem: ChoiceProblem, from: Choice, solve: SolveProgram): ChoiceAnswer {
  const near = chooseWithin(problem, from)
  if (isSame(near.gain, near.bound)) return near
  const open = openOptions(problem, near)
  if (open.reduce((sum, options) => sum + (options.length > 1 ? options.length : 0), 0) > mostOpen) return near
  const program = programOf(problem, open)
  const taken = program === undefined ? () => 0 : solve(program)
  if (taken === undefined) return near
  const choice = choiceOfProgram(open, taken)
  const gain = gainOf(problem, choice)
  if (!isChoice(problem, choice) || gain < near.gain - 1e-9 * Math.max(1, Math.abs(near.gain))) return near
  return { ...near, choice, gain, used: usedBy(problem, choice), bound: gain }
}
