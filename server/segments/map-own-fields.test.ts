import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '#contract/endpoint.ts'
import type * as mapping from '#contract/segments/map.ts'
import type * as movement from '#contract/segments/movement.ts'
import { dayOf } from '#core/units/civil-day.ts'
import { inTenant } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inventTrade, plantTrade } from '#testing/plant-trade.ts'
import { enqueueIdentify } from './enqueue-identify.ts'

let product: TestApp
let dyads: ReadonlyMap<string, string>
let boss: Browser & { userId: string }
let tenantId: string

const get = async <T>(url: string): Promise<T> => {
  const answer = await boss.call('GET', url)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as T
}
type MapAnswer = NonNullable<Answer<typeof mapping.readMap>['map']>
const map = async (search = '') => (await get<Answer<typeof mapping.readMap>>(`/api/map${search}`)).map as MapAnswer

beforeAll(async () => {
  product = await testApp({ now: () => new Date('2026-10-20T04:00:00Z') })
  const planted = await plantTrade(product.database.admin, inventTrade(40, dayOf(2026, 10, 20), [newId()]))
  dyads = planted.dyads
  tenantId = planted.tenantId
  await product.platform.jobs.start()
  boss = await memberBrowser(product, tenantId)
  await inTenant(product.database.db, { tenantId }, tx => enqueueIdentify(product.platform.jobs, tx, { tenantId }, 'import'))
  for (let tries = 0; tries < 1200; tries++) {
    const [row] = await query<{ open: number }>(
      product.database.admin,
      `select count(*)::int as open from app.job where state in ('queued', 'running')`,
    )
    if (row?.open === 0) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}, 120_000)
afterAll(() => product.close())

test('tags and fields of our own narrow the map, its flows and its list, and nothing else may be asked that way', async () => {
  const all = await map()
  const [first, second] = [...dyads.values()]
  await boss.call('POST', '/api/custom-fields', {
    entity: 'customer',
    key: 'line',
    type: 'choice',
    labelZh: '线路',
    labelEn: 'Line',
    choices: [{ key: 'east', labelZh: '东线', labelEn: 'East', colour: 'green' }],
    isFilter: true,
  })
  const wrote = await boss.call('PUT', `/api/customers/${first}/custom/customer/${first}`, { values: { line: 'east' } })
  expect(wrote.statusCode, wrote.body).toBe(200)
  expect((await boss.call('POST', `/api/customers/${second}/tags/customer/${second}`, { add: ['展会'] })).statusCode).toBe(200)
  const asked = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`
  const line = { column: 'custom.line', is: 'in', value: ['east'] }
  const tag = { column: 'tags', is: 'in', value: ['展会'] }
  const count = (answer: MapAnswer) => answer.placed + answer.unplaced
  expect(count(await map(`?${asked(line)}`))).toBe(1)
  expect(count(await map(`?${asked({ any: [line, tag] })}`))).toBe(2)
  expect(count(await map(`?${asked({ all: [line, tag] })}`))).toBe(0)
  expect(count(all)).toBeGreaterThan(2)
  const rows = (await get<Answer<typeof movement.listPlaced>>(`/api/map/customers?${asked({ any: [line, tag] })}`)).rows
  expect(rows.every(row => row.dyadId === first || row.dyadId === second)).toBe(true)
  expect((await boss.call('GET', `/api/map?${asked({ column: 'warning', is: 'filled' })}`)).statusCode).toBe(422)
  expect((await boss.call('GET', `/api/map?${asked({ column: 'custom.nothing', is: 'filled' })}`)).statusCode).toBe(422)
})

test('the dots are coloured by a field of our own with choices, by no other, and not by one that the role may not see', async () => {
  type Fields = { rows: { key: string }[] }
  const { points, colours } = await map('?colour=custom.line')
  expect(colours).toMatchObject({ column: 'custom.line', choices: [{ key: 'east', labelEn: 'East', colour: 'green' }] })
  expect(points.colour).toHaveLength(points.id.length)
  const [first] = [...dyads.values()]
  for (const [at, id] of points.id.entries()) expect(points.colour[at]).toBe(id === first ? 0 : -1)
  const plain = await map()
  expect(plain.colours).toBeNull()
  expect(plain.points.colour).toEqual([])
  for (const colour of ['custom.nothing', 'type', 'constructor'])
    expect((await boss.call('GET', `/api/map?colour=${colour}`)).statusCode, colour).toBe(422)
  const { version } = await get<{ version: number }>('/api/field-rules')
  const rules = [{ entity: 'customer', field: 'custom.line', role: 'viewer', applies: 'always', level: 'hidden' }]
  expect((await boss.call('PUT', '/api/field-rules', { version, rules })).statusCode).toBe(200)
  const viewer = await memberBrowser(product, tenantId, { role: 'viewer' })
  const open = (await viewer.call('GET', '/api/custom-fields?open=true')).json() as Fields
  expect(open.rows.map(({ key }) => key)).not.toContain('line')
  expect((await viewer.call('GET', '/api/map?colour=custom.line')).statusCode).toBe(422)
})
