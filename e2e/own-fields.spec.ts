import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

const mark = String(Date.now()).slice(-6)
const choices = [
  { key: 'east', labelZh: '东线', labelEn: 'East line', colour: 'green' },
  { key: 'west', labelZh: '西线', labelEn: 'West line', colour: 'amber' },
]
const field = (entity: string, key: string, type: string, labelZh: string, more: object = {}) => ({
  entity,
  key: `${key}_${mark}`,
  type,
  labelZh: `${labelZh}${mark}`,
  labelEn: `${key} ${mark}`,
  ...more,
})

type Made = { readonly fieldId: string; readonly version: number }
let required: Made | undefined

/** The shared product asks nobody else for this field, however the test that made it ended. */
test.afterEach(async ({ signedIn, api }) => {
  void signedIn
  if (required === undefined) return
  const { fieldId, version } = required
  required = undefined
  await api.call('PATCH', `/api/custom-fields/${fieldId}`, { version, isRequired: false, isArchived: true })
})

test('own fields are columns, conditions, groups and changes of the list of customers', async ({ signedIn: page, api }) => {
  await api.call('POST', '/api/custom-fields', field('customer', 'route', 'choice', '配送线', { choices, isFilter: true }))
  await api.call('POST', '/api/custom-fields', field('customer', 'machines', 'number', '机台数', { isFilter: true }))
  for (const [name, route, machines] of [
    ['东一厂', 'east', 12],
    ['东二厂', 'east', 30],
    ['西一厂', 'west', 5],
  ] as const)
    await api.call('POST', '/api/customers', {
      name: `${name}${mark}`,
      custom: { [`route_${mark}`]: route, [`machines_${mark}`]: machines },
    })

  await page.goto(`/customers?q=${mark}`)
  await settled(page)
  await expect(page.getByRole('columnheader', { name: `机台数${mark}` })).toHaveCount(0)
  await page
    .getByRole('button', { name: /列设置|列$/ })
    .last()
    .click()
  const settings = page.getByRole('dialog')
  await settings.getByRole('checkbox', { name: `机台数${mark}` }).check()
  await settings.getByRole('checkbox', { name: `配送线${mark}` }).check()
  await page.keyboard.press('Escape')
  const head = page.getByRole('columnheader', { name: `机台数${mark}` })
  await expect(head).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: `东二厂${mark}` })).toContainText('30')
  await expect(page.getByRole('row').filter({ hasText: `西一厂${mark}` })).toContainText('西线')
  await head.getByRole('button').first().click()
  await expect(page).toHaveURL(/sort=custom\.machines/)
  await expect(page.getByRole('row').nth(1)).toContainText(`西一厂${mark}`)
  await expectAccessible(page)

  await page.getByRole('button', { name: /^filter 筛选|^筛选/ }).click()
  const builder = page.getByRole('group', { name: '组合条件' })
  await builder.getByRole('button', { name: '添加条件', exact: true }).click()
  const column = builder.getByRole('combobox').first()
  await column.click()
  await column.fill(`机台数${mark}`)
  await page
    .locator('.ant-select-item-option', { hasText: `机台数${mark}` })
    .first()
    .click()
  await builder.getByRole('spinbutton').fill('10')
  await page.getByRole('button', { name: '查询' }).click()
  await expect(page.getByRole('list', { name: '当前条件' })).toContainText(`机台数${mark} 不低于 10`)
  await expect(page.getByRole('row').filter({ hasText: `西一厂${mark}` })).toHaveCount(0)

  await page.goto(`/customers?q=${mark}&by=custom.route_${mark}`)
  const groups = page.getByRole('list', { name: `按配送线${mark}分组` })
  await expect(groups.getByRole('button', { name: /东线/ })).toContainText('42')
  await expectAccessible(page)

  await page.goto(`/customers?q=${encodeURIComponent(`东一厂${mark}`)}`)
  await settled(page)
  const row = page.getByRole('row').filter({ hasText: `东一厂${mark}` })
  await row.getByRole('button', { name: `修改“机台数${mark}”` }).click()
  const cell = page.getByRole('dialog')
  await cell.getByLabel(`机台数${mark}`).fill('13')
  await cell.getByRole('button', { name: '保存', exact: true }).click()
  await expect(row).toContainText('13')
  await page.getByRole('checkbox', { name: '选择此行' }).first().check()
  await page.getByRole('toolbar').getByRole('button', { name: '批量修改', exact: true }).click()
  const drawer = page.getByRole('dialog')
  const what = drawer.getByRole('combobox').first()
  await what.click()
  await what.fill(`机台数${mark}`)
  await page
    .locator('.ant-select-item-option', { hasText: `机台数${mark}` })
    .first()
    .click()
  await drawer.getByRole('spinbutton').fill('77')
  await drawer.getByRole('button', { name: '预览' }).click()
  await drawer.getByRole('button', { name: '修改 1 位' }).click()
  await expect(page.getByText('已修改 1 位客户')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: `东一厂${mark}` })).toContainText('77')
})

test('a required field is asked for when a record is made; an agreement carries own fields, tags and its file', async ({
  signedIn: page,
  api,
}) => {
  required = await api.call<Made>('POST', '/api/custom-fields', field('agreement', 'cabinet', 'text', '档案柜号', { isRequired: true }))
  const { dyadId } = await api.call<{ dyadId: string }>('POST', '/api/customers', { name: `档案测试厂${mark}` })
  const refused = await api.call('POST', `/api/customers/${dyadId}/agreements`, { title: '缺号' }).then(
    () => 'taken',
    (error: Error) => error.message,
  )
  expect(refused).not.toBe('taken')
  await page.goto('/agreements')
  await settled(page)
  await page.getByRole('button', { name: '新建协议' }).first().click()
  const form = page.getByRole('form', { name: '新建协议' })
  const box = form.getByRole('combobox', { name: '客户' })
  await box.click()
  await box.fill(`档案测试厂${mark}`)
  await page
    .locator('.ant-select-item-option', { hasText: `档案测试厂${mark}` })
    .first()
    .click()
  await form.getByRole('textbox', { name: '标题' }).fill(`框架协议${mark}`)
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByText('必填，请填写')).toBeVisible()
  await form.getByRole('textbox', { name: `档案柜号${mark}` }).fill('A-17')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  // What ends first stands first; one without an end is among the last, and is found by its words.
  await page.getByRole('search').getByRole('searchbox').fill(`框架协议${mark}`)
  await page
    .getByRole('row')
    .filter({ hasText: `框架协议${mark}` })
    .getByText(`框架协议${mark}`)
    .click()
  const drawer = page.getByRole('dialog', { name: `框架协议${mark}` })
  await expect(drawer.locator('dd').filter({ hasText: 'A-17' })).toBeVisible()
  await drawer.getByRole('button', { name: '加标签' }).click()
  await drawer.getByLabel('标签名称').fill(`重点${mark}`)
  await drawer.getByRole('button', { name: '添加', exact: true }).click()
  await expect(drawer.getByRole('button', { name: `取下标签 重点${mark}` })).toBeVisible()
  await drawer
    .getByLabel('上传文件')
    .last()
    .setInputFiles([{ name: '协议.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n${mark}\n%%EOF\n`) }])
  await expect(drawer.getByRole('listitem').filter({ hasText: '协议.pdf' })).toBeVisible()
  await expectAccessible(page)
})
