import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Evidence } from '#contract/dyads/evidence.ts'
import type { CustomerQuality } from '#contract/relationships/survey-quality.ts'
import type { Invitation, Survey } from '#contract/relationships/survey.ts'
import type { SurveyResults } from '#contract/relationships/survey-results.ts'
import type { Letter } from '#server/platform/mail.ts'
import { memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { asked, filledIn, linkAddress, surveyFirm } from '#testing/survey-firm.ts'
import { sendSurveyLetters } from './send-survey-letters.ts'
import { lookAfterSurveys, settleFirm } from './survey.jobs.ts'
import { tokenOf } from './survey-token.ts'

let door: TestApp
let firm: Awaited<ReturnType<typeof surveyFirm>>
let now = new Date('2026-11-20T02:00:00Z')

beforeAll(async () => {
  door = await testApp({ now: () => now })
  firm = await surveyFirm(door)
})
afterAll(() => door.close())

const byText = (one: unknown, other: unknown) => (String(one) < String(other) ? -1 : 1)

test('a manager asks, a customer answers by the link, and result, quality and evidence of the potential show it', async () => {
  const { dyadId } = await firm.customer('回答客户', ['赵一', '钱二'])
  const { survey, paths } = await firm.running('relationship', [dyadId])
  expect(paths).toHaveLength(2)
  const shown = await firm.open(paths[0] ?? '')
  expect(shown).toMatchObject({ firm: '华东轴承有限公司', side: 'theirs', about: null, isAnonymous: false })
  expect(shown.questions.every(({ side }) => side === 'theirs')).toBe(true)
  expect((await firm.answer(paths[0] ?? '', 4, { nps: 9, comment: '很好' })).statusCode).toBe(200)
  const results = await asked<SurveyResults>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/results`)
  expect(results).toMatchObject({ invited: 2, answered: 1, responseRate: 0.5, nps: 100, isWithheld: false })
  expect(results.comments).toEqual([{ text: '很好', side: 'theirs', customerName: '回答客户', personName: '钱二' }])
  expect(results.questions.find(({ id }) => id === 'trust-1')).toMatchObject({ points: 75, answers: 1, counts: [0, 0, 0, 1, 0] })
  const quality = await asked<CustomerQuality>(firm.boss, 'GET', `/api/customers/${dyadId}/quality`)
  expect(quality.quality).toMatchObject({ points: 75, theirs: 75, ours: null, sides: 1 })
  const evidence = async () =>
    (await asked<{ rows: Evidence[] }>(firm.boss, 'GET', `/api/customers/${dyadId}/evidence`)).rows.filter(row => row.withdrawnAt === null)
  expect((await evidence()).map(({ kind, value }) => [kind, value]).toSorted(byText)).toEqual([
    ['needs_met', 75],
    ['price', 75],
    ['product', 75],
  ])
  expect((await firm.answer(paths[1] ?? '', 2)).statusCode).toBe(200)
  expect((await evidence()).find(({ kind }) => kind === 'price')).toMatchObject({
    value: 50,
    confidence: 'B',
    source: '关系质量（双方） / Relationship quality, both sides',
  })
  expect(await evidence()).toHaveLength(3)
})

test('opening a link counts as nothing: GET, HEAD and the page itself leave it as it was; pressing counts once', async () => {
  const { dyadId } = await firm.customer('扫描客户', ['孙三'])
  const {
    survey,
    paths: [path = ''],
  } = await firm.running('relationship', [dyadId])
  const before = await query(door.database.admin, 'select * from app.survey_invitation where survey_id = $1', [survey.surveyId])
  for (let times = 0; times < 3; times++) {
    expect((await firm.anyone('GET', linkAddress(path))).statusCode).toBe(200)
    expect((await firm.anyone('HEAD', linkAddress(path))).statusCode).toBe(200)
    await firm.anyone('GET', path)
    await firm.anyone('HEAD', path)
    expect((await firm.anyone('GET', `${linkAddress(path)}/answers`)).statusCode).toBe(405)
  }
  expect(await query(door.database.admin, 'select * from app.survey_invitation where survey_id = $1', [survey.surveyId])).toEqual(before)
  expect((await firm.anyone('POST', `${linkAddress(path)}/answers`, { answers: {} })).statusCode).toBe(422)
  expect((await firm.answer(path, 5)).statusCode).toBe(200)
  const twice = await firm.anyone('POST', `${linkAddress(path)}/answers`, { answers: {} })
  expect(twice.json()).toMatchObject({ code: 'conflict', message: expect.stringContaining('已提交过'), details: { link: 'used' } })
  const count = await query<{ n: number }>(door.database.admin, 'select count(*)::int as n from app.survey_response where survey_id = $1', [
    survey.surveyId,
  ])
  expect(count[0]?.n).toBe(1)
})

test('words that are too long are refused by their length, and the link stays good', async () => {
  const { dyadId } = await firm.customer('长话客户', ['周四'])
  const {
    paths: [path = ''],
  } = await firm.running('relationship', [dyadId])
  const long = await firm.answer(path, 4, { comment: '长'.repeat(300_000) })
  expect(long.statusCode).toBe(422)
  expect(long.json()).toMatchObject({
    details: { fields: [{ path: 'body.answers.comment', message: expect.stringContaining('2000') }] },
  })
  expect((await firm.answer(path, 4)).statusCode).toBe(200)
})

test('of two who press at the same moment one is told that it is used', async () => {
  const { dyadId } = await firm.customer('同时客户', ['李四'])
  const {
    paths: [path = ''],
  } = await firm.running('relationship', [dyadId])
  const body = filledIn(await firm.open(path), 3)
  const both = await Promise.all([
    firm.anyone('POST', `${linkAddress(path)}/answers`, body),
    firm.anyone('POST', `${linkAddress(path)}/answers`, body),
  ])
  expect(both.map(({ statusCode }) => statusCode).toSorted(byText)).toEqual([200, 409])
})

test('links that are unknown, damaged, withdrawn, past, not begun, or of another firm each say so', async () => {
  const { dyadId } = await firm.customer('链接客户', ['周五', '吴六'])
  const {
    survey,
    paths: [path = '', other = ''],
  } = await firm.running('relationship', [dyadId])
  const said = async (given: string) =>
    (await door.app.inject({ method: 'GET', url: linkAddress(given), headers: { 'accept-language': 'en' } })).json()
  expect(await said('/s/nonsense')).toMatchObject({ code: 'not_found', message: expect.stringContaining('no such link') })
  expect(await said(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`)).toMatchObject({ code: 'not_found' })
  const stranger = await plantTenant(door, '另一家')
  const foreign = tokenOf(door.platform.secret, stranger, '0192f000-0000-7000-8000-000000000001')
  expect(await said(`/s/${foreign}`)).toMatchObject({ code: 'not_found' })
  const { rows } = await asked<{ rows: Invitation[] }>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/invitations`)
  const last = rows[0]?.invitationId
  await asked(firm.boss, 'POST', `/api/surveys/${survey.surveyId}/invitations/${last}/withdraw`)
  expect(await said(other)).toMatchObject({ details: { link: 'withdrawn' } })
  const real = now
  now = new Date('2027-01-20T02:00:00Z')
  expect(await said(path)).toMatchObject({ details: { link: 'expired' }, message: expect.stringContaining('has ended') })
  expect((await firm.anyone('POST', `${linkAddress(path)}/answers`, { answers: {} })).json()).toMatchObject({
    details: { link: 'expired' },
  })
  now = real
  expect((await firm.anyone('GET', linkAddress(path))).statusCode).toBe(200)
  await asked(firm.boss, 'POST', `/api/surveys/${survey.surveyId}/state`, { to: 'withdrawn', version: survey.version })
  expect(await said(path)).toMatchObject({ details: { link: 'withdrawn' } })
})

test('anonymous answers carry neither person nor link nor time, and are shown from three up', async () => {
  const { dyadId } = await firm.customer('匿名客户', ['甲', '乙', '丙'])
  const { survey, paths } = await firm.running('relationship', [dyadId], { isAnonymous: true })
  for (const [index, path] of paths.slice(0, 2).entries())
    expect((await firm.answer(path, 4, { comment: `话${index}` })).statusCode).toBe(200)
  const results = () => asked<SurveyResults>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/results`)
  const withheld = await results()
  expect(withheld).toMatchObject({ answered: 2, isWithheld: true, comments: [], customers: [], days: [], nps: null })
  expect(withheld.questions.every(({ points, answers }) => points === null && answers === 0)).toBe(true)
  expect((await asked<CustomerQuality>(firm.boss, 'GET', `/api/customers/${dyadId}/quality`)).answers).toEqual({
    theirs: 0,
    ours: 0,
    withheld: 2,
  })
  expect((await firm.answer(paths[2] ?? '', 4)).statusCode).toBe(200)
  const told = await results()
  expect(told).toMatchObject({ answered: 3, isWithheld: false })
  expect(told.comments).toEqual([0, 1].map(index => ({ text: `话${index}`, side: 'theirs', customerName: null, personName: null })))
  const kept = await query(door.database.admin, 'select *, answered_on::text from app.survey_response where survey_id = $1', [
    survey.surveyId,
  ])
  for (const row of kept) {
    expect(row).toMatchObject({ invitation_id: null, contact_id: null, user_id: null, answered_at: null, answered_on: '2026-11-20' })
    expect(String(row['response_id'])[14], 'not an id that tells its time').toBe('4')
  }
  const used = await query(door.database.admin, 'select used_on from app.survey_invitation where survey_id = $1', [survey.surveyId])
  expect(used.map(row => row['used_on'])).toEqual([null, null, null])
  const trail = await query(door.database.admin, `select * from app.audit_entry where action = 'answer' and entity_id = $1`, [
    survey.surveyId,
  ])
  expect(trail).toEqual([])
  await expect(
    query(door.database.admin, `update app.survey_response set contact_id = gen_random_uuid() where survey_id = $1`, [survey.surveyId]),
  ).rejects.toThrow('survey_response_anonymous')
})

