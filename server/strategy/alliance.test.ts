import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Alliance, AllianceMilestone, JointProblem } from '#contract/relationships/alliance.ts'
import type { AllianceProposal, AllianceRow, AllianceWhole, JointProblemRow } from '#contract/relationships/alliance-list.ts'
import type { Relationship } from '#contract/relationships/bond.ts'
import type { Task } from '#contract/activities/task.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { importFiles } from '#testing/import-files.ts'
import { idle } from '#testing/whole-firm.ts'

let door: TestApp
let boss: Browser & { userId: string }
let dyads: Record<string, string>

const months = (year: number) => [...Array(12).keys()].map(at => `${year}-${String(at + 1).padStart(2, '0')}`)
/** K1 orders 1,000 each month of 2025, of one item; 1,500 each month of 2026, of two. */
const book = [
  '订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,物料类别,数量,不含税单价,成本',
  ...months(2025).map(month => `A-${month},1,K1,轴承有限公司,${month}-03,6204,轴承,轴承类,100,10,600`),
  ...months(2026)
    .slice(0, 6)
    .flatMap(month => [
      `A-${month},1,K1,轴承有限公司,${month}-03,6204,轴承,轴承类,100,10,600`,
      `A-${month},2,K1,轴承有限公司,${month}-03,6205,油封,油封类,50,10,300`,
    ]),
  'B-1,1,K2,传动设备厂,2026-05-05,6204,轴承,轴承类,10,10,60',
].join('\n')

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
async function ask<T>(method: Method, url: string, body?: object, browser: Browser = boss): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}
async function refused(method: Method, url: string, body: object): Promise<{ code: string; message: string }> {
  const answer = await boss.call(method, url, body)
  expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400)
  return answer.json<{ error: { code: string; message: string } }>().error ?? answer.json()
}

const at = (name: string) => `/api/customers/${dyads[name]}`
const plan = { title: '轴承联合计划', subMode: 'timing', goal: '缺货减半', startsOn: '2026-01-01', endsOn: '2026-12-31' }
const made = (name: string, more: object = {}) => ask<Alliance>('POST', `${at(name)}/alliances`, { ...plan, ...more })

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-07-10T04:00:00Z') })
  await door.platform.jobs.start()
  const tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  await importFiles(boss, { 'book.csv': book }, { source: 'erp' })
  await idle(door)
  const { rows } = await ask<{ rows: { dyadId: string; code: string }[] }>('GET', '/api/customers')
  dyads = Object.fromEntries(rows.map(row => [row.code, row.dyadId]))
})
afterAll(() => door.close())

test('an alliance begins as proposed, and once active it is the joint plan that the relationship reads', async () => {
  const proposed = await made('K1')
  expect(proposed).toMatchObject({ state: 'proposed', mode: 'tailor', subMode: 'timing', ownerId: boss.userId })
  const step = async () => {
    const { form } = await ask<Relationship>('GET', `${at('K1')}/relationship`)
    return form.steps.find(each => each.step === 'joint_plan')?.met
  }
  expect(await step()).toBe(false)
  const url = `${at('K1')}/alliances/${proposed.allianceId}`
  const active = await ask<Alliance>('PATCH', url, { state: 'active', version: proposed.version })
  expect(active.state).toBe('active')
  expect(await step()).toBe(true)
  expect((await refused('PATCH', url, { state: 'ended', version: active.version })).message).toBeDefined()
  const ended = await ask<Alliance>('PATCH', url, { state: 'ended', result: '缺货减少四成', version: active.version })
  expect(ended.result).toBe('缺货减少四成')
  expect(await step()).toBe(false)
})

test('a start condition that is not met needs a reason; an end before the beginning is refused', async () => {
  const one = await made('K2', { subMode: 'timing' })
  const url = `${at('K2')}/alliances/${one.allianceId}`
  const no = await boss.call('PATCH', url, { state: 'active', version: one.version })
  expect(no.statusCode).toBe(422)
  expect(no.body).toContain('12 个月至少 3 张订单')
  const yes = await ask<Alliance>('PATCH', url, { state: 'active', despite: '老板已谈妥', version: one.version })
  expect(yes).toMatchObject({ state: 'active', despite: '老板已谈妥' })
  expect((await boss.call('POST', `${at('K2')}/alliances`, { ...plan, endsOn: '2025-12-31' })).statusCode).toBe(422)
})

