import { foldHeading } from '#core/units/text-key.ts'
import type { Sample } from './dialect.ts'
import { contentOf } from './guess-columns.ts'
import { type GuessedMapping, guessMapping } from './guess-mapping.ts'
import type { OwnImportField } from './own-field.ts'
import { missingNeeds, type TargetName, targetNames, targets } from './targets.ts'

/** A file as it was understood; `undefined` = set aside. */
export type GuessedFile = GuessedMapping | undefined

type Given = { readonly target?: TargetName | undefined; readonly columns?: Readonly<Record<string, number>> | undefined }
type NamedSample = { readonly name: string; readonly sample: Sample; readonly given?: Given | undefined }
type Looked = NamedSample & { readonly own: readonly OwnImportField[] }
type Scored = GuessedMapping & { readonly score: number }

/** The field by which other files refer to a row of this target: no value twice. */
const ownKeys: Partial<Record<TargetName, string>> = {
  categories: 'category',
  items: 'item',
  carriers: 'carrier',
  suppliers: 'supplier',
  customers: 'customer',
  orders: 'order',
  deliveries: 'delivery',
  payments: 'payment',
}

/**
 * What each of several files holds, all at once. A file is what most of its headings say, what its name says, and whose key stands in it only
 * once a row. Order lines without customer and date need the file of orders; where several could be lines, the one with customer and date but
 * the fewer measures is it.
 */
export function guessFiles(given: readonly NamedSample[], own: readonly OwnImportField[] = []): GuessedFile[] {
  const files = given.map(file => ({ ...file, own }))
  const first = files.map(file => best(candidatesOf(file)))
  const homeless = first.some(guess => guess?.mapping.target === 'order_lines' && !standsAlone(guess))
  const heads = first.some(guess => guess?.mapping.target === 'orders')
  return first.map((guess, at) => {
    const file = files[at]
    if (!guess || !file || guess.mapping.target !== 'orders' || homeless) return homeless && !heads && file ? asHeads(file, guess) : guess
    return asLines(file, guess)
  })
}

const standsAlone = ({ mapping: { columns } }: GuessedMapping) =>
  columns.orderDate !== undefined && (columns.customer !== undefined || columns.customerName !== undefined)

/** A file taken for lines that could be the heads of the real ones. */
function asHeads(file: Looked, guess: GuessedFile): GuessedFile {
  if (guess?.mapping.target !== 'order_lines' || !standsAlone(guess)) return guess
  const heads = candidatesOf(file).find(candidate => candidate.mapping.target === 'orders')
  return heads ?? guess
}

/** A file of orders without any file of lines: an order a row, if it has amounts. */
function asLines(file: Looked, guess: GuessedMapping): GuessedFile {
  return candidatesOf(file).find(candidate => candidate.mapping.target === 'order_lines' && standsAlone(candidate)) ?? guess
}

const best = (candidates: readonly Scored[]): Scored | undefined =>
  candidates.reduce<Scored | undefined>((found, next) => (found && found.score >= next.score ? found : next), undefined)

function candidatesOf({ name, sample, given, own }: Looked): Scored[] {
  const wanted = given?.target ? [given.target] : given?.columns ? (['order_lines'] as const) : targetNames
  return wanted.flatMap(target => {
    const guessed = guessMapping(sample, target, given?.columns, own)
    const roles = new Set(Object.keys(guessed.mapping.columns))
    const enough = missingNeeds(target, roles).length === 0
    return enough || given !== undefined ? [{ ...guessed, score: scoreOf(name, sample, guessed) }] : []
  })
}

function scoreOf(name: string, sample: Sample, { mapping, guesses }: GuessedMapping): number {
  const sure = guesses.reduce((sum, guess) => sum + guess.confidence, 0)
  return (
    sure / Math.max(1, guesses.length) + (isNamedFor(name, mapping.target) ? 0.5 : 0) + keyBonus(sample, mapping.target, mapping.columns)
  )
}

function isNamedFor(name: string, target: TargetName): boolean {
  const bare = (name.split(/[/\\]/).at(-1) ?? name).replace(/(?:\.(?:csv|tsv|txt|gz|xlsx))+$/i, '')
  const folded = foldHeading(bare).replace(/\d+$/, '')
  return targets[target].fileNames.some(hint => foldHeading(hint) === folded)
}

function keyBonus(sample: Sample, target: TargetName, columns: Readonly<Record<string, number>>): number {
  const key = columns[ownKeys[target] ?? '']
  if (ownKeys[target] === undefined || key === undefined) return 0
  return contentOf(sample, key).distinct > 0.999 ? 0.3 : -1
}
