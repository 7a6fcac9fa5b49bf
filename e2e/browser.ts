import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** What Playwright needs to start a browser: `chromium.launch({ executablePath: path, args, env })`. */
export type Browser = { readonly path: string; readonly args: readonly string[]; readonly env: Record<string, string> }

const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-quic']

const ownEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Unpacks the Chromium that comes with npm, once for each version; a half-unpacked one is never taken for whole. */
async function unpack(pack: string, into: string): Promise<void> {
  if (existsSync(into)) return
  const fresh = `${into}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = fresh
  try {
    const { inflate } = await import('@sparticuz/chromium')
    for (const part of ['chromium.br', 'swiftshader.tar.br', 'al2023.tar.br', 'fonts.tar.br']) await inflate(join(pack, 'bin', part))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  settle(fresh, into)
}

/** Two test processes may have unpacked at once: the first one stays. */
function settle(fresh: string, into: string): void {
  try {
    renameSync(fresh, into)
  } catch (reason) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(into)) throw reason
  }
}

function fontSettings(unpacked: string): string {
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(unpacked, 'fonts')]
  const file = join(unpacked, 'fonts.conf')
  const body = folders.map(folder => `<dir>${folder}</dir>`).join('')
  const cache = `<cachedir>${join(unpacked, 'font-cache')}</cachedir>`
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${body}${cache}</fontconfig>`)
  return file
}

/** The libraries that a bare system lacks come along too; a system that has its own keeps them. */
function withLibraries(path: string, unpacked: string, env: Record<string, string>): Record<string, string> {
  if (spawnSync(path, ['--version'], { env }).status === 0) return env
  const own = join(unpacked, 'al2023', 'lib')
  return { ...env, LD_LIBRARY_PATH: env.LD_LIBRARY_PATH ? `${own}:${env.LD_LIBRARY_PATH}` : own }
}

async function browserFromNpm(): Promise<Browser> {
  const pack = join(dirname(require.resolve('@sparticuz/chromium')), '..')
  const { version } = require(join(pack, 'package.json')) as { version: string }
  const unpacked = join(import.meta.dirname, '..', '.cache', `browser-${version}`)
  await unpack(pack, unpacked)
  const path = join(unpacked, 'chromium')
  const env = withLibraries(path, unpacked, ownEnvironment())
  return { path, args, env: { ...env, FONTCONFIG_FILE: fontSettings(unpacked) } }
}

/**
 * Finds a browser for the tests: the one of LIANKE_BROWSER; on Linux x64 the Chromium that npm installed, made to run as root or as an
 * ordinary user on a bare system; elsewhere an installed Chrome. Fails with a sentence where there is none.
 */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.LIANKE_BROWSER
  if (named) return { path: named, args, env: ownEnvironment() }
  if (process.platform === 'linux' && process.arch === 'x64') return browserFromNpm()
  const path = installed.find(existsSync)
  if (path === undefined) throw new Error('No browser found: set LIANKE_BROWSER to the path of a Chrome or Chromium.')
  return { path, args, env: ownEnvironment() }
}
