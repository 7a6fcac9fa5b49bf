import type { ChurnedCustomer, ChurnPeriod } from '#contract/segments/churn.ts'
import type { Warned } from '#contract/segments/warnings.ts'
import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Warnings = { readonly rows: readonly Warned[]; readonly total: { readonly count: number } | null }

test('early warnings: most money at stake first, each with its reason, one click to the customer, and how good they are', async ({
  signedIn: page,
  api,
}) => {
  const { rows, total } = await api.get<Warnings>('/api/warnings?limit=200')
  const stakes = rows.map(row => row.warning.atStakeMinor ?? 0)
  expect(stakes).toEqual(stakes.toSorted((one, other) => other - one))
  await page.goto('/')
  await settled(page)
  await page.getByRole('button', { name: '展开“价值地图”的页面' }).click()
  await page.getByRole('link', { name: '客户预警' }).first().click()
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`客户预警${total?.count}`)
  const grid = page.getByRole('grid', { name: '被预警的客户' })
  await expect(grid.getByRole('row').nth(1)).toContainText(rows[0]?.name ?? '?')
  await expect(grid.getByRole('row').nth(1)).toContainText(`已 ${rows[0]?.nextOrder?.silenceDays} 天`)
  const quality = page.getByRole('region', { name: '预警有多准' })
  await expect(quality.getByRole('row').filter({ hasText: '本预警' })).toBeVisible({ timeout: 90_000 })
  await expect(quality.getByRole('row').filter({ hasText: '倍通常间隔' }).first()).toContainText('%')
  await expectAccessible(page)
  await grid.getByRole('row').nth(1).getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`/customers/${rows[0]?.dyadId}`))
})

test('warnings are narrowed by type, and the address says so', async ({ signedIn: page, api }) => {
  const { rows } = await api.get<Warnings>('/api/warnings?limit=200')
  const type = rows.find(row => row.type !== null)?.type ?? 'gold'
  await page.goto(`/warnings?type=${JSON.stringify([type])}`)
  await settled(page)
  const count = rows.filter(row => row.type === type).length
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`客户预警${count}`)
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`客户预警${rows.length}`)
  await expect(page).not.toHaveURL(/type=/)
})

test('customers lost: by month, by quarter, one period alone, and what counts as lost', async ({ signedIn: page, api }) => {
  const { periods } = await api.get<{ periods: readonly ChurnPeriod[] }>('/api/churn?by=quarter')
  const full = periods.findLast(period => period.churned.customers + period.partial.customers > 0)
  if (!full) throw new Error('the demo company lost nobody')
  await page.goto('/churn')
  await settled(page)
  await expect(page.getByRole('region', { name: '什么算流失' }).getByRole('listitem')).toHaveCount(3)
  await page.getByRole('button', { name: '按季度' }).click()
  await expect(page).toHaveURL(/by=quarter/)
  await page.goto(`/churn?by=quarter&from=${full.from}&to=${full.to}`)
  await settled(page)
  await expect(page.getByText(`只看 ${full.from} 至 ${full.to}`)).toBeVisible()
  const address = `/api/churn/customers?from=${full.from}&to=${full.to}&limit=5`
  const { rows } = await api.get<{ rows: readonly ChurnedCustomer[] }>(address)
  const grid = page.getByRole('grid', { name: '流失的客户' })
  await expect(grid.getByRole('row').nth(1)).toContainText(rows[0]?.name ?? '?')
  await expectAccessible(page)
  await page.getByRole('button', { name: '看全部时间' }).click()
  await expect(page).not.toHaveURL(/from=/)
})

test('on a phone the pages keep to the screen and lead to each other', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/map')
  await settled(page)
  for (const name of ['客户预警', '流失分析', '预测有多准']) {
    await page.getByRole('navigation', { name: '价值的各个页面' }).getByRole('link', { name }).click()
    await settled(page)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  }
})
