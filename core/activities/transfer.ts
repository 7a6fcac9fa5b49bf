/** How customers are shared out among several people: as the list runs, or so that each gets about the same value. */
export const sharings = ['round_robin', 'by_value', 'by_department'] as const
export type Sharing = (typeof sharings)[number]

export type Handed = { readonly dyadId: string; readonly departmentId: string | null; readonly valueMinor: number }
export type Receiver = { readonly userId: string; readonly departmentId: string | null }

export type Share = { readonly userId: string; readonly customers: number; readonly valueMinor: number }

/** Most valuable first, so that the last ones level the rest; ties by id, so that the same list is shared out in the same way. */
const byValue = (a: Handed, b: Handed) => b.valueMinor - a.valueMinor || (a.dyadId < b.dyadId ? -1 : 1)

const lightest = (loads: readonly number[], among: readonly number[]): number =>
  among.reduce((best, at) => ((loads[at] ?? 0) < (loads[best] ?? 0) ? at : best), among[0] ?? 0)

/**
 * Shares customers out among receivers; answers the receiver's place in their list for each customer, in the order given. `by_value` gives the most
 * valuable of the rest to whoever holds least (Graham's LPT rule: the fullest share is at most 4/3 of the best possible); `by_department` keeps a
 * customer in its department where somebody of it receives, and else goes round; `round_robin` goes round from the most valuable down, so
 * that counts differ by one at most. Negative values weigh nothing.
 */
export function shareOut(customers: readonly Handed[], receivers: readonly Receiver[], sharing: Sharing): number[] {
  const everyone = receivers.map((_, at) => at)
  const loads = receivers.map(() => 0)
  const chosen = new Map<string, number>()
  const choose = (among: readonly number[], weight: number, dyadId: string) => {
    const at = lightest(loads, among)
    loads[at] = (loads[at] ?? 0) + weight
    chosen.set(dyadId, at)
  }
  for (const { dyadId, departmentId, valueMinor } of customers.toSorted(byValue)) {
    const near =
      sharing === 'by_department' && departmentId !== null ? everyone.filter(at => receivers[at]?.departmentId === departmentId) : []
    choose(near.length > 0 ? near : everyone, sharing === 'by_value' ? Math.max(0, valueMinor) : 1, dyadId)
  }
  return customers.map(({ dyadId }) => chosen.get(dyadId) ?? 0)
}

/** What each receiver gets, in their order. */
export function sharesOf(customers: readonly Handed[], receivers: readonly Receiver[], places: readonly number[]): Share[] {
  const shares = receivers.map(({ userId }) => ({ userId, customers: 0, valueMinor: 0 }))
  for (const [index, { valueMinor }] of customers.entries()) {
    const share = shares[places[index] ?? 0]
    if (share === undefined) continue
    share.customers++
    share.valueMinor += valueMinor
  }
  return shares
}
