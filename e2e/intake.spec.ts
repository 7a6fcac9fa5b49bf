import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, settled, test } from './fixtures.ts'

const mark = Date.now().toString(36).toUpperCase()
const source = `试验 ${mark}`

/** Four order lines: two of one order, a return, and one whose date is none. The price stands under a heading of the firm's own. */
const orders = `订单号,客户编码,客户名称,订单日期,物料编码,数量,出厂实价
${mark}-1,${mark}A,甲厂${mark},2026-09-05,6204,10,12.50
${mark}-1,${mark}A,甲厂${mark},2026-09-05,6205,4,15.00
${mark}-2,${mark}B,乙厂${mark},2026-09-09,6204,-2,12.50
${mark}-3,${mark}B,乙厂${mark},不久前,6204,20,12.00
`

type Sent = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }
const csv = (name: string, text: string): Sent => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

/** Chooses files and sends them; resolves on the import's own page, with its columns shown. */
async function send(page: Page, files: readonly Sent[], from = source): Promise<string> {
  await page.goto('/data/new')
  await settled(page)
  await page.locator('input[type=file]').setInputFiles([...files])
  await page.getByLabel('来源（可不填）').fill(from)
  await page.getByRole('button', { name: '上传并识别' }).click()
  await expect(page).toHaveURL(/\/data\/imports\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { name: '本次导入的设置' })).toBeVisible()
  return page.url()
}

/** The page is looked at with the mouse out of the way: what it rests on is drawn otherwise. */
async function accessible(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await expectAccessible(page)
}

const sayDryRun = async (page: Page) => {
  await page.getByRole('button', { name: '试算' }).click()
  const result = page.getByRole('region', { name: '试算结果：导入后会怎样' })
  await expect(result).toBeVisible({ timeout: 30_000 })
  return result
}

async function undo(page: Page, question: Locator): Promise<void> {
  await page.getByRole('button', { name: '撤销导入' }).click()
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: '撤销导入' }).click()
  await expect(page.getByText('这次导入已撤销')).toBeVisible({ timeout: 60_000 })
}

test('a file goes from the disk to the map: columns set by hand, dry run, import, rejected rows, the same again, undo', async ({
  signedIn: page,
  api,
}) => {
  test.setTimeout(150_000)
  const url = await send(page, [csv(`orders-${mark}.csv`, orders)])
  const price = page.getByLabel('“出厂实价”对应的字段')
  await price.selectOption('— 不读取')
  await expect(page.getByText(/还缺少：.*单价（不含税）/)).toBeVisible()
  await expect(page.getByRole('button', { name: '试算' })).toBeDisabled()
  await price.selectOption('单价（不含税）')
  await expect(page.getByText('必需的字段都有了')).toBeVisible()
  await page.reload()
  await expect(price.locator('option:checked')).toHaveText('单价（不含税）')
  await page.getByText('前 4 行原样').click()
  await expect(page.getByRole('cell', { name: '不久前', exact: true })).toBeVisible()
  await accessible(page)

  const would = await sayDryRun(page)
  await expect(would).toContainText('共 4 行：接受 3 行，0 行与已有数据相同，1 行不能接受')
  await expect(would).toContainText('¥160.00 CNY')
  await expect(page.getByRole('region', { name: '不能接受的行和原因' })).toContainText('“订单日期”中的“不久前”不是日期')
  expect((await api.get<{ rows: unknown[] }>(`/api/customers?q=${mark}A`)).rows).toEqual([])
  await accessible(page)

  await page.getByRole('button', { name: '立即导入' }).click()
  const did = page.getByRole('region', { name: '导入结果' })
  await expect(did).toContainText('接受 3 行', { timeout: 30_000 })
  await expect(did).toContainText('1 张退货或取消单')
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: /^下载.*未接受的行（1）/ }).click()
  const lines = readFileSync(await (await waiting).path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(`${mark}-3,${mark}B,乙厂${mark},不久前`)
  expect(lines[1]).toContain('bad_date')
  await expect(page.getByText(/价值地图已更新/)).toBeVisible({ timeout: 60_000 })
  await accessible(page)
  await page.getByRole('link', { name: '查看价值地图' }).click()
  await expect(page).toHaveURL(/\/map$/)
  await settled(page)
  const { rows } = await api.get<{ rows: { name: string }[] }>(`/api/customers?q=${mark}A`)
  expect(rows.map(row => row.name)).toEqual([`甲厂${mark}`])

  await send(page, [csv(`orders-${mark}-again.csv`, orders)])
  await expect(page.getByText(`沿用来源“${source}”上次的列对应`)).toBeVisible()
  await expect(page.getByLabel('“出厂实价”对应的字段').locator('option:checked')).toHaveText('单价（不含税）')
  await expect(await sayDryRun(page)).toContainText('没有变化：这些行都已经在系统里了')
  await expect(page.getByRole('button', { name: '立即导入' })).toHaveCount(0)
  await page.getByRole('button', { name: '放弃这次导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '放弃这次导入' }).click()
  await expect(page.getByText('已放弃。')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: `orders-${mark}-again.csv` })).toContainText('已放弃')

  await page
    .getByRole('row')
    .filter({ hasText: `orders-${mark}.csv` })
    .click()
  await expect(page).toHaveURL(url)
  await settled(page)
  await undo(page, page.getByRole('dialog', { name: '撤销这次导入（3 行）' }))
  expect((await api.get<{ rows: unknown[] }>(`/api/customers?q=${mark}A`)).rows).toEqual([])
  await accessible(page)
})

