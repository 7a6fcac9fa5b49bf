import { expect, expectAccessible, settled, test } from './fixtures.ts'

test('a viewer is added, enters with the first password, and sees what a viewer may see', async ({ signedIn: page, visit }) => {
  const email = `viewer.${Date.now()}@example.com`
  await page.goto('/settings/users')
  await settled(page)
  await page.getByRole('button', { name: '新建用户' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: '新建并生成密码' }).click()
  await expect(drawer.getByText('请输入姓名')).toBeVisible()
  await expect(drawer.getByText(/请输入有效的邮箱/)).toBeVisible()
  await drawer.getByLabel('姓名').fill('周观')
  await drawer.getByLabel('邮箱').fill(email)
  await drawer.getByLabel('角色').selectOption('viewer')
  await expect(drawer.getByText('只看，不改，不导出。')).toBeVisible()
  await drawer.getByLabel('数据范围').selectOption('department')
  await drawer.getByRole('button', { name: '新建并生成密码' }).click()
  await expect(drawer.getByText('数据范围为部门时，请选择部门')).toBeVisible()
  await drawer.getByLabel('数据范围').selectOption('all')
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '新建并生成密码' }).click()
  const password = await drawer.locator('code').innerText()
  expect(password).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/)
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '完成' }).click()
  await expect(drawer).toBeHidden()
  await page.getByLabel('按姓名、邮箱或职务查找').fill(email)
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('只读')
  await expect(page.getByText(password)).toHaveCount(0)

  const viewer = await visit({ email, password })
  await viewer.page.goto('/settings')
  await settled(viewer.page)
  await expect(viewer.page.getByRole('link', { name: /^公司/ })).toBeVisible()
  await expect(viewer.page.getByRole('link', { name: /^用户/ })).toHaveCount(0)
  await expect(viewer.page.getByRole('link', { name: /^审计记录/ })).toHaveCount(0)
  await viewer.page.goto('/settings/users')
  await expect(viewer.page.getByText('您没有查看此页的权限')).toBeVisible()
  await expect(viewer.page.getByText(/您的角色是“只读”/)).toBeVisible()
  expect(viewer.faults.refusals).toEqual([])
  await viewer.page.goto('/settings/company')
  await expect(viewer.page.getByText('公司资料由管理员修改。')).toBeVisible()
  await expect(viewer.page.getByRole('button', { name: '保存' })).toHaveCount(0)
  await viewer.page.goto('/settings/departments')
  await settled(viewer.page)
  await expect(viewer.page.getByRole('button', { name: '新建部门' })).toHaveCount(0)
  await expect(viewer.api.get('/api/users')).rejects.toThrow(/403/)
  await expect(viewer.api.get('/api/audit')).rejects.toThrow(/403/)
})

test('a person is changed and barred; they are out at once, and the audit trail shows before and after', async ({
  signedIn: page,
  api,
  visit,
}) => {
  const email = `han.${Date.now()}@example.com`
  const password = 'a good password 1'
  const name = `韩梅${Date.now() % 10_000}`
  await api.call('POST', '/api/users', { name, email, password, role: 'viewer', scope: 'all' })
  const other = await visit({ email, password })
  await other.page.goto('/account')
  await settled(other.page)

  await page.goto(`/settings/users?search=${encodeURIComponent(email)}`)
  await settled(page)
  await page.getByRole('row').filter({ hasText: email }).click()
  const drawer = page.getByRole('dialog', { name })
  await drawer.getByLabel('角色').selectOption('manager')
  await drawer.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText(`已保存对“${name}”的修改。`)).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('经理')

  await page.getByRole('row').filter({ hasText: email }).click()
  await drawer.getByRole('button', { name: '停用' }).click()
  await page
    .getByRole('dialog', { name: `停用“${name}”` })
    .getByRole('button', { name: '停用' })
    .click()
  await expect(page.getByText(`已停用“${name}”。`)).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('已停用')
  await expect(other.api.get('/api/customers')).rejects.toThrow(/40[139]/)

  await page.goto('/settings/audit?entity=user&action=update')
  await settled(page)
  const entry = page.getByRole('row').filter({ hasText: name })
  await expect(entry).toHaveCount(2)
  await entry.nth(1).click()
  const details = page.getByRole('dialog', { name: '修改用户' })
  const role = details.getByRole('row').filter({ hasText: '角色' })
  await expect(role.getByRole('cell').first()).toHaveText('只读')
  await expect(role.getByRole('cell').last()).toHaveText('经理')
  await expectAccessible(page)
})

test('the last administrator cannot be made anything else', async ({ signedIn: page, api, faults }) => {
  const { rows } = await api.get<{ rows: { userId: string; role: string; disabled: boolean }[] }>(
    '/api/users?role=administrator&disabled=false',
  )
  test.skip(rows.length !== 1, 'the demo company has several administrators')
  await page.goto(`/settings/users?user=${rows[0]?.userId}`)
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('角色').selectOption('viewer')
  await drawer.getByRole('button', { name: '保存' }).click()
  await expect(drawer.getByRole('alert')).toContainText('最后一位可用的管理员')
  expect(faults.refusals).toHaveLength(1)
})

test('a new password ends the sessions of the person, and is shown once', async ({ signedIn: page, api, visit }) => {
  const email = `li.${Date.now()}@example.com`
  const user = await api.call<{ userId: string }>('POST', '/api/users', {
    name: '李雷',
    email,
    password: 'a good password 1',
    role: 'service',
    scope: 'own',
  })
  const other = await visit({ email, password: 'a good password 1' })
  await page.goto(`/settings/users?search=${email}&user=${user.userId}`)
  const drawer = page.getByRole('dialog').first()
  await drawer.getByRole('button', { name: '重置密码' }).click()
  await page.getByRole('dialog', { name: '重置“李雷”的密码' }).getByRole('button', { name: '重置密码' }).click()
  const password = await page.locator('code').innerText()
  await expect(other.api.get('/api/me/sessions')).rejects.toThrow(/401/)
  await other.context.clearCookies()
  await other.api.signIn({ email, password })
})
