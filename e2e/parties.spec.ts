import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Made = { readonly dyadId: string; readonly partyId: string }

test('a group is put together on the customer page, summed in the list, and narrows it', async ({ signedIn: page, api }) => {
  const head = await api.call<Made>('POST', '/api/customers', { name: '浏览器集团总部' })
  const plant = await api.call<Made>('POST', '/api/customers', { name: '沅江测试铸造厂' })
  await page.goto(`/customers/${plant.dyadId}?tab=company`)
  await settled(page)
  const group = page.getByRole('region', { name: '集团' })
  await group.getByRole('button', { name: '归入集团' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('上级单位').fill('浏览器集团')
  await expect(page.getByTitle(/浏览器集团总部/)).toBeAttached()
  await page.keyboard.press('Enter')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(group.getByRole('row').filter({ hasText: '浏览器集团总部' })).toContainText('2')
  await expect(group.getByRole('row').filter({ hasText: '沅江测试铸造厂' })).toContainText('本客户')

  await group.getByRole('link', { name: '在客户列表中查看' }).click()
  await expect(page.getByText('集团：浏览器集团总部（含全部下级）')).toBeVisible()
  await expect(page.getByRole('grid').getByRole('link')).toHaveCount(2)

  await page.goto('/customers?by=group')
  await settled(page)
  await page.getByRole('button', { name: '展开 浏览器集团总部' }).click()
  await expect(page.getByRole('link', { name: '沅江测试铸造厂' })).toBeVisible()
  await expectAccessible(page)
  const circle = { parentId: plant.partyId, wasParentId: null }
  await expect(api.call('PUT', `/api/parties/${head.partyId}/parent`, circle)).rejects.toThrow()
})

test('addresses, a billing title, a need and a fact are entered; the page holds to its rules', async ({ signedIn: page, api }) => {
  const { dyadId } = await api.call<Made>('POST', '/api/customers', { name: '澧水测试电机' })
  await page.goto(`/customers/${dyadId}?tab=company`)
  await settled(page)
  const drawer = page.getByRole('dialog')
  const save = () => drawer.getByRole('button', { name: '保存', exact: true }).click()

  await page.getByRole('button', { name: '登记需求' }).click()
  await drawer.getByLabel('需求').fill('希望周五前送达')
  await drawer.getByLabel('来源').fill('十一月拜访')
  await save()
  await expect(page.getByRole('region', { name: '需求登记' }).getByRole('listitem')).toContainText('希望周五前送达')

  await page.getByRole('button', { name: '登记一条' }).click()
  await drawer.getByLabel('值').fill('重视长期合作')
  await drawer.getByLabel('来源').fill('年度访谈')
  await save()
  await expect(page.getByRole('region', { name: '经营画像与偏好' }).getByRole('row').filter({ hasText: '企业文化' })).toContainText(
    '年度访谈',
  )

  await page.getByRole('button', { name: '添加地址' }).click()
  await drawer.getByRole('textbox', { name: /^地址/ }).fill('滨江路 8 号')
  await drawer.getByLabel('电话').fill('0731-8888 9999')
  await save()
  await expect(page.getByRole('link', { name: '0731-8888 9999' })).toHaveAttribute('href', 'tel:+8673188889999')

  await page.getByRole('button', { name: '添加抬头' }).click()
  await drawer.getByLabel('抬头').fill('澧水测试电机有限公司')
  await drawer.getByLabel('税号').fill('91350100M000100Y44')
  await save()
  await expect(page.getByRole('region', { name: '开票抬头' })).toContainText('校验不通过')
  await expectAccessible(page)
})

test('the map of contacts: role, level and strength are chosen, gaps follow, a person moves to another firm', async ({
  signedIn: page,
  api,
}) => {
  const { dyadId } = await api.call<Made>('POST', '/api/customers', { name: '资水测试轴承' })
  await api.call<Made>('POST', '/api/customers', { name: '酉水测试泵业' })
  await api.call('POST', `/api/customers/${dyadId}/contacts`, { name: '罗厂长', title: '厂长', phone: '13800138000' })
  await page.goto(`/customers/${dyadId}?tab=people`)
  await settled(page)
  const map = page.getByRole('region', { name: '关系图' })
  await expect(map).toContainText('没有高层联系人。')
  await map.getByRole('button', { name: '罗厂长' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('层级').click()
  await page.keyboard.press('Enter')
  await expect(map).not.toContainText('没有高层联系人。')
  await drawer.getByLabel('作用', { exact: true }).click()
  await page.keyboard.press('Enter')
  await expect(map).not.toContainText('不知道谁决策。')
  await expectAccessible(page)

  await drawer.getByRole('button', { name: '登记另一家单位' }).click()
  const form = page.getByRole('dialog', { name: '登记另一家单位' })
  await form.getByLabel('单位').fill('酉水')
  await expect(page.getByTitle(/酉水测试泵业/)).toBeAttached()
  await page.keyboard.press('Enter')
  await form.getByLabel('方式').fill('已调往')
  await page.keyboard.press('Enter')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await expect(drawer.first()).toContainText('酉水测试泵业')
  await page.goto(`/customers/${dyadId}?tab=people`)
  await settled(page)
  await expect(map.getByRole('row').filter({ hasText: '罗厂长' })).toContainText('离开')
})
