import { type Language, type ReasonArgs, type RowReason, rowReasons, rowText } from '#core/intake/reasons.ts'
import type { Fault } from '#core/intake/row-reader.ts'
import { formatDay } from '#core/units/civil-day.ts'

/** A rejected row as the answer shows it. */
export type Rejection = { readonly file: number; readonly row: number; readonly reason: RowReason; readonly text: string }

/** Rejected rows of all files in 13 bytes each, should it be every row of a large file. */
export type Rejections = {
  readonly add: (file: number, row: number, fault: Fault) => void
  readonly size: () => number
  readonly all: (language: Language) => Generator<Rejection>
  readonly byReason: () => ReadonlyMap<RowReason, number>
}

const codes = Object.keys(rowReasons) as RowReason[]
const blockRows = 4096
type Block = { readonly file: Int32Array; readonly row: Int32Array; readonly args: Int32Array; readonly code: Uint8Array }
const newBlock = (): Block => ({
  file: new Int32Array(blockRows),
  row: new Int32Array(blockRows),
  args: new Int32Array(blockRows),
  code: new Uint8Array(blockRows),
})

/** Distinct arguments are kept once, and no more of them than this: after that the sentence goes without. */
const mostArgs = 200_000

export function newRejections(): Rejections {
  const blocks: Block[] = []
  const args = new Map<string, number>()
  const kept: ReasonArgs[] = []
  const counts = new Map<RowReason, number>()
  let size = 0
  const argsOf = (given: ReasonArgs) => {
    const key = JSON.stringify(given)
    const known = args.get(key)
    if (known !== undefined || kept.length >= mostArgs) return known ?? -1
    args.set(key, kept.length)
    return kept.push(given) - 1
  }
  const add = (file: number, row: number, fault: Fault) => {
    if (size % blockRows === 0) blocks.push(newBlock())
    const block = blocks[blocks.length - 1] as Block
    const at = size++ % blockRows
    block.file[at] = file
    block.row[at] = row
    block.args[at] = argsOf(fault.args)
    block.code[at] = codes.indexOf(fault.code)
    counts.set(fault.code, (counts.get(fault.code) ?? 0) + 1)
  }
  function* all(language: Language): Generator<Rejection> {
    for (let index = 0; index < size; index++) {
      const block = blocks[Math.floor(index / blockRows)] as Block
      const at = index % blockRows
      const reason = codes[block.code[at] as number] as RowReason
      const text = rowText(reason, readable(kept[block.args[at] as number] ?? {}), language)
      yield { file: block.file[at] as number, row: block.row[at] as number, reason, text }
    }
  }
  return { add, size: () => size, all, byReason: () => counts }
}

/** Days are numbers inside and dates outside. */
function readable(args: ReasonArgs): ReasonArgs {
  return typeof args.day === 'number' ? { ...args, day: formatDay(args.day) } : args
}
