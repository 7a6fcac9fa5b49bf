import type { TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { TLocalizedValidationError } from 'typebox/error'
import { type Endpoint, type Input, seenSign, unseenSigns, visible } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import { strayDays } from './check-days.ts'
import { type FieldFault, Refusal } from './errors.ts'

type Part = 'params' | 'query' | 'body'
type Schema = TSchema & {
  readonly type?: string
  readonly properties?: Record<string, Schema>
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
}

const formats: Record<string, Words> = {
  uuid: ['应为 UUID 编号', 'must be a UUID'],
  date: ['应为日期，如 2026-11-21', 'must be a day such as 2026-11-21'],
  'date-time': ['应为带时区的时间，如 2026-11-21T08:30:00Z', 'must be a time with its zone, such as 2026-11-21T08:30:00Z'],
  email: ['应为邮箱地址，如 name@example.com', 'must be an e-mail address such as name@example.com'],
}

const kinds: Record<string, Words> = {
  string: ['文本', 'text'],
  integer: ['整数', 'a whole number'],
  number: ['数字', 'a number'],
  boolean: ['true 或 false', 'true or false'],
  array: ['列表', 'a list'],
  object: ['对象', 'an object'],
  null: ['空值', 'null'],
}

function typeWords(type: string | string[]): Words {
  const names = [type].flat().map(name => kinds[name] ?? ([name, name] as const))
  return [`应为${names.map(words => words[0]).join('或')}`, `must be ${names.map(words => words[1]).join(' or ')}`]
}

const sizes: Record<string, (limit: number) => Words> = {
  minLength: n => (n === 1 ? ['不能为空', 'must not be empty'] : [`至少 ${n} 个字符`, `must have at least ${n} characters`]),
  maxLength: n => [`最多 ${n} 个字符`, `must have at most ${n} characters`],
  minimum: n => [`不能小于 ${n}`, `must not be less than ${n}`],
  maximum: n => [`不能大于 ${n}`, `must not be more than ${n}`],
  exclusiveMinimum: n => [`必须大于 ${n}`, `must be more than ${n}`],
  exclusiveMaximum: n => [`必须小于 ${n}`, `must be less than ${n}`],
  minItems: n => [`至少 ${n} 项`, `must have at least ${n} entries`],
  maxItems: n => [`最多 ${n} 项`, `must have at most ${n} entries`],
  multipleOf: n => [`应为 ${n} 的倍数`, `must be a multiple of ${n}`],
}

const seen = new RegExp(seenSign, 'u')
const unseen = new RegExp(`[${unseenSigns}]`, 'u')

function visibleWords(text: string): Words {
  if (!seen.test(text))
    return [
      '只有空格或看不见的字符，请填写看得见的文字',
      'has nothing but blanks or characters that do not show: write something that can be read',
    ]
  const code = (unseen.exec(text)?.[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return [
    `含有看不见的控制符（U+${code}，例如改变文字方向的符号），看到的与存下的会不一致：请删去，或重新键入而不要粘贴`,
    `holds a sign that is not seen (U+${code}, such as one that turns the direction of writing), so that what is read is not what is kept: remove it, or type instead of pasting`,
  ]
}

function wordsFor({ keyword, params, message }: TLocalizedValidationError, value: unknown): Words {
  const p = params as {
    limit?: number
    multipleOf?: number
    format?: string
    type?: string | string[]
    allowedValues?: unknown[]
    allowedValue?: unknown
    pattern?: string
  }
  const size = sizes[keyword]
  if (size) return size(Number(p.limit ?? p.multipleOf))
  if (keyword === 'type' && p.type !== undefined) return typeWords(p.type)
  if (keyword === 'format') return formats[p.format ?? ''] ?? [`格式应为 ${p.format}`, `must have the form ${p.format}`]
  if (keyword === 'enum' || keyword === 'const') {
    const list = [p.allowedValues ?? [p.allowedValue]].flat().join(', ')
    return [`只能是：${list}`, `must be one of: ${list}`]
  }
  if (keyword === 'pattern' && String(p.pattern) === visible) return visibleWords(String(value))
  if (keyword === 'pattern') return ['格式不正确', 'has a form that is not accepted']
  if (keyword === 'uniqueItems') return ['不能有重复项', 'must not repeat an entry']
  return ['不符合要求', message]
}

const dotted = (part: Part, pointer: string, name?: string) =>
  [part, ...pointer.split('/').slice(1), ...(name === undefined ? [] : [name])].join('.')

/** What stands at a JSON pointer. */
const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce(
      (inner: unknown, name) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined),
      value,
    )

function faultsOf(part: Part, errors: readonly TLocalizedValidationError[], value: unknown): FieldFault[] {
  const faults = new Map<string, { readonly words: Words; readonly isOfType: boolean }>()
  /** Of a value that may be of several types, what is wrong within its own type says more than that it is not of another. */
  const tell = (path: string, words: Words, isOfType = false) => {
    const before = faults.get(path)
    if (before === undefined ? faults.size < 50 : before.isOfType && !isOfType) faults.set(path, { words, isOfType })
  }
  for (const error of errors) {
    if (error.keyword === 'required')
      for (const name of error.params.requiredProperties) tell(dotted(part, error.instancePath, name), ['必填', 'is required'])
    else if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf')
      tell(dotted(part, error.instancePath), wordsFor(error, at(value, error.instancePath)), error.keyword === 'type')
  }
  if (faults.size === 0) for (const error of errors) tell(dotted(part, error.instancePath), wordsFor(error, at(value, error.instancePath)))
  return [...faults].map(([path, { words }]) => ({ path, words }))
}

const variantsOf = (schema: Schema): readonly Schema[] => schema.anyOf ?? [schema]

/** What a text of the address means by its schema: `5`, `true`; a text that means nothing there is left for the check to refuse. */
function fromText(schema: Schema, value: unknown): unknown {
  if (typeof value !== 'string') return value
  const types = variantsOf(schema).map(variant => variant.type)
  if (types.includes('integer') && /^-?\d{1,15}$/.test(value)) return Number(value)
  if (types.includes('number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true'
  return types.includes('object') ? fromJson(value) : value
}

/** A field of an upload may carry an object as JSON; what is none is left for the check to refuse. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Reads the texts of params, query or an upload's fields by the schema: numbers, booleans, objects, and lists of which only one was given. */
function readTexts(schema: Schema, given: unknown): unknown {
  const texts = given as Record<string, unknown>
  const read = ([name, value]: [string, unknown]) => {
    const property = schema.properties?.[name]
    if (property === undefined) return [name, value]
    const list = variantsOf(property).find(variant => variant.type === 'array')
    return [name, list ? [value].flat().map(one => fromText(list.items ?? {}, one)) : fromText(property, value)]
  }
  return Object.fromEntries(Object.entries(texts).map(read))
}

function strangersOf(part: Part, schema: Schema, value: unknown): FieldFault[] {
  const { properties } = schema
  if (properties === undefined || typeof value !== 'object' || value === null) return []
  const strange = Object.keys(value).filter(name => !Object.hasOwn(properties, name))
  return strange.slice(0, 50).map(name => ({ path: `${part}.${name}`, words: ['没有这个字段', 'is not a field here'] }))
}

/** Deeper than any form of ours: what nests further is refused before something recurses into it. */
const depthLimit = 40

/** What no column and no JSON of the database can hold: NUL, halves of surrogate pairs, numbers beyond the exact ones, nesting without end. */
function unstorable(value: unknown, depth = 0): Words | undefined {
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed()
      ? [
          '含有无法保存的字符（空字符或残缺字符），请删去后重试',
          'holds a character that cannot be kept (NUL or half a character): remove it',
        ]
      : undefined
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return ['数值超出可保存的范围', 'is a number beyond what can be kept']
  if (typeof value !== 'object' || value === null) return undefined
  if (depth >= depthLimit) return ['嵌套层次过深', 'is nested too deeply']
  for (const [name, inner] of Object.entries(value)) {
    const words = unstorable(name) ?? unstorable(inner, depth + 1)
    if (words) return words
  }
  return undefined
}

function unstorableFields(part: Part, given: unknown): FieldFault[] {
  if (typeof given !== 'object' || given === null) return []
  return Object.entries(given).flatMap(([name, value]) => {
    const words = unstorable(name) ?? unstorable(value)
    return words ? [{ path: `${part}.${name.replaceAll('\0', '').toWellFormed()}`, words }] : []
  })
}

type Check = (given: unknown) => { readonly value: unknown; readonly faults: readonly FieldFault[] }

/** Compiled at the first request: a start does not wait for the validators of a hundred endpoints. */
function checkOf(part: Part, schema: TSchema, asTexts: boolean): Check {
  let validator: ReturnType<typeof Compile> | undefined
  return given => {
    const broken = unstorableFields(part, given)
    if (broken.length > 0) return { value: given, faults: broken.slice(0, 50) }
    validator ??= Compile(schema)
    const value = validator.Default(asTexts ? readTexts(schema as Schema, given ?? {}) : (given ?? {}))
    const strange = strangersOf(part, schema as Schema, value)
    return { value, faults: validator.Check(value) ? strange : [...faultsOf(part, validator.Errors(value), value), ...strange] }
  }
}

/** Makes the check of an endpoint's input; days in a body lie around the day that `now` tells. It answers what the schemas describe, or throws `invalid` with every field that is wrong. */
export function inputCheck<E extends Endpoint<TObject, TObject>>(endpoint: E, now: () => Date): (given: Record<Part, unknown>) => Input<E> {
  const checks = (['params', 'query', 'body'] as const).map(
    part => [part, checkOf(part, endpoint[part], part !== 'body' || endpoint.form === 'upload')] as const,
  )
  return given => {
    const results = checks.map(([part, check]) => [part, check(given[part])] as const)
    const faults = results.flatMap(([, result]) => result.faults)
    const fields = faults.length > 0 ? faults : strayDays(endpoint.body, results[2]?.[1].value, now())
    if (fields.length > 0) throw new Refusal('invalid', undefined, { fields })
    return Object.fromEntries(results.map(([part, result]) => [part, result.value])) as Input<E>
  }
}
