import { expect, expectAccessible, settled, test } from './fixtures.ts'

type Effects = { readonly asOf: string | null; readonly rows: { readonly name: { readonly zh: string }; readonly holdoutShare: number }[] }

test('a manager has the plays measured, reads the check of the method, and holds back more customers from one', async ({
  signedIn: page,
  api,
}) => {
  await page.goto('/effects')
  await settled(page)
  await expect(page.getByRole('heading', { level: 1, name: '成效检验' })).toBeVisible()
  await page.getByRole('button', { name: '现在检验' }).click()
  await expect(page.getByText(/按截至 \d{4}-\d{2}-\d{2} 的账目/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('region', { name: '自检（A/A）' }).getByText(/误报 \d+ 次|账目不足两年/)).toBeVisible()
  const { asOf, rows } = await api.get<Effects>('/api/effects')
  expect(asOf).not.toBeNull()
  const [play] = rows
  const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: play?.name.zh ?? '', exact: true }) })
  const share = card.getByRole('spinbutton', { name: `“${play?.name.zh}”的留出比例` })
  const wished = play?.holdoutShare === 0.3 ? '25' : '30'
  await share.fill(wished)
  await card.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存为新版本')).toBeVisible()
  await settled(page)
  await expectAccessible(page)
  const after = await api.get<Effects>('/api/effects')
  expect(after.rows.find(({ name }) => name.zh === play?.name.zh)?.holdoutShare).toBe(Number(wished) / 100)
})
