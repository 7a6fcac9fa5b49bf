import type { addRequest as addContract, PersonRequest, updateRequest as updateContract } from '#contract/dyads/privacy.ts'
import type { Input } from '#contract/endpoint.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { trimmed } from './create-customer.ts'
import { eraseContact } from './erase-contact.ts'
import { findPrivacySettings } from './keep-privacy-settings.ts'
import { dayIn } from './list-records.ts'
import { findContacts, insertRequest, readRequests, type RequestChange, updateRequestRow } from './privacy.sql.ts'
import { readFirm } from './records.sql.ts'

const todayOf = async (tx: Tx, ctx: Ctx) => dayIn((await readFirm(tx, ctx.tenantId)).timeZone, ctx.now())

export async function listRequests(ctx: Ctx): Promise<{ rows: PersonRequest[] }> {
  return await ctx.inTenant(async tx => ({ rows: await readRequests(tx, ctx.tenantId, ctx, await todayOf(tx, ctx)) }))
}

export async function requestOfPerson(tx: Tx, ctx: Ctx, requestId: string): Promise<PersonRequest> {
  const [row] = await readRequests(tx, ctx.tenantId, ctx, await todayOf(tx, ctx), requestId)
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** Registers what a person asks for. */
export async function addRequest(ctx: Ctx, body: Input<typeof addContract>['body']): Promise<PersonRequest> {
  const { details = null, ...given } = trimmed(body)
  return await ctx.inTenant(async tx => {
    const [person] = await findContacts(tx, ctx.tenantId, ctx, { contactId: given.contactId })
    if (person === undefined) throw refuseField('body.contactId', ['找不到这位联系人', 'is no contact that you see'])
    if (given.receivedOn > (await todayOf(tx, ctx)))
      throw refuseField('body.receivedOn', ['不能是将来的日期', 'must not lie in the future'])
    const { settings } = await findPrivacySettings(tx, ctx.tenantId)
    const requestId = newId()
    const { deadlineDays } = settings
    await insertRequest(tx, { ...given, details, tenantId: ctx.tenantId, requestId, deadlineDays, authorId: ctx.userId })
    const after = { kind: given.kind, receivedOn: given.receivedOn, contactId: given.contactId }
    await audit(tx, ctx, { action: 'create', entity: 'person_request', entityId: requestId, after })
    return await requestOfPerson(tx, ctx, requestId)
  })
}

async function openRequest(tx: Tx, ctx: Ctx, requestId: string, version: number): Promise<PersonRequest> {
  const before = await requestOfPerson(tx, ctx, requestId)
  if (before.version !== version) throw new Refusal('stale')
  if (before.state !== 'open')
    throw new Refusal('conflict', ['这项请求已经办结，不能再修改。', 'This request is closed and cannot be changed any more.'])
  return before
}

export function refuseUnidentified(identityCheckedOn: string | null): void {
  if (identityCheckedOn !== null) return
  throw new Refusal('conflict', [
    '请先核实请求人的身份并登记日期，再办理或提供资料。',
    'Check who asks first, and note the day: only then may the request be met.',
  ])
}

const changeOf = (row: PersonRequest): RequestChange => ({
  identityCheckedOn: row.identityCheckedOn,
  identityNote: row.identityNote,
  steps: row.steps,
  state: row.state,
  result: row.result,
  closedAt: null,
})

const step = (ctx: Ctx, text: string) => ({ at: ctx.now().toISOString(), name: ctx.person.name, text })

/** Notes that the identity was checked, adds a step, or closes a request. */
export async function updateRequest(ctx: Ctx, requestId: string, body: Input<typeof updateContract>['body']): Promise<PersonRequest> {
  const { version, step: text, state, ...given } = trimmed(body)
  return await ctx.inTenant(async tx => {
    const before = await openRequest(tx, ctx, requestId, version)
    const was = changeOf(before)
    const change: RequestChange = {
      identityCheckedOn: given.identityCheckedOn === undefined ? was.identityCheckedOn : given.identityCheckedOn,
      identityNote: given.identityNote === undefined ? was.identityNote : given.identityNote,
      result: given.result === undefined ? was.result : given.result,
      steps: text === undefined ? was.steps : [...was.steps, step(ctx, text)],
      state: state ?? 'open',
      closedAt: state === undefined ? null : ctx.now(),
    }
    if (state === 'done') refuseUnidentified(change.identityCheckedOn)
    if (state === 'done' && before.kind === 'erase' && !before.isErased)
      throw new Refusal('conflict', ['删除请求请使用“抹除此人”办结。', 'A request to erase is met by erasing the person.'])
    if (state !== undefined && !change.result)
      throw refuseField('body.result', ['请写明结果，或不予办理的理由', 'says what was done, or why not: it is needed to close a request'])
    if (!(await updateRequestRow(tx, ctx.tenantId, requestId, version, change))) throw new Refusal('stale')
    const after = { state: change.state, identityCheckedOn: change.identityCheckedOn, step: text ?? null, result: change.result }
    await audit(tx, ctx, { action: 'update', entity: 'person_request', entityId: requestId, before: { state: was.state }, after })
    return await requestOfPerson(tx, ctx, requestId)
  })
}

/** Erases the person of a request and closes it. */
export async function erasePerson(ctx: Ctx, requestId: string, version: number): Promise<PersonRequest> {
  return await ctx.inTenant(async tx => {
    const before = await openRequest(tx, ctx, requestId, version)
    if (before.kind !== 'erase') throw new Refusal('conflict', ['这不是删除请求。', 'This is no request to erase.'])
    refuseUnidentified(before.identityCheckedOn)
    const result = '已抹除个人信息，交易事实保留 (erased; facts of trade stay)'
    const change = { ...changeOf(before), steps: [...before.steps, step(ctx, result)], state: 'done', result, closedAt: ctx.now() }
    if (!(await updateRequestRow(tx, ctx.tenantId, requestId, version, change))) throw new Refusal('stale')
    await eraseContact(tx, ctx, before.contactId, 'request')
    return await requestOfPerson(tx, ctx, requestId)
  })
}
