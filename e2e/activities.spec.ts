import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Made = { readonly dyadId: string }

test('a visit is written down from the customer’s page, its next step becomes a task, and both are in the timeline', async ({
  signedIn: page,
  api,
}) => {
  const { dyadId } = await api.call<Made>('POST', '/api/customers', { name: '浏览器跟进测试客户' })
  await page.goto(`/customers/${dyadId}?tab=timeline`)
  await settled(page)
  await page.getByRole('region', { name: '时间线' }).getByRole('button', { name: '写跟进' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('拜访', { exact: true }).click()
  await drawer.getByLabel('主题').fill('首次拜访')
  await drawer.getByLabel('内容').fill('看了装配线')
  await drawer.getByText('有进展').click()
  await drawer.getByLabel('下一步', { exact: true }).fill('寄样品')
  await drawer.getByLabel('主题').press('Control+Enter')
  await expect(drawer).toBeHidden()
  const timeline = page.getByRole('region', { name: '时间线' })
  await expect(timeline.getByRole('button', { name: '拜访 · 首次拜访' })).toBeVisible()
  await expect(timeline).toContainText('看了装配线')
  await expect(timeline).toContainText('今天已联系')
  await expectAccessible(page)

  await page.goto('/tasks')
  await page.getByRole('button', { name: '完成：寄样品' }).click()
  await expect(page.getByRole('button', { name: '完成：寄样品' })).toBeHidden()
  await page.goto(`/customers/${dyadId}?tab=timeline`)
  await expect(timeline).toContainText('完成任务：寄样品')

  await timeline.getByRole('button', { name: '拜访 · 首次拜访' }).click()
  await drawer.getByRole('button', { name: '删除', exact: true }).click()
  await page.getByRole('dialog', { name: '删除这条跟进记录？' }).getByRole('button', { name: '删除', exact: true }).click()
  await expect(timeline.getByRole('button', { name: '拜访 · 首次拜访' })).toBeHidden()
  await expect(timeline).toContainText('还没有联系记录')
})

test('something is planned by a click into the calendar, with the customer found by its initials', async ({ signedIn: page, api }) => {
  const { dyadId } = await api.call<Made>('POST', '/api/customers', { name: '日历安排测试客户' })
  await page.goto('/calendar?day=2026-10-08&view=month')
  await settled(page)
  await expect(page.getByRole('region', { name: '2026-10-01' })).toContainText('国庆节')
  await expect(page.getByRole('region', { name: '2026-10-10' })).toContainText('班')
  await page.goto('/calendar')
  await page.getByRole('button', { name: '安排', exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('combobox', { name: '客户' }).fill('rlapcskh')
  await page.getByText('日历安排测试客户').first().click()
  await drawer.getByLabel('主题').fill('产品介绍')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('button', { name: /产品介绍/ })).toBeVisible()
  await expectAccessible(page)
  const { rows } = await api.get<{ rows: { subject: string; state: string; dyadId: string }[] }>('/api/activities?q=产品介绍')
  expect(rows).toMatchObject([{ subject: '产品介绍', state: 'planned', dyadId }])
})

test('who is due is listed, and a rhythm is set for one customer alone', async ({ signedIn: page, api }) => {
  const name = `频率测试客户${Date.now()}`
  const { dyadId } = await api.call<Made>('POST', '/api/customers', { name })
  await page.goto(`/customers/${dyadId}?tab=timeline`)
  await page.getByRole('button', { name: '单独设置' }).click()
  await page.getByRole('dialog').getByLabel('每隔多少天').fill('3')
  await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('region', { name: '时间线' })).toContainText('3 天后到期')
  await page.goto('/due?show=soon')
  await settled(page)
  // Who is overdue stands apart, and the soonest first: a firm far behind sees its week all the same.
  const rows = page.getByRole('grid').getByRole('row')
  await expect(rows.nth(1)).toContainText(/今天|明天|天后/)
  await expect(rows.filter({ hasText: '逾期' })).toHaveCount(0)
  await page.getByRole('search').getByRole('textbox').fill(name)
  const found = page.getByRole('grid').getByRole('link', { name })
  await expect(found).toBeVisible()
  await expect(rows.filter({ hasText: name })).toContainText('3 天后到期')
  await expectAccessible(page)
  await page.getByText('已逾期', { exact: true }).click()
  await expect(page).not.toHaveURL(/show=soon/)
  await settled(page)
  await expect(found).toBeHidden()
})

test('several tasks are done at once', async ({ signedIn: page, api }) => {
  for (const title of ['批量甲', '批量乙']) await api.call('POST', '/api/tasks', { title })
  await page.goto('/tasks')
  await page.getByRole('checkbox', { name: '选择“批量甲”' }).check()
  await page.getByRole('checkbox', { name: '选择“批量乙”' }).check()
  await page.getByRole('button', { name: '完成所选 2 项' }).click()
  await expect(page.getByRole('button', { name: '完成：批量甲' })).toBeHidden()
  await page.getByText('已关闭').click()
  await expect(page.getByText('批量乙')).toBeVisible()
})
