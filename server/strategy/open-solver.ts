import loader from 'highs'
import type { SolveProgram } from '#core/strategy/choice-exact.ts'

// The package types its loader as CommonJS does, under a further `default`; what is imported is the loader itself.
const openHighs = loader as unknown as typeof loader.default

/** Seconds after which a program is given up; the plan found without it stands, with its bound. */
const patience = 5

const options = { mip_rel_gap: 0, mip_abs_gap: 0, time_limit: patience, output_flag: false } as const

/** The HiGHS solver (https://highs.dev), compiled to WebAssembly. It blocks its thread while it solves. */
export async function openSolver(): Promise<SolveProgram> {
  const highs = await openHighs()
  return program => {
    const { Status, Columns } = highs.solve(program, options)
    if (Status !== 'Optimal') return undefined
    return option => (Columns[`x${option}`] as { readonly Primal?: number } | undefined)?.Primal ?? 0
  }
}
