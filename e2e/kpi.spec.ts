import { expect, expectAccessible, settled, test } from './fixtures.ts'

test('the key figures open to their formula, months and customers; a target is set and judged', async ({ signedIn: page }) => {
  await page.goto('/kpi')
  await settled(page)
  await expect(page.getByRole('region', { name: '赢得 · 留住 · 做大' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /留存率/ }).click()
  const drawer = page.getByRole('dialog', { name: '留存率' })
  await expect(drawer).toContainText('一年前有销售的客户里')
  await expect(drawer.getByRole('columnheader', { name: '月份' })).toBeVisible()
  await expect(drawer).toContainText('相关客户')
  await drawer.getByRole('button', { name: '设定目标' }).click()
  const form = page.getByRole('dialog', { name: '设定目标' })
  await form.getByRole('spinbutton').fill('1')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  await expect(page.getByRole('region', { name: '赢得 · 留住 · 做大' })).toContainText('目标 1%')
})