test('the effect sets the same days of the year before beside those after the start', async () => {
  const one = await made('K1', { title: '效果' })
  const whole = await ask<AllianceWhole>('GET', `/api/alliances/${one.allianceId}`)
  expect(whole.effect).toMatchObject({ beforeFrom: '2025-01-01', afterFrom: '2026-01-01' })
  const of = (source: string) => whole.effect.rows.find(row => row.source === source)
  expect(of('sales')).toMatchObject({ before: 700_000, after: 900_000, nBefore: 7, nAfter: 6 })
  expect(of('items')).toMatchObject({ before: 1, after: 2 })
  expect(of('on_time')).toMatchObject({ before: null, after: null, nBefore: 0 })
  expect(whole.findings.map(({ condition }) => condition)).toEqual(['duties_kept', 'not_released', 'orders'])
})

test('a milestone of ours is a task: done there it is done here, removed it is gone, brought back it is there again', async () => {
  const { allianceId } = await made('K1', { title: '里程碑' })
  const steps = `${at('K1')}/alliance-milestones`
  const ours = await ask<AllianceMilestone>('POST', steps, { allianceId, title: '共用预测表', side: 'us', dueOn: '2026-07-01' })
  await ask('POST', steps, { allianceId, title: '给出需求计划', side: 'them', person: '采购经理', dueOn: '2026-08-01' })
  const row = async () => {
    const { rows } = await ask<{ rows: AllianceRow[] }>('GET', `/api/alliances?q=${encodeURIComponent('里程碑')}`)
    return rows[0]
  }
  expect(await row()).toMatchObject({ milestones: 2, milestonesDone: 0, milestonesLate: 1 })
  const task = async () => {
    const { rows } = await ask<{ rows: Task[] }>('GET', `/api/tasks?dyadId=${dyads['K1']}&limit=200`)
    return rows.find(each => each.taskId === ours.taskId)
  }
  const open = await task()
  expect(open).toMatchObject({ title: '共用预测表', dueOn: '2026-07-01', assigneeId: boss.userId })
  await ask('PATCH', `/api/tasks/${ours.taskId}`, { state: 'done', version: open?.version })
  expect(await row()).toMatchObject({ milestonesDone: 1, milestonesLate: 0 })
  const { rows } = await ask<{ rows: AllianceMilestone[] }>('GET', steps)
  expect(rows.find(each => each.milestoneId === ours.milestoneId)?.doneOn).toBe('2026-07-10')
  await ask('DELETE', `${steps}/${ours.milestoneId}`, { version: ours.version })
  expect((await boss.call('PATCH', `/api/tasks/${ours.taskId}`, { title: '没有了', version: 9 })).statusCode).toBe(404)
  await ask('POST', `${steps}/${ours.milestoneId}/restore`)
  const back = await ask<{ rows: AllianceMilestone[] }>('GET', steps)
  expect(back.rows.find(each => each.milestoneId === ours.milestoneId)?.doneOn).toBe('2026-07-10')
})

test('what hangs on an alliance names one of the same customer', async () => {
  const { allianceId } = await made('K1', { title: '只属于轴承' })
  for (const [path, body] of [
    ['alliance-milestones', { title: '步骤', side: 'them', dueOn: '2026-08-01' }],
    ['alliance-reviews', { heldOn: '2026-07-01', verdict: 'on_track', findings: '顺利' }],
    ['alliance-measures', { title: '缺货', source: 'entered' }],
    ['alliance-items', { kind: 'advice', title: '合并订单', day: '2026-07-01' }],
    ['joint-problems', { title: '包装破损', foundOn: '2026-07-01' }],
  ] as const) {
    expect((await boss.call('POST', `${at('K2')}/${path}`, { allianceId, ...body })).statusCode, path).toBe(422)
    await ask('POST', `${at('K1')}/${path}`, { allianceId, ...body })
  }
})

test('no review lies before its alliance starts, and no deed before its problem was found', async () => {
  const { allianceId, startsOn } = await made('K1', { title: '先开始后评审' })
  const early = { allianceId, heldOn: '2020-01-01', verdict: 'on_track', findings: '过早' }
  const no = await boss.call('POST', `${at('K1')}/alliance-reviews`, early)
  expect([no.statusCode, no.body]).toEqual([422, expect.stringContaining(`早于联盟的开始日期 ${startsOn}`)])
  await ask('POST', `${at('K1')}/alliance-reviews`, { ...early, heldOn: startsOn })
  for (const name of ['ourDone', 'theirDone', 'closedOn']) {
    const wrong = { title: '倒着来', foundOn: '2026-06-01', outcome: '好了', [name]: '2026-05-31' }
    const answer = await boss.call('POST', `${at('K1')}/joint-problems`, wrong)
    expect([answer.statusCode, answer.body], name).toEqual([422, expect.stringContaining('不能早于发现日期')])
  }
})

