import { firstDayOf, formatDay } from '#core/units/civil-day.ts'
import type { CustomerWallet, WalletRow } from '#core/value/wallet.ts'
import { walletOf } from '#core/value/wallet-share.ts'
import type { KnownFact } from './wallet-ground.ts'

export type Field = string | number | null

/** A row of `writeCategoriesText`, in the order of its columns: what was reckoned, and what counts. */
export function categoryRow(row: WalletRow, dyadId: string, categoryId: string, known: KnownFact | undefined): readonly Field[] {
  const counts = walletOf(row, known)
  const { lapsed } = row
  return [
    dyadId,
    categoryId,
    row.own,
    row.before,
    row.low,
    row.middle,
    row.high,
    row.basis,
    row.buyers,
    row.monthsOutside,
    lapsed === undefined ? null : formatDay(firstDayOf(lapsed.lastMonth)),
    lapsed?.usualMonths ?? null,
    lapsed?.worth ?? null,
    counts.wallet,
    counts.gap,
    counts.confidence,
    counts.confidence === 'C' ? null : (known?.evidenceId ?? null),
  ]
}

/** A row of `writeCustomersText`. */
export function customerRow({ dyad, profile, lookAlikes }: CustomerWallet, dyadIds: readonly string[]): readonly Field[] {
  const near = lookAlikes.map(other => dyadIds[other] as string)
  return [
    dyadIds[dyad] as string,
    Math.round(profile.total),
    profile.tenureMonths,
    `{${near.join(',')}}`,
    JSON.stringify(profile.attributes),
  ]
}
