import { expect, expectAccessible, settled, test } from './fixtures.ts'

test('a calculation that is asked for shows up by itself, runs to its end, and can be opened', async ({ signedIn: page, api }) => {
  await page.goto('/settings/jobs?state=done')
  await settled(page)
  const list = page.getByRole('grid', { name: '任务记录' })
  const { jobId } = await api.call<{ jobId: string }>('POST', '/api/map/recalculate')
  // No reload: the server's stream brings it.
  await expect(list.getByRole('row').nth(1)).toContainText('手动要求', { timeout: 30_000 })
  await expect(list.getByRole('row').nth(1)).toContainText('已完成')
  await list.getByRole('row').nth(1).click()
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
