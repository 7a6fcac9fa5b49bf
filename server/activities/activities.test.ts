import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Activity } from '#contract/activities/activity.ts'
import type { Cadence } from '#contract/activities/cadence.ts'
import type { Calendar } from '#contract/activities/calendar.ts'
import type { Task } from '#contract/activities/task.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { lookAfterActivities } from './activities.jobs.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let seller: Browser & { userId: string }
let dyadId: string
let contactId: string
let now = new Date('2026-11-18T02:00:00Z')

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}
const status = async (browser: Browser, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
  (await browser.call(method, url, body)).statusCode
const add = (body: object, browser: Browser = boss) => ask<Activity>(browser, 'POST', `/api/dyads/${dyadId}/activities`, body)

beforeAll(async () => {
  door = await testApp({ now: () => now })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '王经理' })
  seller = await memberBrowser(door, tenantId, { name: '李销售', role: 'account_manager', scope: 'own' })
  const customer = await ask<{ dyadId: string }>(boss, 'POST', '/api/customers', { name: '苏州恒力传动有限公司' })
  dyadId = customer.dyadId
  contactId = (await ask<{ contactId: string }>(boss, 'POST', `/api/customers/${dyadId}/contacts`, { name: '赵工' })).contactId
})
afterAll(() => door.close())

test('a visit is recorded with who was there and what was agreed; the actions become tasks', async () => {
  const visit = await add({
    kind: 'visit',
    startsAt: '2026-11-17T06:00:00Z',
    subject: '  季度回访 ',
    content: '轴承噪声已解决',
    place: '苏州工厂',
    minutes: 90,
    outcome: 'progress',
    nextStep: '寄样品',
    nextOn: '2026-11-25',
    theirs: [contactId],
    ours: [seller.userId],
    actions: [{ title: '寄样品 6204', assigneeId: seller.userId, dueOn: '2026-11-20' }, { title: '写纪要' }],
  })
  expect(visit).toMatchObject({
    kind: 'visit',
    state: 'done',
    day: '2026-11-17',
    subject: '季度回访',
    minutes: 90,
    ownerName: '王经理',
    tasks: 2,
  })
  expect(visit.theirs).toEqual([{ id: contactId, name: '赵工' }])
  expect(visit.ours).toEqual([{ id: seller.userId, name: '李销售' }])
  const told = await query<{ kind: string; by: string }>(
    door.database.admin,
    `select kind, args ->> 'by' as by from app.notification where user_id = $1`,
    [seller.userId],
  )
  expect(told).toEqual([{ kind: 'task_assigned', by: '王经理' }])
  const given = await ask<{ rows: Task[] }>(seller, 'GET', '/api/tasks')
  expect(given.rows.map(({ title, group, customer }) => ({ title, group, customer }))).toEqual([
    { title: '寄样品 6204', group: 'week', customer: null },
  ])
})

test('a moment in the future is a plan, and cannot be said to be done', async () => {
  const plan = await add({ kind: 'call', subject: '约样品反馈', startsAt: '2026-11-30T02:00:00Z', remindBefore: 60 })
  expect(plan).toMatchObject({ state: 'planned', remindBefore: 60 })
  expect(
    await status(boss, 'POST', `/api/dyads/${dyadId}/activities`, {
      kind: 'call',
      state: 'done',
      subject: 'x',
      startsAt: '2026-12-30T02:00:00Z',
    }),
  ).toBe(422)
})

