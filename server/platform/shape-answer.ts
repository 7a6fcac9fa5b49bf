import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

type Schema = TSchema & {
  readonly type?: string
  readonly properties?: Record<string, Schema>
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Record<string, Schema>
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema | readonly Schema[]
}
type Shape = (value: unknown) => unknown

const plain: Shape = value => (value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? Number(value) : value)

function objectShape(properties: Record<string, Schema>): Shape {
  const shapes = Object.entries(properties).map(([name, schema]) => [name, shapeOf(schema)] as const)
  return value => {
    if (typeof value !== 'object' || value === null) return value
    const given = value as Record<string, unknown>
    const shaped: Record<string, unknown> = {}
    for (const [name, shape] of shapes) if (given[name] !== undefined) shaped[name] = shape(given[name])
    return shaped
  }
}

function recordShape(schema: Schema): Shape {
  const shape = shapeOf(schema)
  return value => {
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one)]))
  }
}

const isComposed = (schema: Schema) =>
  schema.type === 'object' || schema.type === 'array' || schema.anyOf !== undefined || schema.allOf !== undefined

/** Of several composed variants the first that the value fits is taken; with one, no check is needed. */
function unionShape(variants: readonly Schema[]): Shape {
  const composed = variants.filter(isComposed)
  if (composed.length === 0) return plain
  if (composed.length === 1) {
    const shape = shapeOf(composed[0] as Schema)
    return value => (typeof value === 'object' && !(value instanceof Date) ? shape(value) : plain(value))
  }
  const choices = composed.map(schema => ({ validator: Compile(schema), shape: shapeOf(schema) }))
  return value => choices.find(choice => choice.validator.Check(value))?.shape(value) ?? plain(value)
}

function intersectShape(parts: readonly Schema[]): Shape {
  const shapes = parts.map(shapeOf)
  return value => Object.assign({}, ...shapes.map(shape => shape(value)))
}

function shapeOf(schema: Schema): Shape {
  if (schema.anyOf) return unionShape(schema.anyOf)
  if (schema.allOf) return intersectShape(schema.allOf)
  if (schema.properties) return schema.additionalProperties === true ? value => value : objectShape(schema.properties)
  const record = Object.values(schema.patternProperties ?? {})[0]
  if (record) return recordShape(record)
  if (schema.type === 'array' && schema.items && !Array.isArray(schema.items)) {
    const shape = shapeOf(schema.items as Schema)
    return value => (Array.isArray(value) ? value.map(shape) : value)
  }
  return plain
}

/**
 * Makes the function that writes an answer: only what the schema names goes out, whatever else the value carries; times become ISO text.
 * With `strict` (tests, development) an answer that does not fit its schema throws: a fault of ours, not of the caller.
 */
export function answerShape(schema: TSchema, strict: boolean): Shape {
  let shape: Shape | undefined
  let validator: ReturnType<typeof Compile> | undefined
  return value => {
    shape ??= shapeOf(schema as Schema)
    const shaped = shape(value)
    if (!strict) return shaped
    validator ??= Compile(schema)
    const [first] = validator.Check(shaped) ? [] : validator.Errors(shaped)
    if (first) throw new Error(`the answer does not fit its contract at ${first.instancePath || '/'}: ${first.message}`)
    return shaped
  }
}
