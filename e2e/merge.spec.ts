import { expect, expectAccessible, look, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Made = { readonly dyadId: string; readonly partyId: string; readonly version: number }

test('a likely duplicate is shown before it is saved, and saved with a reason', async ({ signedIn: page, api }) => {
  await api.call<Made>('POST', '/api/customers', { name: '松花江浏览器阀门有限公司', phone: '0451-8600 1234', city: '哈尔滨' })
  await page.goto('/customers')
  await settled(page)
  await page.getByRole('button', { name: '新建客户' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('名称').first().fill('松花江浏览器阀门（集团）有限公司')
  await drawer.getByLabel('电话').fill('+86 451 86001234')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  const panel = drawer.getByRole('region', { name: '系统里可能已有这位客户' })
  await expect(panel.getByRole('listitem')).toContainText('松花江浏览器阀门有限公司')
  await expect(panel.getByRole('listitem')).toContainText('名称相同 · 电话相同')
  await expectAccessible(page)
  await panel.getByLabel('确实是另一家的理由').fill('集团总部，单独结算')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('松花江浏览器阀门（集团）有限公司').first()).toBeVisible()
})

test('a data steward compares two, merges them field by field, and takes the merge back', async ({ signedIn: page, api }) => {
  const one = await api.call<Made>('POST', '/api/customers', { name: '牡丹江浏览器电机有限公司', city: '牡丹江' })
  const other = await api.call<Made>('POST', '/api/customers', {
    name: '牡丹江浏览器电机厂有限公司',
    phone: '0453-6200 1234',
    city: '宁安',
    duplicateReason: '待核实',
  })
  await api.call('POST', `/api/customers/${other.dyadId}/contacts`, { name: '赵小兰' })
  await page.goto('/data/duplicates')
  await settled(page)
  await page
    .getByText(/^牡丹江浏览器电机/)
    .first()
    .click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('table')).toContainText('牡丹江')
  const stays = drawer.getByRole('columnheader').nth(1)
  if (!(await stays.innerText()).includes('电机有限公司')) await drawer.getByRole('button', { name: '互换保留方' }).click()
  await expect(stays).toContainText('牡丹江浏览器电机有限公司')
  await drawer.getByRole('radio', { name: '采用“牡丹江浏览器电机厂有限公司”的城市' }).check()
  await expectAccessible(page)
  await drawer.getByLabel('说明（可不填）').fill('同一家厂')
  await drawer.getByRole('button', { name: '合并', exact: true }).click()
  await expect(page.getByText('已合并到“牡丹江浏览器电机有限公司”')).toBeVisible()

  await page.goto(`/customers/${other.dyadId}`)
  await expect(page).toHaveURL(new RegExp(one.dyadId))
  await expect(page.getByText('您打开的客户已并入这里。').first()).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('牡丹江浏览器电机有限公司')
  await page.getByRole('tab', { name: '联系人' }).click()
  await expect(page.getByText('赵小兰').first()).toBeVisible()

  await page.goto('/data/duplicates?view=merges')
  await settled(page)
  await page.getByRole('row').filter({ hasText: '牡丹江浏览器电机' }).getByRole('button', { name: '撤销合并' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销合并' }).click()
  await expect(page.getByText('已撤销合并').first()).toBeVisible()
  const back = await api.get<{ city: string; merged: boolean; contacts: readonly { name: string }[] }>(`/api/customers/${other.dyadId}`)
  expect(back).toMatchObject({ city: '宁安', merged: false })
  expect(back.contacts.map(contact => contact.name)).toEqual(['赵小兰'])
})

test('two kept apart leave the list and come back when asked', async ({ signedIn: page, api }) => {
  await api.call<Made>('POST', '/api/customers', { name: '乌苏里浏览器水泵' })
  await api.call<Made>('POST', '/api/customers', { name: '乌苏里浏览器水泵有限公司', duplicateReason: '门店' })
  await page.goto('/data/duplicates')
  await settled(page)
  await page
    .getByText(/^乌苏里浏览器水泵/)
    .first()
    .click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('为什么不是同一家').fill('两家门店')
  await drawer.getByRole('button', { name: '不是重复' }).click()
  await expect(page.getByText('已排除，不会再提示这一对。')).toBeVisible()
  await page.getByRole('button', { name: '已排除' }).click()
  const row = page.getByRole('row').filter({ hasText: '乌苏里浏览器水泵' })
  await expect(row).toContainText('两家门店')
  await row.getByRole('button', { name: /^重新处理/ }).click()
  await expect(page.getByText('已放回待处理')).toBeVisible()
})

test('the page reads well in English, in the dark and on a phone', async ({ signedIn: page, api }) => {
  await page.goto('/data/duplicates')
  await look(page, api, { language: 'en', theme: 'dark' })
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Duplicates')
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await settled(page)
  await expectAccessible(page)
})
