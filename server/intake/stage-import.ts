import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Mapping } from '#core/intake/mapping.ts'
import { inTenant } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { adjustMapping } from './adjust-mapping.ts'
import type { Rate } from './exchange.ts'
import { folderOf, type Running } from './import-run.ts'
import { changeImport, readRates } from './imports.sql.ts'
import { runThread } from './run-thread.ts'
import { stageBatch } from './stage-batch.sql.ts'
import { hasStaged, removeRejections, removeStaged, stagingTables } from './staging.sql.ts'
import { readSteps } from './steps.sql.ts'

type Staged = { readonly fileNo: number; readonly mapping: Mapping; readonly name: string; readonly path: string }

function filesOf({ engine, stored }: Running): Staged[] {
  const folder = folderOf(engine.data, stored.importId)
  return stored.files.flatMap(({ fileNo, name, stored: file }) => {
    const mapping = stored.mapping?.[fileNo]
    return mapping ? [{ fileNo, name, path: join(folder, file), mapping: adjustMapping(mapping, stored.settings) }] : []
  })
}

/** What the staged rows depend on: with the same mark they need not be read again. */
function markOf({ stored, work }: Running, files: readonly Staged[], rates: unknown): string {
  const told = [
    stored.files.map(file => file.sha256),
    files.map(({ fileNo, mapping }) => [fileNo, mapping]),
    stored.settings,
    work.scope.source,
    work.scope.baseCurrency,
    rates,
  ]
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
}

/** Rows are committed in batches of this size at most. */
const rowsEach = 16_000

/** Reads all files into the staging tables, or what is missing there. */
export async function stageImport(running: Running): Promise<void> {
  const { engine, stored, work } = running
  const { scope, who } = work
  const files = filesOf(running)
  if (files.length === 0)
    throw new Refusal('invalid', [
      '没有一个文件指定了内容。请先为文件指定内容和各列。',
      'No file has been given a meaning. Say what each file holds first.',
    ])
  const rates = await inTenant(engine.db, who, tx => readRates(tx, scope.tenantId))
  const mark = markOf(running, files, rates)
  const known = stored.stagedMark === mark && (await inTenant(engine.db, who, tx => hasStaged(tx, scope)))
  if (!known) {
    await clearStaging(running)
    await inTenant(engine.db, who, tx => changeImport(tx, scope.tenantId, scope.importId, { stagedMark: mark }))
  }
  const steps = await inTenant(engine.db, who, tx => readSteps(tx, scope))
  if (files.every(({ fileNo }) => steps.has(`whole:${fileNo}`))) return
  await readFiles(running, files, steps, rates)
}

async function readFiles(
  { engine, stored, work }: Running,
  files: readonly Staged[],
  steps: ReadonlyMap<string, number>,
  rates: readonly Rate[],
): Promise<void> {
  const { scope, who, signal, report } = work
  const after = Object.fromEntries(files.map(({ fileNo }) => [String(fileNo), steps.get(`read:${fileNo}`) ?? 0]))
  const total = files.reduce((sum, { fileNo }) => sum + (stored.files[fileNo]?.bytes ?? 0), 0)
  const [read, bytes] = [new Map<number, number>(), new Map<number, number>()]
  const sum = (counts: ReadonlyMap<number, number>) => [...counts.values()].reduce((a, b) => a + b, 0)
  const task = {
    kind: 'stage',
    files,
    baseCurrency: scope.baseCurrency,
    currency: stored.settings.currency,
    rates,
    after,
    rowsEach,
  } as const
  let rejected = 0
  for await (const message of runThread(task, signal)) {
    if (message.kind !== 'batch') continue
    if (message.read > (after[String(message.fileNo)] ?? 0) || message.done) await stageBatch(engine.pool, who, scope, message)
    read.set(message.fileNo, message.read)
    bytes.set(message.fileNo, message.bytes)
    rejected += message.rejected.length
    report('reading', sum(bytes), total, { rows: sum(read), rejected })
  }
}

const removedEach = 20_000

/** Forgets everything that was staged, in portions. */
export async function clearStaging(running: Running): Promise<void> {
  const { engine, work } = running
  await removeStagedRows(running)
  await inTenant(engine.db, work.who, async tx => {
    await removeRejections(tx, work.scope)
    await changeImport(tx, work.scope.tenantId, work.scope.importId, { stagedMark: null })
  })
}

/** Staged rows of a published import are of no more use; the list of rejected ones stays for download. */
export async function removeStagedRows({ engine, work }: Running): Promise<void> {
  for (const table of stagingTables)
    for (let rows = removedEach; rows === removedEach; )
      rows = await inTenant(engine.db, work.who, tx => removeStaged(tx, work.scope, table, removedEach))
}
