import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Book } from '#core/trade/book.ts'

/** Gives the memory of a book's cells back at once; they are empty from now on. */
export function releaseCells({ cells }: Book): void {
  for (const { buffer } of [cells.key, cells.month, cells.netSales])
    if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0)
}

/** A book of so many days is large enough that what lies about unused is worth looking for. */
const largeBook = 500_000

/**
 * A function that collects what is no longer in use, `thoroughly` where much has just fallen out of use. The columns of a month lie outside the heap, where
 * the collector hardly sees them: left to itself it lets tens of megabytes of them lie. Small books are left to it.
 */
export function newCollector({ days }: Book): (thoroughly?: boolean) => void {
  if (days.day.length < largeBook) return () => {}
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (how: object) => void
  return (thoroughly = false) => collect({ type: 'major', execution: 'sync', flavor: thoroughly ? 'last-resort' : 'regular' })
}
