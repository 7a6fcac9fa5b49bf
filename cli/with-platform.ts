import { buildApp } from '#server/app.ts'
import type { Platform } from '#server/platform/context.ts'
import { openLog } from '#server/platform/log.ts'
import { openPlatform } from '#server/platform/open-platform.ts'
import { assertRuntimeRole } from '#server/platform/runtime-role.sql.ts'
import { withInstallation } from './with-installation.ts'

/** Opens all that the product has but its door: for commands whose work includes background jobs. A product that runs beside it is left running. */
export function withPlatform<T>(work: (platform: Platform) => Promise<T>): Promise<T> {
  return withInstallation(async ({ config, installation }) => {
    const { platform, close } = openPlatform({ config, runtime: installation.runtime, log: openLog(config.logLevel, config.log) })
    const app = await buildApp(platform)
    try {
      await assertRuntimeRole(platform.db)
      await platform.jobs.start()
      return await work(platform)
    } finally {
      await app.close()
      await close()
    }
  })
}
