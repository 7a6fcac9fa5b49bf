import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellDueRequests } from '#server/dyads/privacy.jobs.ts'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }
let stranger: Browser

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own', name: '销售' })
  stranger = await memberBrowser(door, await plantTenant(door, '别家公司'))
})
afterAll(() => door.close())

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
async function ask(browser: Browser, method: Method, url: string, body?: object, status = 200) {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url} ${answer.body}`).toBe(status)
  return answer.json()
}

const inTwoDays = () => new Date(Date.now() + 2 * 86_400_000).toISOString()
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

async function person(name: string, more: object = {}) {
  const { dyadId } = await ask(boss, 'POST', '/api/customers', { name: `${name}的公司` })
  const { contactId } = await ask(boss, 'POST', `/api/customers/${dyadId}/contacts`, { name, ...more })
  return { dyadId, contactId }
}

const consent = (decision: string, more: object = {}) => ({
  channel: 'phone',
  purpose: 'business',
  basis: 'consent',
  decision,
  decidedOn: '2026-01-05',
  how: '微信',
  evidence: '聊天截图 3',
  ...more,
})

test('withdrawn consent stops a planned call, and neither what was done nor what they begin', async () => {
  const { dyadId, contactId } = await person('赵不接')
  const url = `/api/dyads/${dyadId}/contacts/${contactId}/consent`
  await ask(boss, 'POST', url, consent('given', { evidence: null }), 422)
  await ask(boss, 'POST', url, consent('given'))
  const call = { kind: 'call', state: 'planned', startsAt: inTwoDays(), subject: '电话回访', theirs: [contactId] }
  await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, call)
  const { entries } = await ask(boss, 'POST', url, consent('withdrawn'))
  expect(entries.map((entry: { decision: string }) => entry.decision)).toEqual(['withdrawn', 'given'])
  const refused = await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, call, 409)
  expect(JSON.stringify(refused)).toMatch(/赵不接 has withdrawn consent|赵不接”已撤回/)
  await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, { ...call, kind: 'visit' })
  await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, { ...call, direction: 'in' })
  await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, { kind: 'call', subject: '已打过', theirs: [contactId] })
  const { rows } = await ask(boss, 'GET', `/api/dyads/${dyadId}/contact-check?channel=phone&contactId=${contactId}`)
  expect(rows).toMatchObject([{ warnings: ['withdrawn'], isForbidden: true }])
})

test('limits of contact: a blocked channel forbids, too often only warns; of who sees the customer alone', async () => {
  const { dyadId, contactId } = await person('钱勿扰')
  const url = `/api/dyads/${dyadId}/contacts/${contactId}/limits`
  const limits = { blocked: ['visit'], isRestricted: false, maxPerWeek: 1, reason: '本人要求', version: 0 }
  await ask(seller, 'PUT', url, limits, 404)
  await ask(stranger, 'PUT', url, limits, 404)
  await ask(stranger, 'GET', `/api/dyads/${dyadId}/consent`, undefined, 404)
  await ask(boss, 'PUT', url, limits)
  await ask(boss, 'PUT', url, { ...limits, blocked: [] }, 409)
  const plan = { state: 'planned', startsAt: inTwoDays(), subject: '计划', theirs: [contactId] }
  await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, { ...plan, kind: 'visit' }, 409)
  const made = await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, { ...plan, kind: 'call' })
  await ask(boss, 'PATCH', `/api/dyads/${dyadId}/activities/${made.activityId}`, { version: made.version, kind: 'meeting' }, 409)
  const { rows } = await ask(boss, 'GET', `/api/dyads/${dyadId}/contact-check?channel=phone&contactId=${contactId}`)
  expect(rows).toMatchObject([{ warnings: ['too_often'], isForbidden: false }])
})

async function register(contactId: string, kind: string) {
  return await ask(boss, 'POST', '/api/privacy/requests', { contactId, kind, receivedOn: today(), receivedBy: '电话' })
}

test('the ledger of consent takes entries and changes none', async () => {
  for (const text of ['update app.consent_entry set how = $1', 'delete from app.consent_entry where how = $1'])
    await expect(query(door.database.runtime, text, ['x'])).rejects.toThrow('permission denied')
})

test('erased means nowhere found: search, list, record, history, audit, timeline, export, notices', async () => {
  const { dyadId, contactId } = await person('孙待抹除', { phone: '13912345678', email: 'sun@example.com', note: '喜欢钓鱼' })
  const theirs = [contactId]
  await ask(boss, 'PATCH', `/api/customers/${dyadId}/contacts/${contactId}`, { version: 1, phone: '13987654321' })
  const act = await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, {
    kind: 'visit',
    subject: '拜访孙待抹除',
    content: '电话 13912345678',
    theirs,
  })
  await ask(boss, 'POST', '/api/tasks', { title: '给孙待抹除寄样品', dyadId })
  await ask(boss, 'POST', `/api/dyads/${dyadId}/contacts/${contactId}/consent`, consent('given', { evidence: '孙待抹除签字' }))
  await ask(boss, 'POST', `/api/customers/${dyadId}/facts`, {
    kind: 'hobbies',
    value: '钓鱼',
    contactId,
    source: '闲谈',
    observedOn: '2026-01-05',
    consentNote: '口头同意',
  })
  const renamed = await ask(boss, 'GET', `/api/customers/${dyadId}`)
  await ask(boss, 'PATCH', `/api/customers/${dyadId}`, { version: renamed.version, name: '某某贸易公司', duplicateReason: '测试' })
  const one = await register(contactId, 'erase')
  await ask(boss, 'POST', `/api/privacy/requests/${one.requestId}/erase`, { version: one.version }, 409)
  const checked = await ask(boss, 'PATCH', `/api/privacy/requests/${one.requestId}`, {
    version: one.version,
    identityCheckedOn: today(),
    step: '核对身份证',
  })
  await ask(seller, 'POST', `/api/privacy/requests/${one.requestId}/erase`, { version: checked.version }, 403)
  await ask(stranger, 'POST', `/api/privacy/requests/${one.requestId}/erase`, { version: checked.version }, 404)
  const done = await ask(boss, 'POST', `/api/privacy/requests/${one.requestId}/erase`, { version: checked.version })
  expect(done).toMatchObject({ state: 'done', isErased: true })
  const places = [
    `/api/customers/${dyadId}`,
    `/api/dyads/${dyadId}/history?limit=200`,
    '/api/audit?limit=200',
    `/api/dyads/${dyadId}/timeline`,
    '/api/activities',
    '/api/tasks',
    '/api/customers',
    '/api/customers/export',
    `/api/customers/${dyadId}/facts`,
    `/api/customers/${dyadId}/contact-map`,
    `/api/dyads/${dyadId}/consent`,
    `/api/search?q=${encodeURIComponent('孙待抹除')}`,
    `/api/search?q=13987654321`,
    '/api/recycle-bin',
    '/api/privacy/requests',
    `/api/privacy/people?q=${encodeURIComponent('孙待')}`,
  ]
  for (const place of places) {
    const answer = await boss.call('GET', place)
    expect([200, 404], place).toContain(answer.statusCode)
    const told = answer.body.replaceAll('孙待抹除的公司', '')
    expect(told, place).not.toMatch(/孙待抹除|13912345678|13987654321|sun@example\.com|钓鱼/)
  }
  expect((await ask(boss, 'GET', `/api/dyads/${dyadId}/activities/${act.activityId}`)).content).toBe('电话 已抹除 (erased)')
  await ask(boss, 'POST', `/api/recycle-bin/contact/${contactId}/restore`, {}, 404)
  const left = await query(
    door.database.admin,
    `select before, after from app.audit_entry where tenant_id = $1 and (before::text like '%13912345678%' or after::text like '%13912345678%')`,
    [tenantId],
  )
  expect(left).toEqual([])
})

test('a copy of all that is kept about a person, once it is known who asks', async () => {
  const { dyadId, contactId } = await person('李<查阅>', { phone: '13800001111' })
  await ask(boss, 'POST', `/api/dyads/${dyadId}/activities`, { kind: 'visit', subject: '看样品', theirs: [contactId] })
  const one = await register(contactId, 'export')
  expect((await boss.call('GET', `/api/privacy/requests/${one.requestId}/file`)).statusCode).toBe(409)
  const checked = await ask(boss, 'PATCH', `/api/privacy/requests/${one.requestId}`, { version: one.version, identityCheckedOn: today() })
  const file = await boss.call('GET', `/api/privacy/requests/${one.requestId}/file`)
  expect(file.statusCode).toBe(200)
  const data = JSON.parse(/id="data">([^]*)<\/script>/.exec(file.body)?.[1] ?? '{}')
  expect(data.contact).toMatchObject([{ name: '李<查阅>', phone: '13800001111' }])
  expect(data.activities).toMatchObject([{ subject: '看样品' }])
  expect(file.body).toContain('李&lt;查阅&gt;')
  expect((await ask(boss, 'GET', '/api/privacy/exports')).rows[0]).toMatchObject({ entity: 'person_request', userName: '王芳' })
  await ask(seller, 'GET', '/api/privacy/exports', undefined, 403)
  await ask(boss, 'PATCH', `/api/privacy/requests/${one.requestId}`, { version: checked.version, state: 'done' }, 422)
  await ask(boss, 'PATCH', `/api/privacy/requests/${one.requestId}`, { version: checked.version, state: 'done', result: '已提供' })
  await ask(boss, 'PATCH', `/api/privacy/requests/${one.requestId}`, { version: checked.version + 1, step: '晚了' }, 409)
})

test('deadlines: fifteen days unless set otherwise, and who looks after them is told once', async () => {
  const { contactId } = await person('周快到期')
  const one = await register(contactId, 'access')
  const days = (Date.parse(one.dueOn) - Date.parse(one.receivedOn)) / 86_400_000
  expect(days).toBe(15)
  await query(door.database.admin, `update app.person_request set due_on = received_on - 1 where request_id = $1`, [one.requestId])
  expect(await tellDueRequests(door.platform)).toBe(1)
  expect(await tellDueRequests(door.platform)).toBe(0)
  const { rows } = await ask(boss, 'GET', '/api/privacy/requests')
  expect(rows[0]).toMatchObject({ requestId: one.requestId, isOverdue: true })
  const { version, settings } = await ask(boss, 'GET', '/api/privacy/settings')
  await ask(seller, 'PUT', '/api/privacy/settings', { version, settings }, 403)
  await ask(boss, 'PUT', '/api/privacy/settings', { version, settings: { ...settings, deadlineDays: 7 } })
  await ask(boss, 'PUT', '/api/privacy/settings', { version, settings }, 409)
})

test('answers to surveys, registers and plays: in the copy, erased or named for a decision', async () => {
  const { dyadId, contactId } = await person('冯答卷', { phone: '13912340000' })
  const admin = door.database.admin
  const surveyId = newId()
  const questions = JSON.stringify([
    { id: 'q1', kind: 'nps', measure: 'nps', side: 'theirs', textZh: '会推荐吗', textEn: 'Would you recommend us', isRequired: true },
    { id: 'q2', kind: 'text', measure: 'comment', side: 'theirs', textZh: '还想说什么', textEn: 'Anything else', isRequired: false },
  ])
  await query(
    admin,
    `insert into app.survey (tenant_id, survey_id, kind, state, title_zh, title_en, questions, ends_on) values ($1, $2, 'relationship', 'running', '年度调查', 'Yearly', $3, '2099-01-01')`,
    [tenantId, surveyId, questions],
  )
  await query(
    admin,
    `insert into app.survey_invitation (tenant_id, dyad_id, invitation_id, survey_id, side, contact_id, token_hash, send_error) values ($1, $2, $3, $4, 'theirs', $5, $6, 'no such mailbox')`,
    [tenantId, dyadId, newId(), surveyId, contactId, newId()],
  )
  for (const [whose, comment] of [
    [contactId, '我家住城东'],
    [null, '冯答卷服务好'],
  ] as const)
    await query(
      admin,
      `insert into app.survey_response (tenant_id, dyad_id, response_id, survey_id, side, contact_id, answered_on, answers) values ($1, $2, $3, $4, 'theirs', $5, '2026-01-05', $6)`,
      [tenantId, dyadId, newId(), surveyId, whose, JSON.stringify({ q1: 9, q2: comment })],
    )
  await query(
    admin,
    `insert into app.relationship_entry (tenant_id, dyad_id, entry_id, giver, kind, title, since, note) values ($1, $2, $3, 'us', 'other', '送样', '2026-01-05', '交给冯答卷')`,
    [tenantId, dyadId, newId()],
  )
  const copy = await register(contactId, 'export')
  await ask(boss, 'PATCH', `/api/privacy/requests/${copy.requestId}`, { version: copy.version, identityCheckedOn: today() })
  const file = await boss.call('GET', `/api/privacy/requests/${copy.requestId}/file`)
  for (const said of ['年度调查', '我家住城东', '还想说什么', '交给冯答卷']) expect(file.body).toContain(said)
  const one = await register(contactId, 'erase')
  const { texts } = await ask(boss, 'GET', `/api/privacy/requests/${one.requestId}/files`)
  expect(texts).toMatchObject([{ entity: 'relationship_entry', dyadId, title: '送样' }])
  const checked = await ask(boss, 'PATCH', `/api/privacy/requests/${one.requestId}`, { version: one.version, identityCheckedOn: today() })
  await ask(boss, 'POST', `/api/privacy/requests/${one.requestId}/erase`, { version: checked.version })
  const answers = await query<{ answers: object }>(
    admin,
    'select answers from app.survey_response where survey_id = $1 order by contact_id',
    [surveyId],
  )
  const mark = '已抹除 (erased)'
  expect(answers.map(row => row.answers)).toEqual([
    { q1: 9, q2: mark },
    { q1: 9, q2: `${mark}服务好` },
  ])
  const links = await query(admin, 'select state, send_error from app.survey_invitation where survey_id = $1', [surveyId])
  expect(links).toEqual([{ state: 'withdrawn', send_error: null }])
})

test('files that may hold the person are named before they are erased: a person decides', async () => {
  const { dyadId } = await ask(boss, 'POST', '/api/customers', { name: '文件核对测试厂' })
  const { contactId } = await ask(boss, 'POST', `/api/customers/${dyadId}/contacts`, { name: '欧阳文件', phone: '13811112222' })
  const put = async (name: string, content: string, fields: Readonly<Record<string, string>> = {}) => {
    const part = (given: string, text: string) => `--x\r\ncontent-disposition: form-data; ${given}\r\n\r\n${text}\r\n`
    const parcel = Object.entries(fields).map(([field, value]) => part(`name="${field}"`, value))
    const body = Buffer.from(`${parcel.join('')}${part(`name="file"; filename="${name}"`, content)}--x--\r\n`)
    const type = { 'content-type': 'multipart/form-data; boundary=x' }
    const answer = await boss.call('POST', `/api/customers/${dyadId}/attachments`, body, type)
    expect(answer.statusCode, answer.body).toBe(200)
  }
  await put('签名.txt', '扫描件', { entity: 'contact', recordId: contactId })
  await put('会议纪要.txt', '出席：欧阳文件，电话 13811112222')
  await put('价格表.txt', '轴承 12.50')
  await put('欧阳文件-名片.txt', '扫描件')
  const request = await register(contactId, 'erase')
  const { rows, isCut } = await ask(boss, 'GET', `/api/privacy/requests/${request.requestId}/files`)
  expect(isCut).toBe(false)
  expect((rows as { name: string; why: string }[]).map(row => [row.name, row.why])).toEqual([
    ['签名.txt', 'of_person'],
    ['欧阳文件-名片.txt', 'named'],
    ['会议纪要.txt', 'mentioned'],
  ])
  await ask(stranger, 'GET', `/api/privacy/requests/${request.requestId}/files`, undefined, 404)
  await ask(seller, 'GET', `/api/privacy/requests/${request.requestId}/files`, undefined, 403)
})

test('what was kept long enough is shown, approved and erased by a job; what is younger stays', async () => {
  const old = await person('吴已离职', { phone: '13700000000' })
  const young = await person('郑还在')
  await query(door.database.admin, `update app.contact set ended_on = '2020-01-01' where contact_id = $1`, [old.contactId])
  const { version, settings } = await ask(boss, 'GET', '/api/privacy/settings')
  await ask(boss, 'PUT', '/api/privacy/settings', { version, settings: { ...settings, months: { ...settings.months, contact_left: 24 } } })
  const shown = await ask(boss, 'GET', '/api/privacy/retention')
  expect(shown.counts).toEqual([{ kind: 'contact_left', count: 1, names: ['吴已离职'] }])
  await ask(boss, 'POST', '/api/privacy/retention', { version: shown.version, count: 2 }, 409)
  const { jobId } = await ask(boss, 'POST', '/api/privacy/retention', { version: shown.version, count: 1 })
  await door.platform.jobs.start()
  await expect.poll(async () => (await ask(boss, 'GET', `/api/jobs/${jobId}`)).state, { timeout: 20_000 }).toBe('done')
  await door.platform.jobs.stop()
  const after = await ask(boss, 'GET', '/api/privacy/retention')
  expect(after.counts).toEqual([{ kind: 'contact_left', count: 0, names: [] }])
  expect(after.runs[0]).toMatchObject({ planned: { contact_left: 1 }, erased: { contact_left: 1 } })
  expect((await ask(boss, 'GET', `/api/customers/${young.dyadId}`)).contacts).toMatchObject([{ name: '郑还在' }])
})
