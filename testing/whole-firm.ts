import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Browser, memberBrowser, plantTenant, type TestApp } from './app.ts'
import { query } from './database.ts'
import { importFiles } from './import-files.ts'
import type { Ids } from './sample-input.ts'

export type Firm = { readonly tenantId: string; readonly boss: Browser; readonly ids: Ids }

const bookOf = (mark: string) => `订单号,行号,客户编码,客户名称,订单日期,物料编码,物料名称,物料类别,数量,不含税单价
${mark}-1,1,${mark}K1,${mark}轴承有限公司,2026-01-05,${mark}6204,${mark}轴承,${mark}类,10,12.50
${mark}-2,1,${mark}K1,${mark}轴承有限公司,2026-03-05,${mark}6204,${mark}轴承,${mark}类,4,12.50
${mark}-3,1,${mark}K2,${mark}传动设备厂,2026-03-05,${mark}6204,${mark}轴承,${mark}类,4,12.50
${mark}-4,1,${mark}K2,${mark}传动设备厂,不是日期,${mark}6204,${mark}轴承,${mark}类,4,12.50
`

/** Waits until no job of any firm is left. */
export async function idle(product: TestApp): Promise<void> {
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

/** What a call is answered that must succeed. */
export async function ask<T>(browser: Browser, method: 'GET' | 'POST', url: string, body?: object): Promise<T> {
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

/** Records on a customer, and the ids of each. */
async function records(boss: Browser, at: string, mark: string): Promise<Ids> {
  const other = await ask<{ contactId: string }>(boss, 'POST', `${at}/contacts`, { name: `${mark}女士` })
  const site = await ask<{ siteId: string }>(boss, 'POST', `${at}/sites`, { uses: ['delivery'], address: `${mark}路` })
  const title = await ask<{ titleId: string }>(boss, 'POST', `${at}/billing-titles`, { title: `${mark}抬头` })
  const need = await ask<{ needId: string }>(boss, 'POST', `${at}/needs`, { content: `${mark}需求`, source: mark, since: '2026-03-01' })
  const opportunity = await ask<{ opportunityId: string }>(boss, 'POST', `${at}/opportunities`, { title: `${mark}商机` })
  const agreement = await ask<{ agreementId: string }>(boss, 'POST', `${at}/agreements`, { title: `${mark}合同` })
  const concern = await ask<{ concernId: string }>(boss, 'POST', `${at}/concerns`, { kind: 'question', title: `${mark}咨询` })
  const exported = await ask<{ exportId: string }>(boss, 'POST', '/api/exports', { list: 'customers', format: 'csv' })
  return {
    otherId: other.contactId,
    siteId: site.siteId,
    titleId: title.titleId,
    needId: need.needId,
    opportunityId: opportunity.opportunityId,
    agreementId: agreement.agreementId,
    concernId: concern.concernId,
    exportId: exported.exportId,
  }
}

/** An alliance with a customer, what hangs on it, and the ids of each. */
async function allianceIds(boss: Browser, at: string, mark: string): Promise<Ids> {
  const day = '2026-03-01'
  const title = `${mark}联盟`
  const plan = { title, subMode: 'timing', goal: mark, startsOn: day, endsOn: '2026-12-31' }
  const { allianceId } = await ask<{ allianceId: string }>(boss, 'POST', `${at}/alliances`, plan)
  const given = { allianceId, title }
  const measure = await ask<{ measureId: string }>(boss, 'POST', `${at}/alliance-measures`, { ...given, source: 'entered' })
  const step = { ...given, side: 'them', dueOn: day }
  const milestone = await ask<{ milestoneId: string }>(boss, 'POST', `${at}/alliance-milestones`, step)
  const held = { allianceId, heldOn: day, verdict: 'on_track', findings: mark }
  const review = await ask<{ reviewId: string }>(boss, 'POST', `${at}/alliance-reviews`, held)
  const item = await ask<{ itemId: string }>(boss, 'POST', `${at}/alliance-items`, { ...given, kind: 'advice', day })
  const problem = await ask<{ problemId: string }>(boss, 'POST', `${at}/joint-problems`, { ...given, foundOn: day })
  return {
    allianceId,
    measureId: measure.measureId,
    milestoneId: milestone.milestoneId,
    reviewId: review.reviewId,
    itemId: item.itemId,
    problemId: problem.problemId,
  }
}

/** What is kept of the relationship with a customer, and the ids of each. */
async function relationshipIds(boss: Browser, at: string, mark: string): Promise<Ids> {
  const since = '2026-03-01'
  const [lever, title, source] = ['material', `${mark}条目`, mark]
  const bond = await ask<{ bondId: string }>(boss, 'POST', `${at}/bonds`, { level: 1, title, since, lever })
  const given = { part: 'investment', kind: 'money', lever, title, amountMinor: 100, since, source }
  const item = await ask<{ switchingItemId: string }>(boss, 'POST', `${at}/switching-items`, given)
  const term = await ask<{ termId: string }>(boss, 'POST', `${at}/terms`, { kind: 'other', title, binds: 'us', since })
  const entry = await ask<{ exchangeId: string }>(boss, 'POST', `${at}/exchange`, { giver: 'us', kind: 'price', title, since })
  const said = { kind: 'suppliers', value: 2, observedOn: since, source }
  const fact = await ask<{ relationshipFactId: string }>(boss, 'POST', `${at}/relationship-facts`, said)
  return {
    ...(await allianceIds(boss, at, mark)),
    bondId: bond.bondId,
    switchingItemId: item.switchingItemId,
    termId: term.termId,
    exchangeId: entry.exchangeId,
    relationshipFactId: fact.relationshipFactId,
  }
}

/** What is planned, tagged and kept with a customer, and the ids of each. */
async function belongings(boss: Browser, dyadId: string, mark: string): Promise<Ids> {
  const at = `/api/customers/${dyadId}`
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
  const supplier = await ask<{ dyadId: string }>(boss, 'POST', '/api/suppliers', { name: `${mark}供应商`, roles: ['supplier'] })
  const tag = await ask<{ tagId: string }>(boss, 'POST', '/api/tags', { entity: 'customer', name: `${mark}标签` })
  return {
    activityId: activity.activityId,
    taskId: task.taskId,
    fieldId: own.fieldId,
    attachmentId: file.attachmentId,
    tagId: tag.tagId,
    supplyDyadId: supplier.dyadId,
  }
}

/** The same ids under all the names that the addresses and bodies have for them. */
const aliases = (userId: string, departmentId: string, partyId: string, contactId: string): Ids => ({
  userId,
  owner: userId,
  ownerId: userId,
  assigneeId: userId,
  user: userId,
  ours: userId,
  fromUserId: userId,
  receivers: userId,
  lastOwner: userId,
  departmentId,
  department: departmentId,
  parentId: departmentId,
  fromDepartmentId: departmentId,
  toDepartmentId: departmentId,
  id: departmentId,
  partyId,
  wasParentId: partyId,
  group: partyId,
  contactId,
  theirs: contactId,
})

/** What a firm sets up for itself, and the ids of each. */
async function settings(boss: Browser, departmentId: string, mark: string): Promise<Ids> {
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
    fromDepartmentId: departmentId,
    poolId: pool.poolId,
    reason: `${mark}交接`,
  })
  return {
    templateId: template.templateId,
    viewId: view.viewId,
    poolId: pool.poolId,
    transferId: transfer.transferId,
    moveTo: pool.poolId,
  }
}

