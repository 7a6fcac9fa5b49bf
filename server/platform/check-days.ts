import type { TSchema } from 'typebox'
import type { Words } from '#contract/platform/language.ts'
import type { FieldFault } from './errors.ts'

type Schema = TSchema & {
  readonly format?: string
  readonly properties?: Record<string, Schema>
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
}

const firstDay = '1900-01-01'
const yearsAhead = 50

/** The last day that may be written down: so many years from now, 28 February where that year has no 29th. */
const lastDay = (now: Date): string => {
  const [month, day] = [now.getUTCMonth() + 1, now.getUTCDate()]
  const days = month === 2 && day === 29 ? 28 : day
  return `${now.getUTCFullYear() + yearsAhead}-${String(month).padStart(2, '0')}-${String(days).padStart(2, '0')}`
}

const wordsOf = (last: string): Words => [
  `应在 ${firstDay} 至 ${last} 之间，请检查年份`,
  `must lie between ${firstDay} and ${last}: check the year`,
]

function* daysIn(schema: Schema, value: unknown, path: string): Generator<readonly [path: string, day: string]> {
  if (typeof value === 'string') {
    if ([schema, ...(schema.anyOf ?? [])].some(({ format }) => format === 'date')) yield [path, value]
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const variant of [schema, ...(schema.anyOf ?? [])])
    for (const [name, inner] of Object.entries(value)) {
      const of = Array.isArray(value) ? variant.items : variant.properties?.[name]
      if (of !== undefined) yield* daysIn(of, inner, `${path}.${name}`)
    }
}

/**
 * The days of a form that lie before 1900 or more than fifty years ahead: slips of the keys, which would stand in every rhythm and term that is
 * reckoned from them. Only what is written down is held to it; a question may ask from the first day there is.
 */
export function strayDays(schema: TSchema, value: unknown, now: Date): FieldFault[] {
  const last = lastDay(now)
  const stray = new Set(
    [...daysIn(schema as Schema, value, 'body')].filter(([, day]) => day < firstDay || day > last).map(([path]) => path),
  )
  return [...stray].slice(0, 50).map(path => ({ path, words: wordsOf(last) }))
}
