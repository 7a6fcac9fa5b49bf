import type { Forecast } from '#contract/segments/forecast.ts'
import type { Api } from './api.ts'
import { expect, expectAccessible, look, place, settled, test } from './fixtures.ts'

test.skip(!place.hasDemo && place.address !== '', 'the shared product has no demo company')

type Answer = { readonly forecast: Forecast | null; readonly jobId: string | null }

/** The forecast is tested against the past in a job of its own, some time after the map is there. */
async function tested(api: Api): Promise<Forecast> {
  let found: Forecast | null = null
  const look = async () => {
    found = (await api.get<Answer>('/api/forecast')).forecast
    return found?.validation !== null && found !== null
  }
  await expect.poll(look, { timeout: 120_000 }).toBe(true)
  return found as unknown as Forecast
}

test('how good the forecast is: the verdict first, the method in use marked among all, totals with what came, parameters with their errors', async ({
  signedIn: page,
  api,
}) => {
  test.slow()
  const { validation, parameters } = await tested(api)
  await page.goto('/forecast')
  await settled(page)
  await expect(page.getByRole('region', { name: '结论' })).toContainText(validation?.verdict.zh ?? '?')
  const methods = page.getByRole('region', { name: '各种方法的表现' }).first()
  await expect(methods.getByRole('row')).toHaveCount((validation?.methods.length ?? 0) + 1)
  await expect(methods.getByRole('row').filter({ hasText: '在用' })).toHaveCount(1)
  const origins = page.getByRole('region', { name: '各时点的预测与实际' }).first()
  await origins.getByRole('button', { name: /图表操作/ }).click()
  await origins.getByRole('menuitem', { name: '显示为表格' }).click()
  await expect(origins.getByRole('row')).toHaveCount((validation?.origins.length ?? 0) + 1)
  await page.getByRole('button', { name: '显示表格' }).click()
  await expect(page.getByRole('region', { name: '按首单时间' }).first().getByRole('row').nth(1)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '参数与说明' }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('region', { name: '模型参数' }).first().getByRole('row')).toHaveCount(parameters.length + 1)
  await expectAccessible(page)
})

test('in English and dark the same page reads as well', async ({ signedIn: page, api }) => {
  test.slow()
  const { validation } = await tested(api)
  await page.goto('/forecast')
  await look(page, api, { language: 'en', theme: 'dark' })
  await settled(page)
  await expect(page.getByRole('region', { name: 'The verdict' })).toContainText(validation?.verdict.en ?? '?')
  await expectAccessible(page)
})
