/**
 * Choose at most one option for each customer under limits on resources: the multiple-choice knapsack with several resources. Options of customer j
 * are `starts[j]` .. `starts[j + 1] - 1`; `uses` holds one number a resource for each option, in the order of `limits`. Source of the problem and of
 * its bounds: Kellerer, Pferschy and Pisinger (2004), Knapsack Problems, chapters 9 and 11. docs/methods/budget-plan.md
 */
export type ChoiceProblem = {
  readonly starts: Int32Array
  /** What an option is worth, in any unit. */
  readonly gain: Float64Array
  readonly uses: Float64Array
  readonly limits: Float64Array
  /** 1: the customer must get one of its options. */
  readonly must: Uint8Array
}

/** For each customer the chosen option, or -1 for none. */
export type Choice = Int32Array

export const none = -1

export const customersOf = ({ starts }: ChoiceProblem): number => starts.length - 1

/** What a choice uses of each resource. */
export function usedBy({ uses, limits }: ChoiceProblem, choice: Choice): Float64Array {
  const used = new Float64Array(limits.length)
  for (const option of choice) {
    if (option === none) continue
    for (let r = 0; r < used.length; r++) used[r] = (used[r] as number) + (uses[option * used.length + r] as number)
  }
  return used
}

export function gainOf({ gain }: ChoiceProblem, choice: Choice): number {
  let sum = 0
  for (const option of choice) if (option !== none) sum += gain[option] as number
  return sum
}

/** How far above a limit a sum may lie by rounding alone. */
export const slackFor = (limit: number): number => 1e-9 * Math.max(1, Math.abs(limit))

export const keepsLimits = ({ limits }: ChoiceProblem, used: Float64Array): boolean =>
  limits.every((limit, r) => (used[r] as number) <= limit + slackFor(limit))

/** Whether a choice keeps every limit, gives each customer only options of its own, and leaves out nobody who must be served. */
export function isChoice(problem: ChoiceProblem, choice: Choice): boolean {
  const { starts, must } = problem
  const isOwn = choice.every((option, j) =>
    option === none ? must[j] !== 1 : option >= (starts[j] as number) && option < (starts[j + 1] as number),
  )
  return choice.length === customersOf(problem) && isOwn && keepsLimits(problem, usedBy(problem, choice))
}
