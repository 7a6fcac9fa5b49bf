import type { CivilDay } from '#core/units/civil-day.ts'
import { compareText } from '#core/units/text-key.ts'
import type { Book, CellColumns, DayColumns, Sources } from './book.ts'
import { emptyDays, emptyLike, gather, startsOf } from './book-columns.ts'
import { type FactKind, factKinds, newFactStage, stageFact } from './fact-stage.ts'
import { type DayColumn, type Folded, foldStage } from './fold-part.ts'

/** What is known before the first line: whether lines carry costs, and whether they name an item or a category. */
export type BuilderPlan = { readonly hasCost: boolean; readonly cellKind: 'category' | 'item'; readonly hasCells: boolean }

/** One order line for the book, in the base currency's minor units. `cost` NaN = not known, `key` -1 = no item. */
export type BookLine = {
  readonly day: CivilDay
  readonly amount: number
  readonly cost: number
  readonly key: number
  readonly isOrder: boolean
  readonly isReturn: boolean
  /** The first line of its document of return. */
  readonly opensReturn: boolean
}

export type BookBuilder = {
  readonly addLine: (dyad: number, line: BookLine) => void
  /** A fact beside the lines: a count (deliveries) or an amount. */
  readonly addFact: (dyad: number, day: CivilDay, kind: FactKind, amount: number) => void
  /** The last day, not after `limit`, on which a customer ordered; undefined where none did. */
  readonly lastOrder: () => CivilDay | undefined
  /** Builds the book out of the facts dated <= `until`; the builder is empty afterwards. Dyads without any fact come out only where `keep` says so. */
  readonly finish: (request: FinishRequest) => FinishedBook
}

export type FinishRequest = {
  readonly keys: readonly string[]
  readonly cellKeys: readonly string[]
  readonly currency: string
  readonly until: CivilDay
  readonly keep: (dyad: number) => boolean
}

/** `dyads[k]`: the builder's number of the book's k-th dyad. `late`: lines left out because they lie after `until`. */
export type FinishedBook = { readonly book: Book; readonly dyads: Uint32Array; readonly late: number }

const kinds = Object.fromEntries(factKinds.map((kind, index) => [kind, index])) as Record<FactKind, number>

/**
 * Gathers order lines and facts into a Book with little memory: 13 to 21 bytes a line until `finish`, which folds them part by part and gives the
 * memory back on the way. `limit`: facts after this day are never kept.
 */
export function newBookBuilder({ hasCost, cellKind, hasCells }: BuilderPlan, limit: CivilDay): BookBuilder {
  const stage = newFactStage(hasCost, hasCells)
  const fed = new Set<FactKind>()
  let lastOrder = Number.NEGATIVE_INFINITY
  const addLine = (dyad: number, line: BookLine) => {
    if (line.day > limit) return
    if (line.isOrder && line.day > lastOrder) lastOrder = line.day
    const kind = line.isReturn ? kinds.return : line.isOrder ? kinds.order : kinds.gift
    stageFact(stage, dyad, line.day, kind, line.amount, line.key, line.cost, line.opensReturn)
  }
  const addFact = (dyad: number, day: CivilDay, kind: FactKind, amount: number) => {
    if (day > limit || amount === 0) return
    fed.add(kind)
    stageFact(stage, dyad, day, kinds[kind], amount, -1, Number.NaN, false)
  }
  const finish = (request: FinishRequest): FinishedBook => {
    const folded = foldStage(stage, request.keys.length, request.cellKeys.length, request.until)
    const dyads = orderOf(folded, request)
    const sources = sourcesOf(folded, fed, hasCost)
    const days = daysOf(folded, dyads, sources)
    const cells: CellColumns = { ...cellsOf(folded, dyads), keys: request.cellKeys, kind: cellKind }
    const keys = Array.from(dyads, dyad => request.keys[dyad] as string)
    const from = Math.min(folded.firstDay, request.until)
    return { book: { keys, currency: request.currency, from, until: request.until, days, cells, sources }, dyads, late: folded.late }
  }
  return { addLine, addFact, lastOrder: () => (Number.isFinite(lastOrder) ? lastOrder : undefined), finish }
}

/** The dyads that are in the book, by their code: that order breaks ties. */
function orderOf({ dayCount }: Folded, { keys, keep }: FinishRequest): Uint32Array {
  const present = Array.from(keys, (_, dyad) => dyad).filter(dyad => (dayCount[dyad] as number) > 0 || keep(dyad))
  return Uint32Array.from(present.sort((a, b) => compareText(keys[a] as string, keys[b] as string)))
}

function sourcesOf({ columns }: Folded, fed: ReadonlySet<FactKind>, hasCost: boolean): Sources {
  const any = (...names: DayColumn[]) => names.some(name => columns[name].values.length > 0)
  return {
    cost: hasCost && any('knownCost', 'salesOfKnownCost'),
    deliveries: fed.has('delivery') || fed.has('rushDelivery'),
    payments: fed.has('paid'),
    freight: fed.has('freight'),
    rebates: fed.has('rebates'),
    claims: fed.has('claims'),
    visits: false,
    calls: false,
    complaints: false,
  }
}

const feeding: readonly (readonly [DayColumn, keyof Sources])[] = [
  ['knownCost', 'cost'],
  ['salesOfKnownCost', 'cost'],
  ['deliveries', 'deliveries'],
  ['rushDeliveries', 'deliveries'],
  ['freight', 'freight'],
  ['rebates', 'rebates'],
  ['claims', 'claims'],
  ['paid', 'payments'],
  ['paidDays', 'payments'],
]

function daysOf(folded: Folded, dyads: Uint32Array, sources: Sources): DayColumns {
  const { dayFrom, dayCount, days, columns } = folded
  const put = <T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(values: T) =>
    gather(values, dayFrom, dayCount, dyads, days)
  const of = (name: DayColumn) => (columns[name].values.length === 0 ? emptyLike(columns[name], days) : put(columns[name].values))
  // Files know of no credit notes beside their returns; one column of zeros serves both where there are no returns either.
  const zeros = new Uint8Array(days)
  const fedColumns = feeding.filter(([, source]) => sources[source]).map(([name]) => [name, of(name)] as const)
  return {
    ...emptyDays,
    start: startsOf(dayCount, dyads),
    day: put(folded.day),
    orders: put(folded.orders),
    lines: of('lines') as DayColumns['lines'],
    returns: (columns.returns.values.length === 0 ? zeros : put(columns.returns.values)) as DayColumns['returns'],
    creditNotes: zeros,
    netSales: of('netSales') as DayColumns['netSales'],
    ...(Object.fromEntries(fedColumns) as Partial<DayColumns>),
  }
}

function cellsOf(folded: Folded, dyads: Uint32Array): Pick<CellColumns, 'start' | 'key' | 'month' | 'netSales'> {
  const { cellFrom, cellCount, cells } = folded
  const put = <T extends Int16Array | Int32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array>(values: T) =>
    gather(values, cellFrom, cellCount, dyads, cells)
  return {
    start: startsOf(cellCount, dyads),
    key: put(folded.key),
    month: put(folded.month),
    netSales: (folded.cellSales.values.length === 0 ? new Int32Array(cells) : put(folded.cellSales.values)) as CellColumns['netSales'],
  }
}
