import type { CustomField, CustomRecord, FieldInput } from '#contract/platform/custom-fields.ts'
import type { Words } from '#contract/platform/language.ts'
import { type CustomValues, type FieldEntity, isFault, readChange, type ValueProblem } from '#core/platform/custom-field.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { type CustomRow, readCurrency, readCustomRows, readNames } from '#server/platform/custom-field.sql.ts'
import { type Reckoner, reckonerOf, settleRows } from '#server/platform/custom-values.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf, refuseUnwritable } from '#server/platform/field-policy.ts'
import { findRecordOf } from './attachment-record.sql.ts'
import { guardedBy, levelsOf, valuesShown } from '#server/platform/custom-levels.ts'
import type { VisibleDyad } from './customer.sql.ts'
import { dayIn } from './list-records.ts'
import { seeDyad, seeWritableDyad } from './read-customer.ts'

type Place = { readonly dyad: VisibleDyad; readonly entity: FieldEntity; readonly recordId: string }

async function answered(tx: Tx, ctx: Ctx, { fields }: Reckoner, place: Place, custom: CustomValues): Promise<CustomRecord> {
  const policy = fieldsOf(ctx, guardedBy[place.entity])
  const levels = await levelsOf(policy, fields, place.dyad.hold)
  const values = valuesShown(policy, levels, custom, place.dyad.hold)
  const ids = fields.flatMap(({ type, key }) => {
    const value = values[key]
    return (type === 'person' || type === 'party') && typeof value === 'string' && levels.get(key) !== 'masked' ? [value] : []
  })
  const seen = fields.flatMap(field => {
    const level = levels.get(field.key) ?? 'editable'
    return level === 'hidden' ? [] : [{ ...field, level }]
  })
  const { currency } = await readCurrency(tx, ctx.tenantId)
  const names = await readNames(tx, ctx.tenantId, ids)
  return { fields: seen, values: values as CustomRecord['values'], names, currency, mayWrite: place.dyad.isWritable }
}

async function rowOf(tx: Tx, ctx: Ctx, { dyad, entity, recordId }: Place): Promise<CustomRow> {
  const found = await findRecordOf(tx, ctx.tenantId, dyad, entity, recordId)
  const [row] = found ? await readCustomRows(tx, ctx.tenantId, entity, [entity === 'customer' ? dyad.dyadId : recordId]) : []
  if (row === undefined) throw new Refusal('not_found')
  return row
}

export async function readCustom(ctx: Ctx, dyadId: string, entity: FieldEntity, recordId: string): Promise<CustomRecord> {
  return await ctx.inTenant(async tx => {
    const place = { dyad: await seeDyad(tx, ctx, dyadId), entity, recordId }
    const row = await rowOf(tx, ctx, place)
    return await answered(tx, ctx, await reckonerOf(tx, ctx.tenantId, entity), place, row.custom)
  })
}

const problemWords: Record<ValueProblem, Words> = {
  unknown: ['没有这个字段，可能已被删除', 'is no field here'],
  archived: ['字段已归档，不能再填写', 'is archived: it cannot be filled in any more'],
  calculated: ['由公式计算，不能手工填写', 'is calculated by a formula'],
  required: ['必填', 'is required'],
  text: ['文字过长或含有无法保存的字符', 'is too long, or has signs that cannot be kept'],
  number: ['请填写数字', 'must be a number'],
  date: ['请填写有效日期，如 2026-03-05', 'must be a day, like 2026-03-05'],
  choice: ['不在选项之中', 'is none of the choices'],
  id: ['请从列表中选择', 'must be chosen from the list'],
}

/** Says of each value what is wrong with it, at its place in what was sent. */
export function refuseProblems(problems: Readonly<Record<string, ValueProblem>>, place = 'body.values'): void {
  const fields = Object.entries(problems).map(([key, problem]) => ({ path: `${place}.${key}`, words: problemWords[problem] }))
  if (fields.length > 0) throw new Refusal('invalid', undefined, { fields })
}

