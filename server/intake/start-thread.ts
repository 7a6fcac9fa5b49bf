import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Each thread compiles for itself: with the cache of the server a start is a third of the work.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compile'))

await import('./import-thread.ts')
