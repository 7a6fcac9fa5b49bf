import type {
  createCustomField as creation,
  CustomField,
  FieldInput,
  previewConversion as preview,
  updateCustomField as change,
} from '#contract/platform/custom-fields.ts'
import type { Answer, Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import {
  convertsTo,
  convertValue,
  type CustomType,
  type CustomValue,
  type FieldEntity,
  mostFields,
  readValue,
  writeValue,
} from '#core/platform/custom-field.ts'
import { formulaOrder } from '#core/platform/formula.ts'
import { minorDigits } from '#core/units/money.ts'
import { audit } from './audit.ts'
import type { Ctx } from './context.ts'
import { openFields } from './custom-levels.ts'
import { reckonFieldsKind } from './custom-field-jobs.ts'
import {
  customPlaces,
  dropFieldValues,
  exchangeValue,
  insertCustomField,
  lockFields,
  readCurrency,
  readCustomField,
  readCustomFields,
  readValuesOf,
  updateCustomField as writeField,
} from './custom-field.sql.ts'
import type { Tx } from './database.ts'
import { Refusal, refuseField } from './errors.ts'
import { isFormula, readFormula } from './formula-evaluate.ts'
import { newId } from './ids.ts'

export async function listCustomFields(
  ctx: Ctx,
  { entity, open = false }: { readonly entity?: FieldEntity; readonly open?: boolean },
): Promise<{ rows: CustomField[]; currency: string }> {
  return await ctx.inTenant(async tx => {
    const { currency } = await readCurrency(tx, ctx.tenantId)
    const rows = await readCustomFields(tx, ctx.tenantId, entity)
    return { rows: open ? await openFields(ctx, rows) : rows, currency }
  })
}

/** Companies are read together with our relation to them: one key means one field there. */
const sameNames = (entity: FieldEntity): readonly FieldEntity[] =>
  entity === 'customer' || entity === 'party' ? ['customer', 'party'] : [entity]

function refuseTaken(all: readonly CustomField[], { entity, key, fieldId }: CustomField): void {
  const others = all.filter(other => sameNames(entity).includes(other.entity) && other.fieldId !== fieldId)
  if (others.some(other => other.key === key) || key in customPlaces[entity].columns)
    throw new Refusal('already_exists', [
      `标识“${key}”已被使用（已归档的字段也算），请换一个。`,
      `The key "${key}" is taken, perhaps by an archived field or one of the record's own: choose another.`,
    ])
  if (others.filter(other => other.entity === entity).length >= mostFields)
    throw new Refusal('conflict', [`每类记录最多 ${mostFields} 个自定义字段。`, `A kind of record takes at most ${mostFields} fields.`])
}

const formulaWords: Record<string, (what: string) => Words> = {
  too_long: () => ['公式过长，请拆成几个字段', 'is too long: split it over several fields'],
  too_deep: () => ['公式嵌套过深，请拆成几个字段', 'is nested too deeply: split it over several fields'],
  not_allowed: what => [`公式里不能使用 ${what}`, `may not use ${what}`],
  syntax: what => [`公式无法解析：${what}`, `cannot be read: ${what}`],
  unknown: what => [`公式引用了不存在的字段 ${what}`, `reads ${what}, which is no field of this record`],
  circle: what => [`公式之间互相引用：${what}`, `is read by what it reads: ${what}`],
}

const refuseFormula = (problem: string, what = ''): Refusal =>
  refuseField('body.formula', formulaWords[problem]?.(what) ?? ['公式无效', 'is no formula'])

/** A formula must parse, read fields that are there, and not read itself by way of others. */
async function checkFormula(all: readonly CustomField[], field: CustomField): Promise<void> {
  if (field.formula === null || field.formula.trim() === '') throw refuseField('body.formula', ['请填写公式', 'is missing'])
  if (field.resultType === null) throw refuseField('body.resultType', ['请选择公式结果的类型', 'is missing: what does the formula give?'])
  const formula = await readFormula(field.formula)
  if (!isFormula(formula)) throw refuseFormula(formula.problem, formula.what)
  const beside = all.filter(other => other.entity === field.entity && other.fieldId !== field.fieldId)
  const own = Object.keys(customPlaces[field.entity].columns).map(name => name.replace(/Minor$/, ''))
  const known = new Set([...own, ...beside.map(other => other.key)])
  const stranger = [...formula.reads].find(name => !known.has(name))
  if (stranger === field.key) throw refuseFormula('circle', stranger)
  if (stranger !== undefined) throw refuseFormula('unknown', stranger)
  const reads = new Map([[field.key, formula.reads]])
  for (const other of beside) {
    const parsed = other.formula === null || other.isArchived ? undefined : await readFormula(other.formula)
    if (parsed && isFormula(parsed)) reads.set(other.key, parsed.reads)
  }
  if (formulaOrder(reads) === undefined) throw refuseFormula('circle', [...formula.reads].join(', '))
}

function checkChoices({ type, choices }: CustomField): void {
  const hasChoices = type === 'choice' || type === 'multi_choice'
  if (hasChoices && choices.length === 0) throw refuseField('body.choices', ['请至少给出一个选项', 'needs at least one choice'])
  if (!hasChoices && choices.length > 0) throw refuseField('body.choices', ['只有选择类字段才有选项', 'only fields of choices have them'])
  if (new Set(choices.map(choice => choice.key)).size < choices.length)
    throw refuseField('body.choices', ['选项标识重复', 'has a key twice'])
}

async function checkField(all: readonly CustomField[], field: CustomField): Promise<void> {
  refuseTaken(all, field)
  checkChoices(field)
  if (field.validFrom !== null && field.validUntil !== null && field.validUntil < field.validFrom)
    throw refuseField('body.validUntil', ['截止日期早于开始日期', 'lies before the first day'])
  if (field.type === 'formula') return await checkFormula(all, field)
  if (field.formula !== null) throw refuseField('body.formula', ['只有公式字段才有公式', 'only formula fields have one'])
  if (field.defaultValue !== null && 'problem' in readValue(field, field.defaultValue))
    throw refuseField('body.defaultValue', ['默认值与字段类型不符', 'does not fit the type of the field'])
}

const plain = (value: FieldInput | undefined): CustomField['defaultValue'] =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value

const reckon = async (tx: Tx, ctx: Ctx, entity: FieldEntity) =>
  await ctx.jobs.enqueue(tx, ctx, { kind: reckonFieldsKind, data: { entity }, subject: { entity } })

function newField(body: Input<typeof creation>['body'], position: number): CustomField {
  const { entity, key, type } = body
  return {
    fieldId: newId(),
    entity,
    key,
    type,
    labelZh: body.labelZh.trim(),
    labelEn: body.labelEn.trim(),
    helpZh: body.helpZh ?? null,
    helpEn: body.helpEn ?? null,
    section: body.section?.trim() || null,
    position: body.position ?? position,
    isRequired: body.isRequired ?? false,
    isFilter: body.isFilter ?? false,
    isFilled: type !== 'formula',
    defaultValue: plain(body.defaultValue),
    choices: body.choices ?? [],
    formula: body.formula ?? null,
    resultType: type === 'formula' ? (body.resultType ?? null) : null,
    validFrom: body.validFrom ?? null,
    validUntil: body.validUntil ?? null,
    isArchived: false,
    version: 2,
  }
}

export async function createCustomField(ctx: Ctx, body: Input<typeof creation>['body']): Promise<CustomField> {
  const { tenantId } = ctx
  const { entity, type } = body
  return await ctx.inTenant(async tx => {
    await lockFields(tx, tenantId)
    const all = await readCustomFields(tx, tenantId)
    const field = newField(body, all.filter(other => other.entity === entity).length)
    await checkField(all, field)
    await insertCustomField(tx, tenantId, ctx.userId, field)
    if (type === 'formula') await reckon(tx, ctx, entity)
    await audit(tx, ctx, { action: 'create', entity: 'custom_field', entityId: field.fieldId, after: field })
    return field
  })
}

type Exchange = { readonly from: CustomValue; readonly to: CustomValue | undefined; readonly uses: number }

/** What would become of every value that a field has. */
async function exchanges(
  tx: Tx,
  tenantId: string,
  before: CustomField,
  after: Pick<CustomField, 'type' | 'choices'>,
): Promise<readonly Exchange[]> {
  const { currency } = await readCurrency(tx, tenantId)
  const values = await readValuesOf(tx, tenantId, before.entity, before.key)
  return values.map(({ value, uses }) => ({
    from: value as CustomValue,
    to: convertValue(before, after, value as CustomValue, minorDigits(currency)),
    uses: Number(uses),
  }))
}

/** Choices that a text field's values would need: a preview takes each value for one. */
const choicesFor = (field: CustomField, type: CustomType): CustomField['choices'] =>
  type === 'choice' || type === 'multi_choice' ? field.choices : []

export async function previewConversion(ctx: Ctx, fieldId: string, wanted?: CustomType): Promise<Answer<typeof preview>> {
  return await ctx.inTenant(async tx => {
    const field = await readCustomField(tx, ctx.tenantId, fieldId)
    if (field === undefined) throw new Refusal('not_found')
    const type = wanted ?? field.type
    const all = await exchanges(tx, ctx.tenantId, field, { type, choices: choicesFor(field, type) })
    const isAllowed = type === field.type || convertsTo[field.type].includes(type)
    const total = (list: readonly Exchange[]) => list.reduce((sum, { uses }) => sum + uses, 0)
    const lost = all.filter(({ to }) => to === undefined || !isAllowed)
    const words = lost.slice(0, 5).map(({ from }) => writeValue(field, from, ctx.language, 2))
    return { values: total(all), kept: total(all) - total(lost), lost: words, isPossible: lost.length === 0 }
  })
}

/** Values follow their field to its new type, or to fewer choices, only where none would be lost. */
async function convertValues(tx: Tx, tenantId: string, before: CustomField, after: CustomField): Promise<number> {
  const all = await exchanges(tx, tenantId, before, after)
  if (all.length === 0) return 0
  const lost = all.filter(({ to }) => to === undefined)
  const isAllowed = before.type === after.type || convertsTo[before.type].includes(after.type)
  if (!isAllowed || lost.length > 0) {
    const shown = lost
      .slice(0, 3)
      .map(({ from }) => writeValue(before, from, 'zh-CN', 2))
      .join('、')
    throw new Refusal('conflict', [
      `有记录的值无法保留（${shown || '类型不能互转'}），字段未改动。请先改好这些值，或新建一个字段。`,
      `Some records have values that could not be kept (${shown || 'the types do not convert'}); the field was not changed. Correct those values first, or make a new field.`,
    ])
  }
  for (const { from, to } of all)
    if (to !== undefined && JSON.stringify(to) !== JSON.stringify(from))
      await exchangeValue(tx, tenantId, before.entity, before.key, from, to)
  return all.reduce((sum, { uses }) => sum + uses, 0)
}

const differs = (a: unknown, b: unknown) => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null)

