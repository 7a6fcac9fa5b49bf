import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
let helper: Browser & { userId: string }

type Made = { dyadId: string; partyId: string; version: number; city: string | null; tags: string[] }

async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object): Promise<T> {
  const answer = await boss.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}
const add = (name: string, more: object = {}) => ask<Made>('POST', '/api/customers', { name, duplicateReason: '测试', ...more })

async function merge(survivor: Made, merged: Made, choices: object = {}): Promise<string> {
  const ids = { survivorId: survivor.partyId, mergedId: merged.partyId }
  const seen = await ask<{ survivor: Made; merged: Made }>('GET', `/api/merges/preview?${new URLSearchParams(ids).toString()}`)
  const versions = { survivorVersion: seen.survivor.version, mergedVersion: seen.merged.version }
  return (await ask<{ mergeId: string }>('POST', '/api/merges', { ...ids, ...versions, choices })).mergeId
}
const undo = (mergeId: string) => boss.call('POST', `/api/merges/${mergeId}/undo`)

const tables = [
  'party',
  'dyad',
  'party_role',
  'contact',
  'dyad_collaborator',
  'party_parent',
  'party_ancestor',
  'dyad_current',
  'field_value',
]
async function records(): Promise<Record<string, unknown[]>> {
  const all = await Promise.all(
    tables.map(async table => {
      const text = `select (to_jsonb(t) - 'version' - 'updated_at')::text as row from app.${table} t where tenant_id = $1 order by 1`
      return [table, (await query<{ row: string }>(door.database.admin, text, [tenantId])).map(each => each.row)] as const
    }),
  )
  return Object.fromEntries(all)
}

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-05-02T02:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId, { name: '李经理' })
  helper = await memberBrowser(door, tenantId, { name: '王协作', role: 'account_manager' })
  for (const name of ['重点', '老客户', '展会']) await ask('POST', '/api/tags', { entity: 'customer', name })
  await ask('POST', '/api/custom-fields', {
    entity: 'customer',
    key: 'machines',
    type: 'number',
    labelZh: '设备数',
    labelEn: 'Machines',
    isFilter: true,
  })
})
afterAll(() => door.close())

const tag = (made: Made, names: string[]) => ask('POST', `/api/customers/${made.dyadId}/tags/customer/${made.dyadId}`, { add: names })
const fill = (made: Made, values: object) => ask('PUT', `/api/customers/${made.dyadId}/custom/customer/${made.dyadId}`, { values })
const rows = async <T>(url: string) => (await ask<{ rows: T[] }>('GET', url)).rows

test('everything that hangs on the merged one stands with the survivor, and with it again when the merge is undone', async () => {
  const [a, b] = [await add('杭州风机有限公司'), await add('杭州风机厂', { ownerId: helper.userId })]
  await tag(a, ['重点'])
  await tag(b, ['重点', '展会'])
  await fill(b, { machines: 12 })
  await ask('POST', `/api/customers/${b.dyadId}/contacts`, { name: '周工' })
  await ask('POST', `/api/customers/${b.dyadId}/sites`, { uses: ['delivery'], address: '滨江仓' })
  await ask('POST', `/api/customers/${b.dyadId}/needs`, { content: '降噪', source: '拜访', since: '2026-04-01' })
  await ask('POST', `/api/customers/${b.dyadId}/agreements`, { kind: 'frame', title: '框架', startsOn: '2026-01-01' })
  await ask('POST', '/api/tasks', { title: '寄样', dyadId: b.dyadId })
  await ask('POST', `/api/dyads/${b.dyadId}/activities`, {
    kind: 'visit',
    state: 'done',
    startsAt: '2026-04-20T02:00:00Z',
    subject: '看现场',
  })
  const before = await records()
  const mergeId = await merge(a, b)
  const at = `/api/customers/${a.dyadId}`
  expect(await ask<Made>('GET', at)).toMatchObject({ contacts: [{ name: '周工' }] })
  expect((await ask<{ tags: string[] }>('GET', `${at}/tags/customer/${a.dyadId}`)).tags).toEqual(['重点', '展会'])
  expect((await ask<{ values: object }>('GET', `${at}/custom/customer/${a.dyadId}`)).values).toEqual({ machines: 12 })
  const filter = encodeURIComponent(JSON.stringify({ column: 'custom.machines', is: 'at_least', value: 10 }))
  expect((await boss.call('GET', `/api/customers?filter=${filter}`)).body).toContain(a.dyadId)
  expect(await rows(`${at}/sites`)).toMatchObject([{ address: '滨江仓' }])
  expect(await rows(`${at}/needs`)).toMatchObject([{ content: '降噪' }])
  expect(await rows(`/api/agreements?dyadId=${a.dyadId}`)).toMatchObject([{ title: '框架' }])
  expect(await rows(`/api/tasks?dyadId=${a.dyadId}`)).toMatchObject([{ title: '寄样' }])
  expect((await helper.call('GET', at)).statusCode).toBe(200)
  expect(await ask('GET', `/api/dyads/${a.dyadId}/cadence`)).toMatchObject({ lastOn: '2026-04-20' })
  expect((await undo(mergeId)).statusCode).toBe(200)
  expect(await records()).toEqual(before)
  expect(await ask('GET', `/api/dyads/${a.dyadId}/cadence`)).toMatchObject({ lastOn: null })
})

