import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { type TestApp, testApp } from './app.ts'
import { query } from './database.ts'
import { ask, type Firm, found, idle } from './whole-firm.ts'
import { isId, sample, type Ids, type Schema } from './sample-input.ts'

let product: TestApp
let ours: Firm
let theirs: Firm

beforeAll(async () => {
  product = await testApp({ now: () => new Date('2026-04-10T04:00:00Z') })
  await product.platform.jobs.start()
  ours = await found(product, '甲方')
  theirs = await found(product, '乙方')
})
afterAll(() => product.close())

/** What some addresses must be asked beside their ids. */
function neededOf({ path }: Endpoint, ids: Ids): string {
  if (path.endsWith('/migration')) return '&from=2026-02-28&to=2026-03-31'
  if (path.endsWith('/decline-cases/:caseId/lines')) return '&kind=late'
  if (path === '/api/kpi/lines') return ''
  if (path.endsWith('/lines')) return '&part=netSales'
  if (path.endsWith('/sums')) return '&by=type'
  if (path.endsWith('/contact-check')) return `&contactId=${ids['contactId']}&channel=phone`
  if (path.endsWith('/search') || path === '/api/parties/choices' || path === '/api/privacy/people') return `&q=${encodeURIComponent('乙')}`
  if (path.endsWith('/hygiene-lines')) return '&duty=delivered'
  return path === '/api/views' ? '&list=customers' : ''
}

const urlOf = ({ path }: Endpoint, ids: Ids) => path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? `no-id-for-${name}`)
const idParams = ({ path }: Endpoint) => [...path.matchAll(/:(\w+Id)\b/g)].map(match => match[1] ?? '')
const members = () => product.app.served.filter(endpoint => endpoint.needs !== 'anyone')

type Call = { readonly label: string; readonly endpoint: Endpoint; readonly url: string; readonly body?: object; readonly byAddress?: true }

/** Every address with each of its ids in turn taken from the other firm. */
function byAddress(): Call[] {
  return members().flatMap(endpoint =>
    idParams(endpoint).map(name => {
      const url = urlOf(endpoint, { ...ours.ids, [name]: theirs.ids[name] ?? '' })
      const query = `?${neededOf(endpoint, ours.ids).slice(1)}`
      const body = sample(endpoint.body as Schema, 'body', ours.ids) as object
      return { label: `${endpoint.method} ${endpoint.path} with their ${name}`, endpoint, url: url + query, body, byAddress: true }
    }),
  )
}

const named = ['owner', 'department', 'entityId', 'after']

/** Every list and figure asked with an id of the other firm in its query. */
function byQuery(): Call[] {
  return members().flatMap(endpoint =>
    Object.entries((endpoint.query as Schema).properties ?? {})
      .filter(([name, schema]) => isId(schema) || named.includes(name))
      .map(([name]) => {
        const rest = neededOf(endpoint, ours.ids)
        return {
          label: `${endpoint.method} ${endpoint.path}?${name}=theirs`,
          endpoint,
          url: `${urlOf(endpoint, ours.ids)}?${name}=${theirs.ids[name]}${rest}`,
        }
      }),
  )
}

/** Every write of ours whose body names an id of the other firm. */
function byBody(): Call[] {
  return members().flatMap(endpoint =>
    Object.entries((endpoint.body as Schema).properties ?? {})
      .filter(([, schema]) => isId(schema))
      .map(([name]) => {
        const full = sample(endpoint.body as Schema, 'body', ours.ids) as Record<string, unknown>
        const foreign = sample((endpoint.body as Schema).properties?.[name] as Schema, name, theirs.ids)
        return {
          label: `${endpoint.method} ${endpoint.path} {${name}: theirs}`,
          endpoint,
          url: urlOf(endpoint, ours.ids),
          body: { ...full, [name]: foreign },
        }
      }),
  )
}

const tables = () =>
  query<{ name: string }>(
    product.database.admin,
    `select table_name as name from information_schema.columns where table_schema = 'app' and column_name = 'tenant_id' order by 1`,
  )

