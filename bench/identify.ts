import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { formatDay } from '#core/units/civil-day.ts'
import { peakMb, removeFolder, rounded, temporaryFolder } from './product.ts'

const [customers, days, items, linesEach] = [100_000, 1096, 2000, 5]

/** A seeded generator of whole numbers below `n` (mulberry32). */
function dice(seed: number): (n: number) => number {
  let state = seed
  return n => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

/** Order lines of 100,000 customers over three years, five lines an order, in the order of order numbers. */
function* orderLines(lines: number): Generator<string> {
  const draw = dice(7)
  const first = 19_297
  let text = 'order,customer,date,item,quantity,price\n'
  for (let line = 0; line < lines; ) {
    const head = `${1_000_000 + line},C${draw(customers)},${formatDay(first + Math.floor((line / lines) * days))}`
    for (let k = 0; k < linesEach && line < lines; k++, line++)
      text += `${head},I${draw(items)},${1 + draw(40)},${1 + draw(500)}.${10 + draw(90)}\n`
    if (text.length < 1 << 16) continue
    yield text
    text = ''
  }
  yield text
}

/** `lianke identify` on a generated file: `identify [lines]`, 10 million unless said otherwise. */
export async function bench(args: readonly string[]): Promise<object> {
  const lines = Number(args[0] ?? 10_000_000)
  const folder = temporaryFolder()
  try {
    const file = join(folder, 'orders.csv')
    await pipeline(Readable.from(orderLines(lines)), createWriteStream(file))
    const begun = performance.now()
    const child = spawn(process.execPath, ['scripts/lianke.mjs', 'identify', file, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, peakMb(child.pid ?? 0))
    }, 50)
    let bytes = 0
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    const code = await new Promise(resolve => child.once('close', resolve))
    clearInterval(watch)
    return {
      lines,
      customers,
      exitCode: code,
      answerMb: rounded(bytes / 2 ** 20, 0),
      wallSeconds: rounded((performance.now() - begun) / 1000, 1),
      peakMb: rounded(peak, 0),
    }
  } finally {
    removeFolder(folder)
  }
}
