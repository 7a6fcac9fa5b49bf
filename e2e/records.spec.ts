import type { Page } from '@playwright/test'
import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

/** The demo has opportunities, agreements and complaints of its own: those of this run carry its mark. */
const mark = String(Date.now()).slice(-6)

type Customers = { readonly rows: readonly { readonly dyadId: string; readonly name: string }[] }

async function choose(page: Page, label: string, typed: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  await box.click()
  await box.fill(typed)
  await page.locator('.ant-select-item-option', { hasText: typed }).first().click()
}

test('an opportunity is entered from the list, moved, and won; the board and the channels show it', async ({ signedIn: page, api }) => {
  const name = `电商大客户有限公司${mark}`
  const title = `年度框架采购${mark}`
  await api.call('POST', '/api/customers', { name })
  await page.goto('/opportunities')
  await settled(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: '新建商机' }).first().click()
  const form = page.getByRole('form', { name: '新建商机' })
  await choose(page, '客户', name)
  await form.getByRole('textbox', { name: '标题' }).fill(title)
  await form.getByRole('spinbutton', { name: /金额/ }).fill('120000')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  await page.getByRole('search').getByRole('searchbox').fill(title)
  const row = page.getByRole('row').filter({ hasText: title })
  await expect(row).toContainText('120,000.00')
  await row.getByText(title).click()
  const drawer = page.getByRole('dialog', { name: title })
  await expect(drawer).toContainText('初步接洽 · 10%')
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '赢单' }).click()
  await expect(drawer).toContainText('100%')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '看板' }).click()
  await settled(page)
  await expect(page.getByRole('region', { name: '报价' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '渠道产出' }).click()
  await settled(page)
  await expect(page.getByRole('rowheader', { name: '未填写来源' })).toBeVisible()
  await expectAccessible(page)
})

test('a complaint of a customer is entered on its page, answered and resolved with its cause', async ({ signedIn: page, api }) => {
  const { rows } = await api.get<Customers>('/api/customers?limit=1')
  const title = `轴承有异响${mark}`
  await page.goto(`/customers/${rows[0]?.dyadId}?tab=service`)
  await settled(page)
  await page.getByRole('button', { name: '登记工单' }).click()
  const form = page.getByRole('form', { name: '登记工单' })
  await form.getByRole('textbox', { name: '标题' }).fill(title)
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  await page.getByRole('row').filter({ hasText: title }).getByText(title).click()
  const drawer = page.getByRole('dialog', { name: title })
  await drawer.getByRole('button', { name: '标记已应答' }).click()
  await expect(drawer).toContainText('处理中')
  await drawer.getByRole('button', { name: '解决', exact: true }).click()
  const asked = page.getByRole('dialog', { name: '如何解决的？' })
  await asked.getByRole('textbox', { name: '处理结果' }).fill('已换货')
  await asked.getByRole('button', { name: '解决' }).click()
  await expect(drawer).toContainText('已解决')
  await expect(drawer).toContainText('已换货')
})

test('an agreement that ends soon stands first and is called due; removing it can be taken back', async ({ signedIn: page, api }) => {
  const { rows } = await api.get<Customers>('/api/customers?limit=1')
  const title = `快到期的框架${mark}`
  const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  await api.call('POST', `/api/customers/${rows[0]?.dyadId}/agreements`, {
    title,
    kind: 'frame',
    endsOn: soon,
    noticeDays: 5,
  })
  await page.goto('/agreements')
  await settled(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: '60 天内须处理' }).click()
  const row = page.getByRole('row').filter({ hasText: title })
  await expect(row).toContainText('临近到期')
  await row.getByText(title).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await page.getByRole('dialog', { name: /删除“/ }).getByRole('button', { name: '删除' }).click()
  await expect(row).toBeHidden()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(row).toBeVisible()
})

test('stages and service times are set in the settings', async ({ signedIn: page }) => {
  await page.goto('/settings/stages')
  await settled(page)
  await expectAccessible(page)
  await page.getByRole('textbox', { name: '名称', exact: false }).first().fill('线索接洽')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  await page.goto('/settings/service-times')
  await settled(page)
  await expectAccessible(page)
  await page
    .getByRole('group', { name: '咨询' })
    .getByRole('spinbutton', { name: /首次应答/ })
    .fill('6')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存').first()).toBeVisible()
  expect(place.address).not.toBe('')
})
