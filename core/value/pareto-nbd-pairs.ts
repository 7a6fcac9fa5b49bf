/**
 * The distinct pairs (x, t) of a book. The costly part of the Pareto/NBD depends on x and one time only, and whole days repeat: a million customers
 * have some ten thousand pairs.
 */
export type Pairs = {
  readonly x: readonly number[]
  readonly t: readonly number[]
  /** For every customer the pair of its recency, and that of its age. */
  readonly ofRecency: Int32Array
  readonly ofAge: Int32Array
}

const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)

function hashOf(x: number, t: number): number {
  bits[0] = t
  const mixed = Math.imul((words[0] as number) ^ Math.imul(words[1] as number, 0x85ebca6b), 0xc2b2ae35) ^ Math.imul(x + 1, 0x9e3779b1)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** A growing table of pairs with open addressing: gives every pair its number. */
function pairTable(): { readonly x: number[]; readonly t: number[]; readonly numberOf: (x: number, t: number) => number } {
  const [xs, ts]: [number[], number[]] = [[], []]
  let slots = new Int32Array(1024).fill(-1)
  const slotOf = (x: number, t: number): number => {
    let slot = hashOf(x, t) & (slots.length - 1)
    for (let found = slots[slot] as number; found >= 0 && (xs[found] !== x || ts[found] !== t); found = slots[slot] as number) {
      slot = (slot + 1) & (slots.length - 1)
    }
    return slot
  }
  const grow = () => {
    slots = new Int32Array(slots.length * 2).fill(-1)
    for (let pair = 0; pair < xs.length; pair++) slots[slotOf(xs[pair] as number, ts[pair] as number)] = pair
  }
  const numberOf = (x: number, t: number): number => {
    const slot = slotOf(x, t)
    const known = slots[slot] as number
    if (known >= 0) return known
    const pair = xs.push(x) - 1
    ts.push(t)
    slots[slot] = pair
    if (xs.length * 2 > slots.length) grow()
    return pair
  }
  return { x: xs, t: ts, numberOf }
}

/** The pairs of customers given in columns; times must be numbers, not NaN. */
export function pairsOf(x: ArrayLike<number>, recency: ArrayLike<number>, age: ArrayLike<number>): Pairs {
  const table = pairTable()
  const [ofRecency, ofAge] = [new Int32Array(x.length), new Int32Array(x.length)]
  for (let i = 0; i < x.length; i++) {
    ofRecency[i] = table.numberOf(x[i] as number, recency[i] as number)
    ofAge[i] = table.numberOf(x[i] as number, age[i] as number)
  }
  return { x: table.x, t: table.t, ofRecency, ofAge }
}