/** What stands in every table of a firm, in one text a table. */
async function contentOf(tenantId: string): Promise<Record<string, string>> {
  const content: Record<string, string> = {}
  for (const { name } of await tables()) {
    const [row] = await query<{ all: string | null }>(
      product.database.admin,
      `select string_agg(t::text, E'\\n' order by t::text) as all from app."${name}" t where tenant_id = $1`,
      [tenantId],
    )
    content[name] = row?.all ?? ''
  }
  return content
}

const sessionsOf = (userId: string) =>
  query(product.database.admin, 'select * from identity.session where user_id = $1 order by 1', [userId])

async function send({ endpoint, url, body }: Call): Promise<{ status: number; text: string }> {
  const answer = await ours.boss.call(endpoint.method, url, endpoint.method === 'GET' ? undefined : (body ?? {}))
  return { status: answer.statusCode, text: answer.body }
}

const secrets = () => [
  ...new Set(
    Object.entries(theirs.ids)
      .filter(([name]) => !['version', 'name', 'entity'].includes(name))
      .map(([, id]) => id),
  ),
]

/** What an answer gives away of the other firm: its words in any answer, its ids in one that was not refused. */
function leaks({ status, text }: { status: number; text: string }): string[] {
  return [...(text.includes('乙方') ? ['their words'] : []), ...(status < 300 ? secrets().filter(id => text.includes(id)) : [])]
}

test('the ids are good: the other firm itself is answered under each of them', async () => {
  for (const [name, id] of Object.entries(theirs.ids)) expect(id, name).not.toBe('')
  const wrong: string[] = []
  let asked = 0
  for (const endpoint of members()) {
    if (endpoint.method !== 'GET' || endpoint.form === 'events' || idParams(endpoint).length === 0) continue
    const answer = await theirs.boss.call('GET', `${urlOf(endpoint, theirs.ids)}?${neededOf(endpoint, theirs.ids).slice(1)}`)
    asked++
    if (answer.statusCode !== 200) wrong.push(`${endpoint.path}: ${answer.statusCode} ${answer.body.slice(0, 200)}`)
  }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(14)
})

test('no endpoint tells, changes or takes over anything of another firm, whichever of its ids it is given', async () => {
  await idle(product)
  const before = await contentOf(theirs.tenantId)
  const [sessions, calls] = [await sessionsOf(theirs.ids.userId ?? ''), [...byAddress(), ...byQuery(), ...byBody()]]
  const wrong: string[] = []
  for (const call of calls) {
    const answer = await send(call)
    if (answer.status >= 500) wrong.push(`${call.label}: ${answer.status} ${answer.text.slice(0, 200)}`)
    if (call.byAddress && ![403, 404, 409, 415, 422].includes(answer.status)) wrong.push(`${call.label} was answered ${answer.status}`)
    for (const leak of leaks(answer)) wrong.push(`${call.label} tells ${leak}`)
  }
  expect(wrong).toEqual([])
  expect(calls.length).toBeGreaterThan(80)
  await idle(product)
  expect(await contentOf(theirs.tenantId)).toEqual(before)
  expect(await sessionsOf(theirs.ids.userId ?? '')).toEqual(sessions)
  expect(await ask(ours.boss, 'GET', '/api/company')).toMatchObject({ tenantId: ours.tenantId })
})

test('no row of ours names an id of theirs; only the trail of exports repeats the filter that was asked for', async () => {
  const { audit_entry: trail = '', ...content } = await contentOf(ours.tenantId)
  expect(trail).not.toContain('乙方')
  const found = Object.entries(content).flatMap(([table, text]) => secrets().flatMap(id => (text.includes(id) ? [`${table}: ${id}`] : [])))
  expect(found).toEqual([])
})

test('without an id every list of ours holds ours alone', async () => {
  for (const endpoint of members()) {
    if (endpoint.method !== 'GET' || endpoint.form === 'events' || /:|preview$/.test(endpoint.path)) continue
    const query = `?${neededOf(endpoint, ours.ids).slice(1)}`
    const answer = await ours.boss.call('GET', endpoint.path + query)
    expect(answer.statusCode, endpoint.path + answer.body).toBe(200)
    const status = ['/api/audit', '/api/privacy/exports'].includes(endpoint.path) ? 422 : 200
    expect(leaks({ status, text: answer.body }), endpoint.path).toEqual([])
  }
})
