import { parseArgs, type ParseArgsConfig } from 'node:util'
import { type Config, ConfigError, readConfig } from '#server/platform/config.ts'
import { type Db, openDatabase, openPool } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { type Installation, openInstallation } from '#server/platform/installation.ts'
import { UsageError } from './command.ts'

/** What a command works on: the settings of the environment, the database that they name, migrated. */
export type Opened = { readonly config: Config; readonly installation: Installation; readonly db: Db }

function settings(): Config {
  try {
    return readConfig(process.env, [])
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message, error.message)
    throw error
  }
}

/** Opens the installation for a command and closes it again; a product that runs on it is left running. Refusals become sentences. */
export async function withInstallation<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = settings()
  const installation = await openInstallation(config, { keepAdopted: true })
  const pool = openPool(installation.runtime, 2)
  try {
    return await work({ config, installation, db: openDatabase(pool) })
  } catch (error) {
    if (error instanceof Refusal) throw new UsageError(...error.words)
    throw error
  } finally {
    await pool.end()
    await installation.stop()
  }
}

/** The arguments of a command; a mistake is a sentence. `--lang` is understood everywhere. */
export function argumentsOf<const O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options: { ...options, lang: { type: 'string' } }, allowPositionals: true, strict: true })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`参数有误：${why}。加 --help 看用法。`, `${why}. Add --help for the usage.`)
  }
}
