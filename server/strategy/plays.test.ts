import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Task } from '#contract/activities/task.ts'
import type { CustomerPlays } from '#contract/strategy/hygiene.ts'
import type { PlayRun, RunWhole } from '#contract/strategy/play-run.ts'
import type { Play } from '#contract/strategy/play.ts'
import { hygieneDuties } from '#core/strategy/hygiene.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { lookAfterPlays } from '#server/strategy/play.jobs.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

type Use = Play & { use: { open: number; done: number; plannedMinor: number; bookedMinor: number } }

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
/** Monday, 2 March 2026. */
let now = new Date('2026-03-02T02:00:00Z')

beforeAll(async () => {
  door = await testApp({ now: () => now })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
})
afterAll(() => door.close())

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

async function ask<T>(browser: Browser, method: Method, url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

type Refused = { readonly status: number; readonly message: string; readonly obstacle: string | undefined }

async function refused(method: Method, url: string, body?: object): Promise<Refused> {
  const answer = await boss.call(method, url, body)
  const { message, details } = answer.json() as { message: string; details?: { obstacle?: string } }
  return { status: answer.statusCode, message, obstacle: details?.obstacle }
}

/** A customer of a type, as the map would have placed it, that is not held out of the play. */
async function customer(name: string, type: string | null, play?: Play): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const { dyadId } = await ask<{ dyadId: string }>(boss, 'POST', '/api/customers', {
      name: `${name}${tries || ''}`,
      duplicateReason: '测试',
    })
    if (play !== undefined && isHeldOut(tenantId, play.key, dyadId, play.holdoutShare)) continue
    if (type !== null) await place(dyadId, type)
    return dyadId
  }
  throw new Error('every customer is held out')
}

const place = (dyadId: string, type: string) =>
  query(
    door.database.admin,
    `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, type, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
       is_provisional, is_dormant, is_below_zero, is_overridden, orders, headroom, last_order, stage, tier)
     values ($1, $2, 1, '2026-03-01', $3, 1000000, 'measured', 4000000, 1, false, false, false, false, 9, 70, '2026-01-01', 'maturity', 'mvc')`,
    [tenantId, dyadId, type],
  )

const plays = async (): Promise<Use[]> => (await ask<{ rows: Use[] }>(boss, 'GET', '/api/plays')).rows
const play = async (key: string): Promise<Play> => {
  const found = (await plays()).find(each => each.key === key)
  if (found === undefined) throw new Error(`no play ${key}`)
  return found
}
const at = (dyadId: string) => `/api/customers/${dyadId}`
const offers = (dyadId: string) => ask<CustomerPlays>(boss, 'GET', `${at(dyadId)}/plays`)
const start = (dyadId: string, playId: string, more: object = {}) =>
  ask<RunWhole>(boss, 'POST', `${at(dyadId)}/play-runs`, { playId, checked: true, ...more })
const tasksOf = async (dyadId: string): Promise<Task[]> =>
  (await ask<{ rows: Task[] }>(boss, 'GET', `/api/tasks?whose=all&dyadId=${dyadId}`)).rows
const close = (task: Task, state = 'done') => ask<Task>(boss, 'PATCH', `/api/tasks/${task.taskId}`, { state, version: task.version })

test('a firm begins with the default plays of every group, and no group but its own is offered', async () => {
  const all = await plays()
  expect(new Set(all.map(each => each.strategyGroup))).toEqual(new Set([null, 'retain', 'grow', 'activate', 'rescue', 'minimum']))
  expect(all.every(each => each.effect.source === 'assumption' && each.effect.evidence.zh.startsWith('假设，尚未在本企业测得'))).toBe(true)
  expect(await plays()).toHaveLength(all.length)
  const gold = await customer('黄金客户', 'gold')
  const { offers: found, group } = await offers(gold)
  expect(group).toBe('retain')
  const kinds = (key: string) => found.find(offer => offer.play.key === key)?.obstacles.map(obstacle => obstacle.kind)
  expect(kinds('grow-cross-sell')).toContain('type')
  expect(kinds('retain-training')).not.toContain('type')
})

