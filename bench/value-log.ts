import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { formatDay } from '#core/units/civil-day.ts'

/** A seeded generator of numbers in (0, 1) (mulberry32). */
function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4_294_967_296
  }
}

const [firstDay, days] = [19_358, 1092]

/** How often a customer orders: rates are exponential around a mean, so the whole book is about `lines` long at two lines an order. */
type Plan = { readonly customers: number; readonly lines: number }

/** Order days of all customers, dealt out by day: customer numbers of day d are `who[start[d]] .. who[start[d + 1]]`. Customers leave by chance after an order (BG/NBD). */
function ordersByDay({ customers, lines }: Plan): { readonly start: Uint32Array; readonly who: Uint32Array } {
  const draw = diceOf(7)
  const room = Math.ceil(lines * 0.75) + customers
  const [who, when] = [new Uint32Array(room), new Uint16Array(room)]
  const meanRate = (1.4 * lines) / customers / 2 / days
  let count = 0
  for (let customer = 0; customer < customers; customer++) {
    const rate = -Math.log(draw()) * meanRate * 2
    const leaves = 1 - draw() ** (1 / 12)
    for (let day = Math.floor(draw() * days * 0.7); day < days && count < room; day += Math.ceil(-Math.log(draw()) / rate)) {
      who[count] = customer
      when[count++] = day
      if (draw() < leaves) break
    }
  }
  return dealt(who, when, count)
}

function dealt(who: Uint32Array, when: Uint16Array, count: number) {
  const start = new Uint32Array(days + 1)
  for (let at = 0; at < count; at++) start[(when[at] as number) + 1] = (start[(when[at] as number) + 1] as number) + 1
  for (let day = 0; day < days; day++) start[day + 1] = (start[day + 1] as number) + (start[day] as number)
  const next = start.slice()
  const sorted = new Uint32Array(count)
  for (let at = 0; at < count; at++) {
    const day = when[at] as number
    sorted[next[day] as number] = who[at] as number
    next[day] = (next[day] as number) + 1
  }
  return { start, who: sorted }
}

/** What each customer spends on a line in the mean: an inverse gamma, as Gamma-Gamma has it. */
function meansOf(customers: number): Float64Array {
  const draw = diceOf(13)
  return Float64Array.from({ length: customers }, () => 600 / -Math.log(draw() * draw() * draw() * draw()))
}

/** The text of the log, day by day; every order has so many lines that the log comes out as long as asked for. */
function* logOf(plan: Plan): Generator<string> {
  const { start, who } = ordersByDay(plan)
  const draw = diceOf(11)
  const means = meansOf(plan.customers)
  const orders = who.length
  let lines = 0
  let text = 'order,customer,date,quantity,amount\n'
  for (let day = 0; day < days; day++) {
    const date = formatDay(firstDay + day)
    for (let at = start[day] as number; at < (start[day + 1] as number); at++) {
      const mean = means[who[at] as number] as number
      const head = `${10_000_000 + at},C${String(who[at]).padStart(7, '0')},${date}`
      const until = Math.max(lines + 1, Math.round(((at + 1) / orders) * plan.lines))
      for (; lines < until; lines++)
        text += `${head},${1 + Math.floor(draw() * 48)},${(-0.5 * mean * Math.log(draw() * draw()) + 0.01).toFixed(2)}\n`
      if (text.length < 1 << 16) continue
      yield text
      text = ''
    }
  }
  yield text
}

/** Writes a seeded order log: `order,customer,date,quantity,amount`, in the order of its days, about 40 bytes a line. */
export async function writeLog(path: string, plan: Plan): Promise<void> {
  await pipeline(Readable.from(logOf(plan)), createWriteStream(path))
}
