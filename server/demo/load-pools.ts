import { demoDepartments } from '#core/demo/firm.ts'
import { inLanguage, type Language } from '#core/demo/bilingual.ts'
import { momentOf } from '#core/demo/desk-life.ts'
import { housePools, poolOfDepartment } from '#core/demo/house.ts'
import { type PoolStory, poolStoriesOf } from '#core/demo/pool-stories.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { createPool } from '#server/activities/keep-pools.ts'
import { putIntoPools } from '#server/activities/ownership.sql.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import type { DeskIds } from './desk.sql.ts'
import { departmentIdsOf } from './load-desk.ts'
import { readLoose, writeClaimed } from './pools.sql.ts'

const office = 560

/** The pools with their members; answers their ids by their keys. */
async function makePools(ctx: Ctx, ids: DeskIds, language: Language): Promise<ReadonlyMap<string, string>> {
  const departments = departmentIdsOf(ids)
  const made = new Map<string, string>()
  for (const { key, name, note, members, isDefault, dailyLimit, capacity } of housePools) {
    const those = members.flatMap(code => departments.get(code) ?? [])
    const pool = await createPool(ctx, {
      name: inLanguage(name, language),
      note: inLanguage(note, language),
      members: those.map(id => ({ kind: 'department' as const, id })),
      isOpen: false,
      isDefault,
      dailyLimit,
      capacity,
    })
    made.set(key, pool.poolId)
  }
  return made
}

async function put(tx: Tx, ctx: Ctx, story: Exclude<PoolStory, { kind: 'warned' }>, poolId: string, language: Language): Promise<void> {
  const { loose, kind, day, reason } = story
  const { dyadId } = loose
  const deed = {
    tenantId: ctx.tenantId,
    authorId: null,
    at: new Date(momentOf(day, office)),
    reason: reason === undefined ? null : inLanguage(reason, language),
    transferId: null,
  }
  await putIntoPools(tx, { ...deed, kind, dyadIds: [dyadId], entryIds: [newId()], poolIds: [poolId] })
  const action = kind === 'released' ? 'release' : 'recycle'
  await audit(tx, ctx, { action, entity: 'customer', entityId: dyadId, dyadId, after: { ownerId: null, poolId } })
}

/** Customers that are about to go back to their pool, still with their owners. */
async function warn(tx: Tx, ctx: Ctx, stories: readonly PoolStory[], poolOf: (story: PoolStory) => string, today: CivilDay): Promise<void> {
  const near = stories.flatMap(story => (story.kind === 'warned' ? [story] : []))
  const rows = near.map(story => ({
    dyadId: story.loose.dyadId,
    poolId: poolOf(story),
    claimed: momentOf(story.claimed, office),
    until: momentOf(today + story.daysLeft, office),
    entryId: newId(),
  }))
  await writeClaimed(tx, ctx.tenantId, rows)
  await audit(tx, ctx, { action: 'claim', entity: 'customer', count: rows.length, after: { demo: true } })
}

/** Public pools with the customers that nobody has followed up, and some that are about to go there. */
type PoolOptions = { readonly seed: number; readonly today: CivilDay; readonly language: Language }

export async function loadPools(tx: Tx, ctx: Ctx, ids: DeskIds, { seed, today, language }: PoolOptions): Promise<void> {
  const pools = await makePools(ctx, ids, language)
  const codes = new Map(demoDepartments(language).map(({ code, name }) => [name, code]))
  const loose = (await readLoose(tx, ctx.tenantId)).map(row => ({ ...row, lastOrder: parseDay(row.lastOrder ?? '') }))
  const poolOf = ({ loose: { department } }: PoolStory) => pools.get(poolOfDepartment(codes.get(department) ?? '')?.key ?? 'east') ?? ''
  const stories = poolStoriesOf(seed, loose, today)
  for (const story of stories) if (story.kind !== 'warned') await put(tx, ctx, story, poolOf(story), language)
  await warn(tx, ctx, stories, poolOf, today)
}
