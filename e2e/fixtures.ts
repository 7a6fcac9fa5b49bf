import { type APIRequestContext, test as base, type BrowserContext, expect, type Page } from '@playwright/test'
import { type Api, apiOf } from './api.ts'
import { accessFaults } from './axe.ts'
import { lendChineseFont } from './chinese-font.ts'
import { place } from './place.ts'
import type { Login } from './product.ts'
import { type Faults, watchFaults } from './watch-faults.ts'

export { expect } from '@playwright/test'
export { place } from './place.ts'

/** A person at a browser of their own. */
export type Visitor = { readonly page: Page; readonly context: BrowserContext; readonly api: Api; readonly faults: Faults }

export type Look = { readonly language?: 'zh-CN' | 'en'; readonly theme?: 'light' | 'dark' | 'system' }

type Fixtures = {
  /** What went wrong in the browser during this test; errors fail it at its end. */
  readonly faults: Faults
  /** The interface, with the session of `page`. */
  readonly api: Api
  /** The administrator, signed in, in Chinese and light; the page is still blank: `await signedIn.goto('/customers')`. */
  readonly signedIn: Page
  /** Opens a second browser on the product (or on another address): signed in as someone, or as nobody yet. */
  readonly visit: (login?: Login, address?: string) => Promise<Visitor>
}

const plain = { language: 'zh-CN', theme: 'light', density: 'comfortable' } as const

/** Gives the administrator whom tests share the looks that everyone begins with, whatever an earlier test chose. */
async function restoreLook(request: APIRequestContext): Promise<void> {
  const tokenOf = async () => {
    const { cookies } = await request.storageState()
    return decodeURIComponent(cookies.find(cookie => cookie.name === 'lianke_csrf')?.value ?? '')
  }
  const change = async () => await request.patch(`${place.address}/api/me`, { data: plain, headers: { 'x-lianke-csrf': await tokenOf() } })
  if ((await change()).ok()) return
  await request.post(`${place.address}/api/session`, { data: place.login, headers: { 'x-lianke-csrf': await tokenOf() } })
  expect((await change()).ok()).toBe(true)
}

/** `test` for the browser: a page that must stay free of console errors and policy violations, an interface, people signed in. */
export const test = base.extend<Fixtures & { readonly sameLook: undefined }, { readonly keeper: APIRequestContext }>({
  baseURL: place.address,
  keeper: [
    async ({ playwright }, use) => {
      const request = await playwright.request.newContext()
      await use(request)
      await request.dispose()
    },
    { scope: 'worker' },
  ],
  sameLook: [
    async ({ keeper }, use) => {
      await restoreLook(keeper)
      await use(undefined)
    },
    { auto: true },
  ],
  faults: async ({ context }, use) => {
    const faults = watchFaults(context)
    await use(faults)
    expect(faults.errors, 'errors on the console').toEqual([])
  },
  page: async ({ page, context, faults }, use) => {
    void faults
    await lendChineseFont(context)
    await use(page)
  },
  api: async ({ context }, use) => await use(apiOf(context, place.address)),
  signedIn: async ({ page, api }, use) => {
    await api.signIn(place.login)
    await use(page)
  },
  visit: async ({ browser }, use) => {
    const visitors: Visitor[] = []
    await use(async (login, address = place.address) => {
      const context = await browser.newContext({ baseURL: address })
      const faults = watchFaults(context)
      await lendChineseFont(context)
      const visitor = { page: await context.newPage(), context, api: apiOf(context, address), faults }
      if (login) await visitor.api.signIn(login)
      visitors.push(visitor)
      return visitor
    })
    for (const { context, faults } of visitors) {
      await context.close()
      expect(faults.errors, 'errors on the console of a second browser').toEqual([])
    }
  },
})

/** Resolves once the page has drawn its content: a title is there, and no part of it is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await expect(page.locator('[aria-busy="true"], .lk-bones')).toHaveCount(0)
}

/** Changes language and theme of the person signed in, and shows the page anew. */
export async function look(page: Page, api: Api, choice: Look): Promise<void> {
  await api.call('PATCH', '/api/me', choice)
  // A page keeps what it chose in the browser; the person's own choice is taken over as the page loads.
  await page.evaluate(`localStorage.setItem('lianke.preferences', ${JSON.stringify(JSON.stringify(choice))})`).catch(() => undefined)
  await page.reload()
}

/** Fails with one line for each fault where the page, as it stands, breaks WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessFaults(page)).toEqual([])
}
