import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A product started for a measurement, on a data folder of its own. */
export type BenchProduct = {
  readonly address: string
  readonly pid: number
  readonly folder: string
  readonly readySeconds: number
  readonly stop: () => Promise<void>
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lianke-bench-'))
  chmodSync(folder, 0o755)
  return folder
}

export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true })

async function addressFrom(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    const address = /http:\/\/\S+/.exec(said)?.[0]
    if (address !== undefined) return address
  }
  throw new Error(`the product did not start: ${said}`)
}

/** Starts the product as `npm start` does, on a free port. */
export async function startProduct(folder: string, args: readonly string[] = ['--no-demo']): Promise<BenchProduct> {
  const begun = performance.now()
  const env = { ...process.env, LIANKE_DATA: join(folder, '.lianke'), PORT: '0' }
  const child = spawn(process.execPath, ['--max-semi-space-size=2', 'server/main.ts', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const address = await addressFrom(child)
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { address, pid: child.pid ?? 0, folder, readySeconds: (performance.now() - begun) / 1000, stop }
}

const field = (pid: number, name: string): number => {
  try {
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** Resident memory of a process now, and at its most, in MB (2^20 bytes). Linux alone. */
export const residentMb = (pid: number) => field(pid, 'VmRSS')
export const peakMb = (pid: number) => field(pid, 'VmHWM')

/** The embedded database of a data folder: its postmaster and all of its children. */
export function databasePids(folder: string): number[] {
  try {
    const main = Number(readFileSync(join(folder, '.lianke', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && field(Number(name), 'PPid') * 1024 === main)
    return [main, ...children.map(Number)]
  } catch {
    return []
  }
}

/** What a process holds of memory, shared pages divided among those that share them, in MB. Linux alone. */
function shareMb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** Memory of the embedded database now, with all its processes, in MB. */
export const databaseMb = ({ folder }: Pick<BenchProduct, 'folder'>) => databasePids(folder).reduce((sum, each) => sum + shareMb(each), 0)

/** Memory of the whole product now: the server with its threads and the embedded database with all its processes, in MB. */
export const productMb = (product: BenchProduct) => shareMb(product.pid) + databaseMb(product)

/** CPU seconds of a process until now (user and system), all threads. Linux alone. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/**
 * CPU seconds of the whole product until now: the server, the embedded database, and its backends that have ended since. Linux alone.
 */
export function productCpuSeconds({ pid, folder }: Pick<BenchProduct, 'pid' | 'folder'>): number {
  const [main = 0, ...children] = databasePids(folder)
  const ended = readFileSync(`/proc/${main}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return [pid, main, ...children].reduce((sum, each) => sum + cpuSeconds(each), (Number(ended[13]) + Number(ended[14])) / 100)
}

/** CPU time of a process until now with all its threads, in nanoseconds; undefined where it has ended. */
function threadNanoseconds(pid: number): number | undefined {
  try {
    const times = readdirSync(`/proc/${pid}/task`).map(task => readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
    return times.reduce((sum, time) => sum + Number(time), 0)
  } catch {
    return undefined
  }
}

/** Reads the CPU time of processes together, in nanoseconds, for stretches that a clock of 10 ms is too coarse for. One that ends keeps what it had. Linux alone. */
export function cpuMeter(pids: readonly number[]): () => number {
  const last = new Map(pids.map(pid => [pid, 0]))
  return () => {
    for (const [pid, before] of last) last.set(pid, threadNanoseconds(pid) ?? before)
    return [...last.values()].reduce((sum, time) => sum + time, 0)
  }
}

export const rounded = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits
