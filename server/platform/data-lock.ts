import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { isAlive } from './is-alive.ts'

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** A living process of that number that looks like ours: numbers are used again after a restart of the machine. */
function isRunning(pid: number): boolean {
  if (pid === process.pid || !isAlive(pid)) return false
  const command = readText(`/proc/${pid}/cmdline`)
  return command === '' || /node|lianke/.test(command)
}

/**
 * Claims the data folder for this process: two products on one embedded database would end it under each other. Throws an Error with a
 * sentence where another runs there. Answers the function that gives it back. With a server of its own (DATABASE_URL) many may run.
 */
export function lockData(config: Pick<Config, 'data' | 'databaseUrl'>): () => Promise<void> {
  if (config.databaseUrl !== undefined) return async () => {}
  const file = join(config.data, 'lianke.pid')
  const pid = Number.parseInt(readText(file), 10)
  if (isRunning(pid))
    throw new Error(
      `The product is running already on the data folder ${config.data} (process ${pid}): use that one, end it first, or set LIANKE_DATA to another folder.`,
    )
  mkdirSync(config.data, { recursive: true })
  writeFileSync(file, `${process.pid}\n`)
  return async () => rmSync(file, { force: true })
}

/** Tries the port before anything else is started: rejects with EADDRINUSE or EACCES, as listening itself would later. */
export function refuseTakenPort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()))
  })
}
