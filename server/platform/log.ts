import { mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type DestinationStream, destination, type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

export type Log = Logger

const maxBytes = 20 * 1024 * 1024

/** Lines are written together: when so many bytes are there, after a second, and when the process ends. To write each alone costs a tenth of a call. */
const gathered = 4096

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** A log file of at most 20 MB beside the one before it; the check an hour keeps a long run within bounds. */
function rotatingFile(file: string): DestinationStream {
  mkdirSync(dirname(file), { recursive: true })
  if (sizeOf(file) > maxBytes) renameSync(file, `${file}.1`)
  const stream = destination({ dest: file, sync: false, minLength: gathered, mkdir: true })
  setInterval(() => stream.flush(), 1000).unref()
  const rotate = () => {
    if (sizeOf(file) <= maxBytes) return
    renameSync(file, `${file}.1`)
    stream.reopen()
  }
  setInterval(rotate, 3_600_000).unref()
  return stream
}

/** Structured logs, a JSON object a line: to the file, or to standard error for `-`. */
export function openLog(level: LogLevel, target: string): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    target === '-' ? destination({ dest: 2, sync: false }) : rotatingFile(target),
  )
}
