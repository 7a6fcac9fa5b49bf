/** Kinds of costs that a file of known costs may hold. */
export type CostKind = 'freight' | 'rebate' | 'claim'

const words: readonly (readonly [CostKind, RegExp])[] = [
  ['freight', /运|物流|快递|freight|shipping|transport|carriage|logistic/i],
  ['rebate', /返利|返点|折让|让利|rebate|bonus|allowance/i],
]

/** The kind of a known cost by what the file calls it, in Chinese or English; what no word tells is a claim. */
export const costKindOf = (text: string | null | undefined): CostKind => words.find(([, word]) => word.test(text ?? ''))?.[0] ?? 'claim'
