import { defineConfig } from '@playwright/test'
import { findBrowser } from './e2e/browser.ts'

const { path, args, env } = await findBrowser()

/** The real browser against the real product: one worker, because all tests share the one product that e2e/start-products.ts starts. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '.cache/playwright',
  globalSetup: './e2e/start-products.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // A machine that paused must not stop a landing: a second try counts, and `npm test` says how many needed one.
  retries: 1,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/playwright.json' }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: path, args: [...args], env },
  },
})
