import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { removeFolder, rounded, temporaryFolder } from './product.ts'
import { writeLog } from './value-log.ts'
import { type Measured, type Step, type StepName, stepNames } from './value-steps.ts'

/** Runs a program to its end and reads the object that it prints. */
async function measured(program: string, args: readonly string[]): Promise<Measured> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, OMP_NUM_THREADS: '1' } })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += String(chunk)
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`)
  return JSON.parse(said) as Measured
}

const node = (file: string, ...args: readonly string[]) =>
  measured(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, file), ...args])

const secondsOf = (steps: readonly Step[], names: readonly StepName[]): number | undefined => {
  const found = names.map(name => steps.find(({ step }) => step === name)?.cpuSeconds)
  return found.every(seconds => seconds !== undefined) ? found.reduce((sum, seconds) => sum + seconds, 0) : undefined
}

const peakOf = (steps: readonly Step[], names: readonly StepName[] = stepNames): number =>
  Math.max(...steps.filter(({ step }) => names.includes(step)).map(({ peakMb }) => peakMb))

/** How often the peer's seconds hold ours, and our memory as a share of the peer's, step by step as far as the peer goes. */
function ratiosOf(ours: readonly Step[], peer: readonly Step[]) {
  const spans = {
    parse: ['parse'],
    statistics: ['statistics'],
    csvToStatistics: ['parse', 'statistics'],
    bgnbd: ['bgnbd'],
    gammaGamma: ['gammaGamma'],
    expected52: ['expected52'],
    endToEnd: stepNames,
  } as const satisfies Record<string, readonly StepName[]>
  const times = Object.entries(spans).flatMap(([name, steps]) => {
    const [own, other] = [secondsOf(ours, steps), secondsOf(peer, steps)]
    return own === undefined || other === undefined ? [] : [[name, rounded(other / own, 1)] as const]
  })
  const shared = stepNames.filter(name => name !== 'start' && peer.some(({ step }) => step === name))
  return { timesFaster: Object.fromEntries(times), memoryShare: rounded(peakOf(ours, shared) / peakOf(peer, shared), 2) }
}

/** A peer that comes to other statistics measures something else. */
function refuseDifference(name: string, ours: Measured, peer: Measured): void {
  const same = peer.outcome.customers === ours.outcome.customers && peer.outcome.repeatOrders === ours.outcome.repeatOrders
  if (!same) throw new Error(`${name} comes to other statistics: ${JSON.stringify(peer.outcome)}, not ${JSON.stringify(ours.outcome)}`)
}

async function beside(name: string, ours: Measured, run: (() => Promise<Measured>) | undefined, hint: string) {
  if (run === undefined) return { [name]: `not measured: ${hint}` }
  const peer = await run()
  refuseDifference(name, ours, peer)
  return { [name]: { ...peer, ...ratiosOf(ours.steps, peer.steps) } }
}

const options = {
  customers: { type: 'string', default: '1000000' },
  lines: { type: 'string', default: '10080000' },
  duckdb: { type: 'string', default: process.env.LIANKE_BENCH_DUCKDB ?? '' },
  python: { type: 'string', default: process.env.LIANKE_BENCH_PYTHON ?? '' },
} as const

/**
 * From a log of orders to expected orders, each step's CPU seconds and peak memory, and beside it the same steps of others in the same run:
 * `value [--customers N] [--lines N] [--duckdb FOLDER] [--python PROGRAM]`. FOLDER is where `npm install @duckdb/node-api` was run; PROGRAM a Python that
 * has lifetimes (or pandas alone, for the first steps).
 */
export async function bench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({ args: [...args], options })
  const plan = { customers: Number(values.customers), lines: Number(values.lines) }
  const { duckdb, python } = values
  const folder = temporaryFolder()
  try {
    const file = join(folder, 'log.csv')
    await writeLog(file, plan)
    const load = loadavg()[0] ?? 0
    const ours = await node('value-ours.ts', file)
    const seconds = secondsOf(ours.steps, stepNames) ?? Number.NaN
    return {
      ...plan,
      fileMb: rounded(statSync(file).size / 2 ** 20, 0),
      loadBefore: rounded(load, 1),
      lianke: { ...ours, endToEndCpuSeconds: rounded(seconds), peakMb: peakOf(ours.steps) },
      ...(await beside(
        'duckdb',
        ours,
        duckdb === '' ? undefined : () => node('value-duckdb.ts', file, duckdb),
        'name a folder with node_modules/@duckdb/node-api by --duckdb or LIANKE_BENCH_DUCKDB',
      )),
      ...(await beside(
        'python',
        ours,
        python === '' ? undefined : () => measured(python, [join(import.meta.dirname, 'value-pandas.py'), file]),
        'name a Python with lifetimes by --python or LIANKE_BENCH_PYTHON',
      )),
      loadAfter: rounded(loadavg()[0] ?? 0, 1),
    }
  } finally {
    removeFolder(folder)
  }
}
