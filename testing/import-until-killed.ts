import { pino } from 'pino'
import { openDatabase, openPool } from '#server/platform/database.ts'
import { publishImport } from '#server/intake/work-import.ts'
import { importSteps } from '#server/trade/import-steps.ts'

/** A program that publishes an import and is killed hard at a step: `{ runtime, data, actor, importId, step, count }` as JSON in its one argument. */
const { runtime, data, actor, importId, step, count } = JSON.parse(process.argv[2] ?? '{}')
const pool = openPool(runtime)
let met = 0
const report = (progress: { step?: string }) => {
  if (progress.step === step && ++met === count) process.kill(process.pid, 'SIGKILL')
}
const engine = {
  db: openDatabase(pool),
  pool,
  data,
  steps: importSteps,
  onFactsChanged: async () => {},
  now: () => new Date(),
  log: pino({ level: 'silent' }),
}
await publishImport(engine, { actor, importId, signal: new AbortController().signal, report })
await pool.end()
