import type { Page } from '@playwright/test'
import type { MapAnswer } from '#contract/segments/map.ts'
import type { CustomerValue } from '#contract/value/valuation.ts'
import type { Api } from './api.ts'
import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Fact = { readonly amountMinor: number | null }
type Facts = { readonly rows: Fact[]; readonly next: string | null; readonly sum: { count: number; amountMinor: number | null } | null }

const yuan = (minor: number) => new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' }).format(minor / 100)

async function mapOf(api: Api): Promise<MapAnswer> {
  const { map } = await api.get<{ map: MapAnswer | null }>('/api/map')
  if (!map) throw new Error('there is no map')
  return map
}

const countsOf = ({ cells }: MapAnswer) => cells.map(cell => cell.count)
const versionOf = async (api: Api) => (await api.get<{ settings: { version: number } }>('/api/value/settings')).settings.version

/** A customer in the middle of the list of golds: it has sales, costs, deliveries. */
async function goldOf(api: Api): Promise<{ dyadId: string; name: string }> {
  const { points } = await mapOf(api)
  const golds = points.id.flatMap((dyadId, at) => (points.type[at] === 2 ? [{ dyadId, name: points.name[at] ?? '' }] : []))
  const one = golds[Math.floor(golds.length / 2)]
  if (!one) throw new Error('there is no gold customer')
  return one
}

