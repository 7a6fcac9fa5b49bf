import type { RawBuilder, SqlBool } from 'kysely'
import type { CustomField } from '#contract/platform/custom-fields.ts'
import type { CustomValues } from '#core/platform/custom-field.ts'
import { type Hold, isReadable } from '#core/platform/field-policy.ts'
import type { OwnField } from '#core/strategy/own-test.ts'
import type { OwnNames } from '#core/strategy/own-text.ts'
import { ownKeysOf, type StartCondition } from '#core/strategy/start-condition.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCurrency, readCustomFields } from '#server/platform/custom-field.sql.ts'
import { guardedBy, levelsOf } from '#server/platform/custom-levels.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { readOwnValues } from './own-values.sql.ts'

type Asking = readonly { readonly startCondition: StartCondition }[]
const keysOf = (plays: Asking) => ownKeysOf(plays.map(({ startCondition }) => startCondition))
const byKey = (fields: readonly CustomField[]): ReadonlyMap<string, OwnField> => new Map(fields.map(field => [field.key, field]))

/** The firm's own fields of customers and their companies, archived ones among them. */
export async function readConditionFields(tx: Tx, tenantId: string): Promise<readonly CustomField[]> {
  return (await readCustomFields(tx, tenantId)).filter(({ entity }) => entity === 'customer' || entity === 'party')
}

export type OwnGround = { readonly fields: ReadonlyMap<string, OwnField>; readonly values: ReadonlyMap<string, CustomValues> }

/** What the start conditions of these plays ask of the firm's own fields; undefined, and no query, where none asks for one. */
export async function readOwnGround(
  tx: Tx,
  tenantId: string,
  plays: Asking,
  condition: RawBuilder<SqlBool>,
): Promise<OwnGround | undefined> {
  const keys = keysOf(plays)
  if (keys.length === 0) return undefined
  return { fields: byKey(await readConditionFields(tx, tenantId)), values: await readOwnValues(tx, tenantId, keys, condition) }
}

const holds = ['mine', 'others', 'unclaimed'] as const satisfies readonly Hold[]

/** Fields that the caller's role may not read of every customer: no explanation that is written for them tells anything of one. */
async function hiddenFrom(ctx: Ctx, all: readonly CustomField[]): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>()
  for (const entity of ['customer', 'party'] as const) {
    const fields = all.filter(field => field.entity === entity)
    const policy = fieldsOf(ctx, guardedBy[entity])
    if (policy.rules.length === 0) continue
    for (const hold of holds) for (const [key, level] of await levelsOf(policy, fields, hold)) if (!isReadable(level)) hidden.add(key)
  }
  return hidden
}

/** The own fields that these plays ask for, as the caller may be told of them; undefined, and no query, where none asks for one. */
export async function readOwnNames(tx: Tx, ctx: Ctx, plays: Asking): Promise<OwnNames | undefined> {
  if (keysOf(plays).length === 0) return undefined
  const fields = await readConditionFields(tx, ctx.tenantId)
  const { currency } = await readCurrency(tx, ctx.tenantId)
  return { fields: byKey(fields), currency, hidden: await hiddenFrom(ctx, fields) }
}
