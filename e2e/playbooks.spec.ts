import { expect, expectAccessible, settled, test } from './fixtures.ts'

type Plays = {
  readonly offers: {
    readonly play: { readonly playId: string; readonly key: string; readonly name: { zh: string } }
    readonly obstacles: { readonly kind: string }[]
  }[]
}

test('a manager reads a playbook and writes its next version, which shows what it changed', async ({ signedIn: page }) => {
  await page.goto('/playbooks')
  await settled(page)
  await expect(page.getByRole('heading', { level: 1, name: /打法库/ })).toBeVisible()
  await page.getByRole('button', { name: '免费培训' }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText('与客户商定主题、人数与日期')).toBeVisible()
  await expect(drawer.getByText(/假设，尚未在本企业测得/)).toBeVisible()
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '修改' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('每次费用（元）').fill('5000')
  await form.getByRole('button', { name: '加一个条件' }).click()
  await expect(form.getByText(/距上次订单至少 30 天/)).toBeVisible()
  await expectAccessible(page)
  await form.getByLabel('为什么改').fill('讲师费上涨')
  await form.getByRole('button', { name: '存为新版本' }).click()
  await expect(page.getByText(/已存为版本 \d/)).toBeVisible()
  await page.getByRole('dialog').getByRole('tab', { name: '历史版本', exact: true }).click()
  await expect(page.getByRole('dialog').getByText('讲师费上涨').first()).toBeVisible()
  await expect(page.getByRole('dialog').locator('del', { hasText: '4,000.00' }).first()).toBeVisible()
})

test('an account manager starts a play with a customer, does its steps, and the run ends and is booked', async ({
  signedIn: page,
  api,
}) => {
  const name = `打法试点机电${Date.now()}`
  const made = await api.call<{ dyadId: string }>('POST', '/api/customers', { name, duplicateReason: '测试' })
  const { offers } = await api.get<Plays>(`/api/customers/${made.dyadId}/plays`)
  const offer = offers.find(({ play }) => play.key === 'duty-price')
  expect(offer?.obstacles).toEqual([])
  await page.goto(`/customers/${made.dyadId}?tab=relationship`)
  const card = page.getByRole('region', { name: '义务与打法' })
  await expect(card.getByText('该客户尚未定型，只适用面向所有客户的打法。')).toBeVisible()
  await expectAccessible(page)
  await card.getByRole('button', { name: '启动“价格公开说明”' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '启动并派出任务' }).click()
  await expect(page.getByText('已启动：2 个步骤已派成任务')).toBeVisible()
  await card.getByRole('button', { name: '签注核实' }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: '签注', exact: true }).click()
  await expect(card.getByText(/核实，.*前有效/).first()).toBeVisible()
  await card.getByRole('button', { name: '价格公开说明' }).first().click()
  const run = page.getByRole('dialog')
  await expectAccessible(page)
  await run.getByRole('button', { name: '完成：整理现行价格、折扣与调价规则' }).click()
  await run.getByRole('button', { name: '完成：向客户说明，并在“基本义务”签注核实结果' }).click()
  await expect(run.getByText(/已完成 · 按版本 1 执行/)).toBeVisible()
  await page.goto('/plays')
  await settled(page)
  await page.getByRole('button', { name: '已结束' }).click()
  await expect(page).toHaveURL(/view=closed/)
  await page.getByRole('search').getByRole('searchbox').fill(name)
  const listed = page.getByRole('row').filter({ hasText: name })
  await expect(listed).toHaveCount(1)
  await expect(listed).toContainText('价格公开说明')
  await expect(listed).toContainText('已完成')
})

test('a play that runs is taken out of use, and it is said that its runs go on', async ({ signedIn: page, api }) => {
  const made = await api.call<{ dyadId: string }>('POST', '/api/customers', { name: '停用试点机电', duplicateReason: '测试' })
  const { offers } = await api.get<Plays>(`/api/customers/${made.dyadId}/plays`)
  const playId = offers.find(({ play }) => play.key === 'duty-data')?.play.playId ?? ''
  await api.call('POST', `/api/customers/${made.dyadId}/play-runs`, { playId })
  await page.goto(`/playbooks?open=${playId}`)
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect(page.getByText(/正在执行的 \d+ 次按各自版本做完/)).toBeVisible()
  await page.getByRole('dialog', { name: /停用“/ }).getByRole('button', { name: '停用' }).click()
  await expect(page.getByText(/已停用；\d+ 次执行继续进行/)).toBeVisible()
  await api.call('POST', `/api/plays/${playId}/restore`, {})
})
