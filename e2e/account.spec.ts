import { expect, place, settled, test } from './fixtures.ts'

test('the devices one is signed in on are listed, and can be signed out from here', async ({ signedIn: page, api, visit }) => {
  await api.call('DELETE', '/api/me/sessions')
  const other = await visit(place.login)
  await other.page.goto('/account')
  await settled(other.page)

  await page.goto('/account')
  await settled(page)
  const lines = page.getByRole('listitem').filter({ hasText: '最近活动' })
  await expect(lines).toHaveCount(2)
  await expect(lines.filter({ hasText: '当前设备' })).toHaveCount(1)
  await lines.getByRole('button', { name: '结束' }).click()
  await expect(page.getByText('该登录已结束。')).toBeVisible()
  await expect(lines).toHaveCount(1)

  await other.page.goto('/settings')
  await expect(other.page).toHaveURL(/\/login\?next=/)
})

test('a password that is too short or repeated wrongly is told before anything is sent', async ({ signedIn: page, faults }) => {
  await page.goto('/account')
  await settled(page)
  const card = page.getByRole('region', { name: '修改密码' })
  await card.getByLabel('当前密码').fill('whatever it is')
  await card.getByLabel('新密码').fill('short')
  await card.getByRole('button', { name: '修改密码' }).click()
  await expect(card.getByText('密码太短：还差 5 个字符。')).toBeVisible()
  await card.getByLabel('新密码').fill('long enough now')
  await card.getByLabel('再输一次密码').fill('something else')
  await expect(card.getByText('两次输入的密码不一致。')).toBeVisible()
  expect(faults.refusals).toEqual([])
})
