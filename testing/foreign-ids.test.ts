import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from './app.ts'
import { query } from './database.ts'
import { importFiles } from './import-files.ts'
import { isId, sample, type Ids, type Schema } from './sample-input.ts'

type Firm = { readonly tenantId: string; readonly boss: Browser; readonly ids: Ids }
let product: TestApp
let ours: Firm
let theirs: Firm

const bookOf = (mark: string) => `订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,物料类别,数量,不含税单价
${mark}-1,1,${mark}K1,${mark}轴承有限公司,2026-01-05,${mark}6204,${mark}轴承,${mark}类,10,12.50
${mark}-2,1,${mark}K1,${mark}轴承有限公司,2026-03-05,${mark}6204,${mark}轴承,${mark}类,4,12.50
${mark}-3,1,${mark}K2,${mark}传动设备厂,2026-03-05,${mark}6204,${mark}轴承,${mark}类,4,12.50
${mark}-4,1,${mark}K2,${mark}传动设备厂,不是日期,${mark}6204,${mark}轴承,${mark}类,4,12.50
`

async function idle(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const [row] = await query<{ n: number }>(
      product.database.admin,
      `select count(*)::int as n from app.job where state in ('queued', 'running')`,
    )
    if (row?.n === 0) return
    await wait(25)
  }
  throw new Error('the jobs have not ended')
}

