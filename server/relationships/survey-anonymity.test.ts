import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerQuality } from '#contract/relationships/survey-quality.ts'
import type { Invitation, Survey } from '#contract/relationships/survey.ts'
import type { SurveyResults } from '#contract/relationships/survey-results.ts'
import type { KpiRow } from '#contract/strategy/kpi.ts'
import { type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { asked, surveyFirm } from '#testing/survey-firm.ts'

let door: TestApp
let firm: Awaited<ReturnType<typeof surveyFirm>>

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await surveyFirm(door)
})
afterAll(() => door.close())

test('one person’s anonymous answer is not told by taking what a customer’s page shows from the sum', async () => {
  const [many, single] = [await firm.customer('三人客户', ['一', '二', '三']), await firm.customer('一人客户', ['独'])]
  const { survey, paths } = await firm.running('relationship', [many.dyadId, single.dyadId], { isAnonymous: true })
  const links = await asked<{ rows: Invitation[] }>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/invitations`)
  const alone = links.rows.toReversed().findIndex(row => row.dyadId === single.dyadId)
  for (const [index, path] of paths.entries()) expect((await firm.answer(path, index === alone ? 1 : 5)).statusCode).toBe(200)
  const results = await asked<SurveyResults>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/results`)
  expect(results.customers).toMatchObject([{ dyadId: many.dyadId, answers: 3, satisfaction: 100 }])
  expect(results.questions.find(({ id }) => id === 'trust-1')).toMatchObject({ answers: 3, points: 100, counts: [0, 0, 0, 0, 3] })
  expect(results.days).toEqual([{ day: '2026-11-20', answers: 3 }])
})

test('an anonymous answer does not stand alone where a year or a quarter leaves the others of its survey behind', async () => {
  const { dyadId } = await firm.customer('跨季客户', ['春', '夏', '秋'])
  const { survey, paths } = await firm.running('relationship', [dyadId], { isAnonymous: true })
  for (const path of paths) expect((await firm.answer(path, 5)).statusCode).toBe(200)
  const quality = async () => await asked<CustomerQuality>(firm.boss, 'GET', `/api/customers/${dyadId}/quality`)
  expect((await quality()).trend).toHaveLength(1)
  const early = `update app.survey_response set answered_on = $2 where response_id in (select response_id from app.survey_response where survey_id = $1 limit 2)`
  await query(door.database.admin, early, [survey.surveyId, '2026-09-30'])
  const quarters = await quality()
  expect(quarters).toMatchObject({ answers: { theirs: 3, withheld: 0 }, trend: [], quality: { points: 100 } })
  await query(door.database.admin, `update app.survey_response set answered_on = '2025-11-10' where survey_id = $1 and answered_on < $2`, [
    survey.surveyId,
    '2026-10-01',
  ])
  expect(await quality()).toMatchObject({ answers: { theirs: 0, withheld: 1 }, trend: [], quality: null })
})

test('whoever reads the results after each answer never sees a figure move by fewer than three', async () => {
  const { dyadId } = await firm.customer('七人客户', ['一', '二', '三', '四', '五', '六', '七'])
  const alone = await firm.customer('独人客户', ['独'])
  const { survey, paths } = await firm.running('relationship', [dyadId, alone.dyadId], { isAnonymous: true })
  const results = async () => await asked<SurveyResults>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/results`)
  const quality = async () => (await asked<CustomerQuality>(firm.boss, 'GET', `/api/customers/${dyadId}/quality`)).answers
  let [before, atCustomer] = [0, 0]
  for (const [index, path] of paths.entries()) {
    expect((await firm.answer(path, (index % 5) + 1, { comment: `话${index}` })).statusCode).toBe(200)
    const [told, own] = [await results(), await quality()]
    const trust = told.questions.find(({ id }) => id === 'trust-1')
    const moved = told.shown - before
    expect([0, 3]).toContain(moved)
    expect([0, 3]).toContain(own.theirs - atCustomer)
    expect(told.shown + told.leftOut).toBe(index + 1)
    expect([trust?.answers, trust?.counts.reduce((sum, each) => sum + each, 0), told.comments.length]).toEqual(Array(3).fill(told.shown))
    expect(told.days.reduce((sum, { answers }) => sum + answers, 0)).toBe(told.shown)
    expect(told.customers.reduce((sum, { answers }) => sum + answers, 0)).toBe(own.theirs)
    ;[before, atCustomer] = [told.shown, own.theirs]
  }
  expect(await results()).toMatchObject({ answered: 8, shown: 6, leftOut: 2, isWithheld: false })
  const october = `update app.survey_response set answered_on = '2026-10-15' where survey_id = $1`
  await query(door.database.admin, october, [survey.surveyId])
  const { rows } = await asked<{ rows: KpiRow[] }>(firm.boss, 'GET', '/api/kpi')
  const months = rows.find(({ kpi }) => kpi === 'satisfaction')?.months
  expect(months?.find(({ month }) => month === '2026-10-31')?.n, 'of the key figures too').toBe(6)
  const { version } = await asked<Survey>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}`)
  const closed = await asked<Survey>(firm.boss, 'POST', `/api/surveys/${survey.surveyId}/state`, { to: 'closed', version })
  expect(await results(), 'two more would stand out beside what was shown').toMatchObject({ shown: 6, leftOut: 2 })
  const again = await firm.boss.call('POST', `/api/surveys/${survey.surveyId}/state`, { to: 'running', version: closed.version })
  expect(again.json()).toMatchObject({ code: 'conflict', message: expect.stringContaining('匿名') })
})

test('when an anonymous survey has ended, what is left over of many customers is shown together where it is three', async () => {
  const [five, four] = [
    await firm.customer('五人客户', ['一', '二', '三', '四', '五']),
    await firm.customer('四人客户', ['一', '二', '三', '四']),
  ]
  const { survey, paths } = await firm.running('relationship', [five.dyadId, four.dyadId], { isAnonymous: true })
  const both = await Promise.all(paths.slice(0, 2).map(path => firm.answer(path, 4)))
  expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  for (const path of paths.slice(2)) expect((await firm.answer(path, 4)).statusCode).toBe(200)
  const results = async () => await asked<SurveyResults>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/results`)
  expect(await results()).toMatchObject({ shown: 6, leftOut: 3 })
  const { version } = await asked<Survey>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}`)
  await asked(firm.boss, 'POST', `/api/surveys/${survey.surveyId}/state`, { to: 'closed', version })
  const ended = await results()
  expect(ended).toMatchObject({ shown: 9, leftOut: 0 })
  expect(ended.customers.map(({ answers }) => answers)).toEqual([3, 3])
})