test('a started play becomes tasks on workdays for owners and roles; the last task ends the run and books it', async () => {
  const training = await play('retain-training')
  const service = await memberBrowser(door, tenantId, { role: 'service', name: '客服小李' })
  const dyadId = await customer('培训客户', 'gold', training)
  const run = await start(dyadId, training.playId)
  expect(run).toMatchObject({
    state: 'running',
    steps: 3,
    stepsDone: 0,
    plannedMinor: 400_000,
    plannedHours: 16,
    bookedMinor: null,
    customerType: 'gold',
  })
  // 3, 15 and 20 workdays after Monday 2 March 2026; the Qingming holiday lies after them.
  expect(run.stepRows.map(step => step.dueOn)).toEqual(['2026-03-05', '2026-03-23', '2026-03-30'])
  expect(run.stepRows[1]?.assigneeName).toBe('客服小李')
  expect((await ask<{ rows: Task[] }>(service, 'GET', '/api/tasks')).rows).toHaveLength(1)
  for (const task of await tasksOf(dyadId)) await close(task)
  const ended = await ask<RunWhole>(boss, 'GET', `${at(dyadId)}/play-runs/${run.playRunId}`)
  expect(ended).toMatchObject({ state: 'done', endedOn: '2026-03-02', bookedMinor: 400_000, bookedHours: 16, stepsDone: 3 })
  const corrected = await ask<RunWhole>(boss, 'PATCH', `${at(dyadId)}/play-runs/${run.playRunId}`, {
    bookedMinor: 350_000,
    outcome: '两人通过考核',
    version: ended.version,
  })
  expect(corrected).toMatchObject({ bookedMinor: 350_000, plannedMinor: 400_000, outcome: '两人通过考核' })
  expect((await refused('PATCH', `${at(dyadId)}/play-runs/${run.playRunId}`, { bookedHours: 1, version: ended.version })).status).toBe(409)
  const again = await refused('POST', `${at(dyadId)}/play-runs`, { playId: training.playId, checked: true })
  expect(again).toMatchObject({ status: 409, obstacle: 'resting' })
})

test('closing many tasks at once ends a run, opening one again opens it, and a step left out is not booked', async () => {
  const gift = await play('retain-gift')
  const dyadId = await customer('批量客户', 'gold', gift)
  const run = await start(dyadId, gift.playId)
  const tasks = await tasksOf(dyadId)
  await ask(boss, 'POST', '/api/tasks/batch', { taskIds: [tasks[0]?.taskId], state: 'done' })
  await ask(boss, 'POST', '/api/tasks/batch', { taskIds: [tasks[1]?.taskId], state: 'cancelled' })
  const read = () => ask<RunWhole>(boss, 'GET', `${at(dyadId)}/play-runs/${run.playRunId}`)
  expect(await read()).toMatchObject({ state: 'done', bookedMinor: 30_000, bookedHours: 1 })
  await ask(boss, 'POST', '/api/tasks/batch', { taskIds: [tasks[1]?.taskId], state: 'open' })
  expect(await read()).toMatchObject({ state: 'running', endedOn: null })
})

test('motivators are refused while a duty is red, with the duty, the figure and the open cases in the sentence', async () => {
  const training = await play('retain-training')
  const dyadId = await customer('投诉未结', 'gold', training)
  await ask(boss, 'POST', `${at(dyadId)}/concerns`, {
    kind: 'complaint',
    title: '轴承异响',
    number: 'TS-104',
    receivedAt: '2026-02-20T02:00:00Z',
  })
  const no = await refused('POST', `${at(dyadId)}/play-runs`, { playId: training.playId, checked: true })
  expect(no).toMatchObject({ status: 409, obstacle: 'broken' })
  expect(no.message).toContain('TS-104 轴承异响')
  expect(no.message).toContain('1 起投诉逾期未结')
  const { findings, overdueCases } = await offers(dyadId)
  expect(findings.find(({ duty }) => duty === 'complaints')).toMatchObject({ state: 'red', overdue: 1 })
  expect(overdueCases).toMatchObject([{ number: 'TS-104' }])
  const duty = await play('duty-complaints')
  expect(await start(dyadId, duty.playId)).toMatchObject({ kind: 'duty', state: 'running' })
})

