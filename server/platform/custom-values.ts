import type { CustomField } from '#contract/platform/custom-fields.ts'
import { type CustomValue, type CustomValues, type FieldEntity, isFault, typedValues } from '#core/platform/custom-field.ts'
import { formulaOrder } from '#core/platform/formula.ts'
import { minorDigits } from '#core/units/money.ts'
import {
  type CustomRow,
  type FilterRow,
  readCurrency,
  readCustomFields,
  readCustomRows,
  replaceFieldValues,
  writeCustomRows,
} from './custom-field.sql.ts'
import type { Tx } from './database.ts'
import { evaluate, type Formula, isFormula, readFormula } from './formula-evaluate.ts'

type Formulas = readonly { readonly field: CustomField; readonly formula: Formula }[]

/** What the values of an entity's records are reckoned with. */
export type Reckoner = {
  readonly entity: FieldEntity
  readonly fields: readonly CustomField[]
  readonly formulas: Formulas
  readonly digits: number
}

/** The formulas in force, each after those that it reads. */
async function formulasOf(fields: readonly CustomField[]): Promise<Formulas> {
  const found: { field: CustomField; formula: Formula }[] = []
  for (const field of fields) {
    if (field.formula === null || field.isArchived) continue
    const formula = await readFormula(field.formula)
    if (isFormula(formula)) found.push({ field, formula })
  }
  const order = formulaOrder(new Map(found.map(({ field, formula }) => [field.key, formula.reads]))) ?? []
  return order.flatMap(key => found.find(({ field }) => field.key === key) ?? [])
}

export async function reckonerOf(tx: Tx, tenantId: string, entity: FieldEntity, known?: readonly CustomField[]): Promise<Reckoner> {
  const fields = known ?? (await readCustomFields(tx, tenantId, entity))
  const { currency } = await readCurrency(tx, tenantId)
  return { entity, fields, formulas: await formulasOf(fields), digits: minorDigits(currency) }
}

/** A record as a formula reads it: money in whole units, its own columns and the firm's fields side by side. */
function readable({ fields, digits }: Reckoner, { own, custom }: CustomRow): Record<string, unknown> {
  const money = (value: unknown) => (typeof value === 'number' ? value / 10 ** digits : value)
  const plain = Object.entries(own).map(([name, value]) => (name.endsWith('Minor') ? [name.slice(0, -5), money(value)] : [name, value]))
  const made = fields.flatMap(field => {
    const value = custom[field.key]
    return value === undefined || isFault(value) ? [] : [[field.key, field.type === 'money' ? money(value) : value]]
  })
  const all = [...plain, ...made].filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(all) as Record<string, unknown>
}

/** The values of a record with its formulas reckoned. */
async function reckoned(reckoner: Reckoner, row: CustomRow): Promise<CustomValues> {
  const custom: Record<string, CustomValue> = { ...row.custom }
  for (const { field, formula } of reckoner.formulas) {
    const value = await evaluate(formula, readable(reckoner, { ...row, custom }), field.resultType ?? 'text')
    if (value === null) delete custom[field.key]
    else custom[field.key] = value
  }
  return custom
}

/** The typed copies of a record's values, of the fields that lists filter by. */
function copiesOf({ fields }: Reckoner, recordId: string, custom: CustomValues): FilterRow[] {
  return fields
    .filter(field => field.isFilter && custom[field.key] !== undefined)
    .flatMap(field => typedValues(field, custom[field.key] as CustomValue).map(typed => ({ ...typed, recordId, fieldId: field.fieldId })))
}

/** Reckons the formulas of these records and puts their typed copies right; `changed` values are written in the same go. */
export async function settleRows(
  tx: Tx,
  tenantId: string,
  reckoner: Reckoner,
  rows: readonly CustomRow[],
  changed: (row: CustomRow) => CustomValues = row => row.custom,
): Promise<readonly { readonly id: string; readonly custom: CustomValues }[]> {
  const settled: { id: string; custom: CustomValues; isNew: boolean }[] = []
  for (const row of rows) {
    const custom = await reckoned(reckoner, { ...row, custom: changed(row) })
    settled.push({ id: row.id, custom, isNew: JSON.stringify(custom) !== JSON.stringify(row.custom) })
  }
  await writeCustomRows(
    tx,
    tenantId,
    reckoner.entity,
    settled.filter(row => row.isNew),
  )
  const filtered = reckoner.fields.filter(field => field.isFilter).map(field => field.fieldId)
  const ids = settled.map(row => row.id)
  await replaceFieldValues(
    tx,
    tenantId,
    ids,
    filtered,
    settled.flatMap(row => copiesOf(reckoner, row.id, row.custom)),
  )
  return settled
}

/** To be called wherever records of an entity are written by other ways than their own form: reckons their formulas and keeps them findable. */
export async function refreshCustom(tx: Tx, tenantId: string, entity: FieldEntity, ids: readonly string[]): Promise<void> {
  const fields = await readCustomFields(tx, tenantId, entity)
  if (!fields.some(field => !field.isArchived && (field.isFilter || field.formula !== null))) return
  const reckoner = await reckonerOf(tx, tenantId, entity, fields)
  await settleRows(tx, tenantId, reckoner, await readCustomRows(tx, tenantId, entity, ids))
}
