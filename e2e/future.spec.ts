import type { CustomerFuture } from '#contract/value/future.ts'
import type { Warned } from '#contract/segments/warnings.ts'
import type { Api } from './api.ts'
import { expect, expectAccessible, look, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Warnings = { readonly rows: readonly Warned[] }
type Future = { readonly future: CustomerFuture | null; readonly jobId: string | null }

/** A customer that is warned of: every part of the card has something to say of it. */
async function lateOne(api: Api): Promise<Warned> {
  const { rows } = await api.get<Warnings>('/api/warnings?limit=20')
  const found = rows.find(row => row.clvMinor !== null && row.clvMinor > 0)
  if (!found) throw new Error('the demo company warns of nobody')
  return found
}

const futureOf = async (api: Api, dyadId: string) => (await api.get<Future>(`/api/customers/${dyadId}/future`)).future

test('what is to come of a customer: the warning with its money, the figures with their ranges, the value opened to its parts, the model behind it', async ({
  signedIn: page,
  api,
}) => {
  const { dyadId } = await lateOne(api)
  const future = await futureOf(api, dyadId)
  await page.goto(`/customers/${dyadId}`)
  await settled(page)
  const card = page.getByRole('region', { name: '未来价值', exact: true })
  await expect(card.getByRole('note', { name: '客户预警' })).toContainText(future?.warning?.zh ?? '?')
  await expect(card.getByRole('note', { name: '客户预警' })).toContainText('风险金额')
  await expect(card.getByText(`上次下单在 ${future?.nextOrder?.silenceDays} 天前`)).toBeVisible()
  await expect(card.getByRole('list').getByRole('listitem')).toHaveCount(9)
  await expect(card.locator('[data-confirmed="true"]')).toHaveCount(1)
  await card.getByRole('button', { name: '怎么算出来的' }).click()
  await expect(card.getByRole('row').filter({ hasText: '每单净销售额（预期）' })).toBeVisible()
  await expect(card.getByRole('row').filter({ hasText: '折现到今天' })).toContainText('每年')
  await expectAccessible(page)
  await card.getByRole('button', { name: '推算依据' }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('region', { name: '模型参数' }).getByRole('row').nth(1)).toBeVisible()
  await expectAccessible(page)
  await drawer.getByRole('link', { name: '预测有多准' }).click()
  await expect(page).toHaveURL(/\/forecast$/)
})

test('an order recorded by hand moves the figures at once, is not counted twice, and is taken back', async ({ signedIn: page, api }) => {
  const { dyadId } = await lateOne(api)
  const before = await futureOf(api, dyadId)
  const number = `HAND-${dyadId.slice(-6)}`
  await page.goto(`/customers/${dyadId}`)
  await settled(page)
  await page.getByRole('button', { name: '记录订单' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: '保存订单' }).click()
  await expect(drawer.getByText('请填写大于 0 的金额')).toBeVisible()
  await drawer.getByLabel(/^订单号/).fill(number)
  await drawer.getByLabel(/^金额，不含税/).fill('12,800')
  await drawer.getByRole('button', { name: '保存订单' }).click()
  await expect(drawer.getByText(`已记录订单 ${number}`)).toBeVisible()
  const row = drawer.getByRole('row').filter({ hasText: '仍在合作的概率' })
  await expect(row.getByRole('cell')).toHaveCount(2)
  const now = await futureOf(api, dyadId)
  expect(now?.pAlive ?? 0).toBeGreaterThan(before?.pAlive ?? 1)
  expect(now?.warning).toBeNull()
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '再记一张' }).click()
  await drawer.getByLabel(/^订单号/).fill(number)
  await drawer.getByLabel(/^金额，不含税/).fill('99')
  await drawer.getByRole('button', { name: '保存订单' }).click()
  await expect(drawer.getByText('这个单号已经记录过一张内容不同的订单').first()).toBeVisible()
  await drawer.getByLabel(/^金额，不含税/).fill('12800')
  await drawer.getByRole('button', { name: '保存订单' }).click()
  await expect(drawer.getByText('没有重复计入')).toBeVisible()
  await drawer.getByRole('button', { name: '完成' }).click()
  await page.getByRole('tab', { name: '订单与发货' }).click()
  await page.getByRole('gridcell', { name: number }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除这张订单' }).click()
  await page
    .getByRole('dialog', { name: /手工记录/ })
    .getByRole('button', { name: '删除这张订单' })
    .click()
  await expect(page.getByText(`已撤销订单 ${number}`)).toBeVisible()
  await expect.poll(async () => (await futureOf(api, dyadId))?.warning?.code ?? null).toBe(before?.warning?.code ?? null)
})

test('the list of customers is narrowed by what is to come', async ({ signedIn: page, api }) => {
  const warned = await api.get<{ total: { count: number } }>('/api/warnings?limit=1')
  await page.goto('/customers?warned=true&sort=atStake')
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(String(warned.total.count))
  await page.goto('/customers?pAliveTo=0.3&sort=pAlive')
  await settled(page)
  const grid = page.getByRole('grid', { name: '客户' })
  await expect(grid.getByRole('columnheader', { name: '仍在合作' })).toBeVisible()
  const { rows } = await api.get<{ rows: readonly { standing: { pAlive: number } }[] }>('/api/customers?pAliveTo=0.3&limit=200')
  expect(rows.length).toBeGreaterThan(0)
  for (const { standing } of rows) expect(standing.pAlive).toBeLessThanOrEqual(0.3)
  await page.getByRole('button', { name: /筛选/ }).click()
  await expect(page.getByLabel('仍在合作的概率（%） 到')).toHaveValue('30')
  await expectAccessible(page)
})

test('in English, dark, on a phone the card keeps to the screen', async ({ signedIn: page, api }) => {
  const { dyadId } = await lateOne(api)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/customers/${dyadId}`)
  await look(page, api, { language: 'en', theme: 'dark' })
  await settled(page)
  await expect(
    page.getByRole('region', { name: 'What is to come' }).locator('.lk-figure-label', { hasText: 'Still a customer' }),
  ).toBeVisible()
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