test('who refuses surveys, is restricted, or was asked lately is not asked; one person once a survey', async () => {
  const { dyadId, contactIds } = await firm.customer('拒绝客户', ['愿意', '撤回', '限制'])
  const [, refuses = '', limited = ''] = contactIds
  const consent = { channel: 'email', purpose: 'survey', basis: 'consent', decision: 'withdrawn', decidedOn: '2026-11-01', how: '电话' }
  await query(
    door.database.admin,
    `insert into app.consent_entry (tenant_id, contact_id, entry_id, channel, purpose, basis, decision, decided_on, how) values ($1, $2, gen_random_uuid(), $3, $4, $5, $6, $7, $8)`,
    [firm.tenantId, refuses, ...Object.values(consent)],
  )
  await query(door.database.admin, 'insert into app.contact_limit (tenant_id, contact_id, is_restricted) values ($1, $2, true)', [
    firm.tenantId,
    limited,
  ])
  const { survey, paths } = await firm.running('relationship', [dyadId])
  expect(paths).toHaveLength(1)
  type Invited = { invited: number; skipped: { personName: string; reason: string }[] }
  const again = await asked<Invited>(firm.boss, 'POST', `/api/surveys/${survey.surveyId}/invitations`, {
    dyadIds: [dyadId],
    sides: ['theirs'],
    contacts: 'all',
    isTrial: true,
  })
  expect(again.skipped.map(({ personName, reason }) => [personName, reason]).toSorted(byText)).toEqual([
    ['愿意', 'asked_already'],
    ['撤回', 'forbidden'],
    ['限制', 'forbidden'],
  ])
  const other = await asked<Survey>(firm.boss, 'POST', '/api/surveys', { templateKey: 'logistics_short' })
  const later = await asked<Invited>(firm.boss, 'POST', `/api/surveys/${other.surveyId}/invitations`, {
    dyadIds: [dyadId],
    sides: ['theirs', 'ours'],
    contacts: 'all',
    isTrial: true,
  })
  expect(later.skipped.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['asked_lately', 'no_questions']))
})

