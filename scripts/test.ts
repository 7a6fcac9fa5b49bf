// `npm test`: unit, house and API tests (vitest, on a real database), then the real browser (Playwright). Ends with one line `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'

type Totals = { passed: number; failed: number; skipped: number; flaky?: number }
type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  numFailedTestSuites: number
}
type PlaywrightReport = { stats: { expected: number; flaky: number; unexpected: number; skipped: number } }

const reports = { vitest: '.cache/vitest.json', playwright: '.cache/playwright.json' }

const run = (...args: string[]) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined
}

/** A runner that failed without a failed test (it could not start, a file did not load) counts as one failure. */
function withExit(totals: Totals, status: number): Totals {
  return status !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

function unitTests(): Totals {
  const status = run(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reports.vitest}`,
  )
  const report = readReport<VitestReport>(reports.vitest)
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 }
  return withExit(
    { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests },
    status,
  )
}

function browserTests(): Totals {
  const status = run('node_modules/@playwright/test/cli.js', 'test')
  const report = readReport<PlaywrightReport>(reports.playwright)
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, flaky, unexpected, skipped } = report.stats
  return withExit({ passed: expected + flaky, failed: unexpected, skipped, flaky }, status)
}

mkdirSync('.cache', { recursive: true })
for (const file of Object.values(reports)) rmSync(file, { force: true })
const all = [unitTests(), browserTests()]
const sum = (pick: (totals: Totals) => number) => all.reduce((total, totals) => total + pick(totals), 0)
const [passed, failed, skipped] = [sum(t => t.passed), sum(t => t.failed), sum(t => t.skipped)]
const flaky = sum(t => t.flaky ?? 0)
if (flaky > 0) console.log(`${flaky} passed only at the second try (named above as flaky)`)
if (skipped > 0) console.log(`${skipped} skipped (each says why above)`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
