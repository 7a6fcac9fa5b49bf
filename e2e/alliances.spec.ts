import type { Page } from '@playwright/test'
import { expect, expectAccessible, settled, test } from './fixtures.ts'

type Customers = { readonly rows: readonly { readonly dyadId: string }[] }

async function choose(page: Page, label: string | RegExp, text: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first().click()
}

test('two questions choose the way; the plan has steps and reviews; a problem is solved by both sides', async ({ signedIn: page, api }) => {
  const { rows } = await api.get<Customers>('/api/customers?limit=1&sort=netSales')
  await page.goto(`/customers/${rows[0]?.dyadId}?tab=relationship`)
  await settled(page)
  const card = page.getByRole('region', { name: '合作联盟' })
  await card.getByRole('button', { name: '新建联盟' }).click()
  const form = page.getByRole('dialog', { name: '新建联盟' })
  await form.getByRole('textbox', { name: '名称' }).fill('联合补货')
  await choose(page, '客户需要改变做法吗？', /^需要$/)
  await choose(page, '由谁带领？', '双方共同')
  await expect(form).toContainText('合伙人')
  await choose(page, '做法', '同步运作')
  await form.getByRole('textbox', { name: '共同目标' }).fill('缺货减半')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  await card.getByRole('link', { name: '联合补货' }).click()
  await settled(page)
  await expect(page.getByRole('heading', { level: 1, name: '联合补货' })).toBeVisible()
  await expect(page.getByRole('region', { name: '启动条件' })).toContainText('不是交易型关系')
  await expectAccessible(page)
  await page.getByRole('button', { name: '添加里程碑' }).click()
  const step = page.getByRole('dialog', { name: '添加里程碑' })
  await step.getByRole('textbox', { name: '名称' }).fill('共用预测表')
  await step.getByRole('button', { name: '保存' }).click()
  await expect(step).toBeHidden()
  await expect(page.getByRole('region', { name: '里程碑' })).toContainText('已列入任务')
  await page.getByRole('button', { name: '登记问题' }).click()
  const problem = page.getByRole('dialog', { name: '登记问题' })
  await problem.getByRole('textbox', { name: '问题', exact: true }).fill('标签贴错')
  await problem.getByRole('button', { name: '保存' }).click()
  await expect(problem).toBeHidden()
  await page.goto('/joint-problems')
  await settled(page)
  await expect(page.getByText('标签贴错').first()).toBeVisible()
  await page.goto('/alliances')
  await settled(page)
  await expect(page.getByRole('link', { name: '联合补货' })).toBeVisible()
  await expectAccessible(page)
})
