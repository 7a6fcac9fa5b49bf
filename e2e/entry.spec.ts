import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

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

test('an empty form says what is missing, field by field', async ({ page }) => {
  await page.goto('/login')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByText('请输入邮箱')).toBeVisible()
  await expect(page.getByText('请输入密码')).toBeVisible()
  await expect(page.getByLabel('邮箱')).toHaveAttribute('aria-invalid', 'true')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the login page is for everyone, at the desk and on the phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto('/login')
    await settled(page)
    await expectAccessible(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await expectAccessible(page)
  })
}

test('language and theme stay as chosen: after loading anew, and on another device', async ({ signedIn: page, visit }) => {
  await page.goto('/account')
  await settled(page)
  await page.getByRole('button', { name: '语言' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My account')
  await page.getByRole('button', { name: 'Appearance' }).click()
  const kept = page.waitForResponse(response => response.url().endsWith('/api/me') && response.request().method() === 'PATCH')
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await kept
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My account')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  const other = await visit()
  await other.page.goto('/login')
  await other.page.getByLabel('邮箱').fill(place.login.email)
  await other.page.getByLabel('密码').fill(place.login.password)
  await other.page.getByRole('button', { name: '登录' }).click()
  await expect(other.page.getByRole('navigation', { name: 'Main navigation' }).first()).toBeVisible()
  await expect(other.page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('after signing out nothing is shown any more, and the way back leads to the login', async ({ signedIn: page }) => {
  await page.goto('/account')
  await settled(page)
  await page.getByRole('button', { name: /的账户菜单/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await expect(page).toHaveURL(/\/login$/)
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/login\?next=/)
})

test('an address that is not there says so and leads home', async ({ signedIn: page }) => {
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('找不到这个页面')
  await page.getByRole('link', { name: '回到首页' }).click()
  await expect(page).toHaveURL(/\/$/)
})
