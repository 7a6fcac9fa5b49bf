import type { Page } from '@playwright/test'
import { accessFaults } from './axe.ts'
import { expect, place, settled, test } from './fixtures.ts'
import { type DataWords, listenForData, strayChinese, untranslated, wordsOf } from './read-words.ts'
import { addressFor } from './sample-params.ts'

/** Pages before one stands in a company: shown to nobody who is signed in, tested in entry.spec.ts and first-run.spec.ts. */
const entrances = ['/login', '/first-run']
const routes = [...new Set(place.routes.map(route => (route === '/' ? route : route.replace(/\/$/, ''))))].filter(
  route => !entrances.includes(route),
)

const widths = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

/** Shows a page in a language, with the theme left to the system, so that it can be changed without loading anew. */
async function show(page: Page, address: string, language: 'zh-CN' | 'en', data: DataWords): Promise<void> {
  const choice = JSON.stringify(JSON.stringify({ language, theme: 'system' }))
  await page.addInitScript(`localStorage.setItem('lianke.preferences', ${choice})`)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(widths.desk)
  await page.goto(address)
  await settled(page)
  await expect.poll(data.pending, { message: 'calls still under way' }).toBe(0)
  await settled(page)
}

/**
 * Waits until nothing moves any more. Where less motion is wished, every change of colour is still a transition of a moment, and one that
 * is inherited goes down the tree a frame a level: colours measured in between would be half of one theme, half of the other.
 */
const untilStill = (page: Page) =>
  page.evaluate(`(async () => {
    for (let frames = 0, still = 0; still < 3 && frames < 120; frames++) {
      await new Promise(requestAnimationFrame)
      still = document.getAnimations().length === 0 ? still + 1 : 0
    }
  })()`)

/** Lets the system be light or dark. The headless browser now and then forgets to tell a busy page that it changed: it is told again then. */
async function paint(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await expect(async () => {
    await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' })
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme, { timeout: 1500 })
  }).toPass({ timeout: 15_000 })
}

/** What the page breaks at both widths and in both themes: dark, it is the same page in other colours, which alone are looked at again. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const [size, viewport] of Object.entries(widths)) {
    await page.setViewportSize(viewport)
    await settled(page)
    for (const [colorScheme, part] of [
      ['light', 'all'],
      ['dark', 'colours'],
    ] as const) {
      await paint(page, colorScheme)
      await untilStill(page)
      found.push(...(await accessFaults(page, part)).map(fault => `${size}, ${colorScheme}: ${fault}`))
    }
    const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    if (wider > 0) found.push(`${size}: the page is ${wider} px wider than the screen`)
  }
  return found
}

for (const route of routes) {
  test(`${route}: both languages, both themes, desk and phone, for everyone's eyes and hands`, async ({ signedIn: page, api, faults }) => {
    test.setTimeout(180_000)
    const address = await addressFor(route, api)
    test.skip(address === undefined, `there is nothing yet that ${route} could show`)
    await api.call('PATCH', '/api/me', { theme: 'system' })
    const data = listenForData(page)
    const said: Record<string, readonly string[]> = {}
    for (const language of ['zh-CN', 'en'] as const) {
      await api.call('PATCH', '/api/me', { language })
      await show(page, address ?? route, language, data)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expect(page.locator('h1')).toHaveCount(1)
      said[language] = await wordsOf(page)
      expect.soft(await faultsOf(page), `${language}: WCAG 2.2 AA and width`).toEqual([])
    }
    const { 'zh-CN': chinese = [], en: english = [] } = said
    expect.soft(strayChinese(english, data.all()), 'Chinese on the English page').toEqual([])
    expect.soft(untranslated(chinese, english, data.all()), 'the same words in both languages').toEqual([])
    expect(faults.refusals, 'calls of the page that were refused').toEqual([])
  })
}

test('the router tells its pages', () => {
  expect(routes).toEqual(expect.arrayContaining(['/', '/account', '/settings', '/settings/users']))
})
