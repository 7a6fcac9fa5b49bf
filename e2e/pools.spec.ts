import type { Api } from './api.ts'
import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

const unique = () => Math.random().toString(36).slice(2, 8)

/** A person of the firm with a password of their own. */
async function colleague(api: Api, name: string, role = 'account_manager') {
  const email = `${unique()}@example.com`
  const { userId } = await api.call<{ userId: string }>('POST', '/api/users', {
    name,
    email,
    role,
    scope: 'own',
    password: 'a good password 1',
  })
  return { userId, login: { email, password: 'a good password 1' } }
}

/** A customer that waits in a pool of its own. */
async function waiting(api: Api) {
  const name = `待领客户${unique()}`
  const pool = await api.call<{ poolId: string }>('POST', '/api/pools', { name: `公海${unique()}` })
  const { dyadId } = await api.call<{ dyadId: string }>('POST', '/api/customers', { name, phone: `0512-${Date.now() % 1e8}` })
  await api.call('POST', '/api/pools/release', { dyadIds: [dyadId], poolId: pool.poolId, reason: '换区' })
  return { name, dyadId, poolId: pool.poolId }
}

test('a pool: its rules are set, a colleague claims what waits in it, and sees the number only then', async ({
  signedIn: page,
  api,
  visit,
}) => {
  await page.goto('/pools?rules=new')
  await settled(page)
  const form = page.getByRole('dialog')
  const poolName = `规则${unique()}`
  await form.getByLabel('名称').fill(poolName)
  await form.getByLabel('每人每天最多领取（个）').fill('5')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await expect(form).toBeHidden()
  const { rows } = await api.get<{ rows: { name: string; dailyLimit: number }[] }>('/api/pools')
  expect(rows.find(one => one.name === poolName)).toMatchObject({ dailyLimit: 5 })

  const { name, dyadId, poolId } = await waiting(api)
  const seller = await visit((await colleague(api, '刘洋')).login)
  await seller.page.goto(`/customers/${dyadId}`)
  await settled(seller.page)
  await expect(seller.page.getByText(/0512\*\*\*\*|051\*\*\*\*/).first()).toBeVisible()
  await seller.page.goto(`/pools?pool=${poolId}`)
  await settled(seller.page)
  const grid = seller.page.getByRole('grid')
  await expect(grid.getByRole('row').nth(1)).toContainText('负责人释放 · 换区')
  await expectAccessible(seller.page)
  await grid.getByRole('row').nth(1).getByRole('checkbox').check()
  await seller.page.getByRole('button', { name: '领取 1 个' }).click()
  await expect(seller.page.getByText('已领取 1 个客户。')).toBeVisible()
  await seller.page.goto(`/customers/${dyadId}?tab=relationship`)
  await settled(seller.page)
  await expect(seller.page.getByRole('heading', { level: 1 })).toContainText(name)
  const card = seller.page.getByRole('region', { name: '归属' })
  await expect(card.getByText('刘洋 领取')).toBeVisible()
  await expectAccessible(seller.page)
})

test('a manager hands over a leaver’s customers, sees beforehand who gets how much, and takes it back', async ({ signedIn: page, api }) => {
  const [leaver, heir] = [await colleague(api, `离职${unique()}`), await colleague(api, `接手${unique()}`)]
  const ids: string[] = []
  for (let k = 0; k < 2; k++) {
    const body = { name: `交接客户${unique()}`, ownerId: leaver.userId }
    ids.push((await api.call<{ dyadId: string }>('POST', '/api/customers', body)).dyadId)
  }
  await page.goto(`/handover?from=${leaver.userId}`)
  await settled(page)
  const form = page.getByRole('region', { name: '客户移交' })
  await form.getByLabel('接收人').click()
  await form.getByLabel('接收人').fill('接手')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await form.getByLabel('原因').fill('离职交接')
  await expect(form.getByRole('region', { name: '将要移交' })).toContainText('2')
  await expectAccessible(page)
  await form.getByRole('button', { name: '移交 2 个客户' }).click()
  const owner = async () => (await api.get<{ ownerId: string }>(`/api/customers/${ids[0]}`)).ownerId
  await expect.poll(owner, { timeout: 20_000 }).toBe(heir.userId)
  const row = page.getByRole('row').filter({ hasText: '离职交接' }).first()
  await expect(row).toContainText('已完成')
  await row.getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click()
  await expect.poll(owner, { timeout: 20_000 }).toBe(leaver.userId)
})

test('rules on fields: set in the matrix, seen in the preview, kept with who and when', async ({ signedIn: page, api }) => {
  await page.goto('/settings/field-rules')
  await settled(page)
  await page.getByRole('button', { name: '任何时候' }).click()
  const cell = page.getByRole('region', { name: '客户', exact: true }).first().getByLabel('备注，客服')
  await cell.selectOption('hidden')
  const preview = page.getByRole('region', { name: '以角色预览' }).first()
  await preview.getByLabel('角色', { exact: true }).selectOption('service')
  await expect(preview.getByRole('row').filter({ hasText: '备注' }).first()).toContainText('隐藏')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存，下一次操作即生效。')).toBeVisible()
  await expectAccessible(page)
  const saved = await api.get<{ rules: { field: string; level: string }[]; version: string }>('/api/field-rules')
  expect(saved.rules).toContainEqual(expect.objectContaining({ field: 'note', level: 'hidden', role: 'service' }))
  await api.call('PUT', '/api/field-rules', { version: saved.version, rules: saved.rules.filter(rule => rule.level !== 'hidden') })
})

test('on a phone the pages keep to the screen', async ({ signedIn: page, api }) => {
  test.skip(place.address === '', 'no product')
  const { poolId } = await waiting(api)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const address of [`/pools?pool=${poolId}`, '/handover', '/settings/field-rules']) {
    await page.goto(address)
    await settled(page)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'), address).toBeLessThanOrEqual(0)
  }
})
