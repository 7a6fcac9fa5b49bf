import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

test('a firm makes a field and a formula, fills them in on a customer, tags it and keeps a file', async ({ signedIn: page, api }) => {
  const mark = String(Date.now()).slice(-6)
  await page.goto('/settings/fields')
  await settled(page)
  const drawer = page.getByRole('dialog')
  await page.getByRole('button', { name: '新建字段' }).click()
  await drawer.getByLabel('中文名称').fill(`设备台数${mark}`)
  await drawer.getByLabel('标识').fill(`machines_${mark}`)
  await drawer.getByLabel('类型', { exact: true }).selectOption('number')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: `设备台数${mark}` })).toContainText('数字')

  await page.getByRole('button', { name: '新建字段' }).click()
  await drawer.getByLabel('中文名称').fill(`服务工时${mark}`)
  await drawer.getByLabel('标识').fill(`hours_${mark}`)
  await drawer.getByLabel('类型', { exact: true }).selectOption('formula')
  await drawer.getByLabel('公式（JSONata）').fill('$now()')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(drawer.getByText('公式里不能使用 $now').first()).toBeVisible()
  await drawer.getByLabel('公式（JSONata）').fill(`machines_${mark} * 3`)
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: `服务工时${mark}` })).toContainText('公式')
  await expectAccessible(page)

  const { dyadId } = await api.call<{ dyadId: string }>('POST', '/api/customers', { name: `字段测试轴承厂${mark}` })
  await page.goto(`/customers/${dyadId}`)
  await page.getByRole('button', { name: '填写' }).click()
  await drawer.getByLabel(`设备台数${mark}`).fill('14')
  await drawer.getByRole('button', { name: '保存', exact: true }).click()
  const card = page.getByRole('region', { name: '更多信息' })
  await expect(card.locator('dd').filter({ hasText: /^42$/ })).toBeVisible()

  await page.getByRole('button', { name: '加标签' }).click()
  await page.getByLabel('标签名称').fill(`展会${mark}`)
  await page.getByRole('button', { name: '添加', exact: true }).click()
  await expect(page.getByRole('button', { name: `取下标签 展会${mark}` })).toBeVisible()

  await page.getByRole('tab', { name: '文件' }).click()
  await page
    .getByLabel('上传文件')
    .last()
    .setInputFiles([
      { name: '合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7\n${mark}\n%%EOF\n`) },
      { name: '图.png', mimeType: 'image/png', buffer: Buffer.from('<html><script>alert(1)</script></html>') },
    ])
  const file = page.getByRole('region', { name: '文件' }).getByRole('listitem').filter({ hasText: '合同.pdf' })
  await expect(file).toBeVisible()
  await expect(page.getByText('内容与扩展名不符')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 合同.pdf' }).click()
  expect((await download).suggestedFilename()).toBe('合同.pdf')
  await page.getByRole('button', { name: '删除 合同.pdf' }).click()
  await expect(file).toHaveCount(0)
  await page.getByRole('button', { name: '撤销' }).last().click()
  await expect(file).toBeVisible()
  await expectAccessible(page)
})
