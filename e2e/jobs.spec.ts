import { expect, expectAccessible, settled, test } from './fixtures.ts'

test('a calculation that is asked for shows up by itself, runs to its end, and can be opened', async ({ signedIn: page, api }) => {
  test.setTimeout(120_000)
  await page.goto('/settings/jobs?state=done')
  await settled(page)
  const list = page.getByRole('grid', { name: '任务记录' })
  const { jobId } = await api.call<{ jobId: string }>('POST', '/api/map/recalculate')
  // No reload: the server's stream brings it. One that waited already takes the wish in and tells it beside its own reason; what other tests
  // have set going runs before it and after it.
  const row = list.getByRole('row').filter({ hasText: '手动要求' }).first()
  await expect(row).toContainText('计算价值与客户类型', { timeout: 90_000 })
  await expect(row).toContainText('已完成')
  await row.click()
  await expect(page).toHaveURL(new RegExp(`job=${jobId}`))
  await expect(page.getByRole('dialog', { name: '任务' })).toContainText('计算价值与客户类型')
  await expectAccessible(page)
  // The trail keeps other recalculations too: this one is told by the generation that it made.
  const { result } = await api.get<{ result: { generation: number } }>(`/api/jobs/${jobId}`)
  await page.goto(`/settings/audit?action=recalculate&entity=valuation&entityId=${result.generation}`)
  await settled(page)
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('row').nth(1)).toContainText('重新计算价值地图')
})
