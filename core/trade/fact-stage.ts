import type { CivilDay } from '#core/units/civil-day.ts'

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
  readonly dyad: Int32Array<ArrayBuffer>
  readonly day: Int32Array<ArrayBuffer>
  /** Index of the item or category, -1 = none. */
  readonly key: Int32Array<ArrayBuffer>
  /** Amount in minor units, or its place in `wide`. */
  readonly amount: Int32Array<ArrayBuffer>
  /** Known cost, `noCost` = not known; absent where the book has no costs. */
  readonly cost: Int32Array<ArrayBuffer> | undefined
  readonly flags: Uint8Array<ArrayBuffer>
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

const none = new Int32Array(0)

function newBlock({ hasCost, hasKeys }: FactStage): StageBlock {
  return {
    dyad: new Int32Array(blockRows),
    day: new Int32Array(blockRows),
    key: hasKeys ? new Int32Array(blockRows) : none,
    amount: new Int32Array(blockRows),
    cost: hasCost ? new Int32Array(blockRows) : undefined,
    flags: new Uint8Array(blockRows),
  }
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
  const room = (wanted: boolean) => new Int32Array(wanted ? rows : 0)
  const taken = {
    rows,
    dyad: room(true),
    day: room(true),
    key: room(stage.hasKeys),
    amount: room(true),
    cost: stage.hasCost ? room(true) : undefined,
    flags: new Uint8Array(rows),
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
    for (const column of Object.values(block)) if (column && column !== none) free(column)
  })
  part.blocks.length = 0
  part.rows = 0
  return taken
}

/** Gives the memory of a column back at once: its buffer is moved into one of no length. */
export function free(column: Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Float64Array<ArrayBuffer>): void {
  column.buffer.transfer(0)
}
