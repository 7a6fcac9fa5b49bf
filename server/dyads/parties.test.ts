import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { inTenant } from '#server/platform/database.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { readPhones } from './parties.jobs.ts'

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
  expect(answers.map(answer => answer.statusCode).toSorted()).toEqual([200, 422])
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

test('roles: customer and supplier at once, with both sides; a role with records behind it stays', async () => {
  const made = await create('互供贸易')
  const url = `/api/customers/${made.dyadId}`
  const first = await ask<{ version: number }>(boss, 'GET', `${url}/net-view`)
  expect(first).toMatchObject({ roles: ['customer'], sold: { orders: 0, netMinor: 0, lastOn: null }, bought: null, netMinor: null })
  const both = await ask<{ version: number }>(boss, 'PUT', `${url}/roles`, { roles: ['customer', 'supplier'], version: first.version })
  expect(both).toMatchObject({ roles: ['customer', 'supplier'], bought: null, netMinor: null })
  expect((await boss.call('PUT', `${url}/roles`, { roles: ['customer'], version: first.version })).json().code).toBe('stale')
  const { admin } = door.database
  const [supply] = await query<{ dyad_id: string }>(
    admin,
    `select dyad_id from app.dyad where tenant_id = $1 and seller_id = $2 and side = 'supply'`,
    [tenantId, made.partyId],
  )
  const day = `insert into app.dyad_day (tenant_id, dyad_id, day, orders, net_sales_minor) values ($1, $2, current_date - 10, 1, $3)`
  await query(admin, day, [tenantId, made.dyadId, 5000])
  await query(admin, day, [tenantId, supply?.dyad_id, 2000])
  expect(await ask(boss, 'GET', `${url}/net-view`)).toMatchObject({
    sold: { orders: 1, netMinor: 5000 },
    bought: { orders: 1, netMinor: 2000 },
    netMinor: 3000,
  })
  const refused = await boss.call('PUT', `${url}/roles`, { roles: ['customer'], version: both.version })
  expect(refused.json().details?.fields?.[0]?.path).toBe('body.roles')
  expect((await boss.call('PUT', `${url}/roles`, { roles: ['supplier'], version: both.version })).statusCode).toBe(422)
})

type Whole = {
  contact: { version: number; name: string; phone: string | null }
  phoneE164: string | null
  parties: { name: string; role: string | null; isMain: boolean; endedOn: string | null }[]
  mayWrite: boolean
}
type Person = { contactId: string; version: number; name: string }

