import { chromium } from '@playwright/test'
import { findBrowser } from './browser.ts'
import { type Login, startProduct } from './product.ts'

/** The first administrator where the product has no demo company. */
const founder: Login = { email: 'wang.fang@example.com', password: 'first password 1' }

/** Makes the company through the public door, as the first-run page does. */
async function found(address: string): Promise<Login> {
  const company = { name: '华东轴承有限公司', nameEn: 'East China Bearings', baseCurrency: 'CNY', timeZone: 'Asia/Shanghai' }
  const body = { company, administrator: { name: '王芳', ...founder }, language: 'zh-CN' }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${address}/api/company`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`The company could not be made: ${answer.status} ${await answer.text()}`)
  return founder
}

/** The addresses of all pages, out of the router of the built client itself: a new page is tested without being named here. */
async function readRoutes(address: string): Promise<readonly string[]> {
  const { path, args, env } = await findBrowser()
  const browser = await chromium.launch({ executablePath: path, args: [...args], env })
  try {
    const page = await browser.newPage()
    await page.goto(`${address}/login`)
    await page.locator('h1').waitFor()
    return await page.evaluate<string[]>('Object.keys(self.__TSR_ROUTER__.routesByPath)')
  } finally {
    await browser.close()
  }
}

/** Starts the product the tests share (with its demo company where there is one) and an empty one, and tells the tests through the environment. */
export default async function setup(): Promise<() => Promise<void>> {
  // The language that the demo company writes, where it is not Chinese: for the pictures of the guide.
  const demo = process.env.E2E_DEMO
  const started = await Promise.allSettled([startProduct(demo === undefined ? [] : [`--demo=${demo}`]), startProduct(['--no-demo'])])
  const stop = async () => {
    await Promise.all(started.map(async one => (one.status === 'fulfilled' ? await one.value.stop() : undefined)))
  }
  try {
    const [shared, empty] = started.map(one => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
    if (!shared || !empty) throw new Error('Two products were to be started.')
    const login = shared.login ?? (await found(shared.address))
    process.env.E2E_PLACE = JSON.stringify({
      address: shared.address,
      empty: empty.address,
      login,
      routes: await readRoutes(shared.address),
      hasDemo: shared.login !== undefined,
    })
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}
