import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Compiled code is kept between starts: a second start is then a matter of a second.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile'))

const { run } = await import('./run.ts')
await run(process.env, process.argv.slice(2))
