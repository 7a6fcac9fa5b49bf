import type { WalletRow, WalletRun } from '#contract/value/wallet.ts'
import type { Tx } from '#server/platform/database.ts'
import { findSettings } from './find-settings.ts'
import { findRun } from './wallet.sql.ts'

/** Money of a gap becomes contribution by the margin of the settings; where there is none it stays net sales. */
export const contributionOf = (gap: number, margin: number | null): number => Math.round(gap * (margin ?? 1))

/** A stored row with what follows from it: our share of the wallet, and the contribution of the gap. */
export function shownRow<T extends Omit<WalletRow, 'gapContribution' | 'share'>>(row: T, margin: number | null) {
  const share = row.wallet > 0 ? Math.max(0, row.own) / row.wallet : null
  return { ...row, share, gapContribution: contributionOf(row.gap, margin) }
}

/** How the wallets were reckoned, with the margin and currency of today's settings; null before the first reckoning. */
export async function readRun(tx: Tx, tenantId: string): Promise<WalletRun | null> {
  const run = await findRun(tx, tenantId)
  if (run === undefined) return null
  const { settings, currency } = await findSettings(tx, tenantId)
  return { ...run, createdAt: run.createdAt.toISOString(), margin: settings.margin, currency }
}
