import type { Cadence, CadenceVersion, readCadenceSettings, saveCadenceSettings, setCadence } from '#contract/activities/cadence.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import { type CadenceGroup, cadenceGroups, cadenceStateOf, defaultCadence } from '#core/activities/cadence.ts'
import { may } from '#core/platform/access.ts'
import { type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { SeenDyad } from './dyad-seen.sql.ts'
import { cadenceOf, catchUpRhythms, refreshRhythm } from './refresh-rhythm.ts'
import { findRhythm, insertCadenceVersion, readCadenceVersions, setOwnDays } from './rhythm.sql.ts'
import { refuseReader, seeAnyDyad } from './see-dyad.ts'
import { firmClock } from './task-answer.ts'

/** A group that settings know; anything else counts as not placed. */
export const groupOf = (key: string): CadenceGroup => cadenceGroups.find(group => group === key) ?? 'unplaced'

export const dueState = (dueOn: string | null, today: CivilDay) => cadenceStateOf(dueOn === null ? undefined : parseDay(dueOn), today)

async function readVersions(tx: Tx, tenantId: string): Promise<CadenceVersion[]> {
  const first = { version: 0, days: defaultCadence, note: null, authorName: null, createdAt: null }
  const stored = await readCadenceVersions(tx, tenantId, 50)
  return [...stored.map(each => ({ ...each, days: { ...defaultCadence, ...each.days }, createdAt: each.createdAt.toISOString() })), first]
}

export async function readSettings(ctx: Ctx): Promise<Answer<typeof readCadenceSettings>> {
  const versions = await ctx.inTenant(tx => readVersions(tx, ctx.tenantId))
  return { now: versions[0] as CadenceVersion, versions, mayManage: may(ctx.role, 'settings.manage') }
}

/** Sets the days between contacts as a new version, and makes everyone's rhythm anew with them. */
export async function saveSettings(ctx: Ctx, body: Input<typeof saveCadenceSettings>['body']): Promise<CadenceVersion> {
  return await ctx.inTenant(async tx => {
    const before = await cadenceOf(tx, ctx.tenantId)
    if (before.version !== body.version) throw new Refusal('stale')
    const version = before.version + 1
    const row = { tenantId: ctx.tenantId, version, days: body.days, note: body.note?.trim() || null, authorId: ctx.userId }
    if (!(await insertCadenceVersion(tx, row))) throw new Refusal('stale')
    const deed = { action: 'update', entity: 'cadence_settings', entityId: String(version) } as const
    await audit(tx, ctx, { ...deed, before: before.days, after: body.days })
    await catchUpRhythms(tx, ctx.tenantId)
    return (await readVersions(tx, ctx.tenantId))[0] as CadenceVersion
  })
}

async function cadenceAnswer(tx: Tx, ctx: Ctx, dyad: SeenDyad): Promise<Cadence> {
  const { today } = await firmClock(tx, ctx)
  if ((await findRhythm(tx, ctx.tenantId, dyad.dyadId)) === undefined) await refreshRhythm(tx, ctx.tenantId, dyad.dyadId)
  const found = await findRhythm(tx, ctx.tenantId, dyad.dyadId)
  if (found === undefined) throw new Refusal('not_found')
  const { days } = await cadenceOf(tx, ctx.tenantId)
  const group = groupOf(found.group)
  const state = dueState(found.dueOn, today)
  return { ...found, group, groupDays: days[group], state, today: formatDay(today), mayWrite: dyad.isWritable }
}

export async function readCadence(ctx: Ctx, dyadId: string): Promise<Cadence> {
  return await ctx.inTenant(async tx => await cadenceAnswer(tx, ctx, await seeAnyDyad(tx, ctx, dyadId)))
}

/** Sets a rhythm for one customer or supplier alone. */
export async function setOwnCadence(ctx: Ctx, dyadId: string, body: Input<typeof setCadence>['body']): Promise<Cadence> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeAnyDyad(tx, ctx, dyadId)
    refuseReader(dyad)
    const before = await cadenceAnswer(tx, ctx, dyad)
    const reason = body.days === null ? null : body.reason?.trim() || null
    await setOwnDays(tx, ctx.tenantId, dyad.dyadId, body.days, reason)
    await refreshRhythm(tx, ctx.tenantId, dyad.dyadId)
    const deed = { action: 'update', entity: 'cadence', entityId: dyad.dyadId, dyadId: dyad.dyadId } as const
    await audit(tx, ctx, { ...deed, before: { days: before.ownDays, reason: before.ownReason }, after: { days: body.days, reason } })
    return await cadenceAnswer(tx, ctx, dyad)
  })
}
