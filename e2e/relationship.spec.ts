import type { Page } from '@playwright/test'
import { expect, expectAccessible, settled, test } from './fixtures.ts'

type Customers = { readonly rows: readonly { readonly dyadId: string; readonly name: string }[] }

async function choose(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first().click()
}

/** The relationship tab of a customer with orders. */
async function openCard(page: Page, dyadId: string | undefined) {
  await page.goto(`/customers/${dyadId}?tab=relationship`)
  await settled(page)
  const card = page.getByRole('region', { name: '关系状态' })
  await expect(card).toBeVisible()
  return card
}

test('the relationship card opens each finding; an entry of the sheet gives a score that the potential takes as evidence', async ({
  signedIn: page,
  api,
}) => {
  const { rows } = await api.get<Customers>('/api/customers?limit=1&sort=netSales')
  const dyadId = rows[0]?.dyadId
  const card = await openCard(page, dyadId)
  await expectAccessible(page)
  await card.getByRole('button', { name: '还不知道' }).first().or(card.getByTitle('查看依据').first()).first().click()
  const form = page.getByRole('dialog', { name: '关系形态' })
  await expect(form).toContainText('五种形态逐级累加')
  await form.getByRole('button', { name: '明细：交付后 14 天内回访' }).click()
  await expect(form.getByRole('columnheader', { name: '计入' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await card.getByTitle('查看依据').nth(3).click()
  const sheet = page.getByRole('dialog', { name: '转换成本' })
  await expect(sheet).toContainText('100 × (1 − e^(−比率 ÷ 0.2))')
  await sheet.getByRole('button', { name: '登记投入或风险' }).click()
  const entry = page.getByRole('dialog', { name: '登记投入或风险' })
  await entry.getByRole('textbox', { name: '名称' }).fill('专用模具')
  await entry.getByRole('spinbutton', { name: /金额/ }).fill('200000')
  await entry.getByRole('textbox', { name: '来源' }).fill('模具清单')
  await entry.getByRole('button', { name: '保存' }).click()
  await expect(entry).toBeHidden()
  await expect(sheet).toContainText('专用模具')
  await expect(sheet).toContainText('未写明客户得益')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(card).toContainText('退出壁垒未写明客户得益')
  const evidence = await api.get<{ rows: { kind: string; withdrawnAt: string | null }[] }>(`/api/customers/${dyadId}/evidence`)
  expect(evidence.rows.filter(row => row.kind === 'switching' && row.withdrawnAt === null).length).toBe(1)
})

test('a term that binds one side is flagged until it names what that side has for it; a bond is kept and removed', async ({
  signedIn: page,
  api,
}) => {
  const { dyadId } = await api.call<{ dyadId: string }>('POST', '/api/customers', { name: '公平条款客户', duplicateReason: '测试' })
  const card = await openCard(page, dyadId)
  await card.getByTitle('查看依据').nth(7).click()
  const fair = page.getByRole('dialog', { name: '公平与依赖' })
  await fair.getByRole('button', { name: '登记条款' }).click()
  const term = page.getByRole('dialog', { name: '登记条款' })
  await term.getByRole('textbox', { name: '名称' }).fill('只向我方采购')
  await choose(page, '约束', '约束客户')
  await term.getByRole('button', { name: '保存' }).click()
  await expect(term).toBeHidden()
  await expect(fair.getByText('条款单方约束客户')).toBeVisible()
  await expect(fair.getByText('单方条款', { exact: true })).toBeVisible()
  await fair.getByRole('button', { name: '修改 只向我方采购' }).click()
  await page.getByRole('dialog', { name: '修改条款' }).getByRole('textbox', { name: '被约束一方得到什么' }).fill('返利 3%')
  await page.getByRole('dialog', { name: '修改条款' }).getByRole('button', { name: '保存' }).click()
  await expect(fair.getByText('没有需要注意的')).toBeVisible()
  await page.keyboard.press('Escape')
  await card.getByRole('button', { name: '客户团队与可见范围' }).click()
  const team = page.getByRole('dialog', { name: '客户团队' })
  await expect(team.getByRole('rowheader', { name: '管理员' })).toBeVisible()
  await expectAccessible(page)
})

test('the list of relationships is inferred, narrowed and leads to the card', async ({ signedIn: page }) => {
  await page.goto('/relationships')
  await settled(page)
  const first = page.getByRole('row').nth(1)
  await expect(first).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  await page
    .getByRole('button', { name: '关系不足' })
    .or(page.getByRole('button', { name: '形态未知' }))
    .first()
    .click()
  await settled(page)
  await page
    .getByRole('button', { name: '清空' })
    .or(page.getByRole('button', { name: '清除' }))
    .first()
    .click()
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page.getByRole('region', { name: '关系状态' })).toBeVisible()
})
