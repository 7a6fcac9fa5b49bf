import type { CustomField, FieldInput } from '#contract/platform/custom-fields.ts'
import { type CustomValue, type CustomValues, type FieldEntity, isFault, isInForce, readChange } from '#core/platform/custom-field.ts'
import { customPrefix, type FieldPolicy, type Hold, levelOf } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCurrency, readCustomFields, readCustomRows } from '#server/platform/custom-field.sql.ts'
import { reckonerOf, settleRows } from '#server/platform/custom-values.ts'
import type { Tx } from '#server/platform/database.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { guardedBy } from '#server/platform/custom-levels.ts'
import { refuseProblems, refuseStrangeNames } from './keep-custom-values.ts'
import { dayIn } from './list-records.ts'

export type CustomGiven = Readonly<Record<string, FieldInput>>

/** A record that was just written, and whose customer it hangs on for the person who wrote it. */
export type NewRecord = { readonly entity: FieldEntity; readonly id: string; readonly hold: Hold }

/** Fields that the writer is asked for, with what stands in them unless they say otherwise. */
function begun(policy: FieldPolicy, fields: readonly CustomField[], given: CustomGiven, hold: Hold, day: string): CustomGiven {
  const asked = fields.filter(
    field => field.formula === null && isInForce(field, day) && levelOf(policy, `${customPrefix}${field.key}`, hold) === 'editable',
  )
  const start = asked.flatMap(({ key, defaultValue, isRequired }): [string, FieldInput][] =>
    defaultValue !== null || isRequired ? [[key, defaultValue]] : [],
  )
  return { ...Object.fromEntries(start), ...given }
}

/** What the trail of a new record says of its own fields; formulas follow from what it says. */
const named = (custom: CustomValues): Record<string, CustomValue | null> =>
  Object.fromEntries(Object.entries(custom).map(([key, value]) => [`${customPrefix}${key}`, isFault(value) ? null : value]))

async function settleOne(tx: Tx, ctx: Ctx, record: NewRecord, given: CustomGiven): Promise<Record<string, CustomValue | null>> {
  const { entity, id, hold } = record
  const reckoner = await reckonerOf(tx, ctx.tenantId, entity)
  const policy = fieldsOf(ctx, guardedBy[entity])
  refuseUnwritable(policy, Object.fromEntries(Object.entries(given).map(([key, value]) => [`${customPrefix}${key}`, value])), hold)
  const { timeZone } = await readCurrency(tx, ctx.tenantId)
  const day = dayIn(timeZone, ctx.now())
  const { change, problems } = readChange(reckoner.fields, begun(policy, reckoner.fields, given, hold, day), day)
  refuseProblems(problems, 'body.custom')
  await refuseStrangeNames(tx, ctx, reckoner.fields, change, 'body.custom')
  const kept = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null)) as CustomValues
  const rows = await readCustomRows(tx, ctx.tenantId, entity, [id])
  const [settled] = await settleRows(tx, ctx.tenantId, reckoner, rows, () => kept)
  const formulas = new Set(reckoner.fields.filter(field => field.formula !== null).map(field => field.key))
  return named(Object.fromEntries(Object.entries(settled?.custom ?? {}).filter(([key]) => !formulas.has(key))))
}

/**
 * The firm's own fields of records that were just made: what was given, defaults where nothing was, formulas; refused where a required one is
 * empty. Answers them as the trail names them. Of a customer and its company, each key goes where the field is.
 */
export async function settleNewCustom(
  tx: Tx,
  ctx: Ctx,
  records: readonly NewRecord[],
  given: CustomGiven = {},
): Promise<Record<string, CustomValue | null>> {
  const entities = records.map(({ entity }) => entity)
  const all = await readCustomFields(tx, ctx.tenantId, entities.length === 1 ? entities[0] : undefined)
  const fields = all.filter(({ entity }) => entities.includes(entity))
  const known = new Set(fields.map(({ key }) => key))
  refuseProblems(
    Object.fromEntries(
      Object.keys(given)
        .filter(key => !known.has(key))
        .map(key => [key, 'unknown' as const]),
    ),
    'body.custom',
  )
  let told: Record<string, CustomValue | null> = {}
  for (const record of records) {
    const own = new Set(fields.filter(({ entity }) => entity === record.entity).map(({ key }) => key))
    if (own.size === 0) continue
    const part = Object.fromEntries(Object.entries(given).filter(([key]) => own.has(key)))
    told = { ...told, ...(await settleOne(tx, ctx, record, part)) }
  }
  return told
}
