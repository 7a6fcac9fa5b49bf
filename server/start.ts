import type { AddressInfo } from 'node:net'
import { buildApp } from '#server/app.ts'
import type { Config } from '#server/platform/config.ts'
import { lockData, refuseTakenPort } from '#server/platform/data-lock.ts'
import type { Platform } from '#server/platform/context.ts'
import { openInstallation } from '#server/platform/installation.ts'
import { openLog } from '#server/platform/log.ts'
import { openPlatform } from '#server/platform/open-platform.ts'
import { sweepUploads } from '#server/platform/receive-upload.ts'
import { assertRuntimeRole } from '#server/platform/runtime-role.sql.ts'

/** The product while it runs. */
export type Product = {
  readonly platform: Platform
  /** Where people reach it. */
  readonly address: string
  /** Answers what is under way, lets jobs go, and ends the embedded database. */
  readonly stop: () => Promise<void>
}

function addressOf(config: Config, { address, port }: AddressInfo): string {
  if (config.origin !== undefined) return config.origin
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address.includes(':') ? `[${address}]` : address
  return `http://${host}:${port}`
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
    await app.listen({ host: config.host, port: config.port })
    ends.push(async () => {
      halt()
      await app.close()
    })
    const address = addressOf(config, app.server.address() as AddressInfo)
    log.info({ address, applied: installation.applied }, 'started')
    return { platform, address, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
