import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import type { MapAnswer, MapMonth } from '#contract/segments/map.ts'
import type { CustomerType } from '#core/segments/grid.ts'
import type { Api } from './api.ts'
import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const numbers = new Intl.NumberFormat('zh-CN')
const cellOf = (page: Page, type: CustomerType) => page.locator(`.lk-map-cell[data-type="${type}"]`)
const words = async (cell: Locator) => (await cell.innerText()).replace(/\s+/g, ' ')

async function mapOf(api: Api, query = ''): Promise<MapAnswer> {
  const { map } = await api.get<{ map: MapAnswer | null }>(`/api/map${query}`)
  if (!map) throw new Error('there is no map')
  return map
}

const monthsOf = async (api: Api) =>
  (await api.get<{ rows: MapMonth[] }>('/api/map/months')).rows.filter(month => month.isMonthEnd).map(month => month.asOf)

/** The nine cells on the page say what the server says, count by count. */
async function expectCells(page: Page, map: MapAnswer): Promise<void> {
  for (const { type, count } of map.cells) await expect(cellOf(page, type)).toContainText(`：${count} 位客户`)
  expect(map.cells).toHaveLength(9)
}

async function boxOf(cell: Locator): Promise<Box> {
  const box = await cell.boundingBox()
  if (!box) throw new Error('the cell is not on the page')
  return box
}

/** Looks for a dot with the pointer, as a person would: the tooltip tells when it stands on one. */
async function hoverDot(page: Page, { x, y, width, height }: Box): Promise<Locator> {
  const tip = page.getByRole('tooltip')
  for (let down = 0.9; down > 0.3; down -= 0.06) {
    for (let right = 0.95; right > 0.1; right -= 0.06) {
      await page.mouse.move(x + width * right, y + height * down)
      if (await tip.isVisible()) return tip
    }
  }
  throw new Error('no dot is found under the pointer')
}

test('nine cells hold what the server counts; arrow keys walk among them, Enter opens the list with its sums', async ({
  signedIn: page,
  api,
}) => {
  const map = await mapOf(api)
  await page.goto('/map')
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(numbers.format(map.placed))
  await expectCells(page, map)
  expect(map.cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(map.placed)

  await cellOf(page, 'gold').focus()
  await page.keyboard.press('ArrowLeft')
  await expect(cellOf(page, 'star')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(cellOf(page, 'promising')).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowUp')
  await expect(cellOf(page, 'pioneering')).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: '过成熟型客户' })
  const last = map.cells.at(-1)
  await expect(drawer).toContainText(`${last?.count} 位 · 净贡献`)
  await expect(drawer.getByRole('grid')).toHaveAttribute('aria-rowcount', String((last?.count ?? 0) + 1))
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(cellOf(page, 'overmature')).toBeFocused()
})

test('hovering a dot says who and what it is worth; a click opens why it stands there and what it brings', async ({
  signedIn: page,
  api,
}) => {
  const { points } = await mapOf(api)
  await page.goto('/map')
  await settled(page)
  const tip = await hoverDot(page, await boxOf(cellOf(page, 'gold')))
  const name = await tip.locator('strong').innerText()
  const at = points.name.indexOf(name)
  expect(points.type[at]).toBe(2)
  await expect(tip).toContainText('黄金型')
  const worth = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' }).format((points.value[at] ?? 0) / 100)
  await expect(tip).toContainText(`净贡献 ${worth}`)

  await page.mouse.down()
  await page.mouse.up()
  const drawer = page.getByRole('dialog', { name })
  await expect(drawer.getByText('为什么在这里')).toBeVisible()
  await expect(drawer.getByRole('region', { name: '当前价值：净贡献' })).toContainText(worth)
  await expectAccessible(page)
  await drawer.getByRole('link', { name: '打开客户页' }).click()
  await expect(page).toHaveURL(new RegExp(`/customers/${points.id[at]}`))
})