/** People and parties that are named must be the firm's. */
export async function refuseStrangeNames(
  tx: Tx,
  ctx: Ctx,
  fields: readonly CustomField[],
  change: Readonly<Record<string, unknown>>,
  place = 'body.values',
): Promise<void> {
  const named = fields.filter(({ type, key }) => (type === 'person' || type === 'party') && typeof change[key] === 'string')
  const names = await readNames(
    tx,
    ctx.tenantId,
    named.map(({ key }) => String(change[key])),
  )
  refuseProblems(
    Object.fromEntries(named.filter(({ key }) => names[String(change[key])] === undefined).map(({ key }) => [key, 'id' as const])),
    place,
  )
}

const withChange = (custom: CustomValues, change: Readonly<Record<string, CustomValues[string] | null>>): CustomValues =>
  Object.fromEntries(Object.entries({ ...custom, ...change }).filter(([, value]) => value !== null)) as CustomValues

/** Writes some fields of a record: what was not named stays, a value under a mask that comes back as it was shown is no change. */
export async function writeCustom(
  ctx: Ctx,
  dyadId: string,
  entity: FieldEntity,
  recordId: string,
  given: Readonly<Record<string, FieldInput>>,
): Promise<CustomRecord> {
  return await ctx.inTenant(async tx => {
    const place = { dyad: await seeWritableDyad(tx, ctx, dyadId), entity, recordId }
    const row = await rowOf(tx, ctx, place)
    const reckoner = await reckonerOf(tx, ctx.tenantId, entity)
    const policy = fieldsOf(ctx, guardedBy[entity])
    const seen = valuesShown(policy, await levelsOf(policy, reckoner.fields, place.dyad.hold), row.custom, place.dyad.hold)
    const isSame = ([key, value]: [string, FieldInput]) => value !== null && JSON.stringify(value) === JSON.stringify(seen[key])
    const wanted = Object.fromEntries(Object.entries(given).filter(entry => !isSame(entry)))
    refuseUnwritable(policy, Object.fromEntries(Object.keys(wanted).map(key => [`${customPrefix}${key}`, wanted[key]])), place.dyad.hold)
    const { timeZone } = await readCurrency(tx, ctx.tenantId)
    const { change, problems } = readChange(reckoner.fields, wanted, dayIn(timeZone, ctx.now()))
    refuseProblems(problems)
    await refuseStrangeNames(tx, ctx, reckoner.fields, change)
    const [settled] = await settleRows(tx, ctx.tenantId, reckoner, [row], ({ custom }) => withChange(custom, change))
    const custom = settled?.custom ?? row.custom
    await auditChange(tx, ctx, place, reckoner, row, custom)
    return await answered(tx, ctx, reckoner, place, custom)
  })
}

/** The trail names the firm's own fields as the rules on fields do. Formulas are not in it: they follow, and would tell what they read. */
async function auditChange(
  tx: Tx,
  ctx: Ctx,
  { dyad, entity }: Place,
  { fields }: Reckoner,
  row: CustomRow,
  custom: CustomValues,
): Promise<void> {
  const formulas = new Set(fields.filter(field => field.formula !== null).map(field => field.key))
  const keys = [...new Set([...Object.keys(row.custom), ...Object.keys(custom)])].filter(
    key => !formulas.has(key) && JSON.stringify(row.custom[key]) !== JSON.stringify(custom[key]),
  )
  if (keys.length === 0) return
  const picked = (values: CustomValues) =>
    Object.fromEntries(keys.map(key => [`${customPrefix}${key}`, isFault(values[key]) ? null : (values[key] ?? null)]))
  const deed = { action: 'update', entity, entityId: row.id, dyadId: dyad.dyadId }
  await audit(tx, ctx, { ...deed, before: picked(row.custom), after: picked(custom) })
}