test('two merges into one survivor are undone in either order; what both brought stays as long as one is in force', async () => {
  for (const order of ['first', 'last'] as const) {
    const [a, b, c] = [
      await add(`泵业甲${order}`),
      await add(`泵业乙${order}`, { city: '无锡' }),
      await add(`泵业丙${order}`, { city: '常州' }),
    ]
    await tag(b, ['展会', '老客户'])
    await tag(c, ['展会'])
    await fill(b, { machines: 3 })
    await fill(c, { machines: 5 })
    const before = await records()
    const merges = [await merge(a, b), await merge(a, c, { city: 'merged' })]
    expect(await ask<Made>('GET', `/api/customers/${a.dyadId}`)).toMatchObject({ city: '常州' })
    const [now, then] = order === 'first' ? merges : merges.toReversed()
    expect((await undo(now ?? '')).json()).toMatchObject({ kept: [] })
    expect(await ask<Made>('GET', `/api/customers/${a.dyadId}`)).toMatchObject({ city: order === 'first' ? '常州' : '无锡' })
    const { tags } = await ask<{ tags: string[] }>('GET', `/api/customers/${a.dyadId}/tags/customer/${a.dyadId}`)
    expect(tags).toEqual(order === 'first' ? ['展会'] : ['展会', '老客户'])
    const { values } = await ask<{ values: object }>('GET', `/api/customers/${a.dyadId}/custom/customer/${a.dyadId}`)
    expect(values).toEqual({ machines: order === 'first' ? 5 : 3 })
    expect((await undo(then ?? '')).json()).toMatchObject({ kept: [] })
    expect(await records()).toEqual(before)
  }
})

test('a merge on which a later one depends is undone after it: the sentence names the later one', async () => {
  const [a, b, c] = [await add('电机甲厂'), await add('电机乙厂'), await add('电机丙厂')]
  const first = await merge(b, a)
  const second = await merge(c, b)
  const refused = await undo(first)
  expect(refused.statusCode).toBe(409)
  expect(refused.json().message).toContain('之后“电机乙厂”又合并到了“电机丙厂”')
  expect((await undo(second)).statusCode).toBe(200)
  expect((await undo(first)).statusCode).toBe(200)
})

test('groups: the survivor takes the place of the merged one where it has none; its own place stays where it has', async () => {
  const [head, other] = [await add('华东集团'), await add('西部集团')]
  const [a, b, child] = [await add('铸造甲公司'), await add('铸造乙公司'), await add('铸造乙公司一厂')]
  const under = (made: Made, parent: Made) =>
    ask('PUT', `/api/parties/${made.partyId}/parent`, { parentId: parent.partyId, wasParentId: null })
  const members = async (top: Made) => (await rows<Made>(`/api/customers?group=${top.partyId}&sort=name`)).map(row => row.dyadId).toSorted()
  const ids = (...all: Made[]) => all.map(one => one.dyadId).toSorted()
  await under(b, head)
  await under(child, b)
  const before = await records()
  const mergeId = await merge(a, b)
  expect(await members(head)).toEqual(ids(head, a, child))
  expect((await undo(mergeId)).statusCode).toBe(200)
  expect(await records()).toEqual(before)
  await under(a, other)
  const placed = await records()
  const again = await merge(a, b)
  expect(await members(head)).toEqual(ids(head))
  expect(await members(other)).toEqual(ids(other, a, child))
  expect((await undo(again)).statusCode).toBe(200)
  expect(await members(head)).toEqual(ids(head, b, child))
  expect(await records()).toEqual(placed)
})
