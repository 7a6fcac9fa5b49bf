import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Made = { readonly dyadId: string; readonly partyId: string }
type Person = { readonly contactId: string }

test('a visit is recorded from Ctrl-K with the customer chosen in the form, and it warns of who asked not to be visited', async ({
  signedIn: page,
  api,
}) => {
  const { dyadId } = await api.call<Made>('POST', '/api/customers', { name: '免打扰测试轴承厂' })
  const { contactId } = await api.call<Person>('POST', `/api/customers/${dyadId}/contacts`, { name: '周不见' })
  const limits = { blocked: ['visit'], isRestricted: false, maxPerWeek: null, reason: null, version: 0 }
  await api.call('PUT', `/api/dyads/${dyadId}/contacts/${contactId}/limits`, limits)
  await page.goto('/')
  await settled(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.type('baifang')
  await expect(page.getByRole('option').first()).toContainText('记录拜访与跟进')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: '写跟进' })
  await drawer.getByRole('combobox', { name: '客户' }).fill('免打扰测试')
  await page.getByText('免打扰测试轴承厂').last().click()
  await drawer.getByLabel('主题').fill('登门拜访')
  await drawer.getByLabel('对方联系人').fill('周不见')
  await page.keyboard.press('Enter')
  await expect(drawer.getByRole('status')).toContainText('周不见 不接受这种联系方式（免打扰）。')
  await expectAccessible(page)
})

test('a field of a customer is changed where it stands in the list, and its record tells who changed it', async ({
  signedIn: page,
  api,
}) => {
  const { dyadId } = await api.call<Made>('POST', '/api/customers', { name: '就地修改测试厂', region: '江苏' })
  await page.goto(`/customers?q=${encodeURIComponent('就地修改测试厂')}`)
  await settled(page)
  const row = page.getByRole('row').filter({ hasText: '就地修改测试厂' })
  await row.hover()
  await row.getByRole('button', { name: /修改“.*区.*”/ }).click()
  const editor = page.getByRole('dialog')
  await editor.getByRole('combobox').or(editor.getByRole('textbox')).first().fill('浙江')
  await editor.getByRole('button', { name: '保存', exact: true }).click()
  await expect(editor).toBeHidden()
  await expect(row).toContainText('浙江')
  await page.goto(`/customers/${dyadId}?tab=history`)
  const history = page.getByRole('region', { name: '修改历史' }).or(page.getByRole('region', { name: /历史/ }))
  await expect(history.first()).toContainText('浙江')
  await expect(history.first()).toContainText('江苏')
})

test('an opportunity shows its own history, and the list is narrowed to a group', async ({ signedIn: page, api }) => {
  const head = await api.call<Made>('POST', '/api/customers', { name: '桌面测试集团' })
  const plant = await api.call<Made>('POST', '/api/customers', { name: '桌面测试分厂' })
  await api.call('PUT', `/api/parties/${plant.partyId}/parent`, { parentId: head.partyId, wasParentId: null })
  const at = `/api/customers/${plant.dyadId}/opportunities`
  const made = await api.call<{ opportunityId: string; version: number }>('POST', at, { title: '集团内年度单', stage: 'quote' })
  await api.call('PATCH', `${at}/${made.opportunityId}`, { title: '集团内框架单', version: made.version })
  await page.goto(`/opportunities?group=${head.partyId}&open=${plant.dyadId}:${made.opportunityId}`)
  const drawer = page.getByRole('dialog')
  await drawer.getByText('修改历史').first().click()
  await expect(drawer.getByRole('list').last()).toContainText('集团内年度单')
  await page.goto(`/opportunities?group=${head.partyId}&view=list`)
  await settled(page)
  await expect(page.getByText('集团内框架单').first()).toBeVisible()
})

test('a supplier is added by hand, gets a person and a visit, and has them on its page', async ({ signedIn: page }) => {
  await page.goto('/parties')
  await settled(page)
  await page.getByRole('button', { name: '新增供应商' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('名称').fill('桌面测试钢管厂')
  await drawer.getByLabel('城市').fill('宁波')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('heading', { name: '桌面测试钢管厂' })).toBeVisible()
  await page.getByRole('button', { name: '新增联系人' }).click()
  await drawer.getByLabel('姓名').fill('钱厂长')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('region', { name: '对方联系人' })).toContainText('钱厂长')
  await page.getByRole('button', { name: '写跟进' }).first().click()
  await drawer.getByText('拜访', { exact: true }).click()
  await drawer.getByLabel('主题').fill('验厂')
  await drawer.getByLabel('主题').press('Control+Enter')
  await expect(page.getByRole('region', { name: '时间线' })).toContainText('验厂')
  await expectAccessible(page)
})
