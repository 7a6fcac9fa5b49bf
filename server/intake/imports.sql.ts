import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'
import type { StoredFile, StoredImport, ImportState } from './stored-import.ts'

const columns = [
  'i.import_id as importId',
  'i.source',
  'i.state',
  'i.files',
  'i.mapping',
  'i.profile',
  'i.settings',
  'i.preview',
  'i.counts',
  'i.error',
  'i.job_id as jobId',
  'i.file_hash as fileHash',
  'i.staged_mark as stagedMark',
  'i.removal',
  'i.created_by as createdBy',
  'i.created_at as createdAt',
  'i.published_at as publishedAt',
  'i.undone_at as undoneAt',
  'u.name as createdByName',
] as const

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

export async function insertImport(
  tx: Tx,
  row: {
    tenantId: string
    importId: string
    source: string
    files: readonly StoredFile[]
    mapping: unknown
    profile: unknown
    settings: unknown
    fileHash: string
    createdBy: string | null
  },
): Promise<void> {
  await tx
    .insertInto('import')
    .values({
      tenant_id: row.tenantId,
      import_id: row.importId,
      source: row.source,
      state: 'ready',
      files: JSON.stringify(row.files),
      mapping: json(row.mapping),
      profile: json(row.profile),
      settings: JSON.stringify(row.settings),
      file_hash: row.fileHash,
      created_by: row.createdBy,
    })
    .execute()
}

export async function readImportRow(tx: Tx, tenantId: string, importId: string): Promise<StoredImport | undefined> {
  const row = await tx
    .selectFrom('import as i')
    .leftJoin('identity.user as u', 'u.id', 'i.created_by')
    .select(columns)
    .where('i.tenant_id', '=', tenantId)
    .where('i.import_id', '=', importId)
    .where('i.is_recorded', '=', false)
    .executeTakeFirst()
  return row as StoredImport | undefined
}

/** Imports, the newest first. */
export async function readImportRows(
  tx: Tx,
  tenantId: string,
  { after, limit, createdBy }: { readonly after: string | undefined; readonly limit: number; readonly createdBy: string | undefined },
): Promise<Omit<StoredImport, 'profile' | 'mapping'>[]> {
  let query = tx
    .selectFrom('import as i')
    .leftJoin('identity.user as u', 'u.id', 'i.created_by')
    .select([
      'i.import_id as importId',
      'i.source',
      'i.state',
      'i.files',
      'i.settings',
      'i.counts',
      'i.error',
      'i.job_id as jobId',
      'i.created_by as createdBy',
    ])
    .select(['i.created_at as createdAt', 'i.published_at as publishedAt', 'i.undone_at as undoneAt', 'u.name as createdByName'])
    .where('i.tenant_id', '=', tenantId)
    .where('i.is_recorded', '=', false)
    .orderBy('i.import_id', 'desc')
    .limit(limit)
  if (after !== undefined) query = query.where('i.import_id', '<', after)
  if (createdBy !== undefined) query = query.where('i.created_by', '=', createdBy)
  return (await query.execute()) as never
}

export type ImportChange = Partial<{
  source: string
  state: ImportState
  mapping: unknown
  settings: unknown
  profile: unknown
  preview: unknown
  counts: unknown
  error: unknown
  jobId: string | null
  stagedMark: string | null
  removal: string | null
  publishedAt: Date | null
  undoneAt: Date | null
}>

const columnOf = { jobId: 'job_id', stagedMark: 'staged_mark', publishedAt: 'published_at', undoneAt: 'undone_at' } as const
const jsonColumns = new Set(['mapping', 'settings', 'profile', 'preview', 'counts', 'error'])

/** Changes an import if it is in one of the states; answers whether it was. */
export async function changeImport(
  tx: Tx,
  tenantId: string,
  importId: string,
  change: ImportChange,
  from?: readonly ImportState[],
): Promise<boolean> {
  const set = Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      columnOf[name as keyof typeof columnOf] ?? name,
      jsonColumns.has(name) ? json(value) : value,
    ]),
  )
  let query = tx.updateTable('import').set(set).where('tenant_id', '=', tenantId).where('import_id', '=', importId)
  if (from) query = query.where('state', 'in', [...from])
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

export type SavedMapping = { readonly source: string; readonly headings: string; readonly mapping: unknown }

/** How files with these headings were mapped before: of the same source first, then the newest. */
export async function findMappings(tx: Tx, tenantId: string, headings: readonly string[]): Promise<SavedMapping[]> {
  return await tx
    .selectFrom('import_mapping')
    .select(['source', 'headings', 'mapping'])
    .where('tenant_id', '=', tenantId)
    .where('headings', 'in', [...headings])
    .orderBy('used_at', 'desc')
    .orderBy('source')
    .execute()
}

export async function saveMapping(tx: Tx, tenantId: string, saved: SavedMapping, now: Date): Promise<void> {
  const mapping = JSON.stringify(saved.mapping)
  await tx
    .insertInto('import_mapping')
    .values({ tenant_id: tenantId, source: saved.source, headings: saved.headings, mapping, used_at: now })
    .onConflict(oc => oc.columns(['tenant_id', 'source', 'headings']).doUpdateSet({ mapping, used_at: now }))
    .execute()
}

export async function readSources(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('import')
    .select('source')
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'published')
    .groupBy('source')
    .orderBy('source')
    .limit(100)
    .execute()
  return rows.map(row => row.source)
}

export type TenantMoney = { readonly baseCurrency: string; readonly isEmpty: boolean; readonly name: string }

/** The tenant's currency, and whether it has no facts yet: then an import may still choose it. */
export async function readTenantMoney(tx: Tx, tenantId: string): Promise<TenantMoney> {
  const { rows } = await sql<TenantMoney>`select t.base_currency as "baseCurrency", t.name,
      not exists (select 1 from app.import i where i.tenant_id = t.tenant_id and i.state = 'published') as "isEmpty" from app.tenant t where t.tenant_id = ${tenantId}::uuid`.execute(
    tx,
  )
  const [found] = rows
  if (!found) throw new Error('the tenant is gone')
  return found
}

export async function setBaseCurrency(tx: Tx, tenantId: string, currency: string): Promise<void> {
  await sql`update app.tenant set base_currency = ${currency}, version = version + 1 where tenant_id = ${tenantId}::uuid and base_currency <> ${currency}`.execute(
    tx,
  )
}

export async function readRates(tx: Tx, tenantId: string): Promise<{ currency: string; from: string; rate: string }[]> {
  return await tx.selectFrom('exchange_rate').select(['currency', 'valid_from as from', 'rate']).where('tenant_id', '=', tenantId).execute()
}

/** Imports that stand in the middle of work. */
export async function readImportsAtWork(tx: Tx, tenantId: string): Promise<{ importId: string; jobState: string | null }[]> {
  const { rows } = await sql<{
    importId: string
    jobState: string | null
  }>`select i.import_id as "importId", j.state as "jobState" from app.import i
    left join app.job j on j.tenant_id = i.tenant_id and j.job_id = i.job_id
    where i.tenant_id = ${tenantId}::uuid and i.state in ('staging', 'publishing', 'undoing')`.execute(tx)
  return rows
}

/** The administrator who has been there longest: in whose name the command line acts. */
export async function readFirstAdministrator(tx: Tx, tenantId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('membership')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .orderBy('created_at')
    .orderBy('user_id')
    .limit(1)
    .executeTakeFirst()
  return row?.user_id
}