test('a joint problem is overdue by its open actions, needs an outcome to close, and is filtered by how it stands', async () => {
  const url = `${at('K2')}/joint-problems`
  expect((await boss.call('POST', url, { title: '无期限', foundOn: '2026-06-01', ourAction: '查' })).statusCode).toBe(422)
  const one = await ask<JointProblem>('POST', url, {
    title: '标签贴错',
    foundOn: '2026-06-01',
    ourAction: '更换模板',
    ourDue: '2026-06-15',
    theirAction: '核对编码',
    theirDue: '2026-08-01',
  })
  expect(one.ourTaskId).not.toBeNull()
  const overdue = encodeURIComponent(JSON.stringify({ all: [{ column: 'standing', is: 'in', value: ['overdue'] }] }))
  const found = async () => (await ask<{ rows: JointProblemRow[] }>('GET', `/api/joint-problems?filter=${overdue}`)).rows
  expect((await found()).map(({ title, dueOn }) => [title, dueOn])).toEqual([['标签贴错', '2026-06-15']])
  const done = await ask<JointProblem>('PATCH', `${url}/${one.problemId}`, { ourDone: '2026-07-09', version: one.version })
  expect(done.ourDone).toBe('2026-07-09')
  expect(await found()).toEqual([])
  expect((await boss.call('PATCH', `${url}/${one.problemId}`, { closedOn: '2026-07-10', version: done.version })).statusCode).toBe(422)
  const closed = { closedOn: '2026-07-10', outcome: '两周无错贴', version: done.version }
  expect((await ask<JointProblem>('PATCH', `${url}/${one.problemId}`, closed)).closedOn).toBe('2026-07-10')
})

test('proposals name a way and its reasons; customers with an alliance are left out', async () => {
  const { rows, looked } = await ask<{ rows: AllianceProposal[]; looked: number }>('GET', '/api/alliances/proposals')
  expect(looked).toBe(0)
  expect(rows).toEqual([])
  const { ways } = await ask<{ ways: { subMode: string; suits: boolean }[] }>('GET', `${at('K1')}/alliance-ways`)
  expect(ways.length).toBe(9)
  expect(ways.find(way => way.subMode === 'timing')?.suits).toBe(true)
  const groups = await ask<{ rows: { value: string; count: number }[] }>('GET', '/api/alliances/groups?by=state')
  expect(groups.rows.reduce((sum, row) => sum + row.count, 0)).toBe(6)
})

test('what was delivered on time is told by deliveries, by the promise of the order they name, or by the lines of orders', async () => {
  const one = await made('K1', { title: '准时' })
  const onTime = async () => {
    const { effect } = await ask<AllianceWhole>('GET', `/api/alliances/${one.allianceId}`)
    return effect.rows.find(row => row.source === 'on_time')
  }
  const admin = door.database.admin
  // Promised ten days after the order; the January ones come late: 5 of the 6 lines of 2025 that were promised by the same day of July, 10 of the 12 of 2026.
  await query(
    admin,
    `update app.order_line l set promised_on = o.ordered_on + 10, delivered_on = o.ordered_on + case when extract(month from o.ordered_on) = 1 then 20 else 8 end
     from app.sales_order o where o.tenant_id = l.tenant_id and o.dyad_id = l.dyad_id and o.order_id = l.order_id and l.dyad_id = $1`,
    [dyads['K1']],
  )
  expect(await onTime()).toMatchObject({ before: 5 / 6, after: 10 / 12, nBefore: 6, nAfter: 12 })
  // One delivery of each order of 2026, without a promise of its own: those of January to March come after the day promised for the order's line.
  await query(
    admin,
    `insert into app.delivery (tenant_id, dyad_id, delivery_id, import_id, row_no, number, order_number, line_no, delivered_on)
     select o.tenant_id, o.dyad_id, gen_random_uuid(), o.import_id, 1, 'D-' || o.number, o.number, 1, o.ordered_on + case when o.ordered_on < '2026-04-01' then 12 else 9 end
     from app.sales_order o where o.dyad_id = $1 and o.ordered_on >= '2026-01-01' and o.superseded_by is null`,
    [dyads['K1']],
  )
  expect(await onTime()).toMatchObject({ before: 5 / 6, after: 0.5, nBefore: 6, nAfter: 6 })
})