test('an unknown duty wants a named check of the last 90 days; a no is red until it is answered anew', async () => {
  const training = await play('retain-training')
  const dyadId = await customer('未核实', 'mature', training)
  const wish = { playId: training.playId }
  expect(await refused('POST', `${at(dyadId)}/play-runs`, wish)).toMatchObject({ status: 409, obstacle: 'unchecked' })
  const check = (body: object) => ask(boss, 'POST', `${at(dyadId)}/hygiene-checks`, body)
  await check({ duties: [...hygieneDuties], isKept: true, checkedOn: '2025-12-02' })
  expect((await refused('POST', `${at(dyadId)}/play-runs`, wish)).obstacle).toBe('unchecked')
  await check({ duties: ['data_safe'], isKept: false })
  expect(await refused('POST', `${at(dyadId)}/play-runs`, wish)).toMatchObject({ obstacle: 'broken' })
  const { findings } = await offers(dyadId)
  const no = findings.find(({ duty }) => duty === 'data_safe')
  expect(no).toMatchObject({ state: 'red', check: { isKept: false, byName: '王芳', checkedOn: '2026-03-02' } })
  await ask(boss, 'DELETE', `${at(dyadId)}/hygiene-checks/${no?.check?.checkId}`)
  await check({ duties: [...hygieneDuties], isKept: true, checkedOn: '2025-12-03' })
  expect(await ask<RunWhole>(boss, 'POST', `${at(dyadId)}/play-runs`, wish)).toMatchObject({ state: 'running' })
  expect(
    (await boss.call('POST', `${at(dyadId)}/hygiene-checks`, { duties: ['open_price'], isKept: true, checkedOn: '2026-03-03' })).statusCode,
  ).toBe(422)
})

test('customers of group minimum are given hygiene only; a start condition is passed with a reason', async () => {
  const training = await play('retain-training')
  const release = await customer('放弃客户', 'release')
  expect(await refused('POST', `${at(release)}/play-runs`, { playId: training.playId, checked: true })).toMatchObject({
    obstacle: 'minimum',
  })
  const supply = await play('minimum-supply')
  expect(await start(release, supply.playId)).toMatchObject({ state: 'running' })
  const delivery = await play('duty-delivery')
  const wish = { playId: delivery.playId, checked: true }
  expect(await refused('POST', `${at(release)}/play-runs`, wish)).toMatchObject({ obstacle: 'condition' })
  expect(await start(release, delivery.playId, { despite: '客户来电抱怨' })).toMatchObject({ note: '客户来电抱怨' })
  expect(await refused('POST', `${at(release)}/play-runs`, { ...wish, despite: '再来' })).toMatchObject({ obstacle: 'open_run' })
})

test('whoever is held out is never started, by hand or with a reason', async () => {
  const training = await play('retain-training')
  for (let tries = 0; tries < 200; tries++) {
    const { dyadId } = await ask<{ dyadId: string }>(boss, 'POST', '/api/customers', { name: `对照${tries}`, duplicateReason: '测试' })
    if (!isHeldOut(tenantId, training.key, dyadId, training.holdoutShare)) continue
    await place(dyadId, 'gold')
    const no = await refused('POST', `${at(dyadId)}/play-runs`, { playId: training.playId, checked: true, despite: '硬来' })
    expect(no).toMatchObject({ status: 409, obstacle: 'held_out' })
    return
  }
  throw new Error('nobody is held out')
})

