import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type Config = {
  readonly host: string
  readonly port: number
  readonly data: string
  /** A PostgreSQL server, reached as the run-time role; without it the embedded one is started. */
  readonly databaseUrl: string | undefined
  /** The same server, reached as the role that owns the tables and migrates. */
  readonly ownerUrl: string | undefined
  /** The address that people use when it is not this process's own, `https://crm.example.com`. */
  readonly origin: string | undefined
  readonly trustedProxies: readonly string[]
  readonly logLevel: LogLevel
  readonly log: string
  readonly metricsToken: string | undefined
  readonly demo: boolean
  /** The language in which the people of the demo company write. */
  readonly demoLanguage: 'zh-CN' | 'en'
  readonly secret: string | undefined
  /** The server that mail goes out by, and who it is from; without it nobody is mailed. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** Every mistake of the settings, each a sentence: what, where, what to do. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[]
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'))
    this.name = 'ConfigError'
    this.mistakes = mistakes
  }
}

type Reader = { readonly env: Environment; readonly mistakes: string[] }

const known = ['--no-demo', '--demo', '--demo=zh-CN', '--demo=en']
const own = [
  'LIANKE_DATA',
  'LIANKE_SECRET',
  'LIANKE_ORIGIN',
  'LIANKE_TRUSTED_PROXIES',
  'LIANKE_LOG',
  'LIANKE_METRICS_TOKEN',
  'LIANKE_SMTP_URL',
  'LIANKE_MAIL_FROM',
]

function text({ env }: Reader, name: string): string | undefined {
  const value = env[name]?.trim()
  return value === undefined || value === '' ? undefined : value
}

function readPort(reader: Reader): number {
  const value = text(reader, 'PORT') ?? '8420'
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  reader.mistakes.push(`PORT is "${value}", but a port is a whole number from 0 to 65535: set PORT=8420, or leave it out.`)
  return 0
}

function readHost(reader: Reader): string {
  const host = text(reader, 'HOST') ?? '127.0.0.1'
  if (isIP(host) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host))
    reader.mistakes.push(
      `HOST is "${host}", which is neither an address nor a host name: set HOST=127.0.0.1 (this machine only) or HOST=0.0.0.0 (all networks).`,
    )
  return host
}

function readDatabase(reader: Reader, name: 'DATABASE_URL' | 'DATABASE_OWNER_URL'): string | undefined {
  const value = text(reader, name)
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol))
    reader.mistakes.push(`${name} is not an address of a PostgreSQL server: write it as postgres://user:password@host:5432/database.`)
  else if (url.pathname.length < 2)
    reader.mistakes.push(`${name} names no database: add it after the host, postgres://user:password@host:5432/database.`)
  return value
}

function readOrigin(reader: Reader): string | undefined {
  const value = text(reader, 'LIANKE_ORIGIN')
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === '') return url.origin
  reader.mistakes.push(`LIANKE_ORIGIN is "${value}", but it must be scheme and host alone, without a path: https://crm.example.com.`)
  return undefined
}

function readProxies(reader: Reader): string[] {
  const list = (text(reader, 'LIANKE_TRUSTED_PROXIES') ?? '').split(',').flatMap(entry => entry.trim() || [])
  for (const entry of list) {
    const [address = '', bits] = entry.split('/')
    const width = isIP(address) === 6 ? 128 : 32
    if (isIP(address) === 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= width)))
      reader.mistakes.push(`LIANKE_TRUSTED_PROXIES names "${entry}", which is no address or network: list them as 10.0.0.2,10.1.0.0/16.`)
  }
  return list
}

function readLevel(reader: Reader): LogLevel {
  const value = text(reader, 'LOG_LEVEL') ?? 'info'
  const level = logLevels.find(name => name === value)
  if (level === undefined) reader.mistakes.push(`LOG_LEVEL is "${value}": choose one of ${logLevels.join(', ')}.`)
  return level ?? 'info'
}

function readToken(reader: Reader, name: string): string | undefined {
  const value = text(reader, name)
  if (value !== undefined && value.length < 32)
    reader.mistakes.push(
      `${name} has ${value.length} characters, but at least 32 are needed: make one with "openssl rand -hex 32", or leave it out.`,
    )
  return value
}

function readSmtp(reader: Reader): Config['smtp'] {
  const [url, from] = [text(reader, 'LIANKE_SMTP_URL'), text(reader, 'LIANKE_MAIL_FROM')]
  if (url === undefined && from === undefined) return undefined
  if (url === undefined || !URL.canParse(url) || !['smtp:', 'smtps:'].includes(new URL(url).protocol))
    reader.mistakes.push('LIANKE_SMTP_URL is not an address of a mail server: write it as smtps://user:password@mail.example.com:465.')
  if (from === undefined || !/^[^\s@]+@[^\s@]+$/.test(from))
    reader.mistakes.push('LIANKE_MAIL_FROM must be the address that mail comes from: LIANKE_MAIL_FROM=lianke@example.com.')
  return url === undefined || from === undefined ? undefined : { url, from }
}

/** How many letters have to be put in, taken out or changed to make one name of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1]
    for (const [j, other] of b.split('').entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}

/** A name that is nearly one of ours is a slip of the hand that would otherwise go unnoticed. */
function findSlips(reader: Reader, args: readonly string[]): void {
  for (const name of Object.keys(reader.env)) {
    const meant = own.find(known => known !== name && distance(known, name) <= 2)
    if (meant !== undefined && !own.includes(name))
      reader.mistakes.push(`${name} is not a setting of this product: ${meant} is. Correct the name, or remove it.`)
  }
  for (const arg of args)
    if (!known.includes(arg))
      reader.mistakes.push(
        `"${arg}" is not understood here: the options are --no-demo, and --demo=en for a demo company that writes English.`,
      )
}

/**
 * All settings, from the environment and the arguments, checked at once. Throws a ConfigError that names every mistake.
 * Touches nothing: folders and the secret are made by `prepareData`.
 */
export function readConfig(env: Environment, args: readonly string[] = []): Config {
  const reader: Reader = { env, mistakes: [] }
  const data = resolve(text(reader, 'LIANKE_DATA') ?? '.lianke')
  const config: Config = {
    host: readHost(reader),
    port: readPort(reader),
    data,
    databaseUrl: readDatabase(reader, 'DATABASE_URL'),
    ownerUrl: readDatabase(reader, 'DATABASE_OWNER_URL'),
    origin: readOrigin(reader),
    trustedProxies: readProxies(reader),
    logLevel: readLevel(reader),
    log: text(reader, 'LIANKE_LOG') ?? join(data, 'lianke.log'),
    metricsToken: readToken(reader, 'LIANKE_METRICS_TOKEN'),
    demo: !args.includes('--no-demo'),
    demoLanguage: args.includes('--demo=en') ? 'en' : 'zh-CN',
    secret: readToken(reader, 'LIANKE_SECRET'),
    smtp: readSmtp(reader),
  }
  if (config.ownerUrl !== undefined && config.databaseUrl === undefined)
    reader.mistakes.push(
      'DATABASE_OWNER_URL is set without DATABASE_URL: set both for a PostgreSQL server, or neither for the embedded one.',
    )
  findSlips(reader, args)
  if (reader.mistakes.length > 0) throw new ConfigError(reader.mistakes)
  return config
}

/** Makes the data folder and answers the secret that signs tokens: the one given, or one of our own kept in the folder, readable by its user alone. */
export function prepareData(config: Pick<Config, 'data' | 'secret'>): string {
  const file = join(config.data, 'secret')
  try {
    mkdirSync(config.data, { recursive: true })
    if (config.secret !== undefined) return config.secret
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length >= 32) return secret
  } catch (error) {
    throw new ConfigError([
      `The data folder ${config.data} cannot be used (${(error as Error).message}): make it writable, or set LIANKE_DATA to another folder.`,
    ])
  }
  throw new ConfigError([`The file ${file} holds no secret: remove it (everybody signs in anew), or set LIANKE_SECRET.`])
}
