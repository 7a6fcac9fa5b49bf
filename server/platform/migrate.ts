import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from './database.ts'
import { installJobs } from './job-schema.sql.ts'

const folder = join(import.meta.dirname, '..', 'migrations')

export type Step = { readonly name: string; readonly text: string }

/** All migration steps, in the order of their numbers. */
export function migrationSteps(): Step[] {
  const files = readdirSync(folder).filter(file => /^\d{4}_[a-z_]+\.sql$/.test(file))
  return files.sort().map(file => ({ name: file.slice(0, -'.sql'.length), text: readFileSync(join(folder, file), 'utf8') }))
}

/** Splits a migration into its statements: one to a call, as a cluster wants it. A statement ends with a semicolon at the end of a line, one outside of a function's body. */
export function statementsOf(text: string, runtimeRole: string): string[] {
  const quoted = `"${runtimeRole.replaceAll('"', '""')}"`
  const bare = text.replaceAll('{{runtime}}', quoted).replaceAll(/^--.*$/gm, '')
  const whole = bare.replaceAll(/\$\$.*?\$\$/gs, body => body.replaceAll(/;\s*\n\s*/g, '; '))
  return whole.split(/;[ \t]*$/m).flatMap(statement => statement.trim() || [])
}

async function appliedSteps(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('app.migration') is not null as there`)
  if (rows[0]?.there !== true) return new Set()
  const applied = await client.query<{ step: string }>('select step from app.migration')
  return new Set(applied.rows.map(row => row.step))
}

async function applyStep(client: pg.Client, step: Step, runtimeRole: string): Promise<void> {
  await client.query('begin')
  try {
    for (const statement of statementsOf(step.text, runtimeRole)) await client.query(statement)
    await client.query('insert into app.migration (step) values ($1)', [step.name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${step.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/**
 * Brings the database to the newest step (or to `upTo`), each step in a transaction of its own; two processes that migrate at once wait for
 * each other. Runs as the migration role, which owns the tables. Answers the steps it applied.
 */
export async function migrate(owner: Connection, runtimeRole: string, upTo?: string): Promise<string[]> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(732001)')
    const applied = await appliedSteps(client)
    const newest = migrationSteps().at(-1)?.name ?? ''
    const ahead = [...applied].filter(step => step > newest)
    if (ahead.length > 0) throw new Error(`the database is newer than this program (it has ${ahead.join(', ')}): update the program`)
    const wanted = migrationSteps().filter(step => !applied.has(step.name) && (upTo === undefined || step.name <= upTo))
    for (const step of wanted) await applyStep(client, step, runtimeRole)
    if (upTo === undefined) await installJobs(client, runtimeRole)
    return wanted.map(step => step.name)
  } finally {
    await client.end()
  }
}
