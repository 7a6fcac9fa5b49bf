import type { Minor } from '#core/units/money.ts'

/** What someone knows of a category's wallet: our share 0..1, or what the customer buys a year of everyone, minor units. */
export type KnownWallet = { readonly share: number; readonly purchases: Minor | null; readonly confidence: 'A' | 'B' }

/** The reckoned wallet of a category: our net sales of 12 months and the middle of the expected range. Minor units a year. */
export type ReckonedWallet = { readonly own: Minor; readonly middle: Minor }

/** The wallet that counts, our share of it, and what it still holds for us. */
export type Wallet = {
  readonly wallet: Minor
  readonly share: number | null
  readonly gap: Minor
  readonly confidence: 'A' | 'B' | 'C'
}

/** The purchases a year that a fact speaks of; undefined where a share of nothing says nothing. Never less than what we sell. */
export function purchasesOf(own: Minor, { share, purchases }: Pick<KnownWallet, 'share' | 'purchases'>): Minor | undefined {
  const sold = Math.max(0, own)
  if (purchases !== null) return Math.max(sold, purchases)
  return share > 0 && sold > 0 ? Math.round(sold / share) : undefined
}

/** What is known (A, B) takes the place of what was reckoned (C). docs/methods/wallet-share.md */
export function walletOf({ own, middle }: ReckonedWallet, known?: KnownWallet): Wallet {
  const purchases = known && purchasesOf(own, known)
  const wallet = purchases ?? middle
  const sold = Math.max(0, own)
  return {
    wallet,
    share: wallet > 0 ? sold / wallet : null,
    gap: Math.max(0, wallet - sold),
    confidence: purchases === undefined || known === undefined ? 'C' : known.confidence,
  }
}
