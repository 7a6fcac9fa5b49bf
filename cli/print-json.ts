import { writeOut } from './command.ts'
import type { Answer } from './answer.ts'

/** Prints the answer as one JSON object, piece by piece. */
export async function printJson(answer: Answer, out: NodeJS.WritableStream): Promise<void> {
  const { asOf, currency, settings, counts, types, notices, files } = answer
  const head = JSON.stringify({ asOf, currency, settings, counts, types, files, notices })
  await writeOut(out, `${head.slice(0, -1)},"customers":[`)
  await printList(answer.customers(), out)
  await writeOut(out, '],"rejected":[')
  await printList(rejectedOf(answer), out)
  await writeOut(out, ']}\n')
}

/** The file is named where there is more than one. */
function* rejectedOf({ rejected, files }: Answer) {
  for (const { file, row, reason, text } of rejected())
    yield files.length > 1 ? { file: files[file], row, reason, text } : { row, reason, text }
}

const pieceLength = 64 * 1024

async function printList(list: Iterable<unknown>, out: NodeJS.WritableStream): Promise<void> {
  let piece = ''
  let first = true
  for (const one of list) {
    piece += (first ? '\n' : ',\n') + JSON.stringify(one)
    first = false
    if (piece.length < pieceLength) continue
    await writeOut(out, piece)
    piece = ''
  }
  await writeOut(out, piece)
}