test('a rectangle and a lasso take the customers in them, listed with their sums', async ({ signedIn: page, api }) => {
  const { cells } = await mapOf(api)
  const countOf = (type: CustomerType) => cells.find(cell => cell.type === type)?.count
  await page.goto('/map')
  await settled(page)
  const gold = await boxOf(cellOf(page, 'gold'))
  await page.getByText('框选', { exact: true }).click()
  await page.mouse.move(gold.x + 1, gold.y + 1)
  await page.mouse.down()
  await page.mouse.move(gold.x + gold.width / 2, gold.y + gold.height / 2, { steps: 4 })
  await page.mouse.move(gold.x + gold.width - 1, gold.y + gold.height - 1, { steps: 4 })
  await page.mouse.up()
  const money = (await words(cellOf(page, 'gold'))).split(' ').at(-1)
  await expect(page.getByText(`已选 ${countOf('gold')} 位 · ${money}`)).toBeVisible()
  await page.getByRole('button', { name: '查看所选' }).click()
  const drawer = page.getByRole('dialog', { name: '圈选的客户' })
  await expect(drawer).toContainText(`${countOf('gold')} 位 · 净贡献 ${money}`)
  await expect(drawer.getByRole('grid')).toHaveAttribute('aria-rowcount', String((countOf('gold') ?? 0) + 1))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '取消选择' }).click()
  await expect(page.getByText(/已选 \d+ 位/)).toBeHidden()

  const mature = await boxOf(cellOf(page, 'mature'))
  await page.getByText('圈选', { exact: true }).click()
  const corners = [
    [1, 1],
    [mature.width - 1, 1],
    [mature.width - 1, mature.height - 1],
    [1, mature.height - 1],
    [1, 8],
  ] as const
  await page.mouse.move(mature.x + 1, mature.y + 1)
  await page.mouse.down()
  for (const [x, y] of corners) await page.mouse.move(mature.x + x, mature.y + y, { steps: 6 })
  await page.mouse.up()
  await expect(page.getByText(new RegExp(`已选 ${countOf('mature')} 位 ·`))).toBeVisible()
})

test('filters by owner and stage narrow the map, stand in the address, and are cleared at once', async ({ signedIn: page, api }) => {
  const { rows: people } = await api.get<{ rows: { userId: string; name: string }[] }>('/api/people')
  const maps = await Promise.all(people.map(async person => ({ person, map: await mapOf(api, `?owner=${person.userId}&stage=growth`) })))
  const { person, map } = maps.toSorted((a, b) => b.map.placed - a.map.placed)[0] ?? {}
  if (!person || !map) throw new Error('nobody owns a customer')
  expect(map.placed).toBeGreaterThan(0)
  await page.goto('/map')
  await settled(page)
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  const drawer = page.getByRole('dialog', { name: '筛选地图' })
  await drawer.getByLabel('负责人').fill(person.name)
  await expect(page.locator('.ant-select-item-option-active', { hasText: person.name })).toBeVisible()
  await page.keyboard.press('Enter')
  await drawer.getByLabel('生命周期').fill('成长期')
  await page.keyboard.press('Enter')
  await drawer.getByRole('button', { name: '应用' }).click()
  await expect(page).toHaveURL(new RegExp(`owner=.*${person.userId}`))
  await expectCells(page, map)
  await page.reload()
  await settled(page)
  await expectCells(page, map)
  await expect(page.getByRole('button', { name: '筛选（2）' })).toBeVisible()
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expectCells(page, await mapOf(api))
})

/** How many different pictures the map showed, frame by frame, within a second. */
const picturesWithin = (page: Page) =>
  page.evaluate<number>(`(async () => {
    const canvas = document.querySelector('.lk-map-canvas')
    const seen = new Set()
    for (const end = performance.now() + 1000; performance.now() < end; ) {
      await new Promise(requestAnimationFrame)
      seen.add(canvas.toDataURL())
    }
    return seen.size
  })()`)

test('the compared month can be chosen; months are gone through by hand and by play, without motion where none is wanted', async ({
  signedIn: page,
  api,
}) => {
  const months = await monthsOf(api)
  const [third = '', second = '', last = ''] = months.slice(-3)
  await page.goto(`/map?asOf=${third}`)
  await settled(page)
  const offered = page.getByRole('combobox', { name: '截至' }).locator('optgroup option')
  await expect(offered).toHaveCount(months.length)
  expect(await offered.evaluateAll(options => options.map(option => option.getAttribute('value')))).toEqual(months.toReversed())
  await page.getByRole('combobox', { name: /^对比/ }).selectOption({ label: '去年同月' })
  await expect(page).toHaveURL(/compare=year/)
  const yearAgo = months.at(-15) ?? ''
  await expect(page.getByText(`自${Number(yearAgo.slice(0, 4))}年${Number(yearAgo.slice(5, 7))}月以来`)).toBeVisible()
  expect((await mapOf(api, `?asOf=${third}&compare=${yearAgo}`)).compared).toBe(yearAgo)

  const later = page.getByRole('button', { name: '下一个月' })
  const still = picturesWithin(page)
  await later.click()
  expect(await still).toBeLessThanOrEqual(3)
  await expect(page).toHaveURL(new RegExp(`asOf=${second}`))
  await expectCells(page, await mapOf(api, `?asOf=${second}`))
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  const moving = picturesWithin(page)
  await later.click()
  expect(await moving).toBeGreaterThan(4)
  await page.emulateMedia({ reducedMotion: 'reduce' })

  await page.goto(`/map?asOf=${second}`)
  await settled(page)
  await page.getByRole('button', { name: '播放' }).click()
  await expect(page.getByRole('button', { name: '暂停' })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`asOf=${last}|/map$`))
  await expect(page).toHaveURL(/\/map$/)
  await expect(page.getByRole('button', { name: '播放' })).toBeVisible()
  await expectCells(page, await mapOf(api))
})