test('times beyond any calendar are refused, not kept', async () => {
  const at = `/api/dyads/${dyadId}/activities`
  for (const startsAt of ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z'])
    expect(await status(boss, 'POST', at, { kind: 'call', state: 'planned', subject: 'x', startsAt })).toBe(422)
  expect(await status(boss, 'GET', '/api/calendar?from=9999-12-31')).toBe(422)
  for (const days of ['from=0001-01-01', 'from=9999-12-01&to=9999-12-31'])
    expect(await status(boss, 'GET', `/api/calendar?${days}`)).toBe(200)
  expect(await status(boss, 'GET', '/api/activities?from=0001-01-01&to=9999-12-31')).toBe(200)
})

test('the day is that of the firm, not of the server', async () => {
  const late = await add({ kind: 'note', subject: '夜间备注', startsAt: '2026-11-16T17:30:00Z' })
  expect(late.day).toBe('2026-11-17')
})

test('of two who change it at once the second is told; only what changed is in the trail', async () => {
  const call = await add({ kind: 'call', subject: '报价', outcome: 'unchanged' })
  const at = `/api/dyads/${dyadId}/activities/${call.activityId}`
  const changed = await ask<Activity>(boss, 'PATCH', at, { version: call.version, outcome: 'progress', subject: '报价' })
  expect(changed).toMatchObject({ outcome: 'progress', version: call.version + 1 })
  expect(await status(boss, 'PATCH', at, { version: call.version, outcome: 'setback' })).toBe(409)
  const trail = await ask<{ rows: { action: string; before: unknown; after: unknown }[] }>(
    boss,
    'GET',
    `/api/audit?entity=activity&entityId=${call.activityId}`,
  )
  expect(trail.rows[0]).toMatchObject({ action: 'update', before: { outcome: 'unchanged' }, after: { outcome: 'progress' } })
  expect(trail.rows.map(({ action }) => action)).toEqual(['update', 'create'])
})

const costs = () =>
  query<{ day: string; visits: number; calls: number }>(
    door.database.admin,
    'select day::text, visits, calls from app.dyad_day where dyad_id = $1 order by day',
    [dyadId],
  )

test('visits and calls that were made are counted, moved and taken back with their entries', async () => {
  const before = await costs()
  const visit = await add({ kind: 'visit', subject: '送样', startsAt: '2026-10-09T02:00:00Z' })
  const at = `/api/dyads/${dyadId}/activities/${visit.activityId}`
  const on = async (day: string) => (await costs()).find(row => row.day === day)
  expect(await on('2026-10-09')).toMatchObject({ visits: 1, calls: 0 })
  const lines = await ask<{ rows: { note: string }[] }>(boss, 'GET', `/api/dyads/${dyadId}/lines?part=visit&from=2026-10-01&to=2026-10-31`)
  expect(lines.rows.map(({ note }) => note)).toEqual(['送样'])
  const moved = await ask<Activity>(boss, 'PATCH', at, { version: visit.version, startsAt: '2026-10-10T02:00:00Z', kind: 'call' })
  expect(await on('2026-10-09')).toBeUndefined()
  expect(await on('2026-10-10')).toMatchObject({ visits: 0, calls: 1 })
  await ask(boss, 'DELETE', at, { version: moved.version })
  expect(await costs()).toEqual(before)
  expect(await status(boss, 'GET', at)).toBe(404)
})

test('who does not see the customer sees nothing of it; a task given to them is theirs all the same', async () => {
  expect(await status(seller, 'GET', `/api/dyads/${dyadId}/timeline`)).toBe(404)
  expect(await status(seller, 'POST', `/api/dyads/${dyadId}/activities`, { kind: 'note', subject: 'x' })).toBe(404)
  expect((await ask<{ rows: Activity[] }>(seller, 'GET', '/api/activities')).rows).toEqual([])
  const [task] = (await ask<{ rows: Task[] }>(seller, 'GET', '/api/tasks')).rows
  const done = await ask<Task>(seller, 'PATCH', `/api/tasks/${task?.taskId}`, { version: task?.version, state: 'done' })
  expect(done).toMatchObject({ state: 'done', doneByName: '李销售' })
  expect((await ask<{ rows: Task[] }>(seller, 'GET', '/api/tasks?closed=true')).rows).toHaveLength(1)
})

test('tasks stand by their day, are counted, and are closed many at once', async () => {
  for (const [title, dueOn] of [
    ['昨天', '2026-11-17'],
    ['今天', '2026-11-18'],
    ['周日', '2026-11-22'],
    ['下周', '2026-11-23'],
    ['无期', null],
  ] as const)
    await ask(boss, 'POST', '/api/tasks', { title, dueOn, dyadId })
  const open = await ask<{ rows: Task[]; counts: Record<string, number> }>(boss, 'GET', '/api/tasks')
  expect(open.rows.map(({ title, group }) => [title, group])).toEqual([
    ['昨天', 'overdue'],
    ['今天', 'today'],
    ['周日', 'week'],
    ['下周', 'later'],
    ['写纪要', 'undated'],
    ['无期', 'undated'],
  ])
  expect(open.counts).toEqual({ overdue: 1, today: 1, week: 1, later: 1, undated: 2 })
  const taskIds = open.rows.slice(0, 2).map(({ taskId }) => taskId)
  expect(await ask(boss, 'POST', '/api/tasks/batch', { taskIds, state: 'done' })).toEqual({ changed: 2, left: 0 })
  expect(await ask(seller, 'POST', '/api/tasks/batch', { taskIds, state: 'open' })).toEqual({ changed: 0, left: 2 })
  const pages: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: { rows: Task[]; next: string | null } = await ask(boss, 'GET', `/api/tasks?limit=1${next ? `&after=${next}` : ''}`)
    pages.push(...page.rows.map(({ title }) => title))
    next = page.next
  }
  expect(pages).toEqual(['周日', '下周', '写纪要', '无期'])
})