test('a run keeps the version it was started with; a removed play is not started, its runs go on', async () => {
  const club = await play('retain-club')
  const dyadId = await customer('俱乐部客户', 'gold', club)
  const run = await start(dyadId, club.playId)
  const {
    playId,
    version,
    key: _key,
    need: _need,
    isCurrent: _c,
    isRemoved: _r,
    note: _n,
    authorName: _a,
    createdAt: _t,
    use: _u,
    ...body
  } = club as Use
  const revised = await ask<Play>(boss, 'PUT', `/api/plays/${playId}`, {
    ...body,
    moneyMinor: 990_000,
    steps: body.steps.slice(0, 1),
    version,
    note: '场地涨价',
  })
  expect(revised).toMatchObject({ version: 2, moneyMinor: 990_000, note: '场地涨价', authorName: '王芳' })
  expect((await refused('PUT', `/api/plays/${playId}`, { ...body, version })).status).toBe(409)
  const versions = (await ask<{ rows: Play[] }>(boss, 'GET', `/api/plays/${playId}/versions`)).rows
  expect(versions.map(each => [each.version, each.moneyMinor, each.isCurrent])).toEqual([
    [2, 990_000, true],
    [1, 800_000, false],
  ])
  expect(await ask<{ openRuns: number }>(boss, 'DELETE', `/api/plays/${playId}`)).toMatchObject({ openRuns: 1 })
  expect((await plays()).some(each => each.playId === playId)).toBe(false)
  const other = await customer('晚来客户', 'gold', club)
  expect(await refused('POST', `${at(other)}/play-runs`, { playId, checked: true })).toMatchObject({ obstacle: 'deleted' })
  for (const task of await tasksOf(dyadId)) await close(task)
  const ended = await ask<RunWhole>(boss, 'GET', `${at(dyadId)}/play-runs/${run.playRunId}`)
  expect(ended).toMatchObject({ state: 'done', playVersion: 1, bookedMinor: 800_000, steps: 3 })
  await ask(boss, 'POST', `/api/plays/${playId}/restore`)
  expect((await start(other, playId)).playVersion).toBe(2)
})

test('a play is refused where it does not fit together, and only who manages settings writes one', async () => {
  const {
    playId: _p,
    version: _v,
    key: _k,
    need: _n,
    isCurrent: _c,
    isRemoved: _r,
    note: _no,
    authorName: _a,
    createdAt: _t,
    use: _u,
    ...body
  } = (await play('grow-repeat')) as Use
  const wrong = async (change: object) => {
    const answer = await boss.call('POST', '/api/plays', { ...body, ...change })
    return [answer.statusCode, answer.json().details?.fields?.[0]?.path]
  }
  expect(await wrong({ steps: [] })).toEqual([422, 'body.steps'])
  expect(await wrong({ steps: body.steps.toReversed() })).toEqual([422, 'body.steps'])
  expect(await wrong({ kind: 'duty' })).toEqual([422, 'body.holdoutShare'])
  expect(await wrong({ strategyGroup: 'minimum' })).toEqual([422, 'body.kind'])
  expect(await wrong({ customerTypes: ['gold'] })).toEqual([422, 'body.customerTypes'])
  expect(await wrong({ startCondition: { all: [{ field: 'alive', is: 'at_least', value: 7 }] } })).toEqual([
    422,
    'body.startCondition.all.0',
  ])
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager' })
  expect((await seller.call('POST', '/api/plays', body)).statusCode).toBe(403)
  expect(await ask<Play>(boss, 'POST', '/api/plays', { ...body, name: { zh: '自家打法', en: 'Our own' } })).toMatchObject({ version: 1 })
})

test('a planned run begins on its day; a stopped one cancels its steps and books what was done', async () => {
  const repeat = await play('grow-repeat')
  const dyadId = await customer('计划客户', 'star', repeat)
  const run = await start(dyadId, repeat.playId, { startOn: '2026-03-09' })
  expect(run).toMatchObject({ state: 'planned', startedOn: '2026-03-09', nextOn: '2026-03-10' })
  now = new Date('2026-03-09T02:00:00Z')
  expect(await lookAfterPlays(door.platform)).toBeGreaterThan(0)
  const [first] = await tasksOf(dyadId)
  await close(first as Task)
  const begun = await ask<RunWhole>(boss, 'GET', `${at(dyadId)}/play-runs/${run.playRunId}`)
  expect(begun).toMatchObject({ state: 'running', stepsDone: 1 })
  const stopped = await ask<RunWhole>(boss, 'POST', `${at(dyadId)}/play-runs/${run.playRunId}/stop`, {
    reason: '客户换人',
    version: begun.version,
  })
  expect(stopped).toMatchObject({ state: 'stopped', outcome: '客户换人', bookedMinor: 66_667, endedOn: '2026-03-09' })
  expect(await tasksOf(dyadId)).toEqual([])
  expect(
    (await refused('POST', `${at(dyadId)}/play-runs/${run.playRunId}/stop`, { reason: '再停', version: stopped.version })).status,
  ).toBe(409)
  now = new Date('2026-03-02T02:00:00Z')
})

