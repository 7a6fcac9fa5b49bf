import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-11-21T04:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
})
afterAll(() => door.close())

type Made = { dyadId: string; partyId: string; version: number; name: string }

async function ask<T>(browser: Browser, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

const create = (name: string, more: object = {}) => ask<Made>(boss, 'POST', '/api/customers', { name, ...more })

/** Gives a customer figures as the engine would. */
const value = (made: Made, net: number) =>
  query(
    door.database.admin,
    `insert into app.customer_standing (tenant_id, dyad_id, as_of, generation, is_provisional, is_dormant, is_below_zero, is_overridden, net_contribution_minor,
      net_contribution_state, net_sales_minor, data_confidence, orders) values ($1, $2, '2026-10-31', 1, false, false, false, false, $3, 'measured', $4, 0.7, 3)`,
    [tenantId, made.dyadId, net, net * 4],
  )

type Member = { partyId: string; name: string | null; level: number; sum: { customers: number; netContributionMinor: number | null } }
type GroupAnswer = { members: Member[]; unseen: number; past: { name: string; fromOn: string; untilOn: string }[] }

const move = (party: Made, parentId: string | null, wasParentId: string | null, more: object = {}) =>
  boss.call('PUT', `/api/parties/${party.partyId}/parent`, { parentId, wasParentId, ...more })

const treeOf = (group: GroupAnswer) => group.members.map(({ name, level, sum }) => [name, level, sum.customers, sum.netContributionMinor])

test('a group is a tree with sums, moves as a whole, refuses circles, and keeps under whom a party stood', async () => {
  const [head, region, plant, depot] = [
    await create('华东控股'),
    await create('华东苏州'),
    await create('苏州一厂'),
    await create('一厂仓库'),
  ]
  for (const [made, net] of [
    [head, 100],
    [region, 20],
    [plant, -5],
    [depot, 7],
  ] as const)
    await value(made, net)
  expect((await move(plant, region.partyId, null, { fromOn: '2026-01-01' })).statusCode).toBe(200)
  expect((await move(depot, plant.partyId, null)).statusCode).toBe(200)
  const whole = (await move(region, head.partyId, null)).json() as GroupAnswer
  expect(treeOf(whole)).toEqual([
    ['华东控股', 0, 4, 122],
    ['华东苏州', 1, 3, 22],
    ['苏州一厂', 2, 2, 2],
    ['一厂仓库', 3, 1, 7],
  ])
  const circle = await move(head, depot.partyId, null)
  expect([circle.statusCode, circle.json().details?.fields?.[0]?.path]).toEqual([422, 'body.parentId'])
  expect((await move(head, head.partyId, null)).statusCode).toBe(422)
  expect((await move(plant, head.partyId, null)).json().code).toBe('stale')

  const filtered = await ask<{ rows: Made[] }>(boss, 'GET', `/api/customers?sort=name&group=${region.partyId}`)
  expect(filtered.rows.map(row => row.name)).toEqual(['华东苏州', '苏州一厂', '一厂仓库'])
  const groups = await ask<{ rows: { name: string; customers: number; netContributionMinor: number }[] }>(boss, 'GET', '/api/groups')
  expect(groups.rows).toMatchObject([{ name: '华东控股', customers: 4, netContributionMinor: 122, netSalesMinor: 488 }])

  const moved = (await move(plant, head.partyId, region.partyId)).json() as GroupAnswer
  expect(moved.past).toEqual([{ name: '华东苏州', fromOn: '2026-01-01', untilOn: '2026-11-21', note: null }])
  expect(treeOf(moved).map(row => row[0])).toEqual(['华东控股', '华东苏州', '苏州一厂', '一厂仓库'])
  expect((await ask<{ rows: Made[] }>(boss, 'GET', `/api/customers?group=${region.partyId}`)).rows).toHaveLength(1)

  await move(plant, null, head.partyId)
  expect((await ask<{ rows: Made[] }>(boss, 'GET', `/api/customers?group=${head.partyId}`)).rows).toHaveLength(2)
  expect(treeOf(await ask(boss, 'GET', `/api/customers/${plant.dyadId}/group`)).map(row => row[0])).toEqual(['苏州一厂', '一厂仓库'])
  const closure = await query<{ n: number }>(
    door.database.admin,
    'select count(*)::int as n from app.party_ancestor where tenant_id = $1',
    [tenantId],
  )
  expect(closure).toEqual([{ n: 2 }])
})

test('the closure is what the parents say, however parties are moved', async () => {
  const parties: Made[] = []
  for (let index = 0; index < 8; index++) parties.push(await create(`环宇${index}`))
  const parents = new Map<string, string | null>()
  let seed = 7
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  for (let step = 0; step < 40; step++) {
    const [party, parent] = [parties[next(8)] as Made, next(5) === 0 ? null : (parties[next(8)] as Made)]
    const answer = await move(party, parent?.partyId ?? null, parents.get(party.partyId) ?? null)
    if (answer.statusCode === 200) parents.set(party.partyId, parent?.partyId ?? null)
    else expect(answer.json().details?.fields?.[0]?.path).toBe('body.parentId')
  }
  const expected = parties.flatMap(({ partyId }) => {
    const above: string[] = []
    for (let at = parents.get(partyId) ?? null; at !== null; at = parents.get(at) ?? null) above.push(at)
    return above.map((ancestor, depth) => `${partyId} ${ancestor} ${depth + 1}`)
  })
  expect(expected.length).toBeGreaterThan(3)
  const ids = parties.map(party => party.partyId)
  const rows = await query<{ row: string }>(
    door.database.admin,
    `select descendant_id || ' ' || ancestor_id || ' ' || depth as row from app.party_ancestor where tenant_id = $1 and descendant_id = any($2::uuid[])`,
    [tenantId, ids],
  )
  expect(rows.map(({ row }) => row).toSorted()).toEqual(expected.toSorted())
})

test('two who put two parties under each other at once do not make a circle', async () => {
  const [a, b] = [await create('并发甲'), await create('并发乙')]
  const answers = await Promise.all([move(a, b.partyId, null), move(b, a.partyId, null)])
  expect(answers.map(answer => answer.statusCode).toSorted((a, b) => a - b)).toEqual([200, 422])
})

test('who sees some of a group sees their own part: others have no name and no figures', async () => {
  const [top, mine, theirs] = [await create('海天集团'), await create('海天宁波'), await create('海天无锡')]
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  await query(door.database.admin, 'update app.dyad set owner_id = $3 where tenant_id = $1 and dyad_id = $2', [
    tenantId,
    mine.dyadId,
    seller.userId,
  ])
  for (const [made, net] of [
    [top, 50],
    [mine, 3],
    [theirs, 1000],
  ] as const)
    await value(made, net)
  await move(mine, top.partyId, null)
  await move(theirs, top.partyId, null)
  const seen = await ask<GroupAnswer>(seller, 'GET', `/api/customers/${mine.dyadId}/group`)
  expect(treeOf(seen)).toEqual([
    [null, 0, 1, 3],
    [null, 1, 0, null],
    ['海天宁波', 1, 1, 3],
  ])
  expect(seen.unseen).toBe(2)
  expect((await seller.call('GET', `/api/groups/${top.partyId}`)).statusCode).toBe(404)
  expect((await ask<{ rows: object[] }>(seller, 'GET', '/api/groups')).rows).toEqual([])
  expect(
    (await ask<{ rows: { name: string }[] }>(seller, 'GET', `/api/parties/choices?q=${encodeURIComponent('海天')}`)).rows.map(
      row => row.name,
    ),
  ).toEqual(['海天宁波'])
  const refused = await seller.call('PUT', `/api/parties/${theirs.partyId}/parent`, { parentId: mine.partyId, wasParentId: top.partyId })
  expect(refused.statusCode).toBe(404)
})

test('a group may stand under a holding that is no customer itself', async () => {
  const made = await create('金轮机械')
  const group = (await move(made, null, null, { newParentName: '金轮控股' })).json() as GroupAnswer
  expect(treeOf(group)).toEqual([
    ['金轮控股', 0, 1, null],
    ['金轮机械', 1, 1, null],
  ])
})

test('every list can be narrowed to a group, and its sums by group follow search and filters', async () => {
  const [top, below, apart] = [await create('联合机械集团', { city: '宁波' }), await create('联合机械二厂'), await create('独立机械厂')]
  await value(below, 70)
  expect((await move(below, top.partyId, null)).statusCode).toBe(200)
  for (const made of [below, apart]) {
    const at = `/api/customers/${made.dyadId}`
    await ask(boss, 'POST', `${at}/opportunities`, { title: `商机 ${made.name}`, stage: 'quote' })
    await ask(boss, 'POST', `${at}/agreements`, { kind: 'frame', title: `协议 ${made.name}` })
    await ask(boss, 'POST', `${at}/concerns`, { kind: 'question', title: `咨询 ${made.name}` })
    const visit = { kind: 'visit', state: 'done', startsAt: '2026-10-20T02:00:00Z', subject: `拜访 ${made.name}` }
    await ask(boss, 'POST', `/api/dyads/${made.dyadId}/activities`, visit)
  }
  const lists = ['customers', 'opportunities', 'agreements', 'concerns', 'activities']
  for (const list of lists) {
    const narrowed = (await boss.call('GET', `/api/${list}?group=${top.partyId}`)).body
    expect(narrowed, list).toContain(below.name)
    expect(narrowed, list).not.toContain(apart.name)
    const alone = (await boss.call('GET', `/api/${list}?group=none`)).body
    expect(alone, list).toContain(apart.name)
    expect(alone, list).not.toContain(below.name)
  }
  const due = (await boss.call('GET', `/api/cadence/due?show=all&under=${top.partyId}`)).body
  expect([due.includes(below.name), due.includes(apart.name)]).toEqual([true, false])
  for (const list of ['/api/opportunities/groups', '/api/wallet/head-room', '/api/map', '/api/warnings', '/api/churn'])
    expect((await boss.call('GET', `${list}?group=${top.partyId}`)).statusCode, list).toBe(200)
  expect((await ask<{ rows: { count: number }[] }>(boss, 'GET', `/api/opportunities/groups?group=${top.partyId}`)).rows).toMatchObject([
    { count: 1 },
  ])
  const sums = async (more: string) =>
    (await ask<{ rows: { name: string; customers: number; netContributionMinor: number }[] }>(boss, 'GET', `/api/groups?${more}`)).rows
      .filter(row => row.name === top.name)
      .map(row => [row.customers, row.netContributionMinor])
  expect(await sums('')).toEqual([[2, 70]])
  expect(await sums(`q=${encodeURIComponent('二厂')}`)).toEqual([[1, 70]])
  expect(await sums('valueFrom=100')).toEqual([])
  const filter = encodeURIComponent(JSON.stringify({ column: 'city', is: 'is', value: '宁波' }))
  expect(await sums(`filter=${filter}`)).toEqual([[1, 0]])
})
