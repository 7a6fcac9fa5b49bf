import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Login = { readonly email: string; readonly password: string }

/** A product of the tests' own: where it listens, how to sign in to its demo company where it has one, and how to end it. */
export type Started = { readonly address: string; readonly login: Login | undefined; readonly stop: () => Promise<void> }

const readyMillis = 300_000
const stopMillis = 10_000

/** The demo login out of the line that the product prints: an e-mail address, and the first word with a figure in it after that. */
export function loginIn(line: string): Login | undefined {
  const [email = ''] = /[\w.+-]+@[\w-]+(\.[\w-]+)+/.exec(line) ?? []
  if (email === '') return undefined
  const [password = ''] = /[\w!#-]*\d[\w!#-]*/.exec(line.slice(line.indexOf(email) + email.length)) ?? []
  return password === '' ? undefined : { email, password }
}

function ownEnvironment(data: string): NodeJS.ProcessEnv {
  const foreign = /^(LIANKE_|DATABASE_|HOST$|PORT$|LOG_LEVEL$|NODE_OPTIONS$)/
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(kept), LIANKE_DATA: data, HOST: '127.0.0.1', PORT: '0' }
}

/** Resolves with what was printed once an address and the line's end are there; rejects with what was said where the product ends before. */
async function printedLine(child: ChildProcess): Promise<string> {
  let out = ''
  let said = ''
  child.stderr?.on('data', (part: Buffer) => {
    said += part.toString()
  })
  const line = new Promise<string>(resolve => {
    child.stdout?.on('data', (part: Buffer) => {
      out += part.toString()
      if (/https?:\/\/[^\n]*\n/.test(out)) resolve(out)
    })
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The product ended with ${String(code)} before it was ready: ${said || out}`)
  })
  const tooLate = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`The product was not ready after ${readyMillis / 1000} s: ${said || out}`)), readyMillis).unref()
  })
  return await Promise.race([line, ended, tooLate])
}

/** Ends the embedded database of a product that had to be killed. */
function endDatabase(data: string): void {
  try {
    const [pid] = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGINT')
  } catch {
    // It has ended by itself.
  }
}

async function end(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const killer = setTimeout(() => {
    child.kill('SIGKILL')
    endDatabase(data)
  }, stopMillis)
  await exit
  clearTimeout(killer)
}

/** Starts the product on an empty data folder of its own and waits for its printed line. As root, its database runs as another user: the folder is open to it. */
export async function startProduct(args: readonly string[]): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'lianke-e2e-'))
  chmodSync(folder, 0o755)
  const data = join(folder, '.lianke')
  const root = join(import.meta.dirname, '..')
  const child = spawn(process.execPath, ['server/main.ts', ...args], {
    cwd: root,
    env: ownEnvironment(data),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    await end(child, data)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const line = await printedLine(child)
    const [address = ''] = /https?:\/\/[^\s/]+/.exec(line) ?? []
    return { address, login: loginIn(line), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
