import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

type Made = { readonly dyadId: string }

/** A customer of its own, with a complaint that speaks for one cause. */
async function falling(api: { call: <T>(method: 'POST', url: string, body: object) => Promise<T> }, name: string): Promise<Made> {
  const made = await api.call<Made>('POST', '/api/customers', { name, duplicateReason: '测试' })
  await api.call('POST', `/api/customers/${made.dyadId}/concerns`, { kind: 'complaint', title: '轴承异响', cause: 'quality_defect' })
  return made
}

test('a case is opened on the customer page, its cause chosen after the evidence, and decided', async ({ signedIn: page, api }) => {
  const { dyadId } = await falling(api, '下滑试点机电')
  await page.goto(`/customers/${dyadId}?tab=relationship`)
  const card = page.getByRole('region', { name: '下滑与赢回' })
  await expect(card.getByText('没有流失案例。')).toBeVisible()
  await card.getByRole('button', { name: '开立案例' }).click()
  const drawer = page.getByRole('dialog', { name: '流失案例' })
  await expect(drawer.getByText('先选定原因，才能算值不值得。')).toBeVisible()
  await expect(drawer.getByText('质量投诉与索赔（次）')).toBeVisible()
  await drawer.getByRole('button', { name: '明细：质量投诉与索赔（次）' }).click()
  await expect(drawer.getByText(/轴承异响/)).toBeVisible()
  await expectAccessible(page)
  await drawer.getByRole('combobox', { name: '原因' }).first().click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '质量缺陷' }).click()
  await drawer.getByRole('checkbox', { name: '过失已经纠正' }).check()
  await drawer.getByRole('textbox', { name: '依据与说明' }).fill('客户当面确认是轴承批次问题')
  await drawer.getByRole('button', { name: '选定原因' }).click()
  await expect(page.getByText('已选定原因，可以决策了')).toBeVisible()
  await expect(drawer.getByText(/主观原因：我方有能力扭转/).first()).toBeVisible()
  await drawer.getByRole('spinbutton', { name: /第二次生命价值/ }).fill('400000')
  await drawer.getByRole('spinbutton', { name: /优惠金额/ }).fill('30000')
  await drawer.getByRole('spinbutton', { name: /投入/ }).fill('15000')
  await expect(drawer.getByText('值得挽留', { exact: false }).last()).toBeVisible()
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '决定挽留' }).click()
  await expect(page.getByText('已记录决策')).toBeVisible()
  await expect(drawer.getByText(/决定：挽留/)).toBeVisible()
  await page.goto('/decline?q=下滑试点机电')
  await settled(page)
  await expect(page.getByText('下滑试点机电').first()).toBeVisible()
  await expectAccessible(page)
})

test('an account manager goes from the alert on the home page to the cause and the decision', async ({ signedIn, api, visit }) => {
  void signedIn
  type Case = { readonly state: string; readonly ownerId: string | null; readonly customerName: string }
  const { rows: cases } = await api.call<{ rows: Case[] }>('GET', '/api/decline-cases?limit=100')
  const { rows: people } = await api.call<{ rows: { userId: string; email: string; scope: string }[] }>(
    'GET',
    '/api/users?role=account_manager',
  )
  const owner = (one: Case) => people.find(({ userId, scope }) => userId === one.ownerId && scope === 'own')
  // The cases come with the most at stake first: this one stands high on its owner's page.
  const falling = cases.find(one => one.state === 'open' && owner(one) !== undefined) as Case
  const { page } = await visit({ email: owner(falling)?.email ?? '', password: place.login.password })
  await page.goto('/')
  await settled(page)
  const work = page.getByRole('region', { name: '今天的工作' }).getByRole('listitem').filter({ hasText: falling.customerName })
  await expect(work).toContainText('先查清原因')
  await work.getByRole('link', { name: '去处理' }).click()
  const drawer = page.getByRole('dialog', { name: '流失案例' })
  await drawer.getByRole('combobox', { name: '原因' }).first().click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '质量缺陷' }).click()
  await drawer.getByRole('textbox', { name: '依据与说明' }).fill('客户当面确认是轴承批次问题')
  await drawer.getByRole('button', { name: '选定原因' }).click()
  await drawer.getByRole('spinbutton', { name: /第二次生命价值/ }).fill('400000')
  await drawer.getByRole('spinbutton', { name: /优惠金额/ }).fill('10000')
  await drawer.getByRole('spinbutton', { name: /投入/ }).fill('5000')
  await drawer.getByRole('button', { name: '决定挽留' }).click()
  await expect(drawer.getByText(/决定：挽留/)).toBeVisible()
  await expectAccessible(page)
})

test('a decision against the expected value needs a reason; letting go leaves the steps of a graceful exit', async ({
  signedIn: page,
  api,
}) => {
  const { dyadId } = await falling(api, '放手试点机电')
  const begun = await api.call<{ caseId: string; version: number }>('POST', `/api/customers/${dyadId}/decline-cases`, {})
  const body = { cause: 'quality_defect', version: begun.version }
  await api.call('POST', `/api/customers/${dyadId}/decline-cases/${begun.caseId}/cause`, body)
  await page.goto(`/decline?open=${dyadId}:${begun.caseId}`)
  const drawer = page.getByRole('dialog', { name: '流失案例' })
  await drawer.getByRole('spinbutton', { name: /第二次生命价值/ }).fill('900000')
  await drawer.getByRole('button', { name: '决定放手' }).click()
  await expect(drawer.getByText('挽留期望值为正而选择放手，请写明理由').first()).toBeVisible()
  await drawer.getByRole('textbox', { name: '理由' }).fill('客户已明确不再合作')
  await drawer.getByRole('button', { name: '决定放手' }).click()
  await expect(drawer.getByText('好聚好散：退场步骤')).toBeVisible()
  await expect(drawer.getByText('办结未完订单、投诉与索赔')).toBeVisible()
  await expectAccessible(page)
})

test('the manager sees what winning back is reckoned with, and sets it', async ({ signedIn: page }) => {
  await page.goto('/decline')
  await settled(page)
  await page.getByRole('button', { name: '赢回设置' }).click()
  const form = page.getByRole('dialog', { name: '赢回设置' })
  await expect(form.getByLabel('过失且已纠正')).toHaveValue('35')
  await expectAccessible(page)
  await form.getByLabel('每工时成本（元）').fill('180')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
})
