import { currencyOf } from '#core/units/currency.ts'
import type { DateGuess } from '#core/intake/date-format.ts'
import type { Sample } from '#core/intake/dialect.ts'
import { guessFiles } from '#core/intake/guess-files.ts'
import type { ColumnGuess, Mapping } from '#core/intake/mapping.ts'
import type { OwnImportField } from '#core/intake/own-field.ts'
import { missingNeeds, type TargetName, targetNames } from '#core/intake/targets.ts'
import type { Source } from './read-bytes.ts'
import { readSample } from './read-records.ts'

/** A file and how it will be read, with the guesses for the mapping screen; `mapping` undefined = set aside. */
export type FilePlan = {
  readonly source: Source
  readonly sample: Sample
  readonly mapping: Mapping | undefined
  readonly guesses: readonly ColumnGuess[]
  readonly dates: readonly (DateGuess & { readonly role: string })[]
}

/** What someone fixed by hand for one file. */
export type GivenPlan = { readonly target?: TargetName | undefined; readonly columns?: Readonly<Record<string, number>> | undefined }

/** Looks at all files at once and says what each is and how it is read. Refuses what cannot be read. */
export async function planFiles(
  sources: readonly Source[],
  given: (source: Source, sample: Sample) => GivenPlan | undefined = () => undefined,
  own: readonly OwnImportField[] = [],
): Promise<FilePlan[]> {
  const samples: Sample[] = []
  for (const source of sources) samples.push(await readSample(source))
  const files = sources.map((source, at) => {
    const sample = samples[at] as Sample
    return { source, sample, name: source.name, given: given(source, sample) }
  })
  const guesses = guessFiles(files, own)
  return files.map(({ source, sample }, at) => ({
    source,
    sample,
    mapping: guesses[at]?.mapping,
    guesses: guesses[at]?.guesses ?? [],
    dates: guesses[at]?.dates ?? [],
  }))
}

/** The order in which files are read: what others refer to first. */
export function inReadingOrder<T extends { readonly mapping: Mapping }>(plans: readonly T[]): T[] {
  return plans.toSorted((a, b) => targetNames.indexOf(a.mapping.target) - targetNames.indexOf(b.mapping.target))
}

/** Fields that are missing from a file of order lines, given what stands beside it: of each list one is needed. */
export function missingFields(mapping: Mapping, hasHeads: boolean): readonly (readonly string[])[] {
  const roles = new Set(Object.keys(mapping.columns))
  const missing = [...missingNeeds(mapping.target, roles)]
  if (mapping.target !== 'order_lines' || (hasHeads && roles.has('order'))) return missing
  if (!roles.has('orderDate')) missing.push(['orderDate'])
  if (!roles.has('customer') && !roles.has('customerName')) missing.push(['customer', 'customerName'])
  return missing.filter(need => !need.includes('order') || need.length === 1)
}

/** The one currency that all sampled rows name, if they do. */
export function currencyIn(plans: readonly FilePlan[]): string | undefined {
  const found = plans.flatMap(({ mapping, sample }) => {
    const column = mapping?.columns.currency
    return column === undefined ? [] : sample.rows.flatMap(row => currencyOf(row[column] ?? '') ?? [])
  })
  return new Set(found).size === 1 ? found[0] : undefined
}
