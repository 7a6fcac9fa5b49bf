// `npm run check`: what the compiler, the linter, the formatter and the dead-code finder say. Every step runs; any finding fails.
import { spawnSync } from 'node:child_process'

const steps: readonly (readonly [what: string, ...args: string[]])[] = [
  ['types of core', 'node_modules/typescript/bin/tsc', '-p', 'core/tsconfig.json'],
  ['types of server, contract and command line', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['types of the web client', 'node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json'],
  ['lint', 'node_modules/oxlint/bin/oxlint', '--quiet'],
  ['format', 'node_modules/@biomejs/biome/bin/biome', 'format', '--max-diagnostics=20', '.'],
  ['dead code', 'node_modules/knip/bin/knip.js', '--no-progress'],
  ['lockfile', 'scripts/lockcheck.mjs'],
]

const failed = steps.filter(([what, ...args]) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${what}`)
  return status !== 0
})
process.exitCode = failed.length > 0 ? 1 : 0