/** What was done with a customer and asked about its people, and the ids of each. */
async function deeds(boss: Browser, dyadId: string, contactId: string, mark: string): Promise<Ids> {
  const batch = await ask<{ batchId: string }>(boss, 'POST', '/api/customers/batch', {
    chosen: { dyadId: [dyadId] },
    change: { set: { city: `${mark}市` } },
  })
  const request = await ask<{ requestId: string }>(boss, 'POST', '/api/privacy/requests', {
    contactId,
    kind: 'access',
    receivedOn: '2026-04-01',
    receivedBy: mark,
  })
  await boss.call('PATCH', `/api/privacy/requests/${request.requestId}`, { version: 1, identityCheckedOn: '2026-04-02' })
  const history = await ask<{ rows: { auditId: string; entity: string; action: string }[] }>(
    boss,
    'GET',
    `/api/dyads/${dyadId}/history?entity=customer`,
  )
  const auditId = history.rows.find(row => row.action === 'batch' || row.action === 'update')?.auditId ?? ''
  return { batchId: batch.batchId, requestId: request.requestId, auditId, mergeId: await merged(boss, mark) }
}

/** A play at work with a customer and an answer about a duty, and the ids of each. */
async function plays(boss: Browser, at: string, mark: string): Promise<Ids> {
  const { rows } = await ask<{ rows: { playId: string; key: string }[] }>(boss, 'GET', '/api/plays')
  const playId = rows.find(({ key }) => key === 'duty-price')?.playId ?? ''
  const run = await ask<{ playRunId: string }>(boss, 'POST', `${at}/play-runs`, {
    playId,
    note: `${mark}打法`,
    checked: true,
    despite: mark,
  })
  await ask(boss, 'POST', `${at}/hygiene-checks`, { duties: ['data_safe'], isKept: true, checkedOn: '2026-04-01', note: mark })
  const { findings } = await ask<{ findings: { check: { checkId: string } | null }[] }>(boss, 'GET', `${at}/plays`)
  const quarter = { year: 2026, quarter: 2, moneyMinor: 100_000, hours: 10, caps: [], mustServe: [] }
  const plan = await ask<{ planId: string }>(boss, 'POST', '/api/plans', { ...quarter, name: `${mark}计划` })
  const planned = { planId: plan.planId, otherPlanId: plan.planId }
  return { ...planned, playId, playRunId: run.playRunId, checkId: findings.find(({ check }) => check !== null)?.check?.checkId ?? '' }
}

