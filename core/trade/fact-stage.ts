import type { CivilDay } from '#core/units/civil-day.ts'
import { freePages, newPages } from '#core/numerics/pages.ts'

/** What a staged row is. The first three are order lines, the others facts beside them. */
export const factKinds = [
  'order',
  'gift',
  'return',
  'delivery',
  'rushDelivery',
  'freight',
  'rebates',
  'claims',
  'paid',
  'paidDays',
] as const
export type FactKind = (typeof factKinds)[number]

/** Bits of the flag column: the kind below, then whether a line opens a new document of return, and whether its amount lies in `wide`. */
export const stageBits = { kind: 15, newDocument: 16, wide: 32, wideCost: 64 } as const

/** Rows of one part of the dyads, in columns that grow by blocks. `dyad % parts` says which part. */
export type StagePart = { readonly blocks: StageBlock[]; rows: number }

export type StageBlock = {
  readonly buffer: ArrayBuffer
  readonly dyad: Int32Array
  readonly day: Int32Array
  /** Index of the item or category, -1 = none. */
  readonly key: Int32Array
  /** Amount in minor units, or its place in `wide`. */
  readonly amount: Int32Array
  /** Known cost, `noCost` = not known; absent where the book has no costs. */
  readonly cost: Int32Array | undefined
  readonly flags: Uint8Array
}

export type FactStage = {
  readonly parts: readonly StagePart[]
  /** Amounts beyond 32 bits. */
  readonly wide: number[]
  readonly hasCost: boolean
  readonly hasKeys: boolean
}

/** The dyads are dealt out over so many parts, which are finished and freed one after the other. */
export const stageParts = 64
const blockRows = 8192
export const noCost = -0x80000000
const widest = 0x7fffffff

export function newFactStage(hasCost: boolean, hasKeys: boolean): FactStage {
  return { parts: Array.from({ length: stageParts }, () => ({ blocks: [], rows: 0 })), wide: [], hasCost, hasKeys }
}

/** One buffer a block: four or five columns of four bytes, then the flags. */
function newBlock({ hasCost, hasKeys }: FactStage): StageBlock {
  const columns = 3 + (hasKeys ? 1 : 0) + (hasCost ? 1 : 0)
  const buffer = newPages(blockRows * (columns * 4 + 1))
  let next = 0
  const column = (rows = blockRows) => new Int32Array(buffer, rows === 0 ? 0 : next++ * blockRows * 4, rows)
  const [dyad, day, amount, key] = [column(), column(), column(), column(hasKeys ? blockRows : 0)]
  const cost = hasCost ? column() : undefined
  return { buffer, dyad, day, amount, key, cost, flags: new Uint8Array(buffer, columns * blockRows * 4, blockRows) }
}

/** Adds a row: 13 to 21 bytes. `cost` NaN = not known; `newDocument` marks the first line of a document of return. */
export function stageFact(
  stage: FactStage,
  dyad: number,
  day: CivilDay,
  kind: number,
  amount: number,
  key: number,
  cost: number,
  newDocument: boolean,
): void {
  const part = stage.parts[dyad % stageParts] as StagePart
  const row = part.rows % blockRows
  if (row === 0) part.blocks.push(newBlock(stage))
  const block = part.blocks[part.blocks.length - 1] as StageBlock
  part.rows++
  block.dyad[row] = dyad
  block.day[row] = day
  if (stage.hasKeys) block.key[row] = key
  let flags = kind | (newDocument ? stageBits.newDocument : 0)
  if (Math.abs(amount) > widest) {
    flags |= stageBits.wide
    block.amount[row] = stage.wide.push(amount) - 1
  } else block.amount[row] = amount
  if (block.cost) {
    if (Number.isNaN(cost)) block.cost[row] = noCost
    else if (Math.abs(cost) > widest) {
      flags |= stageBits.wideCost
      block.cost[row] = stage.wide.push(cost) - 1
    } else block.cost[row] = cost
  }
  block.flags[row] = flags
}

/** The rows of a part as whole columns; the part's blocks are freed as they are copied. */
export type PartRows = {
  readonly rows: number
  readonly dyad: Int32Array
  readonly day: Int32Array
  readonly key: Int32Array
  readonly amount: Int32Array
  readonly cost: Int32Array | undefined
  readonly flags: Uint8Array
}

/** Hands a part over; the stage no longer holds it. Memory goes back at once, not when the collector gets to it. */
export function takePart(stage: FactStage, index: number): PartRows {
  const part = stage.parts[index] as StagePart
  const { rows } = part
  const room = (wanted: boolean) => new Int32Array(newPages(wanted ? rows * 4 : 0))
  const taken = {
    rows,
    dyad: room(true),
    day: room(true),
    key: room(stage.hasKeys),
    amount: room(true),
    cost: stage.hasCost ? room(true) : undefined,
    flags: new Uint8Array(newPages(rows)),
  }
  part.blocks.forEach((block, at) => {
    const from = at * blockRows
    const length = Math.min(blockRows, rows - from)
    taken.dyad.set(block.dyad.subarray(0, length), from)
    taken.day.set(block.day.subarray(0, length), from)
    if (stage.hasKeys) taken.key.set(block.key.subarray(0, length), from)
    taken.amount.set(block.amount.subarray(0, length), from)
    if (block.cost) taken.cost?.set(block.cost.subarray(0, length), from)
    taken.flags.set(block.flags.subarray(0, length), from)
    freePages(block.buffer)
  })
  part.blocks.length = 0
  part.rows = 0
  return taken
}

/** Gives the memory of a part's rows back. */
export function freePart({ dyad, day, key, amount, cost, flags }: PartRows): void {
  for (const column of [dyad, day, key, amount, cost, flags]) if (column) freePages(column.buffer)
}