test('the rhythm of contact: last, due, own days, overdue list', async () => {
  const rhythm = await ask<Cadence>(boss, 'GET', `/api/dyads/${dyadId}/cadence`)
  expect(rhythm).toMatchObject({ group: 'unplaced', every: 45, lastOn: '2026-11-18', dueOn: '2027-01-02', state: 'fine' })
  const own = await ask<Cadence>(boss, 'PUT', `/api/dyads/${dyadId}/cadence`, { days: 7, reason: '新项目' })
  expect(own).toMatchObject({ every: 7, ownDays: 7, ownReason: '新项目', dueOn: '2026-11-25', state: 'soon' })
  const settings = await ask<{ now: { version: number; days: Record<string, number> } }>(boss, 'GET', '/api/cadence/settings')
  expect(settings.now).toMatchObject({ version: 0, days: { gold: 14, supplier: 60 } })
  const other = await ask<{ dyadId: string }>(boss, 'POST', '/api/customers', { name: '久未联系的客户' })
  // The database writes the day of entry by its own clock, from which a rhythm without contact counts.
  await query(door.database.admin, 'update app.dyad set created_at = $2 where dyad_id = $1', [other.dyadId, now.toISOString()])
  await ask(boss, 'PUT', '/api/cadence/settings', { version: 0, days: { ...settings.now.days, unplaced: 1 } })
  expect(await status(boss, 'PATCH', '/api/cadence/settings')).toBe(405)
  expect((await boss.call('PUT', '/api/cadence/settings', { version: 0, days: settings.now.days })).statusCode).toBe(409)
  type Due = { readonly rows: { dyadId: string; state: string; every: number }[] }
  const due = await ask<Due>(boss, 'GET', '/api/cadence/due?show=soon')
  expect(due.rows.map(row => row.dyadId).sort()).toEqual([dyadId, other.dyadId].sort())
  expect(due.rows.find(row => row.dyadId === other.dyadId)?.every).toBe(1)
  const before = now
  now = new Date('2026-11-21T02:00:00Z')
  // Who is past the day stands among the overdue alone, and does not push those of this week down.
  for (const [show, expected] of [
    ['?show=overdue', [other.dyadId]],
    ['?show=soon', [dyadId]],
    ['', [other.dyadId, dyadId]],
  ] as const)
    expect((await ask<Due>(boss, 'GET', `/api/cadence/due${show}`)).rows.map(row => row.dyadId)).toEqual(expected)
  now = before
  expect((await ask<{ rows: unknown[] }>(seller, 'GET', '/api/cadence/due?show=all')).rows).toEqual([])
})

test('reminders are told once, to whom they are for', async () => {
  await ask(boss, 'POST', '/api/tasks', {
    title: '发合同',
    dueOn: '2026-11-18',
    dueMinute: 11 * 60,
    remindBefore: 15,
    assigneeId: seller.userId,
  })
  const told: string[] = []
  const look = () =>
    lookAfterActivities(
      door.platform,
      async (_, __, reminders) => void told.push(...reminders.map(({ userId, title }) => `${userId} ${title}`)),
    )
  now = new Date('2026-11-18T02:44:00Z')
  expect(await look()).toBe(0)
  now = new Date('2026-11-18T02:45:00Z')
  expect(await look()).toBe(1)
  expect(await look()).toBe(0)
  expect(told).toEqual([`${seller.userId} 发合同`])
})

test('the calendar holds activities and tasks of its days, with holidays', async () => {
  const week = await ask<Calendar>(boss, 'GET', '/api/calendar?from=2026-11-16&to=2026-11-22')
  expect(week.items.map(({ title, day, minute }) => [title, day, minute])).toContainEqual(['季度回访', '2026-11-17', 14 * 60])
  expect(week.items.map(({ title }) => title)).not.toContain('夜间备注')
  expect(week.today).toBe('2026-11-18')
  const holidays = await ask<Calendar>(boss, 'GET', '/api/calendar?from=2026-09-28&to=2026-10-11&whose=team')
  expect(holidays.days.filter(({ kind }) => kind === 'holiday')).toHaveLength(7)
  expect(holidays.days.find(({ day }) => day === '2026-10-10')?.kind).toBe('makeup')
  expect((await ask<Calendar>(boss, 'GET', '/api/calendar?from=2027-01-01&to=2027-01-31')).unpublished).toEqual([2027])
  expect(await status(boss, 'GET', '/api/calendar?from=2026-01-01&to=2026-12-31')).toBe(422)
})

