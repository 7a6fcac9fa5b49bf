import { afterAll, expect, test } from 'vitest'
import type { RunWhole } from '#contract/strategy/play-run.ts'
import type { Play } from '#contract/strategy/play.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { hygieneDuties } from '#core/strategy/hygiene.ts'
import { newId } from '#server/platform/ids.ts'
import { memberBrowser } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { ask, at, openPlayDoor, type PlayUsed } from '#testing/play-door.ts'

const { boss, customer, door, offers, place, play, refused, start, tenantId } = await openPlayDoor()
afterAll(() => door.close())

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
    expected: _e,
    ...body
  } = (await play('grow-repeat')) as PlayUsed
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

/** Deliveries of the six months before, so many of them in time, under an import that is published. */
async function deliver(dyadId: string, events: number, kept: number): Promise<void> {
  const importId = newId()
  await query(door.database.admin, `insert into app.import (tenant_id, import_id, source, state) values ($1, $2, 'erp', 'published')`, [
    tenantId,
    importId,
  ])
  for (let at = 0; at < events; at++)
    await query(
      door.database.admin,
      `insert into app.delivery (tenant_id, dyad_id, delivery_id, import_id, row_no, number, promised_on, delivered_on) values ($1, $2, $3, $4, $5::int, 'D-' || $5::int::text, '2026-01-10', $6)`,
      [tenantId, dyadId, newId(), importId, at, at < kept ? '2026-01-10' : '2026-01-12'],
    )
}

test('18 of 25 deliveries in time are 72 %: red, with the late ones behind the figure, and the mending play may start', async () => {
  const training = await play('retain-training')
  const dyadId = await customer('晚交客户', 'gold', training)
  await deliver(dyadId, 25, 18)
  const { findings } = await offers(dyadId)
  expect(findings.find(({ duty }) => duty === 'delivered')).toMatchObject({ state: 'red', value: 0.72, hits: 18, events: 25 })
  const no = await refused('POST', `${at(dyadId)}/play-runs`, { playId: training.playId, checked: true })
  expect(no.message).toContain('按承诺交付：72 %（25 次中 18 次），下限 85 %')
  const lines = await ask<{ rows: { isKept: boolean; doneOn: string }[] }>(boss, 'GET', `${at(dyadId)}/hygiene-lines?duty=delivered`)
  expect(lines.rows.filter(row => !row.isKept).map(row => row.doneOn)).toEqual(Array.from({ length: 7 }, () => '2026-01-12'))
  expect(lines.rows).toHaveLength(25)
  expect(await start(dyadId, (await play('duty-delivery')).playId)).toMatchObject({ state: 'running' })
})
