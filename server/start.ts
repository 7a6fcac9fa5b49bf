import type { AddressInfo } from 'node:net'
import { dayOf, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { buildApp, importEngineOf } from '#server/app.ts'
import { findDemo } from '#server/demo/demo.sql.ts'
import { demoLogin } from '#server/demo/found-demo.ts'
import { loadDemo, untilMapped } from '#server/demo/load-demo.ts'
import { settleDemo } from '#server/demo/settle-demo.ts'
import type { Config } from '#server/platform/config.ts'
import { lockData, refuseTakenPort } from '#server/platform/data-lock.ts'
import type { Platform } from '#server/platform/context.ts'
import { openInstallation } from '#server/platform/installation.ts'
import { openLog } from '#server/platform/log.ts'
import { openPlatform } from '#server/platform/open-platform.ts'
import { recoverImports } from '#server/intake/recover-imports.ts'
import { sweepUploads } from '#server/platform/receive-upload.ts'
import { assertRuntimeRole } from '#server/platform/runtime-role.sql.ts'

/** The product while it runs. */
export type Product = {
  readonly platform: Platform
  /** Where people reach it. */
  readonly address: string
  /** How anyone signs in to the demo company; undefined where there is none. */
  readonly login: { readonly email: string; readonly password: string } | undefined
  /** Answers what is under way, lets jobs go, and ends the embedded database. */
  readonly stop: () => Promise<void>
}

function addressOf(config: Config, { address, port }: AddressInfo): string {
  if (config.origin !== undefined) return config.origin
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address.includes(':') ? `[${address}]` : address
  return `http://${host}:${port}`
}

/** The last day of the month before, in China: the demo's three years end there. */
function lastMonthEnd(now: Date): number {
  const [year = 0, month = 1, day = 1] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now).split('-').map(Number)
  return lastDayOf(monthOf(dayOf(year, month, day)) - 1)
}

const seed = 1

async function openDemo(config: Config, platform: Platform): Promise<Product['login']> {
  if (!config.demo) return undefined
  const engine = { ...importEngineOf(platform), jobs: platform.jobs }
  const language = config.demoLanguage
  const isNew = (await findDemo(platform.db, demoLogin.email))?.finished !== true
  const login = await loadDemo(engine, { seed, endDate: lastMonthEnd(platform.now()), language })
  if (login === undefined) return undefined
  await untilMapped(engine, platform.log, isNew)
  await settleDemo(platform, { seed, language })
  return login
}

/** Starts the product: database, migrations, the check of the run-time role, jobs, and the server. What was begun is ended where a step fails. */
export async function startProduct(config: Config): Promise<Product> {
  const ends: (() => Promise<unknown>)[] = []
  const stop = async () => {
    while (ends.length > 0) await ends.pop()?.()
  }
  try {
    const log = openLog(config.logLevel, config.log)
    ends.push(lockData(config))
    await refuseTakenPort(config)
    const installation = await openInstallation(config)
    ends.push(installation.stop)
    const { platform, halt, close } = openPlatform({ config, runtime: installation.runtime, log })
    ends.push(close)
    await assertRuntimeRole(platform.db)
    const app = await buildApp(platform)
    await platform.jobs.start()
    await sweepUploads(config.data, Date.now())
    recoverImports(importEngineOf(platform), platform.stopping).catch(error => log.warn({ err: error }, 'imports that were interrupted'))
    const login = await openDemo(config, platform)
    await app.listen({ host: config.host, port: config.port })
    ends.push(async () => {
      halt()
      await app.close()
    })
    const address = addressOf(config, app.server.address() as AddressInfo)
    log.info({ address, applied: installation.applied }, 'started')
    return { platform, address, login, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
