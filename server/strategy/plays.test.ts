import { afterAll, expect, test } from 'vitest'
import type { Task } from '#contract/activities/task.ts'
import type { PlayRun, RunWhole } from '#contract/strategy/play-run.ts'
import type { Play } from '#contract/strategy/play.ts'
import { lookAfterPlays } from '#server/strategy/play.jobs.ts'
import { memberBrowser } from '#testing/app.ts'
import { ask, at, openPlayDoor, type PlayUsed } from '#testing/play-door.ts'

const { boss, clock, close, customer, door, offers, play, plays, refused, start, tasksOf, tenantId } = await openPlayDoor()
afterAll(() => door.close())

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
    expected: _e,
    ...body
  } = club as PlayUsed
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

test('a planned run begins on its day; a stopped one cancels its steps and books what was done', async () => {
  const repeat = await play('grow-repeat')
  const dyadId = await customer('计划客户', 'star', repeat)
  const run = await start(dyadId, repeat.playId, { startOn: '2026-03-09' })
  expect(run).toMatchObject({ state: 'planned', startedOn: '2026-03-09', nextOn: '2026-03-10' })
  clock.now = new Date('2026-03-09T02:00:00Z')
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
  clock.now = new Date('2026-03-02T02:00:00Z')
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
  const { rows } = await ask<{ rows: { dyadId: string | null; kind: string; play: { en: string } | null }[] }>(
    boss,
    'GET',
    '/api/home/work?whose=seen&limit=200',
  )
  expect(rows.find(row => row.dyadId === dyadId && row.kind === 'task')?.play?.en).toBe('Keep supplied')
})