test('one person of several firms: beside, moved with history, left; found at each', async () => {
  const [first, second, third] = [await create('一号公司'), await create('二号公司'), await create('三号公司')]
  const person = await ask<Person>(boss, 'POST', `/api/customers/${first.dyadId}/contacts`, { name: '陆仲达', phone: '138-0013-8000' })
  const at = (made: Made) => `/api/customers/${made.dyadId}/contacts/${person.contactId}`
  const also = await ask<Whole>(boss, 'POST', `${at(first)}/parties`, {
    partyId: second.partyId,
    how: 'also',
    role: '顾问',
    on: '2026-03-01',
    version: person.version,
  })
  expect(also.parties.map(({ name, role, isMain }) => [name, role, isMain])).toEqual([
    ['一号公司', null, true],
    ['二号公司', '顾问', false],
  ])
  expect(also.phoneE164).toBe('+8613800138000')
  expect((await ask<{ contacts: Person[] }>(boss, 'GET', `/api/customers/${second.dyadId}`)).contacts).toMatchObject([
    { contactId: person.contactId, name: '陆仲达' },
  ])
  const renamed = await ask<Person>(boss, 'PATCH', at(second), { version: also.contact.version, title: '总监' })
  expect((await boss.call('DELETE', at(second))).json().code).toBe('conflict')

  const moved = await ask<Whole>(boss, 'POST', `${at(first)}/parties`, {
    partyId: third.partyId,
    how: 'moves',
    role: '副总',
    on: '2026-06-01',
    version: renamed.version,
  })
  expect(moved.parties.map(({ name, isMain, endedOn }) => [name, isMain, endedOn])).toEqual([
    ['三号公司', true, null],
    ['二号公司', false, null],
    ['一号公司', false, '2026-06-01'],
  ])
  expect(moved.mayWrite).toBe(false)
  expect((await ask<{ contacts: Person[] }>(boss, 'GET', `/api/customers/${first.dyadId}`)).contacts).toEqual([])
  const found = await ask<{ rows: { kind: string; dyadId: string }[] }>(boss, 'GET', `/api/search?q=${encodeURIComponent('陆仲达')}`)
  expect(
    found.rows
      .filter(row => row.kind === 'contact')
      .map(row => row.dyadId)
      .toSorted(),
  ).toEqual([second.dyadId, third.dyadId].toSorted())
  const byNumber = await ask<{ rows: { kind: string }[] }>(boss, 'GET', `/api/search?q=${encodeURIComponent('+86 138 0013 8000')}`)
  expect(byNumber.rows.filter(row => row.kind === 'contact')).toHaveLength(2)

  const left = await ask<Whole>(boss, 'POST', `${at(second)}/leave`, { on: '2026-09-01', version: moved.contact.version })
  expect(left.mayWrite).toBe(false)
  expect((await boss.call('POST', `${at(second)}/leave`, { on: '2026-09-01', version: left.contact.version })).json().code).toBe('conflict')
  const early = await boss.call('POST', `${at(third)}/leave`, { on: '2026-05-01', version: left.contact.version })
  expect(early.json().details?.fields?.[0]?.path).toBe('body.on')
  const map = await ask<{ people: { leftOn: string | null }[] }>(boss, 'GET', `/api/customers/${second.dyadId}/contact-map`)
  expect(map.people).toMatchObject([{ leftOn: '2026-09-01' }])
})

test('a person who went where the caller sees nothing is known by name, no longer by number', async () => {
  const [mine, hidden] = [await create('可见公司'), await create('不可见公司')]
  const seller = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  await query(door.database.admin, 'update app.dyad set owner_id = $3 where tenant_id = $1 and dyad_id = $2', [
    tenantId,
    mine.dyadId,
    seller.userId,
  ])
  const person = await ask<Person>(boss, 'POST', `/api/customers/${mine.dyadId}/contacts`, { name: '何远', phone: '13900001111' })
  const url = `/api/customers/${mine.dyadId}/contacts/${person.contactId}`
  expect(
    (await seller.call('POST', `${url}/parties`, { partyId: hidden.partyId, how: 'moves', on: '2026-06-01', version: person.version }))
      .statusCode,
  ).toBe(404)
  await ask(boss, 'POST', `${url}/parties`, { partyId: hidden.partyId, how: 'moves', on: '2026-06-01', version: person.version })
  expect(await ask<Whole>(seller, 'GET', url)).toMatchObject({
    contact: { name: '何远', phone: null },
    phoneE164: null,
    parties: [{ name: null }, { name: '可见公司' }],
  })
})

test('the map: roles, levels, strength, who knows whom, and what is missing', async () => {
  const made = await create('地图客户')
  const url = `/api/customers/${made.dyadId}`
  const person = (name: string) => ask<Person>(boss, 'POST', `${url}/contacts`, { name })
  const [chief, buyer] = [await person('孙总'), await person('钱采购')]
  type Map = {
    people: { contactId: string; version: number; bonds: object[] }[]
    ties: object[]
    gaps: { gap: string; name: string | null }[]
  }
  const read = () => ask<Map>(boss, 'GET', `${url}/contact-map`)
  expect((await read()).gaps.map(({ gap }) => gap)).toEqual(['no_executive', 'no_decider', 'nobody_knows'])
  await ask(boss, 'PATCH', `${url}/contacts/${chief.contactId}/place`, {
    buyingRole: 'decides',
    level: 'executive',
    version: chief.version,
  })
  await ask(boss, 'PUT', `${url}/contacts/${buyer.contactId}/bonds/${boss.userId}`, { strength: 2 })
  await ask(boss, 'PUT', `${url}/contacts/${buyer.contactId}/ties/${chief.contactId}`, { kind: 'reports_to' })
  const map = await read()
  expect(map.ties).toEqual([{ contactId: buyer.contactId, otherId: chief.contactId, kind: 'reports_to' }])
  expect(map.gaps).toMatchObject([
    { gap: 'executive_unknown' },
    { gap: 'single_threaded', side: 'theirs', name: '钱采购' },
    { gap: 'single_threaded', side: 'ours', name: '王芳' },
    { gap: 'silent', name: '孙总', days: null },
  ])
  expect(
    (await boss.call('PATCH', `${url}/contacts/${chief.contactId}/place`, { buyingRole: null, level: null, version: chief.version })).json()
      .code,
  ).toBe('stale')
  await ask(boss, 'PUT', `${url}/contacts/${chief.contactId}/ties/${buyer.contactId}`, { kind: null })
  expect((await read()).ties).toEqual([])
  expect((await boss.call('PUT', `${url}/contacts/${chief.contactId}/bonds/${newId()}`, { strength: 2 })).statusCode).toBe(422)
  expect((await boss.call('PUT', `${url}/contacts/${newId()}/bonds/${boss.userId}`, { strength: 2 })).statusCode).toBe(404)
})