async function ask<T>(browser: Browser, method: 'GET' | 'POST', url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

/** Two customers made one. */
async function merged(boss: Browser, mark: string): Promise<string> {
  const entered = (name: string) => ask<{ partyId: string }>(boss, 'POST', '/api/customers', { name, duplicateReason: mark })
  const [survivor, other] = [await entered(`${mark}并入`), await entered(`${mark}并出`)]
  const { survivor: one, merged: two } = await ask<{ survivor: { version: number }; merged: { version: number } }>(
    boss,
    'GET',
    `/api/merges/preview?survivorId=${survivor.partyId}&mergedId=${other.partyId}`,
  )
  const body = { survivorId: survivor.partyId, mergedId: other.partyId, survivorVersion: one.version, mergedVersion: two.version }
  return (await ask<{ mergeId: string }>(boss, 'POST', '/api/merges', body)).mergeId
}

/** A firm with something behind every kind of id; all that it writes bears its mark. */
async function found(mark: string): Promise<Firm> {
  const tenantId = await plantTenant(product, `${mark}公司`)
  const boss = await memberBrowser(product, tenantId, { name: `${mark}经理` })
  const department = await ask<{ departmentId: string }>(boss, 'POST', '/api/departments', { name: `${mark}部` })
  const done = await importFiles(boss, { [`${mark}.csv`]: bookOf(mark) }, { source: mark })
  expect(done.counts).toMatchObject({ accepted: 3, rejected: 1 })
  await idle()
  const [customer] = (await ask<{ rows: { dyadId: string; partyId: string }[] }>(boss, 'GET', '/api/customers')).rows
  const dyadId = customer?.dyadId ?? ''
  const at = `/api/customers/${dyadId}`
  const contact = await ask<{ contactId: string }>(boss, 'POST', `${at}/contacts`, { name: `${mark}先生` })
  const evidence = await ask<{ evidenceId: string }>(boss, 'POST', `${at}/evidence`, {
    kind: 'brand',
    value: 60,
    observedOn: '2026-03-01',
    source: `${mark}访谈`,
  })
  await ask(boss, 'POST', `${at}/override`, { type: 'gold', reason: `${mark}理由` })
  const activity = await ask<{ activityId: string }>(boss, 'POST', `/api/dyads/${dyadId}/activities`, {
    kind: 'note',
    subject: `${mark}备注`,
  })
  const task = await ask<{ taskId: string }>(boss, 'POST', '/api/tasks', { title: `${mark}任务`, dyadId })
  const ownField = { entity: 'customer', key: 'own', type: 'text', labelZh: `${mark}字段`, labelEn: mark }
  const own = await ask<{ fieldId: string }>(boss, 'POST', '/api/custom-fields', ownField)
  const parcel = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${mark}\r\n--x--\r\n`
  const upload = await boss.call('POST', `${at}/attachments`, Buffer.from(parcel), { 'content-type': 'multipart/form-data; boundary=x' })
  const file = upload.json<{ attachmentId: string }>()
  const tag = await ask<{ tagId: string }>(boss, 'POST', '/api/tags', { entity: 'customer', name: `${mark}标签` })
  const template = await ask<{ templateId: string }>(boss, 'POST', '/api/activity-templates', {
    kind: 'call',
    name: `${mark}模板`,
    direction: null,
    subject: '',
    content: '',
    minutes: null,
    nextDays: null,
  })
  const view = await ask<{ viewId: string }>(boss, 'POST', '/api/views', {
    list: 'customers',
    name: `${mark}视图`,
    isShared: true,
    state: {},
  })
  const pool = await ask<{ poolId: string }>(boss, 'POST', '/api/pools', { name: `${mark}公海` })
  const transfer = await ask<{ transferId: string }>(boss, 'POST', '/api/transfers', {
    fromDepartmentId: department.departmentId,
    poolId: pool.poolId,
    reason: `${mark}交接`,
  })
  const orders = await ask<{ rows: { orderId: string }[] }>(boss, 'GET', `/api/dyads/${dyadId}/orders`)
  const items = await ask<{ rows: { itemId: string; categoryId: string }[] }>(boss, 'GET', `/api/dyads/${dyadId}/items`)
  const jobs = await ask<{ rows: { jobId: string }[] }>(boss, 'GET', '/api/jobs')
  const sessions = await ask<{ rows: { sessionId: string }[] }>(boss, 'GET', '/api/me/sessions')
  const other = await ask<{ contactId: string }>(boss, 'POST', `${at}/contacts`, { name: `${mark}女士` })
  const site = await ask<{ siteId: string }>(boss, 'POST', `${at}/sites`, { uses: ['delivery'], address: `${mark}路` })
  const title = await ask<{ titleId: string }>(boss, 'POST', `${at}/billing-titles`, { title: `${mark}抬头` })
  const need = await ask<{ needId: string }>(boss, 'POST', `${at}/needs`, { content: `${mark}需求`, source: mark, since: '2026-03-01' })
  const opportunity = await ask<{ opportunityId: string }>(boss, 'POST', `${at}/opportunities`, { title: `${mark}商机` })
  const agreement = await ask<{ agreementId: string }>(boss, 'POST', `${at}/agreements`, { title: `${mark}合同` })
  const concern = await ask<{ concernId: string }>(boss, 'POST', `${at}/concerns`, { kind: 'question', title: `${mark}咨询` })
  const exported = await ask<{ exportId: string }>(boss, 'POST', '/api/exports', { list: 'customers', format: 'csv' })
  const batch = await ask<{ batchId: string }>(boss, 'POST', '/api/customers/batch', {
    chosen: { dyadId: [dyadId] },
    change: { set: { city: `${mark}市` } },
  })
  const request = await ask<{ requestId: string }>(boss, 'POST', '/api/privacy/requests', {
    contactId: contact.contactId,
    kind: 'access',
    receivedOn: '2026-04-01',
    receivedBy: mark,
  })
  const history = await ask<{ rows: { auditId: string; entity: string; action: string }[] }>(
    boss,
    'GET',
    `/api/dyads/${dyadId}/history?entity=customer`,
  )
  const mergeId = await merged(boss, mark)
  const known = { kind: 'culture', value: `${mark}文化`, source: mark, observedOn: '2026-03-01' }
  const fact = await ask<{ factId: string }>(boss, 'POST', `${at}/facts`, known)
  await idle()
  const { departmentId } = department
  const { userId } = boss
  const ids: Ids = {
    tenantId,
    userId,
    owner: userId,
    ownerId: userId,
    departmentId,
    department: departmentId,
    parentId: departmentId,
    dyadId,
    entityId: dyadId,
    partyId: customer?.partyId ?? '',
    wasParentId: customer?.partyId ?? '',
    group: customer?.partyId ?? '',
    otherId: other.contactId,
    opportunityId: opportunity.opportunityId,
    agreementId: agreement.agreementId,
    concernId: concern.concernId,
    exportId: exported.exportId,
    siteId: site.siteId,
    titleId: title.titleId,
    needId: need.needId,
    factId: fact.factId,
    contactId: contact.contactId,
    batchId: batch.batchId,
    requestId: request.requestId,
    auditId: history.rows.find(row => row.action === 'batch' || row.action === 'update')?.auditId ?? '',
    mergeId,
    evidenceId: evidence.evidenceId,
    viewId: view.viewId,
    activityId: activity.activityId,
    fieldId: own.fieldId,
    tagId: tag.tagId,
    intoTagId: tag.tagId,
    recordId: dyadId,
    attachmentId: file.attachmentId,
    entity: 'customer',
    taskId: task.taskId,
    taskIds: task.taskId,
    templateId: template.templateId,
    assigneeId: userId,
    user: userId,
    ours: userId,
    theirs: contact.contactId,
    poolId: pool.poolId,
    moveTo: pool.poolId,
    transferId: transfer.transferId,
    fromUserId: userId,
    fromDepartmentId: departmentId,
    toDepartmentId: departmentId,
    receivers: userId,
    lastOwner: userId,
    dyadIds: dyadId,
    id: departmentId,
    importId: done.importId,
    jobId: jobs.rows[0]?.jobId ?? '',
    after: jobs.rows[0]?.jobId ?? '',
    orderId: orders.rows[0]?.orderId ?? '',
    itemId: items.rows[0]?.itemId ?? '',
    categoryId: items.rows[0]?.categoryId ?? '',
    sessionId: sessions.rows[0]?.sessionId ?? '',
    version: '1',
    name: 'map.filters',
  }
  return { tenantId, boss, ids }
}

beforeAll(async () => {
  product = await testApp({ now: () => new Date('2026-04-10T04:00:00Z') })
  await product.platform.jobs.start()
  ours = await found('甲方')
  theirs = await found('乙方')
})
afterAll(() => product.close())

const urlOf = ({ path }: Endpoint, ids: Ids) => path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? `no-id-for-${name}`)
const idParams = ({ path }: Endpoint) => [...path.matchAll(/:(\w+Id)\b/g)].map(match => match[1] ?? '')
const members = () => product.app.served.filter(endpoint => endpoint.needs !== 'anyone')

type Call = { readonly label: string; readonly endpoint: Endpoint; readonly url: string; readonly body?: object; readonly byAddress?: true }

/** Every address with each of its ids in turn taken from the other firm. */
function byAddress(): Call[] {
  return members().flatMap(endpoint =>
    idParams(endpoint).map(name => {
      const url = urlOf(endpoint, { ...ours.ids, [name]: theirs.ids[name] ?? '' })
      const query = endpoint.path.endsWith('/lines') ? '?part=netSales' : ''
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
        const rest = endpoint.path.endsWith('/migration')
          ? '&from=2026-02-28&to=2026-03-31'
          : endpoint.path.endsWith('/lines')
            ? '&part=netSales'
            : ''
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
    const answer = await theirs.boss.call('GET', urlOf(endpoint, theirs.ids) + (endpoint.path.endsWith('/lines') ? '?part=netSales' : ''))
    asked++
    if (answer.statusCode !== 200) wrong.push(`${endpoint.path}: ${answer.statusCode} ${answer.body.slice(0, 200)}`)
  }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(14)
})

test('no endpoint tells, changes or takes over anything of another firm, whichever of its ids it is given', async () => {
  await idle()
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
  await idle()
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
    if (endpoint.method !== 'GET' || endpoint.form === 'events' || endpoint.path.includes(':')) continue
    const query = endpoint.path.endsWith('/migration')
      ? '?from=2026-02-28&to=2026-03-31'
      : endpoint.path.endsWith('/search') || endpoint.path === '/api/parties/choices'
        ? `?q=${encodeURIComponent('乙')}`
        : endpoint.path === '/api/views'
          ? '?list=customers'
          : ''
    const answer = await ours.boss.call('GET', endpoint.path + query)
    expect(answer.statusCode, endpoint.path + answer.body).toBe(200)
    const status = endpoint.path === '/api/audit' ? 422 : 200
    expect(leaks({ status, text: answer.body }), endpoint.path).toEqual([])
  }
})