test('the feed shows own things under a secret address until it is ended', async () => {
  const { path } = await ask<{ path: string }>(seller, 'POST', '/api/calendar/feed')
  const feed = await door.app.inject({ method: 'GET', url: path })
  expect(feed.statusCode).toBe(200)
  expect(feed.headers['content-type']).toContain('text/calendar')
  expect(feed.body).toContain('SUMMARY:发合同')
  expect(feed.body).toContain('DTSTART:20261118T030000Z')
  expect(feed.body).toContain('季度回访')
  expect(feed.body).not.toContain('恒力')
  expect(feed.body).not.toContain('噪声')
  expect((await ask<{ isOn: boolean }>(seller, 'GET', '/api/calendar/feed')).isOn).toBe(true)
  const renewed = await ask<{ path: string }>(seller, 'POST', '/api/calendar/feed')
  expect((await door.app.inject({ method: 'GET', url: path })).statusCode).toBe(404)
  await ask(seller, 'DELETE', '/api/calendar/feed')
  expect((await door.app.inject({ method: 'GET', url: renewed.path })).statusCode).toBe(404)
  expect((await door.app.inject({ method: 'GET', url: '/api/calendar/feeds/nonsense.ics' })).statusCode).toBe(404)
})

test('templates are the firm’s, kept by who may manage settings', async () => {
  const body = { kind: 'visit', name: '例行拜访', direction: 'out', subject: '例行拜访', content: '议题：', minutes: 60, nextDays: 30 }
  const made = await ask<{ templateId: string; version: number }>(boss, 'POST', '/api/activity-templates', body)
  expect(await ask<{ rows: unknown[]; mayManage: boolean }>(seller, 'GET', '/api/activity-templates')).toMatchObject({
    mayManage: false,
    rows: [{ name: '例行拜访' }],
  })
  expect(await status(seller, 'POST', '/api/activity-templates', body)).toBe(403)
  await ask(boss, 'PATCH', `/api/activity-templates/${made.templateId}`, { ...body, name: '月度拜访', version: made.version })
  expect(await status(boss, 'PATCH', `/api/activity-templates/${made.templateId}`, { ...body, version: made.version })).toBe(409)
  await ask(boss, 'DELETE', `/api/activity-templates/${made.templateId}`)
  expect((await ask<{ rows: unknown[] }>(boss, 'GET', '/api/activity-templates')).rows).toEqual([])
})

test('a hidden field is hidden in the list, the record, the timeline and the search', async () => {
  const rule = ['activity', 'content', 'viewer', 'always', 'hidden']
  await query(
    door.database.admin,
    'insert into app.field_rule (tenant_id, entity, field, role, applies, level) values ($1, $2, $3, $4, $5, $6)',
    [tenantId, ...rule],
  )
  const viewer = await memberBrowser(door, tenantId, { role: 'viewer' })
  const { rows } = await ask<{ rows: Activity[] }>(viewer, 'GET', '/api/activities')
  const visit = rows.find(({ subject }) => subject === '季度回访')
  expect(visit).toMatchObject({ content: null, place: '苏州工厂', mayWrite: false })
  expect((await ask<Activity>(viewer, 'GET', `/api/dyads/${dyadId}/activities/${visit?.activityId}`)).content).toBeNull()
  const stream = await viewer.call('GET', `/api/dyads/${dyadId}/timeline`)
  expect(stream.body).toContain('季度回访')
  expect(stream.body).not.toContain('噪声')
  const word = encodeURIComponent('噪声')
  expect((await ask<{ rows: unknown[] }>(viewer, 'GET', `/api/activities?q=${word}`)).rows).toEqual([])
  expect((await ask<{ rows: unknown[] }>(viewer, 'GET', `/api/dyads/${dyadId}/timeline?q=${word}`)).rows).toEqual([])
  expect((await ask<{ rows: unknown[] }>(boss, 'GET', `/api/activities?q=${word}`)).rows).toHaveLength(1)
})

test('people and contacts of elsewhere are refused', async () => {
  const other = await ask<{ dyadId: string }>(boss, 'POST', '/api/customers', { name: '别家' })
  const theirs = await ask<{ contactId: string }>(boss, 'POST', `/api/customers/${other.dyadId}/contacts`, { name: '钱工' })
  expect(await status(boss, 'POST', `/api/dyads/${dyadId}/activities`, { kind: 'call', subject: 'x', theirs: [theirs.contactId] })).toBe(
    422,
  )
  expect(await status(boss, 'POST', `/api/dyads/${dyadId}/activities`, { kind: 'call', subject: 'x', ownerId: dyadId })).toBe(422)
  expect(await status(boss, 'POST', '/api/tasks', { title: 'x', assigneeId: dyadId })).toBe(422)
})
