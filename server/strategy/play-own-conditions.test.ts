import { afterAll, expect, test } from 'vitest'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import type { Play } from '#contract/strategy/play.ts'
import { memberBrowser } from '#testing/app.ts'
import { ask, at, openPlayDoor, type PlayUsed } from '#testing/play-door.ts'

const { boss, customer, door, offers, play, refused, start, tenantId } = await openPlayDoor()
afterAll(() => door.close())

const choices = [
  { key: 'a', labelZh: '甲级', labelEn: 'Top', colour: 'green' },
  { key: 'b', labelZh: '乙级', labelEn: 'Good', colour: 'amber' },
]
const make = (key: string, type: string, labelZh: string, labelEn: string, more: object = {}) =>
  ask<CustomField>(boss, 'POST', '/api/custom-fields', { entity: 'customer', key, type, labelZh, labelEn, ...more })
const grade = await make('grade', 'choice', '信用等级', 'Credit grade', { choices })
await make('lathes', 'number', '机床数', 'Lathes')
await make('audited', 'date', '验厂日期', 'Audited on')
await make('keeper', 'person', '经办', 'Keeper')
await make('plant', 'text', '工厂', 'Plant', { entity: 'party' })

const own = (key: string, is: string, value: unknown) => ({ field: 'own', key, is, value })
const { name, about, steps, effect, moneyMinor, hours, restDays } = (await play('grow-repeat')) as PlayUsed
const body = (...all: object[]) => ({
  name,
  about,
  kind: 'duty',
  strategyGroup: null,
  customerTypes: [],
  bondLevel: null,
  care: null,
  moneyMinor,
  hours,
  restDays,
  startCondition: { all },
  steps,
  effect,
  holdoutShare: 0,
})
const write = (...all: object[]) => ask<Play>(boss, 'POST', '/api/plays', body(...all))
const fill = (dyadId: string, values: object) => ask(boss, 'PUT', `${at(dyadId)}/custom/customer/${dyadId}`, { values })
const told = async (dyadId: string, { playId }: Play) =>
  (await offers(dyadId)).offers.find(offer => offer.play.playId === playId)?.obstacles.map(({ text }) => text)

test('a play starts where the own fields of customer and company are as its condition asks, and nowhere that they are not filled in', async () => {
  const asked = await write(
    own('grade', 'in', ['a']),
    own('lathes', 'between', [5, 20]),
    own('audited', 'last_days', 30),
    own('plant', 'not_in', ['Suzhou']),
  )
  expect(asked.startCondition.all).toHaveLength(4)
  const dyadId = await customer('字段客户', 'gold')
  const wish = { playId: asked.playId, checked: true }
  expect((await refused('POST', `${at(dyadId)}/play-runs`, wish)).obstacle).toBe('condition')
  await fill(dyadId, { grade: 'b', lathes: 8, audited: '2026-02-20' })
  const no = '尚不满足启动条件：信用等级为甲级，且工厂不为“Suzhou”。'
  expect(await told(dyadId, asked)).toEqual([no])
  expect((await refused('POST', `${at(dyadId)}/play-runs`, wish)).message).toBe(no)
  await fill(dyadId, { grade: 'a' })
  const { partyId } = await ask<{ partyId: string }>(boss, 'GET', at(dyadId))
  await ask(boss, 'PUT', `${at(dyadId)}/custom/party/${partyId}`, { values: { plant: 'Wuxi' } })
  expect(await told(dyadId, asked)).toEqual([])
  const { rows } = await ask<{ rows: { dyadId: string; obstacle: string | null }[] }>(boss, 'GET', `/api/plays/${asked.playId}/customers`)
  expect(rows.filter(({ obstacle }) => obstacle === null).map(row => row.dyadId)).toEqual([dyadId])
  expect(await start(dyadId, asked.playId)).toMatchObject({ state: 'running' })
})