test('what cannot be read is said in a sentence: alone it is refused, among others it is put aside', async ({ signedIn: page, faults }) => {
  const binary: Sent = {
    name: 'photo.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0xff, 0xfe]),
  }
  await page.goto('/data/new')
  await settled(page)
  await page.locator('input[type=file]').setInputFiles([binary])
  await page.getByRole('button', { name: '上传并识别' }).click()
  await expect(page.getByRole('alert')).toContainText(/“photo\.csv”.*请/)
  expect(faults.refusals).toHaveLength(1)
  await page.getByRole('button', { name: '移除“photo.csv”' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)

  const undated = csv(`undated-${mark}.csv`, `订单号,客户编码,订单日期,金额\nX1,X${mark},20026-01-02,5\nX2,X${mark},2026-01-02,十元\n`)
  await send(page, [binary, undated], `坏 ${mark}`)
  await expect(page.getByRole('region', { name: 'photo.csv' })).toContainText('无法读取')
  await accessible(page)
  await expect(await sayDryRun(page)).toContainText('没有一行能接受')
  await expect(page.getByRole('button', { name: '立即导入' })).toHaveCount(0)
  await page.getByRole('button', { name: '修改各列' }).click()
  await expect(page).toHaveURL(/step=mapping/)
  await page.getByRole('button', { name: '放弃这次导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '放弃这次导入' }).click()
  await expect(page).toHaveURL(/\/data$/)
})

test('by keyboard: from the list to the choice of files, and a sample that can be imported as it is', async ({ signedIn: page }) => {
  await page.goto('/data')
  await settled(page)
  await page.getByRole('link', { name: '导入文件' }).first().focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/data\/new$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '选择文件' }).focus()
  await page.keyboard.press('Enter')
  expect((await chooser).isMultiple()).toBe(true)
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载示例文件' }).click()
  const sample = readFileSync(await (await waiting).path())
  await send(page, [{ name: `sample-${mark}.csv`, mimeType: 'text/csv', buffer: sample }], `示例 ${mark}`)
  await expect(await sayDryRun(page)).toContainText('共 4 行：接受 4 行')
  await page.getByRole('button', { name: '放弃这次导入' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '放弃这次导入' }).click()
  await expect(page).toHaveURL(/\/data$/)
})

const northwind = join(import.meta.dirname, '..', '..', 'shared', 'data', 'northwind')
const related = ['Categories', 'Customers', 'OrderDetails', 'Orders', 'Products', 'Shippers', 'Suppliers']

test('seven related files, each recognised for what it holds, imported and undone', async ({ signedIn: page }) => {
  test.skip(!existsSync(northwind), 'the Northwind files are not there: ../shared/data/northwind')
  test.setTimeout(150_000)
  const files = related.map(name => ({
    name: `${name}.csv`,
    mimeType: 'text/csv',
    buffer: readFileSync(join(northwind, `${name}.csv`)),
  }))
  await send(page, files, `Northwind ${mark}`)
  const holds = async (name: string) =>
    await page
      .getByRole('region', { name: `${name}.csv` })
      .getByLabel('内容')
      .inputValue()
  expect(await Promise.all(related.map(holds))).toEqual([
    'categories',
    'customers',
    'order_lines',
    'orders',
    'items',
    'carriers',
    'suppliers',
  ])
  await expect(await sayDryRun(page)).toContainText('共 3,193 行：接受 3,193 行')
  await page.getByRole('button', { name: '立即导入' }).click()
  await expect(page.getByRole('region', { name: '导入结果' })).toContainText('2014-07-04 – 2016-05-06', { timeout: 60_000 })
  await expect(page.getByRole('region', { name: '各文件' }).getByRole('row').filter({ hasText: 'OrderDetails.csv' })).toContainText('2,155')
  await expect(page.getByText(/价值地图已更新/)).toBeVisible({ timeout: 60_000 })
  await undo(page, page.getByRole('dialog', { name: '撤销这次导入（3,193 行）' }))
})
