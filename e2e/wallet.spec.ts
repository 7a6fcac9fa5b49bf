import type { HeadRoomRow, WalletRow } from '#contract/value/wallet.ts'
import type { Api } from './api.ts'
import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

/** The demo company's map is there when the product starts; its wallets follow a little later, behind whatever earlier tests set off. */
test.beforeEach(async ({ signedIn, api }) => {
  test.setTimeout(150_000)
  void signedIn
  const state = async () => await api.get<{ run: object | null; jobId: string | null }>('/api/wallet')
  await expect.poll(async () => (await state()).run !== null && (await state()).jobId === null, { timeout: 100_000 }).toBe(true)
})

type List = { readonly rows: readonly HeadRoomRow[] }

/** A row in the middle of the list, of a customer that buys something of the category: an amount or a share can be said of it. */
async function rowOf(api: Api): Promise<HeadRoomRow> {
  const { rows } = await api.get<List>('/api/wallet/head-room?limit=200&notBought=false&confidence=C')
  const row = rows[Math.floor(rows.length / 2)]
  if (!row) throw new Error('the demo company has no head-room')
  return row
}

test('the list of head-room: most money first, narrowed by category, opened to the regression and the look-alikes', async ({
  signedIn: page,
  api,
}) => {
  const { rows } = await api.get<List>('/api/wallet/head-room?limit=5')
  await page.goto('/customers')
  await settled(page)
  await page.getByRole('link', { name: '增长空间' }).click()
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('增长空间')
  const grid = page.getByRole('grid', { name: '增长空间' })
  await expect(grid.getByRole('row').nth(1)).toContainText(rows[0]?.name ?? '')
  await page.getByRole('checkbox', { name: '只看已流失品类' }).check()
  await expect(page).toHaveURL(/lapsed=true/)
  await expect(grid.getByRole('row').nth(1)).toContainText('已流失')
  await grid.getByRole('row').nth(1).getByRole('gridcell').first().click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText(/最近一次采购 \d{4}-\d{2}-\d{2}/)).toBeVisible()
  await expect(drawer.getByRole('heading', { name: '相似客户' })).toBeVisible()
  await expect(drawer.getByRole('heading', { name: '回归数字' })).toBeVisible()
  await expect(page).toHaveURL(/openCategory=/)
  await expectAccessible(page)
})

test('who knows better says so: the estimate gives way at once, and comes back when it is withdrawn', async ({ signedIn: page, api }) => {
  const row = await rowOf(api)
  await page.goto(`/customers/${row.dyadId}?tab=value`)
  await settled(page)
  const card = page.getByRole('region', { name: '钱包份额与增长空间' })
  await card.getByRole('button', { name: row.category, exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: '录入已知情况' }).click()
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(drawer.getByText('请填写').first()).toBeVisible()
  await drawer.getByLabel(/年采购额，不含税/).fill(String((row.own * 4) / 100))
  await drawer.getByRole('radio', { name: /^A / }).check()
  await drawer.getByLabel('来源').fill('客户年度采购计划')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(drawer.getByRole('row').filter({ hasText: '客户年度采购计划' })).toContainText('采用')
  const one = async () => {
    const { rows } = await api.get<{ rows: readonly WalletRow[] }>(`/api/customers/${row.dyadId}/wallet`)
    return rows.find(found => found.categoryId === row.categoryId)
  }
  expect(await one()).toMatchObject({ confidence: 'A', share: 0.25, wallet: row.own * 4 })
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '撤回' }).click()
  await expect.poll(async () => (await one())?.confidence, { timeout: 60_000 }).toBe('C')
  expect(await one()).toMatchObject({ wallet: row.wallet, gap: row.gap })
})

test('on a phone the card and the list keep to the screen', async ({ signedIn: page, api }) => {
  const row = await rowOf(api)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const address of ['/head-room', `/customers/${row.dyadId}?tab=value`]) {
    await page.goto(address)
    await settled(page)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  }
})
