import { parseDay } from '../units/civil-day.ts'
import type { CustomValue, FormulaFault, ResultType } from './custom-field.ts'

/** What a formula may cost: letters, nodes and depth of its text; steps, letters and members of what it makes. */
export const formulaLimits = { letters: 2000, nodes: 300, depth: 30, steps: 20_000, made: 20_000, millis: 100 } as const

/**
 * The functions of JSONata that a formula may call. Left out is what looks at the clock or throws dice, runs text as a program or a pattern,
 * or makes large things of small ones.
 */
export const formulaFunctions = [
  'sum', 'count', 'max', 'min', 'average', 'abs', 'floor', 'ceil', 'round', 'power', 'sqrt', 'number', 'string', 'length', 'substring',
  'substringBefore', 'substringAfter', 'uppercase', 'lowercase', 'trim', 'contains', 'join', 'boolean', 'not', 'exists', 'distinct',
] as const // biome-ignore format: a list to be read at a glance

/** A node of the parsed formula, as far as it is looked at. */
export type FormulaNode = { readonly type?: string; readonly value?: unknown; readonly [part: string]: unknown }
export type FormulaProblem = { readonly problem: 'too_long' | 'too_deep' | 'not_allowed'; readonly what?: string }

const allowedTypes = new Set([
  'path',
  'name',
  'number',
  'string',
  'value',
  'binary',
  'unary',
  'condition',
  'block',
  'function',
  'variable',
  'filter',
])
const allowedOperators = new Set(['+', '-', '*', '/', '%', '=', '!=', '<', '<=', '>', '>=', '&', 'and', 'or', 'in', '['])
/** Not among them: `*` and `$`, which read a record whole, whatever of it is hidden from whom. */
const functionNames: ReadonlySet<string> = new Set(formulaFunctions)

const isNode = (part: unknown): part is FormulaNode => typeof part === 'object' && part !== null && !Array.isArray(part)
const partsOf = (node: FormulaNode): readonly unknown[] => Object.values(node).flatMap(part => (Array.isArray(part) ? part.flat() : [part]))

function nodeProblem(node: FormulaNode): FormulaProblem | undefined {
  const { type, value } = node
  if (type === undefined) return undefined
  if (!allowedTypes.has(type)) return { problem: 'not_allowed', what: type }
  if ((type === 'binary' || type === 'unary') && !allowedOperators.has(String(value)))
    return { problem: 'not_allowed', what: String(value) }
  if (type === 'variable' && !functionNames.has(String(value))) return { problem: 'not_allowed', what: `$${String(value)}` }
  return undefined
}

/** What a parsed formula may not contain; undefined for one that may be kept. The text's length is checked beside. */
export function formulaProblem(root: unknown): FormulaProblem | undefined {
  let nodes = 0
  const look = (part: unknown, depth: number): FormulaProblem | undefined => {
    if (!isNode(part)) return undefined
    if (depth > formulaLimits.depth) return { problem: 'too_deep' }
    if (++nodes > formulaLimits.nodes) return { problem: 'too_long' }
    const problem = nodeProblem(part)
    if (problem) return problem
    for (const below of partsOf(part)) {
      const found = look(below, depth + 1)
      if (found) return found
    }
    return undefined
  }
  return look(root, 1)
}

/** The names of fields that a parsed formula reads. */
export function namesIn(root: unknown): ReadonlySet<string> {
  const names = new Set<string>()
  const look = (part: unknown, depth: number): void => {
    if (!isNode(part) || depth > formulaLimits.depth) return
    if (part.type === 'name') names.add(String(part.value))
    for (const below of partsOf(part)) look(below, depth + 1)
  }
  look(root, 1)
  return names
}

/** Formulas in the order in which they can be reckoned, each after those it reads; undefined where they read each other in a circle. */
export function formulaOrder(reads: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const order: string[] = []
  const left = new Set(reads.keys())
  while (left.size > 0) {
    const ready = [...left].filter(key => ![...(reads.get(key) ?? [])].some(name => left.has(name)))
    if (ready.length === 0) return undefined
    for (const key of ready) {
      order.push(key)
      left.delete(key)
    }
  }
  return order
}

/** What a formula gave, held to the type that its field promises; null for nothing. */
export function resultOf(given: unknown, type: ResultType): CustomValue | FormulaFault | null {
  if (given === undefined || given === null || given === '') return null
  if (type === 'number') return typeof given === 'number' && Number.isFinite(given) ? given : { error: 'wrong_type' }
  const text = typeof given === 'string' ? given : typeof given === 'number' || typeof given === 'boolean' ? String(given) : undefined
  if (text === undefined) return { error: 'wrong_type' }
  if (type === 'date') return parseDay(text) === undefined ? { error: 'wrong_type' } : text
  return text.length > 4000 ? { error: 'too_long' } : text
}
