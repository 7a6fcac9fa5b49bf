import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { may, type Role } from '#core/platform/access.ts'
import {
  type FieldApplies,
  type FieldLevel,
  type FieldRule,
  guardedEntities,
  type GuardedEntity,
  guardedFields,
  type Hold,
  isReadable,
  levelOf,
  policyFor,
} from '#core/platform/field-policy.ts'
import { ruledRoles } from '#contract/platform/field-rules.ts'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from './app.ts'
import { query } from './database.ts'
import { hanging, ownField, ownOf, type Secrets, secretsOf } from './field-secrets.ts'
import type { Schema } from './sample-input.ts'

/**
 * Every guarded field x role x channel: a field that is hidden or masked from a role stands in no answer of any endpoint, is found by no search, and
 * nothing can be learnt of it by filtering or sorting. Fields come from core's table, channels are all that the product serves: a new one of either
 * is walked by itself, and an entity whose table has come must be planted here.
 */
type Planted = { readonly hold: Hold; readonly dyadId: string; readonly ids: Readonly<Record<string, string>>; readonly secrets: Secrets }

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
const people = new Map<Role, Browser & { userId: string }>()
const planted: Planted[] = []

const ownShown = `own=${ownField}&own=custom.echo`

const columnOf = (field: string) => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** A row of a table with what the table asks for, and the secrets in the columns of their names. */
async function plantRow(
  table: string,
  secrets: Readonly<Record<string, string | number>>,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const row = {
    ...Object.fromEntries(
      Object.entries(secrets)
        .filter(([field]) => field !== ownField)
        .map(([field, value]) => [columnOf(field), value]),
    ),
    ...given,
  }
  const names = Object.keys(row)
  await query(
    door.database.admin,
    `insert into app.${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(row),
  )
}

async function plant(hold: Hold): Promise<Planted> {
  const [customer, contact] = [secretsOf('customer', hold), secretsOf('contact', hold)]
  const { [ownField]: _, ...plain } = customer
  const { [ownField]: __, ...person1 } = contact
  const made = await boss.call('POST', '/api/customers', {
    name: `${hold}客户`,
    acceptUscc: true,
    usccReason: '测试',
    duplicateReason: '测试',
    ...plain,
  })
  expect(made.statusCode, made.body).toBe(200)
  const { dyadId } = made.json()
  const person = await boss.call('POST', `/api/customers/${dyadId}/contacts`, { name: `${hold}联系人`, ...person1 })
  expect(person.statusCode, person.body).toBe(200)
  await boss.call('PATCH', `/api/customers/${dyadId}`, { version: 1, note: `${String(customer.note)}` })
  const ids: Record<string, string> = { dyadId, contactId: person.json().contactId, entityId: dyadId }
  const secrets: Secrets = { customer, contact }
  for (const [entity, { table, idColumn, row }] of Object.entries(hanging) as [
    GuardedEntity,
    NonNullable<(typeof hanging)[GuardedEntity]>,
  ][]) {
    const id = newId()
    secrets[entity] = secretsOf(entity, hold)
    await plantRow(table, secrets[entity], { tenant_id: tenantId, dyad_id: dyadId, [idColumn]: id, ...row })
    ids[`${entity}Id`] = id
  }
  const named = `${String(secretsOf('attachment', hold).name)}.txt`
  const parcel = `--x\r\ncontent-disposition: form-data; name="file"; filename="${named}"\r\ncontent-type: text/plain\r\n\r\n文件 ${hold}\r\n--x--\r\n`
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  const upload = await boss.call('POST', `/api/customers/${dyadId}/attachments`, Buffer.from(parcel), type)
  expect(upload.statusCode, upload.body).toBe(200)
  secrets.attachment = { name: named }
  const [attachmentId, factId] = [upload.json<{ attachmentId: string }>().attachmentId, newId()]
  secrets.fact = secretsOf('fact', hold)
  const [row] = await query<{ buyer_id: string }>(door.database.admin, 'select buyer_id from app.dyad where dyad_id = $1', [dyadId])
  const ofFact = {
    tenant_id: tenantId,
    party_id: row?.buyer_id,
    fact_id: factId,
    kind: 'packaging',
    observed_on: '2026-03-01',
    needs_consent: false,
  }
  await plantRow('party_fact', secrets.fact, ofFact)
  Object.assign(ids, { attachmentId, factId })
  for (const entity of Object.keys(ownOf) as (keyof typeof ownOf)[]) {
    const id = entity === 'customer' ? dyadId : ids[`${entity}Id`]
    const wrote = await boss.call('PUT', `/api/customers/${dyadId}/custom/${entity}/${id}`, {
      values: { codeword: String(secrets[entity]?.[ownField]) },
    })
    expect(wrote.statusCode, wrote.body).toBe(200)
  }
  return { hold, dyadId, ids, secrets }
}

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-04-10T04:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  for (const role of ruledRoles) people.set(role, await memberBrowser(door, tenantId, { role, scope: 'all' }))
  for (const entity of Object.values(ownOf)) {
    const own = { entity, labelZh: '暗号', labelEn: 'Codeword' }
    const more = [
      { key: 'codeword', type: 'text', isFilter: true },
      { key: 'echo', type: 'formula', formula: 'codeword & "!"', resultType: 'text', isFilter: true },
    ]
    for (const each of more) expect((await boss.call('POST', '/api/custom-fields', { ...own, ...each })).statusCode).toBe(200)
  }
  for (const hold of ['mine', 'others', 'unclaimed'] as const) planted.push(await plant(hold))
  const { poolId } = (await boss.call('POST', '/api/pools', { name: '公海' })).json()
  for (const each of planted) Object.assign(each.ids, { poolId })
  const pooled = planted.find(each => each.hold === 'unclaimed')?.dyadId
  await query(door.database.admin, 'update app.dyad set pool_id = $2, owner_id = null, pooled_at = now() where dyad_id = $1', [
    pooled,
    poolId,
  ])
}, 60_000)
afterAll(() => door.close())

const levels = ['hidden', 'masked'] as const satisfies readonly FieldLevel[]
const applies = ['always', 'not_mine', 'unclaimed'] as const satisfies readonly FieldApplies[]
const ways = levels.flatMap(level => applies.map(when => ({ level, applies: when })))
const fields = guardedEntities.flatMap(entity =>
  [...Object.keys(guardedFields[entity]), ...(entity in ownOf ? [ownField] : [])].map(field => ({ entity, field })),
)

/** Rules for one role: each field in a way of its own, another in each round, so that in six rounds each field has been held in each way. */
const rulesOf = (role: Role, round: number): FieldRule[] =>
  fields.map((each, index) => ({ ...each, role, ...(ways[(index + round) % ways.length] as (typeof ways)[number]) }))

async function bind(rules: readonly FieldRule[]): Promise<void> {
  const { version } = (await boss.call('GET', '/api/field-rules')).json()
  const saved = await boss.call('PUT', '/api/field-rules', { version, rules })
  expect(saved.statusCode, saved.body).toBe(200)
}

/** The channels: every address that is read, with what it must be asked. */
const extras: readonly [string, string][] = [
  ['/lines', '?part=netSales'],
  ['/api/views', '?list=customers'],
  ['/api/customers', `?${ownShown}`],
  ['/api/customers/sums', `?by=type&${ownShown}`],
  ['/api/customers/export', '?column=name&column=custom.codeword&column=custom.echo'],
  ...['opportunities', 'agreements', 'concerns'].map((list): [string, string] => [`/api/${list}`, `?${ownShown}`]),
  ['/migration', '?from=2026-02-28&to=2026-03-31'],
]

const channels = (role: Role): Endpoint[] =>
  door.app.served.filter(
    ({ method, form, needs }) => method === 'GET' && form !== 'events' && needs !== 'anyone' && (needs === 'signed_in' || may(role, needs)),
  )

function addressesOf(endpoint: Endpoint): string[] {
  const extra = extras.find(([end]) => endpoint.path.endsWith(end))?.[1] ?? ''
  if (!endpoint.path.includes(':')) return [endpoint.path + extra]
  return planted.flatMap(({ ids }) => {
    const address = endpoint.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '-')
    return address.includes('/-') ? [] : [address + extra]
  })
}

/** All that an answer tells, value by value. */
function told(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(told)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(told)
  if (value === null || value === undefined) return []
  return [typeof value === 'string' ? value : JSON.stringify(value)]
}

const valuesOf = (answer: LightMyRequestResponse): string[] =>
  String(answer.headers['content-type']).includes('json') ? told(answer.json()) : answer.body.split(/[\n,"]/)

/** What an answer tells, ready to be searched for many secrets: a number or a day must be the whole value, a text may stand inside another. */
function teller(values: readonly string[]): (secret: string | number) => boolean {
  const [whole, text] = [new Set(values), values.join('\n')]
  return secret => (typeof secret === 'number' || /^\d{4}-\d\d-\d\d$/.test(secret) ? whole.has(String(secret)) : text.includes(secret))
}

type Hidden = {
  readonly what: string
  readonly secret: string | number
  readonly entity: GuardedEntity
  readonly field: string
  readonly customer: Planted
}

function hiddenFrom(role: Role, rules: readonly FieldRule[]): Hidden[] {
  return planted.flatMap(customer =>
    fields.flatMap(({ entity, field }) => {
      const secret = customer.secrets[entity]?.[field]
      const level = levelOf(policyFor(entity, role, rules), field, customer.hold)
      return secret === undefined || isReadable(level)
        ? []
        : [{ what: `${entity}.${field} (${level}, ${customer.hold})`, secret, entity, field, customer }]
    }),
  )
}

test('every entity that may be guarded and has come is planted', async () => {
  const tables = await query<{ name: string }>(door.database.admin, `select tablename as name from pg_tables where schemaname = 'app'`)
  const come = guardedEntities.filter(entity => tables.some(({ name }) => name === entity))
  expect(come.filter(entity => planted[0]?.secrets[entity] === undefined && entity !== 'need')).toEqual([])
})

test('the secrets are there: without rules the manager is told each of the company and of its people', async () => {
  const manager = people.get('manager') as Browser
  const values: string[] = []
  for (const endpoint of channels('manager'))
    for (const address of addressesOf(endpoint)) {
      const answer = await manager.call('GET', address)
      expect(answer.statusCode, address).toBeLessThan(500)
      if (answer.statusCode === 200) values.push(...valuesOf(answer))
    }
  const tells = teller(values)
  const missing = planted.flatMap(({ hold, secrets }) =>
    (['customer', 'contact'] as const).flatMap(entity =>
      Object.entries(secrets[entity] ?? {}).flatMap(([field, secret]) => (tells(secret) ? [] : [`${entity}.${field} ${hold}`])),
    ),
  )
  expect(missing).toEqual([])
})

/** One customer for each field is enough to ask for it. */
const oneOfEach = (hidden: readonly Hidden[]): Hidden[] => [...new Map(hidden.map(each => [`${each.entity}.${each.field}`, each])).values()]

/** What is learnt by asking for it: a search for the secret, a filter by it, an order by it. */
async function learnt(who: Browser, role: Role, hidden: readonly Hidden[]): Promise<string[]> {
  const found: string[] = []
  for (const endpoint of channels(role)) {
    const asked = (endpoint.query as Schema).properties ?? {}
    const sorts = new Set((asked.sort?.enum ?? asked.sort?.anyOf?.flatMap(one => one.enum ?? []) ?? []) as readonly string[])
    for (const { what, secret, field, entity, customer } of hidden) {
      const named = (text: string) => text.includes(customer.dyadId)
      const ask = async (search: string) =>
        await who.call('GET', `${addressesOf(endpoint)[0]}?${search}`).catch((error: unknown) => {
          throw new Error(`${endpoint.path}?${search} broke off`, { cause: error })
        })
      if (entity === 'customer' && endpoint.path === '/api/customers' && field in asked) {
        const answer = await ask(`${field}=${encodeURIComponent(String(secret))}`)
        if (answer.statusCode === 200 && named(answer.body)) found.push(`${endpoint.path} filtered by ${what}`)
      }
      if (entity === 'customer' && endpoint.path === '/api/customers' && sorts.has(field)) {
        const answer = await ask(`sort=${field}`)
        if (answer.statusCode !== 422) found.push(`${endpoint.path} sorted by ${what}`)
      }
      if ('q' in asked && !endpoint.path.includes(':') && typeof secret === 'string') {
        const answer = await ask(`q=${encodeURIComponent(secret)}`)
        if (answer.statusCode === 200 && named(answer.body)) found.push(`${endpoint.path} searched by ${what}`)
      }
      if ('filter' in asked && !endpoint.path.includes(':')) {
        const filter = JSON.stringify({ column: field, is: 'filled' })
        const answer = await ask(`filter=${encodeURIComponent(filter)}`)
        if (answer.statusCode === 200 && entityOf(endpoint) === entity && named(answer.body))
          found.push(`${endpoint.path} filtered by whether ${what} is there`)
      }
    }
  }
  return found
}

/** What a list of records is of, by the last word of its address. */
const entityOf = ({ path }: Endpoint): GuardedEntity | undefined =>
  guardedEntities.find(entity =>
    path.endsWith(entity === 'customer' ? '/customers' : entity.endsWith('y') ? `${entity.slice(0, -1)}ies` : `${entity}s`),
  )

/** So many are asked at the same time: the database works while the answers are looked through. */
const atOnce = 6

for (const role of ruledRoles)
  test(`${role}: what is hidden in one channel is hidden in all`, { timeout: 240_000 }, async () => {
    const who = people.get(role) as Browser & { userId: string }
    const own = planted.find(each => each.hold === 'mine')?.dyadId
    await query(door.database.admin, 'update app.dyad set owner_id = $2 where dyad_id = $1', [own, who.userId])
    const wrong: string[] = []
    let asked = 0
    let last: Hidden[] = []
    for (const round of ways.keys()) {
      const rules = rulesOf(role, round)
      await bind(rules)
      const hidden = hiddenFrom(role, rules)
      const asking = channels(role).flatMap(endpoint => addressesOf(endpoint).map(address => ({ endpoint, address })))
      for (let from = 0; from < asking.length; from += atOnce)
        await Promise.all(
          asking.slice(from, from + atOnce).map(async ({ endpoint, address }) => {
            const answer = await who.call('GET', address).catch((error: unknown) => {
              throw new Error(`${address} broke off`, { cause: error })
            })
            if (answer.statusCode >= 500) wrong.push(`${address}: ${answer.statusCode}`)
            if (answer.statusCode !== 200 || endpoint.path === '/api/field-rules') return
            asked++
            const tells = teller(valuesOf(answer))
            for (const { what, secret } of hidden) if (tells(secret)) wrong.push(`${endpoint.path} tells ${what}`)
          }),
        )
      last = hidden
    }
    // Last, for what was asked for stands in the trail of exports as it was typed.
    wrong.push(...(await learnt(who, role, oneOfEach(last))))
    expect([...new Set(wrong)]).toEqual([])
    expect(asked).toBeGreaterThan(100)
  })