test('addresses: default for each use, number in E.164, great region; billing titles with one default', async () => {
  const made = await create('地址客户')
  const url = `/api/customers/${made.dyadId}`
  type Kept = { siteId: string; titleId: string; version: number; isDefault: boolean }
  const first = await ask<Kept>(boss, 'POST', `${url}/sites`, {
    uses: ['delivery', 'billing'],
    isDefault: true,
    address: '金鸡湖路 1 号',
    region: '江苏省',
    phone: '0512 6666 7777',
  })
  expect(first).toMatchObject({ greatRegion: '华东', phoneE164: '+8651266667777', isDefault: true })
  await ask<Kept>(boss, 'POST', `${url}/sites`, { uses: ['registered'], isDefault: true, address: '注册地' })
  await ask<Kept>(boss, 'POST', `${url}/sites`, { uses: ['delivery'], isDefault: true, address: '新仓库' })
  const { rows } = await ask<{ rows: (Kept & { address: string })[] }>(boss, 'GET', `${url}/sites`)
  expect(rows.map(row => [row.address, row.isDefault])).toEqual([
    ['注册地', true],
    ['新仓库', true],
    ['金鸡湖路 1 号', false],
  ])
  expect((await boss.call('PATCH', `${url}/sites/${first.siteId}`, { city: '苏州', version: first.version })).json().code).toBe('stale')
  const latest = rows.find(row => row.siteId === first.siteId)
  await ask(boss, 'DELETE', `${url}/sites/${first.siteId}`, { version: latest?.version })
  expect((await ask<{ rows: object[] }>(boss, 'GET', `${url}/sites`)).rows).toHaveLength(2)

  const title = await ask<Kept>(boss, 'POST', `${url}/billing-titles`, {
    title: '地址客户有限公司',
    taxId: '91350100M000100Y43',
    bank: '工商银行',
    bankAccount: '1102',
  })
  expect(title).toMatchObject({ isDefault: true, taxIdValid: true })
  await ask(boss, 'POST', `${url}/billing-titles`, { title: '地址客户分公司', taxId: '91350100M000100Y44', isDefault: true })
  const titles = await ask<{ rows: object[] }>(boss, 'GET', `${url}/billing-titles`)
  expect(titles.rows).toMatchObject([
    { title: '地址客户分公司', isDefault: true, taxIdValid: false },
    { title: '地址客户有限公司', isDefault: false },
  ])
})

test('needs: owner, source, what was done; closing says it', async () => {
  const made = await create('需求客户')
  const url = `/api/customers/${made.dyadId}/needs`
  type Kept = { needId: string; version: number }
  const need = await ask<Kept>(boss, 'POST', url, { content: '希望隔日送达', source: '拜访', since: '2026-10-01' })
  expect(need).toMatchObject({ status: 'open', ownerId: boss.userId, ownerName: '王芳' })
  const refused = await boss.call('PATCH', `${url}/${need.needId}`, { status: 'met', version: need.version })
  expect(refused.json().details?.fields?.[0]?.path).toBe('body.response')
  expect(
    await ask(boss, 'PATCH', `${url}/${need.needId}`, { status: 'met', response: '已开通隔日线', version: need.version }),
  ).toMatchObject({ status: 'met' })
  expect((await boss.call('POST', url, { content: 'x', source: 'y', since: '2026-10-01', ownerId: newId() })).statusCode).toBe(422)
})

