import type { FileMapping, Import, ImportCounts, ImportRow } from '#contract/intake.ts'
import type { Mapping } from '#core/intake/mapping.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { readImportRow, readImportRows, readTenantMoney } from './imports.sql.ts'
import { missingFields } from './plan-files.ts'
import type { FileProfile, StoredFile, StoredImport } from './stored-import.ts'
import { broughtBy, refuseUnseen } from './whose-import.ts'

type Listed = Omit<StoredImport, 'profile' | 'mapping' | 'preview' | 'stagedMark' | 'removal' | 'fileHash'>

/** An import as a row of the list. */
export function showRow(row: Listed): ImportRow {
  return {
    importId: row.importId,
    source: row.source,
    state: row.state,
    files: row.files.map(({ fileNo, name, bytes, sha256 }) => ({ fileNo, name, bytes, sha256 })),
    counts: (row.counts ?? null) as ImportCounts | null,
    currency: row.settings.currency,
    error: row.error,
    jobId: row.jobId,
    createdBy: row.createdBy,
    createdByName: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  }
}

function showFile(file: StoredFile, profile: FileProfile | undefined, mapping: Mapping | null, hasHeads: boolean): FileMapping {
  const roleOf = new Map(Object.entries(mapping?.columns ?? {}).map(([role, column]) => [column, role]))
  const columns = (profile?.headings ?? []).map((heading, column) => {
    const guess = profile?.guesses.find(one => one.column === column)
    return {
      column,
      heading,
      role: roleOf.get(column) ?? null,
      guess: guess?.role ?? null,
      confidence: guess?.confidence ?? 0,
      examples: [...(guess?.examples ?? profile?.rows.map(row => row[column] ?? '').slice(0, 4) ?? [])],
    }
  })
  return {
    fileNo: file.fileNo,
    name: file.name,
    bytes: file.bytes,
    target: mapping?.target ?? null,
    columns,
    customerBy: mapping?.options.customerBy ?? 'code',
    sample: (profile?.rows ?? []).map(row => [...row]),
    questions: [...(profile?.questions ?? [])],
    missing: mapping ? missingFields(mapping, hasHeads).map(list => [...list]) : [],
    error: profile?.error ?? null,
    remembered: profile?.remembered ?? null,
  }
}

export const hasHeads = (mapping: StoredImport['mapping']) => mapping?.some(file => file?.target === 'orders') ?? false

/** An import whole, as its page shows it. */
export async function showImport(tx: Tx, tenantId: string, importId: string): Promise<Import> {
  const stored = await readImportRow(tx, tenantId, importId)
  if (!stored) throw new Refusal('not_found')
  const money = await readTenantMoney(tx, tenantId)
  const heads = hasHeads(stored.mapping)
  return {
    ...showRow(stored),
    settings: { ...stored.settings, emptyCells: stored.settings.emptyCells ?? 'keep' },
    mapping: stored.files.map(file => showFile(file, stored.profile?.[file.fileNo], stored.mapping?.[file.fileNo] ?? null, heads)),
    preview: (stored.preview ?? null) as ImportCounts | null,
    mayChooseCurrency: money.isEmpty,
    baseCurrency: money.baseCurrency,
    mayUndo: stored.state === 'published',
  }
}

export async function readImport(ctx: Ctx, importId: string): Promise<Import> {
  await refuseUnseen(ctx, importId)
  return await ctx.inTenant(tx => showImport(tx, ctx.tenantId, importId))
}

const usual = 30

/** One page of the imports that this person sees, the newest first. */
export async function listImports(ctx: Ctx, query: { readonly after?: string; readonly limit?: number }) {
  const limit = query.limit ?? usual
  const rows = await ctx.inTenant(tx =>
    readImportRows(tx, ctx.tenantId, { after: query.after, limit: limit + 1, createdBy: broughtBy(ctx) }),
  )
  const next = rows.length > limit ? (rows[limit - 1]?.importId ?? null) : null
  return { rows: rows.slice(0, limit).map(row => showRow(row)), next }
}
