import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Survey } from '#contract/relationships/survey.ts'
import { memberBrowser, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { asked, surveyFirm } from '#testing/survey-firm.ts'

let door: TestApp
let firm: Awaited<ReturnType<typeof surveyFirm>>

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await surveyFirm(door)
})
afterAll(() => door.close())

test('a survey is changed, started, ended and reminded of by its author, by who has the author’s department in scope and by managers; others only invite', async () => {
  const { tenantId } = firm
  const author = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own', name: '周建立' })
  const stranger = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own', name: '吴旁人' })
  const lead = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'department', name: '郑组长' })
  const manager = await memberBrowser(door, tenantId, { role: 'manager', scope: 'own', name: '王经理' })
  const [department] = await query<{ id: string }>(
    door.database.admin,
    `insert into app.department (tenant_id, department_id, name) values ($1, gen_random_uuid(), '华东组') returning department_id as id`,
    [tenantId],
  )
  await query(door.database.admin, 'update app.membership set department_id = $3 where tenant_id = $1 and user_id = any($2::uuid[])', [
    tenantId,
    [author.userId, lead.userId],
    department?.id,
  ])
  const survey = await asked<Survey>(author, 'POST', '/api/surveys', { templateKey: 'relationship' })
  expect(survey.mayManage).toBe(true)
  const at = `/api/surveys/${survey.surveyId}`
  const tries: readonly (readonly ['PATCH' | 'POST' | 'DELETE', string, object?])[] = [
    ['PATCH', at, { titleZh: '别人的', version: survey.version }],
    ['POST', `${at}/state`, { to: 'running', version: survey.version }],
    ['DELETE', at],
  ]
  for (const [method, path, body] of tries) {
    const answer = await stranger.call(method, path, body)
    expect([answer.statusCode, answer.json()], path).toMatchObject([403, { message: expect.stringContaining('周建立') }])
  }
  const seenBy = async (browser: typeof author) => (await asked<Survey>(browser, 'GET', at)).mayManage
  expect([await seenBy(stranger), await seenBy(lead), await seenBy(manager), await seenBy(author)]).toEqual([false, true, true, true])
  const running = await asked<Survey>(lead, 'POST', `${at}/state`, { to: 'running', version: survey.version })
  expect((await stranger.call('POST', `${at}/invitations`, { sides: ['theirs'] })).statusCode).toBe(200)
  expect((await stranger.call('POST', `${at}/state`, { to: 'withdrawn', version: running.version })).statusCode).toBe(403)
  expect(await asked<Survey>(manager, 'POST', `${at}/state`, { to: 'withdrawn', version: running.version })).toMatchObject({
    state: 'withdrawn',
    mayManage: true,
  })
})