test('runs are listed, filtered and grouped; the care calendar sums them against the budget', async () => {
  const filter = encodeURIComponent(JSON.stringify({ column: 'state', is: 'in', value: ['done'] }))
  const { rows } = await ask<{ rows: PlayRun[] }>(boss, 'GET', `/api/play-runs?filter=${filter}&q=${encodeURIComponent('培训')}`)
  expect(rows.map(row => row.customerName.replace(/\d+$/, ''))).toEqual(['培训客户'])
  const groups = await ask<{ rows: { value: string; count: number; sums: Record<string, number> }[] }>(
    boss,
    'GET',
    '/api/play-runs/groups?by=state',
  )
  expect(groups.rows.find(row => row.value === 'done')?.sums['bookedMinor']).toBe(350_000 + 800_000)
  await ask(boss, 'PUT', '/api/care/budget', { year: 2026, moneyMinor: 5_000_000, version: 0 })
  expect((await refused('PUT', '/api/care/budget', { year: 2026, moneyMinor: 1, version: 0 })).status).toBe(409)
  const care = await ask<{ budgetMinor: number; months: { month: string; plannedMinor: number }[]; rows: PlayRun[] }>(
    boss,
    'GET',
    '/api/care?year=2026',
  )
  expect(care.budgetMinor).toBe(5_000_000)
  expect(care.rows.every(row => row.care !== null)).toBe(true)
  expect(care.months.reduce((sum, month) => sum + month.plannedMinor, 0)).toBe(care.rows.reduce((sum, row) => sum + row.plannedMinor, 0))
})

test('who sees only their own customers sees only those runs, and starts none with others', async () => {
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await ask<{ rows: PlayRun[] }>(seller, 'GET', '/api/play-runs')).rows).toEqual([])
  const dyadId = await customer('别人的客户', 'gold')
  const training = await play('retain-training')
  expect((await seller.call('POST', `${at(dyadId)}/play-runs`, { playId: training.playId })).statusCode).toBe(404)
  const fitting = await ask<{ customers: number }>(seller, 'GET', '/api/plays/fitting')
  expect(fitting.customers).toBe(0)
})

test('how many customers a play fits opens to the very customers', async () => {
  const counted = await ask<{ rows: { playId: string; startable: number; against: Record<string, number> }[] }>(
    boss,
    'GET',
    '/api/plays/fitting',
  )
  for (const key of ['retain-service', 'duty-price', 'minimum-supply']) {
    const { playId } = await play(key)
    const count = counted.rows.find(row => row.playId === playId)
    const { rows } = await ask<{ rows: { obstacle: string | null }[] }>(boss, 'GET', `/api/plays/${playId}/customers`)
    expect([key, rows.filter(row => row.obstacle === null).length]).toEqual([key, count?.startable])
    expect(rows.length).toBe((count?.startable ?? 0) + Object.values(count?.against ?? {}).reduce((sum, n) => sum + n, 0))
  }
})

test('a step that is due stands in the work of the day with the name of its play', async () => {
  const supply = await play('minimum-supply')
  const dyadId = await customer('今日步骤', 'release')
  await start(dyadId, supply.playId, { startOn: '2026-02-20' })
  const { rows } = await ask<{ rows: { dyadId: string | null; kind: string; play: { en: string } | null }[] }>(boss, 'GET', '/api/home/work?whose=seen&limit=200')
  expect(rows.find(row => row.dyadId === dyadId && row.kind === 'task')?.play?.en).toBe('Keep supplied')
})
