import { expect, expectAccessible, look, place, settled, test } from './fixtures.ts'
import type { Api } from './api.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Rule = { readonly entity: string; readonly field: string; readonly role: string; readonly applies: string; readonly level: string }
type Rules = { readonly version: number; readonly rules: readonly Rule[] }

/** A customer with two people, whom pinyin finds: 欧阳测月 (ouyangceyue), 司徒测云 (situceyun). */
async function plantPeople(api: Api, mark: string): Promise<void> {
  const customer = await api.call<{ dyadId: string }>('POST', '/api/customers', { name: `嫩江浏览器轴承${mark}`, duplicateReason: '测试' })
  const people = `/api/customers/${customer.dyadId}/contacts`
  await api.call('POST', people, {
    name: `欧阳测月${mark}`,
    title: '采购经理',
    department: '采购部',
    phone: '138 0013 8000',
    isPrimary: true,
  })
  await api.call('POST', people, { name: `司徒测云${mark}`, title: '设备主管', phone: '139 0013 9000' })
}

const markOf = () => String(Date.now()).slice(-6)

test('people are found by pinyin and by a filter, one is changed where they stand and put back, and opened', async ({
  signedIn: page,
  api,
}) => {
  const mark = markOf()
  await plantPeople(api, mark)
  await page.goto('/contacts')
  await settled(page)
  const grid = page.getByRole('grid', { name: '联系人' })
  const search = page.getByPlaceholder('搜索姓名、拼音或单位')
  await search.fill(`嫩江浏览器轴承${mark}`)
  await expect(grid.getByRole('row')).toHaveCount(3)
  await page.getByRole('button', { name: '首要联系人' }).click()
  await expect(page).toHaveURL(/quick=primary/)
  await expect(grid.getByRole('row')).toHaveCount(2)
  await expect(grid.getByRole('row').nth(1)).toContainText(`欧阳测月${mark}`)
  await page.getByRole('button', { name: '首要联系人' }).click()
  await search.fill(`situceyun${mark}`)
  await expect(grid.getByRole('row')).toHaveCount(2)
  const row = grid.getByRole('row').nth(1)
  await expect(row).toContainText(`司徒测云${mark}`)

  await row.getByRole('button', { name: '修改“职务”' }).click()
  const window = page.getByRole('dialog')
  await expectAccessible(page)
  await window.getByLabel('职务').fill('设备部长')
  await window.getByRole('button', { name: '保存', exact: true }).click()
  await expect(row).toContainText('设备部长')
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(page.getByText('已恢复为原来的值')).toBeVisible()
  await expect(row).toContainText('设备主管')

  await row.getByText(`司徒测云${mark}`).click()
  await expect(page).toHaveURL(/open=/)
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('139 0013 9000')
  await expect(drawer.getByRole('link', { name: `嫩江浏览器轴承${mark}` })).toBeVisible()
  await expectAccessible(page)
})

test('a number that a role may not read stands under a mask, in the list and in the drawer', async ({ signedIn, api, visit }) => {
  void signedIn
  const mark = markOf()
  await plantPeople(api, mark)
  const email = `contacts.${mark}@example.com`
  await api.call('POST', '/api/users', { name: '只读同事', email, role: 'viewer', scope: 'all', password: 'a good password 1' })
  const before = await api.get<Rules>('/api/field-rules')
  const mask = { entity: 'contact', field: 'phone', role: 'viewer', applies: 'always', level: 'masked' }
  await api.call('PUT', '/api/field-rules', { version: before.version, rules: [...before.rules, mask] })
  try {
    const viewer = await visit({ email, password: 'a good password 1' })
    await viewer.page.goto(`/contacts?q=${encodeURIComponent(`司徒测云${mark}`)}`)
    await settled(viewer.page)
    const row = viewer.page.getByRole('grid', { name: '联系人' }).getByRole('row').nth(1)
    await expect(row).toContainText('*')
    await expect(row).not.toContainText('139 0013 9000')
    await expect(row.getByRole('button', { name: '修改“职务”' })).toHaveCount(0)
    await row.getByText(`司徒测云${mark}`).click()
    await expect(viewer.page.getByRole('dialog')).toContainText('*')
    await expect(viewer.page.getByRole('dialog')).not.toContainText('139 0013 9000')
  } finally {
    const { version } = await api.get<Rules>('/api/field-rules')
    await api.call('PUT', '/api/field-rules', { version, rules: before.rules })
  }
})

test('the list reads well in English, in the dark and on a phone', async ({ signedIn: page, api }) => {
  await page.goto('/contacts')
  await look(page, api, { language: 'en', theme: 'dark' })
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Contacts')
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await settled(page)
  await expectAccessible(page)
})