test('a template is changed by a new version; running surveys keep their questions, which are then fixed', async () => {
  type Templates = { rows: { key: string; version: number; questions: Survey['questions'] }[] }
  const find = async () =>
    (await asked<Templates>(firm.boss, 'GET', '/api/survey-templates')).rows.find(({ key }) => key === 'after_delivery')
  const before = await find()
  const { survey } = await firm.running('after_delivery', [])
  const questions = before?.questions.slice(0, 1).map(question => ({ ...question, textZh: '这次交货如何' }))
  const body = { kind: 'after_delivery', nameZh: '交货', nameEn: 'Delivery', questions, version: 0 }
  await asked(firm.boss, 'PUT', '/api/survey-templates/after_delivery', body)
  expect(await find()).toMatchObject({ version: 1, questions: [{ textZh: '这次交货如何' }] })
  expect((await firm.boss.call('PUT', '/api/survey-templates/after_delivery', body)).json().code).toBe('stale')
  const read = await asked<Survey>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}`)
  expect(read).toMatchObject({ templateVersion: 0, questions: survey.questions })
  const fixed = await firm.boss.call('PATCH', `/api/surveys/${survey.surveyId}`, { questions, version: read.version })
  expect(fixed.json()).toMatchObject({ details: { fields: [{ path: 'body.questions' }] } })
  await asked(firm.boss, 'DELETE', '/api/survey-templates/after_delivery')
  expect(await find()).toMatchObject({ version: 0, questions: before?.questions })
})

test('a colleague without these customers sees neither their answers nor their links', async () => {
  const { dyadId } = await firm.customer('他人客户', ['甲方'])
  const { survey } = await firm.running('relationship', [dyadId])
  const other = await memberBrowser(door, firm.tenantId, { role: 'account_manager', scope: 'own' })
  const seen = await asked<Survey>(other, 'GET', `/api/surveys/${survey.surveyId}`)
  expect(seen.invited).toBe(0)
  const { rows } = await asked<{ rows: Invitation[] }>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/invitations`)
  expect((await other.call('POST', `/api/surveys/${survey.surveyId}/invitations/${rows[0]?.invitationId}/link`)).statusCode).toBe(404)
  expect((await other.call('GET', `/api/surveys/${survey.surveyId}/links.csv`)).body.trim().split('\n')).toHaveLength(1)
  expect((await firm.boss.call('GET', `/api/surveys/${survey.surveyId}/links.csv`)).body).toContain('/s/')
})

