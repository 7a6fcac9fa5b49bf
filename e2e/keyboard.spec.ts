import type { Page } from '@playwright/test'
import { expect, place, settled, test } from './fixtures.ts'

/** Goes on by Tab until the named thing has the focus, as someone without a mouse does. */
async function tabTo(page: Page, role: 'link' | 'button' | 'textbox' | 'combobox', name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name }).first()
  for (let step = 0; step < 40; step++) {
    if (await wanted.evaluate(element => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach the ${role} ${String(name)}`)
}

test('by keyboard alone: sign in, skip to the content, go through the navigation, open a drawer and leave it', async ({ page }) => {
  await page.goto('/login')
  await settled(page)
  await tabTo(page, 'textbox', '邮箱')
  await page.keyboard.type(place.login.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(place.login.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: '主导航' }).first()).toBeVisible()

  await page.goto('/')
  await settled(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()

  await page.goto('/')
  await settled(page)
  await tabTo(page, 'link', '设置')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeFocused()
  await tabTo(page, 'link', /^用户/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '用户' })).toBeFocused()

  await tabTo(page, 'button', '新建用户')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: '新建用户' })
  await expect(drawer.getByRole('textbox', { name: '姓名' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
})

test('what is typed while the palette is still on its way is not lost', async ({ signedIn: page }) => {
  let hold = true
  await page.route(/palette.*\.js/, async route => {
    while (hold) await new Promise(resolve => setTimeout(resolve, 50))
    await route.continue()
  })
  await page.goto('/')
  await settled(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('audix')
  await page.keyboard.press('Backspace')
  hold = false
  const box = page.getByRole('dialog').getByRole('combobox')
  await expect(box).toHaveValue('audi')
  await page.keyboard.type('t')
  await expect(box).toHaveValue('audit')
})

test('Ctrl-K finds pages and goes there', async ({ signedIn: page }) => {
  await page.goto('/')
  await settled(page)
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog')
  await expect(palette).toBeVisible()
  await page.keyboard.type('审计')
  await expect(palette.getByRole('option').first()).toContainText('审计记录')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/audit/)
})
