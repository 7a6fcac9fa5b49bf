import type { TSchema } from 'typebox'

/** Ids of a firm by the names under which the contract asks for them. */
export type Ids = Record<string, string>

/** A schema of the contract, as far as a sample of it is made. */
export type Schema = TSchema & {
  readonly format?: string
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly type?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly minItems?: number
  readonly minLength?: number
  readonly items?: Schema
  readonly properties?: Record<string, Schema>
}

const variants = (schema: Schema): readonly Schema[] => schema.anyOf ?? [schema]
/** Whether a field of the contract is the id of something, or a list of them. */
export const isId = (schema: Schema): boolean =>
  variants(schema).some(one => one.format === 'uuid' || (one.type === 'array' && isId((one.items ?? {}) as Schema)))

/** A value that the schema takes; ids are those of the firm. */
export function sample(schema: Schema, name: string, ids: Ids): unknown {
  const one = variants(schema)[0] as Schema
  if (one.enum) return one.enum[0]
  if (one.const !== undefined) return one.const
  if (one.format === 'uuid') return ids[name]
  if (one.format === 'date') return '2026-03-31'
  if (one.format === 'email') return `${name}@example.com`
  if (one.type === 'string')
    return one.pattern?.includes('[A-Z]{3}') ? 'CNY' : one.pattern?.startsWith('^[a-z]') ? 'customers' : 'sample text'
  if (one.type === 'integer' || one.type === 'number') return Math.max(1, one.minimum ?? 1)
  if (one.type === 'boolean') return false
  if (one.type === 'array') return Array.from({ length: one.minItems ?? 1 }, () => sample((one.items ?? {}) as Schema, name, ids))
  return Object.fromEntries(Object.entries(one.properties ?? {}).map(([key, inner]) => [key, sample(inner, key, ids)]))
}