/** A survey that runs, whom it asks, what is expected and where it disagrees, and the ids of each. */
async function surveyed(product: TestApp, boss: Browser, tenantId: string, dyadId: string, mark: string): Promise<Ids> {
  const draft = await ask<{ surveyId: string; version: number }>(boss, 'POST', '/api/surveys', {
    templateKey: 'relationship',
    titleZh: `${mark}调查`,
  })
  const { surveyId } = draft
  await ask(boss, 'POST', `/api/surveys/${surveyId}/state`, { to: 'running', version: draft.version })
  await ask(boss, 'POST', `/api/surveys/${surveyId}/invitations`, { dyadIds: [dyadId], sides: ['theirs'], contacts: 'all' })
  const asked = await ask<{ rows: { invitationId: string }[] }>(boss, 'GET', `/api/surveys/${surveyId}/invitations`)
  const expected = { what: 'expectation', dimension: 'timeliness', value: 90, observedOn: '2026-03-01', source: mark }
  const rating = await ask<{ ratingId: string }>(boss, 'POST', `/api/customers/${dyadId}/survey-ratings`, expected)
  const alertId = crypto.randomUUID()
  await query(
    product.database.admin,
    `insert into app.survey_alert (tenant_id, dyad_id, alert_id, dimension, perceived, measured, answers, events, opened_on) values ($1, $2, $3, 'timeliness', 50, 95, 3, 20, '2026-03-01')`,
    [tenantId, dyadId, alertId],
  )
  return { surveyId, invitationId: asked.rows[0]?.invitationId ?? '', ratingId: rating.ratingId, alertId }
}

/** A firm with something behind every kind of id; all that it writes bears its mark. */
export async function found(product: TestApp, mark: string): Promise<Firm> {
  const tenantId = await plantTenant(product, `${mark}公司`)
  const boss = await memberBrowser(product, tenantId, { name: `${mark}经理` })
  const department = await ask<{ departmentId: string }>(boss, 'POST', '/api/departments', { name: `${mark}部` })
  const done = await importFiles(boss, { [`${mark}.csv`]: bookOf(mark) }, { source: mark })
  expect(done.counts).toMatchObject({ accepted: 3, rejected: 1 })
  await idle(product)
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
  const beside = await belongings(boss, dyadId, mark)
  const made = await settings(boss, department.departmentId, mark)
  const orders = await ask<{ rows: { orderId: string }[] }>(boss, 'GET', `/api/dyads/${dyadId}/orders`)
  const items = await ask<{ rows: { itemId: string; categoryId: string }[] }>(boss, 'GET', `/api/dyads/${dyadId}/items`)
  const jobs = await ask<{ rows: { jobId: string }[] }>(boss, 'GET', '/api/jobs')
  const sessions = await ask<{ rows: { sessionId: string }[] }>(boss, 'GET', '/api/me/sessions')
  const kept = { ...(await records(boss, at, mark)), ...(await relationshipIds(boss, at, mark)) }
  const acted = await deeds(boss, dyadId, contact.contactId, mark)
  const played = await plays(boss, at, mark)
  const begun = await ask<{ caseId: string }>(boss, 'POST', `${at}/decline-cases`, { note: `${mark}下滑` })
  const known = { kind: 'culture', value: `${mark}文化`, source: mark, observedOn: '2026-03-01' }
  const fact = await ask<{ factId: string }>(boss, 'POST', `${at}/facts`, known)
  await idle(product)
  const survey = await surveyed(product, boss, tenantId, dyadId, mark)
  const { departmentId } = department
  const { userId } = boss
  const ids: Ids = {
    tenantId,
    ...aliases(userId, departmentId, customer?.partyId ?? '', contact.contactId),
    ...kept,
    ...survey,
    ...beside,
    ...acted,
    ...played,
    ...made,
    dyadId,
    entityId: dyadId,
    factId: fact.factId,
    caseId: begun.caseId,
    contactId: contact.contactId,
    evidenceId: evidence.evidenceId,
    intoTagId: beside['tagId'] ?? '',
    recordId: dyadId,
    entity: 'customer',
    taskIds: beside['taskId'] ?? '',
    dyadIds: dyadId,
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
