import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { defaultPlaysIn } from '#core/strategy/default-plays.ts'
import type { Play } from '#core/strategy/play.ts'
import type { Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'

/** One version of a play as it is kept. */
export type PlayRow = Play & {
  readonly playId: string
  readonly version: number
  readonly isCurrent: boolean
  readonly deletedAt: Date | null
  readonly note: string | null
  readonly authorName: string | null
  readonly createdAt: Date
}

/** The columns of a play under the names of core/strategy/play.ts; `p` is the alias of the table. */
export const playColumns = sql`p.play_id as "playId", p.version, p.is_current as "isCurrent", p.key, json_build_object('zh', p.name_zh, 'en', p.name_en) as name,
  json_build_object('zh', p.about_zh, 'en', p.about_en) as about, p.kind, p.need, p.strategy_group as "strategyGroup", p.customer_types as "customerTypes",
  p.bond_level as "bondLevel", p.care, p.money_minor as "moneyMinor", p.hours::float8 as hours, p.rest_days as "restDays", p.start_condition as "startCondition", p.steps,
  p.effect, p.holdout_share::float8 as "holdoutShare", p.note, p.deleted_at as "deletedAt", p.created_at as "createdAt"`

export async function listPlayRows(tx: Tx, tenantId: string, condition: RawBuilder<SqlBool>): Promise<PlayRow[]> {
  const { rows } =
    await sql<PlayRow>`select ${playColumns}, u.name as "authorName" from play p left join identity."user" u on u.id = p.author_id
    where p.tenant_id = ${tenantId}::uuid and ${condition} order by p.key, p.version desc`.execute(tx)
  return rows
}

/** The version that holds now, of all plays but those taken out of use. */
export const isInUse = sql<SqlBool>`p.is_current and p.deleted_at is null`
export const isCurrent = sql<SqlBool>`p.is_current`
export const isPlay = (playId: string) => sql<SqlBool>`p.play_id = ${playId}::uuid`
export const isVersion = (playId: string) => sql<SqlBool>`p.play_id = ${playId}::uuid and p.is_current`

/** Takes hold of a play's current version until the transaction ends: of two who change it in one moment the second finds what the first wrote. */
export async function lockPlay(tx: Tx, tenantId: string, playId: string): Promise<void> {
  await sql`select 1 from play where tenant_id = ${tenantId}::uuid and play_id = ${playId}::uuid and is_current for update`.execute(tx)
}

type Written = {
  readonly tenantId: string
  readonly playId: string
  readonly version: number
  readonly authorId: string | null
  readonly note: string | null
}

const valuesOf = ({ tenantId, playId, version, authorId, note }: Written, play: Play) => ({
  tenant_id: tenantId,
  play_id: playId,
  version,
  key: play.key,
  name_zh: play.name.zh,
  name_en: play.name.en,
  about_zh: play.about.zh,
  about_en: play.about.en,
  kind: play.kind,
  need: play.need,
  strategy_group: play.strategyGroup,
  customer_types: [...play.customerTypes],
  bond_level: play.bondLevel,
  care: play.care,
  money_minor: play.moneyMinor,
  hours: play.hours,
  rest_days: play.restDays,
  start_condition: JSON.stringify(play.startCondition),
  steps: JSON.stringify(play.steps),
  effect: JSON.stringify(play.effect),
  holdout_share: play.holdoutShare,
  author_id: authorId,
  note,
})

/** Writes a version of a play, and takes the mark of the current one off those before it. */
export async function insertPlay(tx: Tx, written: Written, play: Play): Promise<void> {
  await sql`update play set is_current = false where tenant_id = ${written.tenantId}::uuid and play_id = ${written.playId}::uuid and is_current`.execute(
    tx,
  )
  await tx
    .insertInto('play')
    .values(valuesOf(written, play) as never)
    .execute()
}

/** Takes every version of a play out of use, or puts them back. */
export async function setDeleted(tx: Tx, tenantId: string, playId: string, at: Date | null): Promise<void> {
  await sql`update play set deleted_at = ${at?.toISOString() ?? null}::timestamptz where tenant_id = ${tenantId}::uuid and play_id = ${playId}::uuid`.execute(
    tx,
  )
}

/** Gives a firm the default plays that it has not been given yet; of several that do so at once each play is written once. */
export async function givePlays(tx: Tx, tenantId: string): Promise<void> {
  const { rows } = await sql<{ keys: string[]; currency: string }>`select t.base_currency as currency,
    array(select distinct p.key from play p where p.tenant_id = t.tenant_id) as keys from tenant t where t.tenant_id = ${tenantId}::uuid`.execute(
    tx,
  )
  const firm = rows[0]
  if (firm === undefined) return
  const missing = defaultPlaysIn(firm.currency).filter(play => !firm.keys.includes(play.key))
  if (missing.length === 0) return
  await tx
    .insertInto('play')
    .values(missing.map(play => valuesOf({ tenantId, playId: newId(), version: 1, authorId: null, note: null }, play)) as never)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
