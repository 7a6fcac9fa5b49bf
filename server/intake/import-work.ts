import type pg from 'pg'
import type { Db, Tx, Who } from '#server/platform/database.ts'
import type { ReasonCount } from './staging.sql.ts'

/** The import that staged rows and facts belong to. */
export type ImportScope = { readonly tenantId: string; readonly importId: string; readonly source: string; readonly baseCurrency: string }

/** What a step of an import is given. */
export type ImportWork = {
  readonly db: Db
  readonly pool: pg.Pool
  readonly who: Who
  readonly scope: ImportScope
  readonly signal: AbortSignal
  /** Says how far a step is. */
  readonly report: (step: ImportStepName, done: number, total: number | null, figures?: Readonly<Record<string, number>>) => void
}

export const importStepNames = ['reading', 'matching', 'writing', 'totals', 'removing'] as const
export type ImportStepName = (typeof importStepNames)[number]

/**
 * Customers are shared out among so many buckets (trade without one by its order numbers), so that work on staged rows can be cut into short
 * statements, each of which writes whole customers side by side.
 */
export const bucketCount = 256

/** Buckets [from, to] of one statement. */
export type BucketRange = { readonly from: number; readonly to: number }

/** Cuts the buckets so that each range holds about so many rows. */
export function bucketRanges(rows: number, rowsEach: number): BucketRange[] {
  const parts = Math.min(bucketCount, Math.max(1, Math.ceil(rows / rowsEach)))
  return Array.from({ length: parts }, (_, part) => ({
    from: Math.floor((part * bucketCount) / parts),
    to: Math.floor(((part + 1) * bucketCount) / parts) - 1,
  }))
}

/** Rows of one file of an import by what became of them. read = accepted + rejected + unchanged. */
export type FileCounts = {
  readonly fileNo: number
  readonly read: number
  readonly accepted: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
}

/** What an import does, or would do. Money in minor units of `currency`, the base currency. */
export type ImportCounts = {
  readonly files: readonly FileCounts[]
  readonly read: number
  readonly accepted: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  readonly currency: string
  readonly figures: Readonly<Record<string, number>>
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly rejections: readonly ReasonCount[]
  readonly mergedCodes: readonly { readonly first: string; readonly second: string; readonly spellings: number }[]
  readonly possibleDuplicates: readonly {
    readonly name: string
    readonly other: string
    readonly otherDyadId: string | null
    readonly code: string | null
    readonly otherCode: string | null
  }[]
}

/** What the rooms do with staged rows. `app` puts it together; this room runs it and keeps the order. */
export type ImportSteps = {
  /** Finds out what each staged row means here. Writes nothing but staging tables. */
  readonly match: (work: ImportWork) => Promise<void>
  /** What the matched rows come to. */
  readonly count: (work: ImportWork) => Promise<ImportCounts>
  /** Before rows are matched for good: what has to be there. */
  readonly prepare: (tx: Tx, work: ImportWork) => Promise<void>
  /** Writes facts that nobody sees yet. May be run again after it was killed. */
  readonly write: (work: ImportWork) => Promise<void>
  /** In the transaction that publishes: what is replaced, made visible and summed up. */
  readonly publish: (tx: Tx, work: ImportWork) => Promise<void>
  /** Refuses where the import cannot be undone now. */
  readonly refuseUndo: (tx: Tx, scope: ImportScope) => Promise<void>
  /** In the transaction that undoes, when the import's own facts are out of sight already. */
  readonly undo: (tx: Tx, work: ImportWork) => Promise<void>
  /** Removes facts that nobody sees: of an import that was cancelled, failed or undone. */
  readonly discard: (work: ImportWork) => Promise<void>
}
