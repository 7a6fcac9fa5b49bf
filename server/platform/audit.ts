import type { Input } from '#contract/endpoint.ts'
import type { AuditEntry, listAudit } from '#contract/platform/audit.ts'
import { guardedEntities, type Hold, shown } from '#core/platform/field-policy.ts'
import { type AuditFilter, readAudit, writeAuditEntry } from './audit.sql.ts'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'
import { fieldsOf } from './field-policy.ts'
import { newId } from './ids.ts'

/** Who acts and from where: a context of a call has all of it, a background job what it was given. */
export type Actor = {
  readonly tenantId: string
  readonly userId?: string | undefined
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
  readonly requestId?: string | undefined
}

export type Deed = {
  /** A verb: create, update, remove, import, export, sign_in ... */
  readonly action: string
  /** What it was done to: dyad, user, settings, import ... */
  readonly entity: string
  readonly entityId?: string | undefined
  readonly dyadId?: string | undefined
  readonly before?: unknown
  readonly after?: unknown
  /** Rows written or exported by a bulk deed. */
  readonly count?: number | undefined
  /** SHA-256 of the file that came in or went out. */
  readonly fileHash?: string | undefined
}

/** Writes down a deed in the transaction that does it: neither is there without the other. */
export async function audit(tx: Tx, actor: Actor, deed: Deed): Promise<void> {
  await writeAuditEntry(tx, newId(), actor, deed)
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an entry tells of a record, under the same rules on fields as the record itself. */
export function covered<T extends { readonly entity: string; readonly before: unknown; readonly after: unknown }>(
  ctx: Ctx,
  entry: T,
  hold: Hold,
): T {
  const entity = entry.entity === 'supplier' ? 'customer' : guardedEntities.find(name => name === entry.entity)
  if (entity === undefined) return entry
  const policy = fieldsOf(ctx, entity)
  const side = (value: unknown) => (isRow(value) ? shown(policy, value, hold) : value)
  return { ...entry, before: side(entry.before), after: side(entry.after) }
}

const pageSize = 50

/** One page of the audit trail, the newest first. */
export async function listAuditEntries(
  ctx: Ctx,
  query: Input<typeof listAudit>['query'],
): Promise<{ rows: AuditEntry[]; next: string | null }> {
  const limit = query.limit ?? pageSize
  const filter: AuditFilter = { ...query, limit: limit + 1 }
  const rows = await ctx.inTenant(tx => readAudit(tx, ctx.tenantId, ctx, filter))
  const shown = rows.slice(0, limit).map(({ hold, at, ...row }) => ({ ...covered(ctx, row, hold), at: at.toISOString() }))
  return { rows: shown, next: rows.length > limit ? (rows[limit - 1]?.auditId ?? null) : null }
}
