import { chooseExactly, programOf } from '#core/strategy/choice-exact.ts'
import { type ChoiceProblem, customersOf, none } from '#core/strategy/choice-problem.ts'
import { chooseWithin } from '#core/strategy/choice-search.ts'
import { randomOf } from '#core/numerics/random.ts'
import { openSolver } from '#server/strategy/open-solver.ts'

const plays = 4

/** Customers with four plays each, worth a share of a skewed contribution, under money and hours for about a third of them. */
function problemOf(customers: number): ChoiceProblem {
  const draws = randomOf(7)
  const random = () => draws.uniform()
  const [gain, uses]: [number[], number[]] = [[], []]
  for (let j = 0; j < customers; j++) {
    const stake = 1_000_000 * Math.exp(2 * random())
    for (let k = 0; k < plays; k++) {
      gain.push(Math.round(stake * (0.02 + 0.06 * random())))
      uses.push(Math.round(50_000 + 400_000 * random()), Math.round(2 + 20 * random()))
    }
  }
  return {
    starts: Int32Array.from({ length: customers + 1 }, (_, j) => j * plays),
    gain: Float64Array.from(gain),
    uses: Float64Array.from(uses),
    limits: Float64Array.of(customers * 60_000, customers * 3),
    must: new Uint8Array(customers),
  }
}

function timed<T>(work: () => T): { readonly answer: T; readonly millis: number } {
  const before = process.cpuUsage()
  const answer = work()
  const { user, system } = process.cpuUsage(before)
  return { answer, millis: (user + system) / 1000 }
}

type Solve = Awaited<ReturnType<typeof openSolver>>

function measured(customers: number, solve: Solve): object {
  const problem = problemOf(customers)
  const from = new Int32Array(customersOf(problem)).fill(none)
  const near = timed(() => chooseWithin(problem, from))
  const exact = timed(() => chooseExactly(problem, from, solve))
  const open = Array.from({ length: customers }, (_, j) => [none, ...Array.from({ length: plays }, (_each, k) => j * plays + k)])
  const whole = customers > 5000 ? undefined : timed(() => solve(programOf(problem, open) ?? ''))
  return {
    customers,
    nearCpuMs: Math.round(near.millis),
    nearGapPercent: Number(((100 * (near.answer.bound - near.answer.gain)) / near.answer.bound).toFixed(5)),
    exactCpuMs: Math.round(exact.millis),
    isProven: exact.answer.bound - exact.answer.gain <= 1e-9 * exact.answer.bound,
    highsAloneCpuMs: whole === undefined ? null : Math.round(whole.millis),
    highsAloneEnded: whole === undefined ? null : whole.answer !== undefined,
  }
}

/** The plan of a quarter: ours (bound and choice), proven by HiGHS on what is left open, and HiGHS alone on the whole problem, in one run. */
export async function bench(): Promise<object> {
  const solve = await openSolver()
  chooseWithin(problemOf(500), new Int32Array(500).fill(none))
  return [500, 5000, 50_000].map(customers => measured(customers, solve))
}
