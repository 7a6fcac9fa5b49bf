import { expect, place, settled, test } from './fixtures.ts'

test('a wrong password is refused with a sentence, a right one leads to where one was going', async ({ page }) => {
  await page.goto('/account')
  await expect(page).toHaveURL(/\/login\?next=/)
  await page.getByLabel('邮箱').fill(place.login.email)
  await page.getByLabel('密码').fill('not the password')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('alert')).toContainText('邮箱或密码不正确')
  await page.getByLabel('密码').fill(place.login.password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('我的账户')
  await settled(page)
})

test('after many wrong passwords the door is shut for a while, and says for how long', async ({ page, api }) => {
  const email = 'nobody.here@example.com'
  for (let attempt = 0; attempt < 10; attempt++) await api.signIn({ email, password: 'guess' }).catch(() => undefined)
  await page.goto('/login')
  await page.getByLabel('邮箱').fill(email)
  await page.getByLabel('密码').fill('another guess')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('alert')).toContainText(/登录失败次数过多，请在 \d+ 分钟后再试/)
})
