import { missingFields } from './plan-files.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import { type Db, inTenant, type Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { Jobs } from '#server/platform/jobs.ts'
import { fieldOf } from '#core/intake/targets.ts'
import { changeImport, readImportRow, saveMapping } from './imports.sql.ts'
import { headingsMark } from './plan-import.ts'
import { hasHeads } from './show-import.ts'
import type { ImportState, StoredImport } from './stored-import.ts'
import { type ImportEngine, removeFiles } from './import-run.ts'

export const importKind = 'import'
export type ImportDeed = 'preview' | 'publish' | 'undo' | 'discard'
export type ImportOrder = { readonly importId: string; readonly deed: ImportDeed }

const whoOf = ({ tenantId, userId }: Actor) => (userId === undefined ? { tenantId } : { tenantId, userId })

async function found(tx: Tx, tenantId: string, importId: string): Promise<StoredImport> {
  const stored = await readImportRow(tx, tenantId, importId)
  if (!stored) throw new Refusal('not_found')
  return stored
}

function refuseState(stored: StoredImport, allowed: readonly ImportState[]): void {
  if (allowed.includes(stored.state)) return
  throw new Refusal('conflict', [
    '该导入的状态已改变（正在进行、已发布或已撤销），请刷新后再试。',
    'The state of this import has changed (at work, published or undone). Reload and try again.',
  ])
}

/** Refuses where a file lacks a field without which its rows mean nothing, or no file is to be read. */
export function refuseIncomplete(stored: StoredImport): void {
  const heads = hasHeads(stored.mapping)
  const read = stored.files.flatMap(file => {
    const mapping = stored.mapping?.[file.fileNo]
    return mapping ? [{ file, mapping, missing: missingFields(mapping, heads) }] : []
  })
  if (read.length === 0)
    throw new Refusal('invalid', [
      '没有一个文件指定了内容。请先为文件指定内容和各列。',
      'No file has been given a meaning. Say what each file holds first.',
    ])
  const lacking = read.find(({ missing }) => missing.length > 0)
  if (!lacking) return
  const names = (language: 'zh' | 'en') =>
    lacking.missing
      .map(list => list.map(role => fieldOf(lacking.mapping.target, role)?.[language] ?? role).join(language === 'zh' ? '或' : ' or '))
      .join(language === 'zh' ? '、' : ', ')
  throw new Refusal('invalid', [
    `“${lacking.file.name}”还缺少：${names('zh')}。请指定对应的列，或把该文件放在一边。`,
    `“${lacking.file.name}” still lacks: ${names('en')}. Say which columns hold them, or put the file aside.`,
  ])
}

/** Starts the dry run or the publishing of an import as a background job; its mapping is kept for the next file like it. */
export async function startImport(
  db: Db,
  jobs: Jobs,
  actor: Actor,
  importId: string,
  deed: 'preview' | 'publish',
  now: Date,
): Promise<{ jobId: string }> {
  const { tenantId } = actor
  return await inTenant(db, whoOf(actor), async tx => {
    const stored = await found(tx, tenantId, importId)
    refuseState(stored, ['ready', 'failed'])
    refuseIncomplete(stored)
    await rememberMappings(tx, tenantId, stored, now)
    return await enqueue(tx, jobs, actor, importId, deed)
  })
}

async function enqueue(tx: Tx, jobs: Jobs, actor: Actor, importId: string, deed: ImportDeed): Promise<{ jobId: string }> {
  const jobId = await jobs.enqueue(tx, actor, {
    kind: importKind,
    data: { importId, deed } satisfies ImportOrder,
    subject: { importId, deed },
  })
  await changeImport(tx, actor.tenantId, importId, { jobId })
  return { jobId }
}

export async function rememberMappings(tx: Tx, tenantId: string, stored: StoredImport, now: Date): Promise<void> {
  for (const { fileNo } of stored.files) {
    const mapping = stored.mapping?.[fileNo]
    if (mapping) await saveMapping(tx, tenantId, { source: stored.source, headings: headingsMark(mapping.headings), mapping }, now)
  }
}

/** Starts the undoing of a published import; what stands in its way is said at once. */
export async function startUndo(engine: ImportEngine, jobs: Jobs, actor: Actor, importId: string): Promise<{ jobId: string }> {
  return await inTenant(engine.db, whoOf(actor), async tx => {
    const stored = await found(tx, actor.tenantId, importId)
    refuseState(stored, ['published'])
    await engine.steps.refuseUndo(tx, { tenantId: actor.tenantId, importId, source: stored.source, baseCurrency: '' })
    return await enqueue(tx, jobs, actor, importId, 'undo')
  })
}

/** Gives up an import that is not published. One at work is stopped and takes back what it wrote; else nothing is left but its line in the list. */
export async function cancelImport(engine: ImportEngine, jobs: Jobs, actor: Actor, importId: string): Promise<{ done: true }> {
  const { tenantId } = actor
  const isOver = await inTenant(engine.db, whoOf(actor), async tx => {
    const stored = await found(tx, tenantId, importId)
    refuseState(stored, ['uploaded', 'reading', 'ready', 'staging', 'publishing', 'failed', 'cancelled'])
    const job = stored.jobId === null ? undefined : await jobs.cancel(tx, tenantId, stored.jobId)
    await audit(tx, actor, { action: 'cancel', entity: 'import', entityId: importId, before: { state: stored.state } })
    if (stored.state === 'ready' || stored.state === 'failed') {
      await changeImport(tx, tenantId, importId, { state: 'cancelled', preview: null })
      if (job?.state !== 'running') await enqueue(tx, jobs, actor, importId, 'discard')
      return true
    }
    if (job === undefined || (job.state !== 'running' && job.state !== 'queued')) await enqueue(tx, jobs, actor, importId, 'discard')
    return false
  })
  if (isOver) await removeFiles(engine, importId)
  return { done: true }
}
