import { foldHeading } from '#core/units/text-key.ts'
import { looksLikeDate } from './date-format.ts'
import type { Sample } from './dialect.ts'
import type { Field } from './field.ts'
import type { ColumnGuess } from './mapping.ts'
import { looksNumeric } from './number-format.ts'
import type { Target } from './targets.ts'

/** What a column of a sample holds, as shares 0..1 of its filled cells. */
export type ColumnContent = {
  readonly filled: number
  readonly numeric: number
  readonly dates: number
  readonly fractions: number
  readonly distinct: number
  readonly cells: readonly string[]
}

const most = 500

/** Looks at one column of a sample. `distinct` is a share of the filled cells too. */
export function contentOf(sample: Sample, column: number): ColumnContent {
  const cells = sample.rows.slice(0, most).map(row => (row[column] ?? '').trim())
  const filled = cells.filter(cell => cell !== '')
  const share = (test: (cell: string) => boolean) => (filled.length === 0 ? 0 : filled.filter(test).length / filled.length)
  return {
    filled: filled.length,
    numeric: share(looksNumeric),
    dates: share(looksLikeDate),
    fractions: share(cell => /\d[.,]\d{1,2}$/.test(cell)),
    distinct: filled.length === 0 ? 0 : new Set(filled).size / filled.length,
    cells: filled,
  }
}

/** A column and a field that may belong together. */
type Pair = { readonly column: number; readonly field: Field; readonly score: number }

const foldedSynonyms = new WeakMap<Field, readonly string[]>()

/** Fields are constants, and a wide file asks for them thousands of times: their headings are folded once. */
function synonymsOf(field: Field): readonly string[] {
  const known = foldedSynonyms.get(field)
  if (known) return known
  const folded = field.synonyms.map(foldHeading)
  foldedSynonyms.set(field, folded)
  return folded
}

/** How well a heading names a field, 0..1: exactly (the first synonym best), or as the tail of a longer heading ("net order amount"). */
export function headingScore(heading: string, field: Field): number {
  return foldedScore(foldHeading(heading), field)
}

function foldedScore(folded: string, field: Field): number {
  if (folded === '') return 0
  const rank = synonymsOf(field).indexOf(folded)
  if (rank !== -1) return 1 - rank * 0.003
  const tails = synonymsOf(field).filter(synonym => synonym.length >= (/[a-z]/.test(synonym) ? 4 : 2) && folded.endsWith(synonym))
  return tails.reduce((best, tail) => Math.max(best, (0.6 * tail.length) / folded.length), 0)
}

/** How far the content of a column speaks against a field: 1 = not at all. An empty column says nothing. */
function contentFactor(content: ColumnContent, field: Field): number {
  if (content.filled === 0) return 0.9
  if (field.type === 'date' || field.type === 'moment') return content.dates >= 0.5 || isSerial(content) ? 1 : 0.1
  if (field.type === 'decimal' || field.type === 'money' || field.type === 'fraction') return content.numeric >= 0.5 ? 1 : 0.1
  if (field.type === 'currency') return content.numeric > 0.5 ? 0.1 : 1
  if (field.type === 'text') return content.dates > 0.9 ? 0.3 : 1
  return content.dates > 0.9 && content.numeric < 0.5 ? 0.2 : 1
}

/** Days since 1899 as Excel counts them (1990 to 2064), or seconds since 1970. */
function isSerial(content: ColumnContent): boolean {
  const days = content.cells.filter(cell => /^(?:3[3-9]|[45]\d)\d{3}(?:\.\d+)?$/.test(cell) || /^1\d{9}(?:\d{3})?$/.test(cell))
  return days.length >= content.filled * 0.9
}

const surest = 0.35

/**
 * Which column is which field of a target: best pairs first, a column and a field once each. Fields that the target needs and no heading names
 * are looked for in the content. `given` are columns that someone named: they stand, and in a table without heading only what is still needed is guessed.
 */
export function guessColumns(sample: Sample, target: Target, given: Readonly<Record<string, number>> = {}): ColumnGuess[] {
  const contents = sample.headings.map((_, column) => contentOf(sample, column))
  const guesses = sample.headings.map((heading, column) => unknownColumn(heading, column, contents[column]))
  const set = (column: number, role: string, confidence: number, because: ColumnGuess['because']) => {
    const guess = guesses[column]
    if (guess) guesses[column] = { ...guess, role, confidence: Math.round(confidence * 100) / 100, because }
  }
  for (const [role, column] of Object.entries(given)) set(column, role, 1, 'given')
  for (const pair of bestPairs(sample, target, contents, given)) set(pair.column, pair.field.role, pair.score, 'heading')
  if (target.name === 'order_lines') fillFromContent(guesses, contents, set)
  return guesses
}

const unknownColumn = (heading: string, column: number, content: ColumnContent | undefined): ColumnGuess => ({
  column,
  heading,
  role: null,
  confidence: 0,
  because: 'none',
  examples: [...new Set(content?.cells)].slice(0, 3),
})

function bestPairs(sample: Sample, target: Target, contents: readonly ColumnContent[], given: Readonly<Record<string, number>>): Pair[] {
  const taken = new Set(Object.values(given))
  const roles = new Set(Object.keys(given))
  const folded = sample.headings.map(foldHeading)
  const pairs = folded.flatMap((heading, column) =>
    target.fields.map(field => ({
      column,
      field,
      score: foldedScore(heading, field) * contentFactor(contents[column] ?? contentOf(sample, column), field),
    })),
  )
  const chosen: Pair[] = []
  for (const pair of pairs.filter(({ score }) => score >= surest).sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (taken.has(pair.column) || roles.has(pair.field.role)) continue
    taken.add(pair.column)
    roles.add(pair.field.role)
    chosen.push(pair)
  }
  return chosen
}

type Setter = (column: number, role: string, confidence: number, because: 'content') => void

/** What headings leave open is looked for in the cells: a column of dates, one of repeated codes, one of amounts. */
function fillFromContent(guesses: readonly ColumnGuess[], contents: readonly ColumnContent[], set: Setter): void {
  const has = (...roles: string[]) => guesses.some(guess => guess.role !== null && roles.includes(guess.role))
  const free = () => guesses.filter(guess => guess.role === null && guess.examples.length > 0).map(guess => guess.column)
  const find = (test: (content: ColumnContent) => boolean) => free().find(column => test(contents[column] as ColumnContent))
  const related = has('order') && !has('orderDate') && !has('customer', 'customerName')
  const date = has('orderDate') || related ? undefined : find(content => content.dates > 0.9)
  if (date !== undefined) set(date, 'orderDate', 0.5, 'content')
  const customer =
    has('customer', 'customerName') || related
      ? undefined
      : find(content => content.distinct < 0.9 && content.distinct * content.filled >= 2 && content.fractions < 0.2 && content.dates < 0.5)
  if (customer !== undefined) set(customer, 'customer', 0.4, 'content')
  const measured = has('amount', 'amountWithTax', 'unitPrice', 'unitPriceWithTax')
  const amount = measured
    ? undefined
    : free().findLast(column => (contents[column]?.fractions ?? 0) > 0.5 && (contents[column]?.numeric ?? 0) > 0.9)
  if (amount !== undefined) set(amount, 'amount', 0.4, 'content')
}