test('an unknown field and a value that is not of its field are refused at the condition, in both languages', async () => {
  const wrong = async (test: object) => {
    const answer = await boss.call('POST', '/api/plays', body({ field: 'openConcern', is: 'no' }, test))
    return [answer.statusCode, ...(answer.json().details.fields as { path: string; message: string }[]).flatMap(Object.values)]
  }
  const place = 'body.startCondition.all.1'
  expect(await wrong(own('nowhere', 'at_least', 3))).toEqual(expect.arrayContaining([422, place]))
  expect(await wrong(own('keeper', 'in', ['x']))).toEqual(expect.arrayContaining([422, place]))
  expect(await wrong(own('grade', 'in', ['z']))).toEqual(expect.arrayContaining([422, place]))
  expect(await wrong(own('lathes', 'at_least', '3'))).toEqual(expect.arrayContaining([422, place]))
  expect(await wrong(own('lathes', 'between', [null, 3]))).toEqual(expect.arrayContaining([422, place]))
  const sentence = async (language: string) => {
    await ask(boss, 'PATCH', '/api/me', { language })
    return (await wrong(own('nowhere', 'at_least', 3))).join(' ')
  }
  expect(await sentence('en')).toContain('asks for a field that customers do not have')
  expect(await sentence('zh-CN')).toContain('客户没有这个自定义字段')
})

test('a field that is archived later is not known: nobody is started by it, its sentence says so, and the next version is refused', async () => {
  const asked = await write(own('grade', 'not_in', ['b']))
  const dyadId = await customer('归档客户', 'gold')
  await fill(dyadId, { grade: 'a' })
  expect(await told(dyadId, asked)).toEqual([])
  const kept = await ask<CustomField>(boss, 'PATCH', `/api/custom-fields/${grade.fieldId}`, { isArchived: true, version: grade.version })
  expect(await told(dyadId, asked)).toEqual(['尚不满足启动条件：信用等级不为乙级（该字段已归档，视为未知）。'])
  const again = { ...body(own('grade', 'not_in', ['b'])), version: asked.version }
  const no = await boss.call('PUT', `/api/plays/${asked.playId}`, again)
  expect([no.statusCode, no.body.includes('已归档')]).toEqual([422, true])
  await ask(boss, 'PATCH', `/api/custom-fields/${grade.fieldId}`, { isArchived: false, version: kept.version })
  expect(await told(dyadId, asked)).toEqual([])
})

test('whoever may not see a field is told nothing of it, though the play is judged by it', async () => {
  const asked = await write(own('lathes', 'at_least', 77_123))
  const dyadId = await customer('保密客户', 'gold')
  await fill(dyadId, { lathes: 4 })
  const seller = await memberBrowser(door, tenantId, { role: 'manager' })
  const says = async () => {
    const { offers: found } = await ask<Awaited<ReturnType<typeof offers>>>(seller, 'GET', `${at(dyadId)}/plays`)
    const texts = found.find(offer => offer.play.playId === asked.playId)?.obstacles.map(({ text }) => text)
    const { rows } = await ask<{ rows: { dyadId: string; obstacle: string }[] }>(seller, 'GET', `/api/plays/${asked.playId}/customers`)
    const { message } = (await seller.call('POST', `${at(dyadId)}/play-runs`, { playId: asked.playId, checked: true })).json()
    return [...(texts ?? []), rows.find(row => row.dyadId === dyadId)?.obstacle, message]
  }
  expect(new Set(await says())).toEqual(new Set(['尚不满足启动条件：机床数至少 77123。']))
  const { version } = await ask<{ version: number }>(boss, 'GET', '/api/field-rules')
  const rules = [{ entity: 'customer', field: 'custom.lathes', role: 'manager', applies: 'always', level: 'hidden' }]
  await ask(boss, 'PUT', '/api/field-rules', { rules, version })
  const hidden = await says()
  expect(hidden).toHaveLength(3)
  expect(new Set(hidden)).toEqual(new Set(['尚不满足启动条件：一个对您的角色不可见的本企业字段。']))
})
