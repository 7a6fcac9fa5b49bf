import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerQuality, SurveyAlert, ValueChainFound } from '#contract/relationships/survey-quality.ts'
import { type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { asked, surveyFirm } from '#testing/survey-firm.ts'

let door: TestApp
let firm: Awaited<ReturnType<typeof surveyFirm>>
const now = new Date('2026-11-20T02:00:00Z')

beforeAll(async () => {
  door = await testApp({ now: () => now })
  firm = await surveyFirm(door)
})
afterAll(() => door.close())

test('both sides make the quality of a relationship: our own people are asked about the customer', async () => {
  const { dyadId } = await firm.customer('双方客户', ['郑七'])
  const { paths } = await firm.running('relationship', [dyadId], {}, ['theirs', 'ours'])
  const pages = await Promise.all(paths.map(path => firm.open(path)))
  expect(pages.map(({ side, about }) => [side, about])).toEqual(
    expect.arrayContaining([
      ['ours', '双方客户'],
      ['theirs', null],
    ]),
  )
  for (const [index, path] of paths.entries()) await firm.answer(path, pages[index]?.side === 'ours' ? 3 : 5)
  const { quality, trend } = await asked<CustomerQuality>(firm.boss, 'GET', `/api/customers/${dyadId}/quality`)
  expect(quality).toEqual({ points: 75, theirs: 100, ours: 50, gap: 50, sides: 2 })
  expect(trend).toEqual([{ quarter: '2026-Q4', points: 75, theirs: 100, ours: 50 }])
})

/** Deliveries of a customer, the first of them on time. */
async function plantDeliveries(dyadId: string, many: number, onTime: number): Promise<void> {
  const importId = crypto.randomUUID()
  await query(door.database.admin, `insert into app.import (tenant_id, import_id, source, state) values ($1, $2, 'x', 'published')`, [
    firm.tenantId,
    importId,
  ])
  await query(
    door.database.admin,
    `insert into app.delivery (tenant_id, dyad_id, delivery_id, import_id, row_no, promised_on, delivered_on)
      select $1, $2, gen_random_uuid(), $3, n, date '2026-10-10', case when n <= $5 then date '2026-10-09' else date '2026-10-12' end from generate_series(1, $4::int) n`,
    [firm.tenantId, dyadId, importId, many, onTime],
  )
}

test('perception beside its measure: where they disagree by the rule the owner is told, and the alert closes when they agree', async () => {
  const { dyadId } = await firm.customer('不符客户', ['一', '二', '三', '四', '五', '六', '七', '八'])
  await plantDeliveries(dyadId, 20, 19)
  const { paths } = await firm.running('logistics_short', [dyadId])
  const alerts = () => asked<{ rows: SurveyAlert[] }>(firm.boss, 'GET', '/api/survey-alerts')
  for (const path of paths.slice(0, 2)) await firm.answer(path, 3)
  expect((await alerts()).rows).toEqual([])
  await firm.answer(paths[2] ?? '', 3)
  const { rows } = await alerts()
  expect(rows).toMatchObject([
    { dyadId, dimension: 'timeliness', perceived: 50, measured: 95, answers: 3, events: 20, closedOn: null, mayWrite: true },
  ])
  const { dimensions } = await asked<CustomerQuality>(firm.boss, 'GET', `/api/customers/${dyadId}/quality`)
  expect(dimensions.find(({ dimension }) => dimension === 'timeliness')).toMatchObject({
    good: 19,
    events: 20,
    disagreement: { gap: -45, direction: 'felt_worse' },
  })
  expect(dimensions.find(({ dimension }) => dimension === 'ordering')).toMatchObject({ perceived: 50, measured: null, disagreement: null })
  const notices = await asked<{ rows: { kind: string; dyadId: string }[] }>(firm.boss, 'GET', '/api/notifications')
  expect(notices.rows.filter(row => row.kind === 'survey_disagrees' && row.dyadId === dyadId)).toHaveLength(1)
  const looked = await asked<SurveyAlert>(firm.boss, 'POST', `/api/customers/${dyadId}/survey-alerts/${rows[0]?.alertId}/looked`, {
    note: '月末集中到货',
  })
  expect(looked).toMatchObject({ note: '月末集中到货', lookedByName: '王芳', closedOn: null })
  for (const path of paths.slice(3)) await firm.answer(path, 5)
  expect((await alerts()).rows).toEqual([])
})

test('what is expected is kept with day and source; the newest holds, a withdrawn one does not', async () => {
  const { dyadId } = await firm.customer('期望客户', ['九'])
  const at = `/api/customers/${dyadId}/survey-ratings`
  await asked(firm.boss, 'POST', at, { what: 'expectation', dimension: 'timeliness', value: 80, observedOn: '2026-10-01', source: '拜访' })
  const { ratingId } = await asked<{ ratingId: string }>(firm.boss, 'POST', at, {
    what: 'expectation',
    dimension: 'timeliness',
    value: 95,
    observedOn: '2026-11-01',
    source: '合同谈判',
  })
  const {
    paths: [path = ''],
  } = await firm.running('logistics_short', [dyadId])
  await firm.answer(path, 4)
  const row = async () =>
    (await asked<CustomerQuality>(firm.boss, 'GET', `/api/customers/${dyadId}/quality`)).dimensions.find(
      ({ dimension }) => dimension === 'timeliness',
    )
  expect(await row()).toMatchObject({ expected: 95, expectedFrom: '合同谈判', perceived: 75, gap: 20, urgency: 20 })
  await asked(firm.boss, 'POST', `${at}/${ratingId}/withdraw`)
  expect(await row()).toMatchObject({ expected: 80, gap: 5 })
  expect(
    (await firm.boss.call('POST', at, { what: 'expectation', dimension: 'money', value: 1, observedOn: '2026-11-01', source: 'x' })).json()
      .details.fields[0].path,
  ).toBe('body.dimension')
  expect(
    (await firm.boss.call('POST', at, { what: 'value', dimension: 'money', value: 1, observedOn: '2027-11-01', source: 'x' })).json()
      .details.fields[0].path,
  ).toBe('body.observedOn')
})

test('delivered value: difference and ratio of what is got and what it costs, and the chain says when answers are too few', async () => {
  const { dyadId } = await firm.customer('价值客户', ['十'])
  const {
    paths: [path = ''],
  } = await firm.running('delivered_value', [dyadId])
  await firm.answer(path, 4, { 'value-money': 3, 'value-time': 2, 'value-effort': 2, 'value-worry': 3 })
  const { value } = await asked<CustomerQuality>(firm.boss, 'GET', `/api/customers/${dyadId}/quality`)
  expect(value.delivered).toMatchObject({ benefit: 75, cost: 37.5, difference: 37.5, ratio: 2, missing: [] })
  expect(value.index).toBeCloseTo((75 + 75) / (50 + (25 + 25 + 50) / 3), 9)
  const chain = await asked<ValueChainFound>(firm.boss, 'GET', '/api/value-chain?loyalty=repeat')
  expect(chain).toMatchObject({ state: 'too_few', needed: 20, paths: null })
})
