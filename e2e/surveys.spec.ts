import { expect, expectAccessible, place, settled, test } from './fixtures.ts'

type Made = { readonly dyadId: string }
type Survey = { readonly surveyId: string }
type Invitations = { readonly rows: readonly { readonly invitationId: string; readonly personName: string }[] }

/** A customer with people and 25 deliveries of which all but one came in time. */
async function customerWithDeliveries(api: Parameters<Parameters<typeof test>[2]>[0]['api'], mark: string): Promise<string> {
  const { dyadId } = await api.call<Made>('POST', '/api/customers', { name: `${mark}精密制造有限公司`, code: mark })
  for (const name of ['甲', '乙', '丙']) await api.call('POST', `/api/customers/${dyadId}/contacts`, { name: `${mark}${name}` })
  return dyadId
}

test('a manager asks, a customer answers on a phone in English, and the result appears', async ({ signedIn: page, api, visit }) => {
  const mark = `调研${Date.now() % 100_000}`
  const dyadId = await customerWithDeliveries(api, mark)
  await page.goto('/surveys')
  await settled(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: '新建调查' }).first().click()
  await page.getByRole('button', { name: '建立草稿' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '关系质量（双方）' })).toBeVisible()
  await settled(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: '开始调查' }).click()
  await page.getByRole('button', { name: '邀请', exact: true }).click()
  const drawer = page.getByRole('dialog', { name: '邀请谁来回答' })
  const box = drawer.getByRole('combobox', { name: '客户', exact: true })
  await box.click()
  await box.fill(mark)
  await page.locator('.ant-select-item-option', { hasText: mark }).first().click()
  await expect(drawer.getByRole('button', { name: `移除${mark}` })).toBeVisible()
  await drawer.getByText('我方人员').click()
  await drawer.getByRole('button', { name: '先看会邀请谁' }).click()
  await expect(drawer).toContainText('将邀请 1 人')
  await drawer.getByRole('button', { name: '邀请 1 人' }).click()
  await expect(drawer).toBeHidden()
  await expect(page.getByRole('row').filter({ hasText: mark })).toContainText('未回答')
  const surveyId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const { rows } = await api.get<Invitations>(`/api/surveys/${surveyId}/invitations`)
  const { path } = await api.call<{ path: string }>('POST', `/api/surveys/${surveyId}/invitations/${rows[0]?.invitationId}/link`)

  const phone = await visit()
  await phone.page.setViewportSize({ width: 390, height: 844 })
  await phone.page.goto(`${place.address}${path}`)
  await phone.page.getByRole('button', { name: 'English' }).click()
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('Relationship quality, both sides')
  await expectAccessible(phone.page)
  expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  expect(await phone.page.evaluate('document.cookie')).toBe('')
  await phone.page.getByRole('button', { name: 'Send' }).click()
  await expect(phone.page.getByRole('alert')).toContainText('left to answer')
  for (const group of await phone.page
    .getByRole('group')
    .filter({ has: phone.page.getByRole('radio') })
    .all())
    await group.getByRole('radio', { name: /^4/ }).check({ force: true })
  await phone.page.getByRole('textbox').fill('Good people, slow paperwork')
  await phone.page.reload()
  await expect(phone.page.getByRole('textbox')).toHaveValue('Good people, slow paperwork')
  await expectAccessible(phone.page)
  // A script that presses the button is no person: nothing is sent.
  await phone.page.evaluate(`[...document.querySelectorAll('button')].at(-1).click()`)
  await expect(phone.page.getByRole('button', { name: 'Send' })).toBeVisible()
  await phone.page.getByRole('button', { name: 'Send' }).click()
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('Thank you! Your answers have been sent.')
  await expectAccessible(phone.page)
  await phone.page.reload()
  await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('You have answered this survey already')
  phone.faults.errors.length = 0

  await page.reload()
  await settled(page)
  await expect(page.getByRole('region', { name: '结果' })).toContainText('Good people, slow paperwork')
  await expectAccessible(page)
  await page.goto(`/customers/${dyadId}?tab=relationship`)
  await settled(page)
  const card = page.getByRole('region', { name: '关系质量与服务质量' })
  await expect(card).toContainText('只有一方回答')
  await expectAccessible(page)
})

test('where customers feel otherwise than is measured, the disagreement stands in its list', async ({ signedIn: page, api, visit }) => {
  const mark = `不符${Date.now() % 100_000}`
  const dyadId = await customerWithDeliveries(api, mark)
  // Fields of questions that were answered within their time: information is measured by them.
  const day = 86_400_000
  for (let index = 0; index < 21; index++) {
    const receivedAt = new Date(Date.now() - (index + 2) * day)
    const answered = new Date(receivedAt.getTime() + 3_600_000).toISOString()
    await api.call('POST', `/api/customers/${dyadId}/concerns`, {
      kind: 'question',
      title: `${mark} ${index}`,
      receivedAt: receivedAt.toISOString(),
      firstRespondedAt: answered,
      resolvedAt: answered,
    })
  }
  const draft = await api.call<Survey & { version: number }>('POST', '/api/surveys', { templateKey: 'logistics_short' })
  await api.call('POST', `/api/surveys/${draft.surveyId}/state`, { to: 'running', version: draft.version })
  await api.call('POST', `/api/surveys/${draft.surveyId}/invitations`, { dyadIds: [dyadId], sides: ['theirs'], contacts: 'all' })
  const { rows } = await api.get<Invitations>(`/api/surveys/${draft.surveyId}/invitations`)
  const guest = await visit()
  for (const { invitationId } of rows) {
    const { path } = await api.call<{ path: string }>('POST', `/api/surveys/${draft.surveyId}/invitations/${invitationId}/link`)
    await guest.page.goto(`${place.address}${path}`)
    await guest.page.getByRole('button', { name: '中文' }).click()
    for (const group of await guest.page
      .getByRole('group')
      .filter({ has: guest.page.getByRole('radio') })
      .all())
      await group.getByRole('radio', { name: /^2/ }).check({ force: true })
    await guest.page.getByRole('button', { name: '提交' }).click()
    await expect(guest.page.getByRole('heading', { level: 1 })).toHaveText('谢谢！您的回答已提交。')
  }
  await page.goto('/surveys/disagreements')
  await settled(page)
  const row = page.getByRole('row').filter({ hasText: mark })
  await expect(row).toContainText('信息质量')
  await expect(row).toContainText('感受比实测差')
  await expectAccessible(page)
  await row.getByRole('button', { name: '填写查明的情况' }).click()
  await page.getByRole('textbox', { name: '是什么造成了这个差别？' }).fill('答复及时，但内容不完整')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(row).toContainText('答复及时，但内容不完整')
})