test('migration between two months: the matrix says the server’s counts, and opens to the customers who moved', async ({
  signedIn: page,
  api,
}) => {
  const months = await monthsOf(api)
  const [from = '', to = ''] = [months.at(-13), months.at(-1)]
  const { flows } = await api.get<{ flows: { from: string; to: string; count: number }[] }>(`/api/map/migration?from=${from}&to=${to}`)
  const [flow] = flows.filter(one => one.from === 'promising' && one.to === 'star')
  if (!flow) throw new Error('the demo company has nobody who went from promising to star within a year')
  await page.goto('/map')
  await settled(page)
  await page.getByRole('button', { name: '迁移', exact: true }).click()
  await page.getByRole('combobox', { name: /^到/ }).selectOption(to)
  await page.getByRole('combobox', { name: /^从/ }).selectOption(from)
  await expect(page).toHaveURL(new RegExp(`from=${from}`))
  const cell = page.getByRole('button', { name: new RegExp(`^潜力型 到 明星型：\\s*${flow.count}\\s*位`) })
  await expect(cell).toBeVisible()
  await page.reload()
  await settled(page)
  await cell.click()
  const drawer = page.getByRole('dialog', { name: '潜力型 → 明星型' })
  await expect(drawer).toContainText(`${from} → ${to}`)
  await expect(drawer.getByRole('grid')).toHaveAttribute('aria-rowcount', String(flow.count + 1))
  await expectAccessible(page)
})

test('a past month in the address survives a reload, is shown as a table on wish, and one before the book leads back', async ({
  signedIn: page,
  api,
}) => {
  const past = (await monthsOf(api)).at(-14) ?? ''
  const map = await mapOf(api, `?asOf=${past}`)
  await page.goto('/map')
  await settled(page)
  await page.getByRole('combobox', { name: '截至' }).selectOption(past)
  await expect(page).toHaveURL(new RegExp(`asOf=${past}`))
  await expectCells(page, map)
  await page.reload()
  await settled(page)
  await expectCells(page, map)
  await expect(page.getByText(`您看到的是 ${past} 的情况`)).toBeVisible()

  await page.getByRole('link', { name: '首页' }).click()
  await expect(page.getByText(`本页是最新情况；价值地图和客户页仍按 ${past} 显示`)).toBeVisible()
  await expect(page.getByRole('combobox', { name: '截至' })).toBeHidden()
  await page.goBack()
  await page.getByRole('button', { name: '地图操作' }).click()
  await page.getByRole('menuitem', { name: '显示为表格' }).click()
  for (const { count } of map.cells)
    await expect(page.getByRole('cell', { name: numbers.format(count), exact: true }).first()).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(1 + map.cells.length + map.pyramid.length)
  await expectAccessible(page)

  await page.goto('/map?asOf=2001-01-31')
  await settled(page)
  await expect(page.getByText('这个月还没有地图')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: '回到最新' }).last().click()
  await expect(page).toHaveURL(/\/map$/)
})

test('the exported file holds every customer placed, and no cell that a spreadsheet would run', async ({ signedIn: page, api }) => {
  const { points, placed } = await mapOf(api)
  const dyadId = points.id[0] ?? ''
  const { version, name } = await api.get<{ version: number; name: string }>(`/api/customers/${dyadId}`)
  const wicked = '=HYPERLINK("http://example.com","点我")'
  const renamed = await api.call<{ version: number }>('PATCH', `/api/customers/${dyadId}`, { version, name: wicked })
  try {
    await page.goto('/map')
    await settled(page)
    await page.getByRole('button', { name: '地图操作' }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: '导出 CSV' }).click()])
    const text = readFileSync(await file.path(), 'utf8')
    const lines = text.trim().split('\r\n')
    expect(lines.length - 1).toBeGreaterThanOrEqual(placed)
    expect(text).toContain(`"'=HYPERLINK(""http://example.com"",""点我"")"`)
    expect(lines.flatMap(line => line.split(',')).filter(cell => /^"?[=+@]/.test(cell))).toEqual([])
  } finally {
    await api.call('PATCH', `/api/customers/${dyadId}`, { version: renamed.version, name })
  }
})

test("the dots are coloured by a field of the firm's own, with a legend, and the address keeps it", async ({ signedIn: page }) => {
  await page.goto('/map')
  await settled(page)
  await page.getByLabel('颜色').selectOption('custom.is_odm')
  await expect(page).toHaveURL(/colour=custom\.is_odm/)
  const legend = page.getByRole('note', { name: '图例' })
  await expect(legend).toContainText('未填写')
  await expect(legend).toContainText(/是 \d+/)
  await expectAccessible(page)
  await page.reload()
  await expect(legend).toContainText('未填写')
  await page.getByLabel('颜色').selectOption('')
  await expect(legend).not.toContainText('未填写')
})