test('facts: the newest of a kind holds, a withdrawn one gives way, personal ones need a person and consent and are for those who work on the customer', async () => {
  const made = await create('事实客户')
  const url = `/api/customers/${made.dyadId}/facts`
  const { contactId } = await ask<Person>(boss, 'POST', `/api/customers/${made.dyadId}/contacts`, { name: '周姐' })
  type Kept = { factId: string; value: string; holds: boolean }
  const say = (valueText: string, observedOn: string) =>
    ask<Kept>(boss, 'POST', url, { kind: 'suppliers_count', value: valueText, source: '访谈', observedOn })
  await say('3', '2026-03-01')
  const newest = await say('2', '2026-09-01')
  await say('5', '2025-01-01')
  const held = async () => (await ask<{ rows: Kept[] }>(boss, 'GET', url)).rows.filter(row => row.holds).map(row => row.value)
  expect(await held()).toEqual(['2'])
  await ask(boss, 'POST', `${url}/${newest.factId}/withdraw`)
  expect(await held()).toEqual(['3'])
  const birthday = { kind: 'birthday', value: '05-12', source: '本人', observedOn: '2026-09-01' }
  expect((await boss.call('POST', url, birthday)).json().details?.fields?.[0]?.path).toBe('body.contactId')
  expect((await boss.call('POST', url, { ...birthday, contactId })).json().details?.fields?.[0]?.path).toBe('body.consentNote')
  await ask(boss, 'POST', url, { ...birthday, contactId, consentNote: '2026-09-01 当面同意' })
  await ask(boss, 'POST', url, {
    kind: 'channel',
    value: 'wechat',
    contactId,
    document: 'invoice',
    source: '本人',
    observedOn: '2026-09-01',
  })
  expect((await held()).toSorted()).toEqual(['05-12', '3', 'wechat'])
  const reader = await memberBrowser(door, tenantId, { role: 'viewer', scope: 'all' })
  expect((await ask<{ rows: Kept[] }>(reader, 'GET', url)).rows.map(row => row.value)).not.toContain('05-12')
})

test('a credit code that fails its check is kept with the reason, which goes with it', async () => {
  const body = { name: '代码存疑', uscc: '91350100M000100Y47', acceptUscc: true }
  expect((await boss.call('POST', '/api/customers', body)).json().details?.fields?.[0]?.path).toBe('body.usccReason')
  const made = await create('代码存疑', { ...body, usccReason: '营业执照如此，已核实' })
  expect(made).toMatchObject({ usccValid: false, usccReason: '营业执照如此，已核实' })
  const same = await ask<Made>(boss, 'PATCH', `/api/customers/${made.dyadId}`, {
    uscc: body.uscc,
    acceptUscc: true,
    city: '福州',
    version: made.version,
  })
  expect(same).toMatchObject({ usccReason: '营业执照如此，已核实', city: '福州' })
  expect(await ask(boss, 'PATCH', `/api/customers/${made.dyadId}`, { uscc: null, version: same.version })).toMatchObject({
    uscc: null,
    usccReason: null,
  })
})

test('numbers written before are read by the job, once', async () => {
  const made = await create('旧号码')
  const { admin } = door.database
  await query(admin, `update app.party set phone = '(030) 901820', country = '德国' where tenant_id = $1 and party_id = $2`, [
    tenantId,
    made.partyId,
  ])
  const job = {
    tenantId,
    signal: new AbortController().signal,
    report: () => {},
    inTenant: <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(door.platform.db, { tenantId }, work),
  }
  await readPhones(job)
  expect(await query(admin, 'select phone_e164 from app.party where tenant_id = $1 and party_id = $2', [tenantId, made.partyId])).toEqual([
    { phone_e164: '+4930901820' },
  ])
  expect(await readPhones(job)).toEqual({ read: 0 })
})