/** Every line behind a part, page by page. */
async function linesOf(api: Api, { dyadId, now }: CustomerValue, part: string): Promise<readonly Fact[]> {
  const lines: Fact[] = []
  let next: string | null = ''
  while (next !== null) {
    const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`
    const page: Facts = await api.get(`/api/dyads/${dyadId}/lines?part=${part}&from=${now.from}&to=${now.to}&limit=100${after}`)
    lines.push(...page.rows)
    next = page.next
  }
  return lines
}

/** How long a calculation of the whole book may take on a busy machine, which has others to do before it. */
const calculation = { timeout: 120_000 }

/** A result that is there once the calculation that was asked for has ended. */
const calculated = (read: () => Promise<unknown>) => expect.poll(read, { ...calculation, intervals: [200] })

test('the parts of a value add up, and each opens to lines whose sum it is', async ({ signedIn: page, api }) => {
  const { dyadId } = await goldOf(api)
  const value = await api.get<CustomerValue>(`/api/customers/${dyadId}/value`)
  expect(value.now.parts.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(value.now.total)
  await page.goto(`/customers/${dyadId}?tab=value`)
  const card = page.getByRole('region', { name: '当前价值：净贡献' })
  await expect(card.getByRole('row', { name: /^净贡献/ })).toContainText(yuan(value.now.total ?? 0))
  for (const [part, name] of [
    ['netSales', '净销售额'],
    ['rebates', '返利'],
    ['freight', '直接物流费用'],
  ] as const) {
    const amount = value.now.parts.find(one => one.part === part)?.amount ?? 0
    if (amount === 0) continue
    const lines = await linesOf(api, value, part)
    expect(Math.abs(lines.reduce((sum, line) => sum + (line.amountMinor ?? 0), 0))).toBe(Math.abs(amount))
    await card.getByRole('button', { name, exact: true }).click()
    const drawer = page.getByRole('dialog', { name: `${name}：背后的单据` })
    await expect(drawer).toContainText(`共 ${lines.length} 行，合计 ${yuan(Math.abs(amount))}`)
    await expect(drawer.getByRole('row')).not.toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(drawer).toBeHidden()
    await expect(card.getByRole('button', { name, exact: true })).toBeFocused()
  }
})

test('a type is set by hand with a reason, is shown until it is ended, and the calculated one returns', async ({ signedIn: page, api }) => {
  test.setTimeout(300_000)
  const reason = `采购负责人换人，正在比价${Date.now()}`
  const { dyadId } = await goldOf(api)
  const typeOf = async () => (await api.get<{ standing: { type: string } }>(`/api/customers/${dyadId}/place`)).standing.type
  await page.goto(`/customers/${dyadId}`)
  const card = page.getByRole('region', { name: '定位' })
  await card.getByRole('button', { name: '人工指定类型' }).click()
  const form = page.getByRole('dialog', { name: '人工指定客户类型' })
  await form.getByLabel('指定为').selectOption({ label: '危险型' })
  await form.getByRole('button', { name: '指定', exact: true }).click()
  await expect(form.getByText('请写明理由（至少两个字）')).toBeVisible()
  await form.getByLabel('理由').fill(reason)
  await expectAccessible(page)
  await form.getByRole('button', { name: '指定', exact: true }).click()
  await expect(form).toBeHidden()
  await expect(card.getByText(new RegExp(`指定为危险型.*${reason}`))).toBeVisible()
  await calculated(typeOf).toBe('endangered')
  await expect(page.locator('.lk-head').getByText('危险型')).toBeVisible()

  await card.getByRole('button', { name: '结束人工指定' }).click()
  await expect(card.getByRole('button', { name: '结束人工指定' })).toBeHidden()
  await calculated(typeOf).toBe('gold')
  await card.getByText('以往的人工指定').click()
  await expect(card.getByRole('listitem').filter({ hasText: reason })).toBeVisible()
})

/** Types a number into a field of the settings and leaves it, as a person does. */
async function enter(page: Page, part: string, label: string, number: string): Promise<void> {
  const field = page.getByRole('region', { name: part }).getByLabel(label, { exact: true }).first()
  await field.fill(number)
  await field.blur()
}

test('a cut is changed: its effect is seen before anything is saved, then the map stands on the new version', async ({
  signedIn: page,
  api,
}) => {
  test.setTimeout(300_000)
  const [before, version] = [await mapOf(api), await versionOf(api)]
  await page.goto('/settings/value')
  await settled(page)
  const acts = page.getByRole('button', { name: '预览影响' })
  await expect(acts).toBeDisabled()
  await enter(page, '分界', '高档起点', '40')
  await expect(page.getByRole('region', { name: '分界' }).getByRole('alert').first()).toBeVisible()
  await expect(acts).toBeDisabled()
  await enter(page, '分界', '高档起点', '90')
  await acts.click()
  const effect = page.getByRole('region', { name: '对地图的影响' })
  await expect(effect).toContainText(/\d+ 位客户会移动/, calculation)
  const gold = effect.getByRole('listitem').filter({ hasText: '黄金型' })
  const [, now = '', after = ''] = /(\d+) → (\d+) 位/.exec(await gold.innerText()) ?? []
  expect(Number(now)).toBe(countsOf(before)[2])
  expect(Number(after)).toBeLessThan(Number(now))
  await expectAccessible(page)
  expect(await versionOf(api)).toBe(version)
  expect(countsOf(await mapOf(api))).toEqual(countsOf(before))

  await page.getByRole('button', { name: '保存为新版本' }).click()
  const form = page.getByRole('dialog', { name: '保存为新版本' })
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await expect(form.getByText('请写一句说明（至少两个字）')).toBeVisible()
  await form.getByLabel('修改说明').fill('高档只留前一成')
  await form.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText(`已保存为第 ${version + 1} 版`)).toBeVisible()
  await expect(page.getByRole('region', { name: '版本' })).toContainText('高档只留前一成')
  await page.goto('/map')
  await expect(page.getByText(new RegExp(`设置第 ${version + 1} 版`))).toBeVisible(calculation)
  const saved = await mapOf(api)
  expect(saved.settingsVersion).toBe(version + 1)
  expect(countsOf(saved)[2]).toBe(Number(after))
})

test('weights by comparing pairs: contradiction is shown with its ratio and refused, agreement may be used', async ({ signedIn: page }) => {
  await page.goto('/settings/value')
  await settled(page)
  const card = page.getByRole('region', { name: '潜在价值的权重' })
  await card.getByRole('button', { name: '两两比较（AHP）' }).click()
  const pairs = card.getByRole('listitem').getByRole('combobox')
  await expect(pairs).toHaveCount(10)
  const [first, second, , , third] = await pairs.all()
  if (!first || !second || !third) throw new Error('there are fewer pairs than five parts make')
  // A nine times B, B nine times C, and yet C nine times A: no weights agree with that.
  await first.selectOption('9')
  await third.selectOption('9')
  await second.selectOption(String(1 / 9))
  await expect(card).toContainText(/一致性比率 CR\s*\d\.\d+，超过 0\.10/)
  await expect(card.getByRole('button', { name: '采用这组权重' })).toBeDisabled()
  await expectAccessible(page)

  for (const pair of await pairs.all()) await pair.selectOption('1')
  await expect(card).toContainText(/一致性比率 CR\s*0，不超过 0\.10/)
  await card.getByRole('button', { name: '采用这组权重' }).click()
  for (const name of ['增长空间', '感知与需求满足', '忠诚度', '生命周期前景', '战略与影响价值'])
    await expect(card.getByLabel(name, { exact: true })).toHaveValue('20')
  await expect(page.getByRole('button', { name: '预览影响' })).toBeEnabled()
  await page.getByRole('button', { name: '放弃改动' }).click()
  await expect(card.getByLabel('增长空间', { exact: true })).toHaveValue('35')
})

type Counts = { readonly now: number; readonly after: number }

/** The two counts of a line such as "31 → 1 位". */
function countsIn(line: string): Counts {
  const [, now, after] = /([\d,]+) → ([\d,]+) 位/.exec(line) ?? []
  if (now === undefined || after === undefined) throw new Error(`no two counts in ${line}`)
  return { now: Number(now.replaceAll(',', '')), after: Number(after.replaceAll(',', '')) }
}

/** Previews a draft with this margin on goods without a recorded cost: who has no place, and the nine cells. */
async function previewed(page: Page, margin: string, before: string | undefined) {
  const field = page.getByRole('region', { name: '毛利与服务成本' }).getByLabel('毛利率', { exact: true })
  await field.fill(margin)
  await field.blur()
  await expect(field).toHaveValue(margin)
  await page.getByRole('button', { name: '预览影响' }).click()
  const effect = page.getByRole('region', { name: '对地图的影响' })
  const line = effect.locator('dl > div').filter({ hasText: '未定位' }).getByRole('definition')
  await (before === undefined ? expect(line).toBeVisible(calculation) : expect(line).not.toHaveText(before, calculation))
  const cells = (await effect.getByRole('listitem').allInnerTexts()).map(countsIn)
  const text = await line.innerText()
  return { effect, text, unplaced: countsIn(text), placed: { now: sumOf(cells, 'now'), after: sumOf(cells, 'after') } }
}

const sumOf = (cells: readonly Counts[], side: 'now' | 'after') => cells.reduce((sum, cell) => sum + cell[side], 0)

test('an emptied rate is unknown, not nought, and says what that means', async ({ signedIn: page }) => {
  test.setTimeout(300_000)
  await page.goto('/settings/value')
  await settled(page)
  // At nought everyone has a value still: the goods without a recorded cost bring nothing.
  const nought = await previewed(page, '0', undefined)
  expect(nought.unplaced.after).toBe(nought.unplaced.now)
  // Emptied, whoever bought such goods has a value that is unknown, and stands nowhere; only customers whose every line has its cost stay.
  const unknown = await previewed(page, '', nought.text)
  expect(unknown.unplaced.now).toBe(nought.unplaced.now)
  const lost = unknown.placed.now - unknown.placed.after
  expect(lost).toBeGreaterThan(0)
  expect(unknown.unplaced.after - unknown.unplaced.now).toBe(lost)
  await unknown.effect.getByText('会移动的客户').click()
  const unplaced = unknown.effect.getByRole('row').filter({ has: page.locator('td:nth-of-type(2)', { hasText: '尚未定位' }) })
  await expect(unplaced.first()).toBeVisible()
  for (const then of await unplaced.locator('td:last-child').allInnerTexts()) expect(then).toBe('—')
  await expectAccessible(page)
  await page.getByRole('button', { name: '放弃改动' }).click()
})