function changedField(before: CustomField, body: Omit<Input<typeof change>['body'], 'version'>): CustomField {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  const after = {
    ...before,
    ...given,
    defaultValue: body.defaultValue === undefined ? before.defaultValue : plain(body.defaultValue),
  } as CustomField
  const isFormulaField = after.type === 'formula'
  return {
    ...after,
    section: after.section?.trim() || null,
    resultType: isFormulaField ? after.resultType : null,
    formula: isFormulaField ? after.formula : null,
  }
}

/** What of a field its records' values hang on: where it changes, they are gone through again. */
const touchesValues = (before: CustomField, after: CustomField): boolean =>
  (['type', 'formula', 'resultType', 'isArchived'] as const).some(name => differs(before[name], after[name])) ||
  (after.isFilter && !before.isFilter)

export async function updateCustomField(
  ctx: Ctx,
  fieldId: string,
  { version, ...body }: Input<typeof change>['body'],
): Promise<CustomField> {
  const { tenantId } = ctx
  return await ctx.inTenant(async tx => {
    await lockFields(tx, tenantId)
    const before = await readCustomField(tx, tenantId, fieldId)
    if (before === undefined) throw new Refusal('not_found')
    if (before.version !== version) throw new Refusal('stale')
    const after = changedField(before, body)
    await checkField(await readCustomFields(tx, tenantId, undefined), after)
    const isRecast = after.type !== before.type || differs(before.choices, after.choices)
    const count = isRecast && before.type !== 'formula' ? await convertValues(tx, tenantId, before, after) : 0
    const isTouched = touchesValues(before, after) || count > 0
    const written = { ...after, isFilled: isTouched && after.isFilter ? false : after.isFilled }
    if (!(await writeField(tx, tenantId, written))) throw new Refusal('stale')
    if (before.isFilter && !after.isFilter) await dropFieldValues(tx, tenantId, fieldId)
    if (isTouched) await reckon(tx, ctx, before.entity)
    await audit(tx, ctx, {
      action: 'update',
      entity: 'custom_field',
      entityId: fieldId,
      before,
      after: written,
      ...(count > 0 ? { count } : {}),
    })
    return { ...written, version: version + 1 }
  })
}