test('what follows from anonymous answers is reckoned by the daily look', async () => {
  const { dyadId } = await firm.customer('匿名依据', ['甲', '乙', '丙'])
  const { paths } = await firm.running('relationship', [dyadId], { isAnonymous: true })
  for (const path of paths) await firm.answer(path, 5)
  const evidence = async () => (await asked<{ rows: Evidence[] }>(firm.boss, 'GET', `/api/customers/${dyadId}/evidence`)).rows
  expect(await evidence()).toEqual([])
  await settleFirm(door.platform, async () => undefined, firm.tenantId, '2026-11-20')
  expect((await evidence()).map(({ kind }) => kind).toSorted(byText)).toEqual(['needs_met', 'price', 'product'])
})

test('letters go to those with an address, once, in both languages with their own first; a reminder as often as allowed', async () => {
  const { dyadId } = await firm.customer('邮件客户', [])
  for (const [name, language] of [
    ['史密斯', 'en'],
    ['无邮箱', 'zh-CN'],
  ])
    await asked(firm.boss, 'POST', `/api/customers/${dyadId}/contacts`, {
      name,
      language,
      ...(language === 'en' ? { email: 'smith@example.com' } : {}),
    })
  const { survey } = await firm.running('relationship', [dyadId], { remindAfterDays: 3 })
  const letters: Letter[] = []
  const mail = { send: async (letter: Letter) => void letters.push(letter) }
  const send = (remind: 'none' | 'due') =>
    sendSurveyLetters(door.platform, mail, { tenantId: firm.tenantId, surveyId: survey.surveyId, remind })
  expect(await send('none')).toEqual({ sent: 1, failed: 0 })
  expect(await send('none')).toEqual({ sent: 0, failed: 0 })
  expect(letters[0]).toMatchObject({ to: 'smith@example.com', subject: expect.stringContaining('Relationship quality') })
  const path = /\/s\/[\w-]{46}/.exec(letters[0]?.text ?? '')?.[0] ?? ''
  expect((await firm.open(path)).titleEn).toBe('Relationship quality, both sides')
  expect(await send('due')).toEqual({ sent: 0, failed: 0 })
  const real = now
  now = new Date('2026-11-24T02:00:00Z')
  expect(await send('due')).toEqual({ sent: 1, failed: 0 })
  expect(letters[1]?.subject).toContain('Reminder')
  now = new Date('2026-11-28T02:00:00Z')
  expect(await send('due')).toEqual({ sent: 0, failed: 0 })
  now = real
})

test('after a closed concern its contact is asked by the look, once however often it looks', async () => {
  const { dyadId, contactIds } = await firm.customer('办结客户', ['首要', '当事'])
  const { survey } = await firm.running('after_concern', [])
  const moment = '2026-11-20T01:00:00Z'
  const said = { kind: 'complaint', title: '缺件', receivedAt: moment, resolvedAt: moment, resolution: '补发', contactId: contactIds[1] }
  await asked(firm.boss, 'POST', `/api/customers/${dyadId}/concerns`, said)
  const look = () => lookAfterSurveys(door.platform, { mail: undefined, revalue: async () => undefined, settled: new Map() })
  expect(await look()).toBe(1)
  expect(await look()).toBe(0)
  const found = await asked<{ rows: Invitation[] }>(firm.boss, 'GET', `/api/surveys/${survey.surveyId}/invitations`)
  expect(found.rows).toMatchObject([{ dyadId, personName: '当事', eventOn: '2026-11-20', side: 'theirs', state: 'open' }])
})
