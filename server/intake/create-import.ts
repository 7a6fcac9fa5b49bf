import { createHash } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Import } from '#contract/intake.ts'
import type { Mapping } from '#core/intake/mapping.ts'
import { currencyOf } from '#core/units/currency.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import { type Db, inTenant, type Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { findMappings, insertImport, readSources, readTenantMoney, type SavedMapping } from './imports.sql.ts'
import { readOwnImportFields } from './own-fields.sql.ts'
import { type FileOnDisk, headingsMark, type ImportPlan, planImport } from './plan-import.ts'
import { showImport } from './show-import.ts'
import type { FileProfile, ImportSettings, StoredFile } from './stored-import.ts'
import { folderOf } from './import-run.ts'

/** A file that has come in, whole, somewhere on this disk. `move` = it may be taken away from there. */
export type IncomingFile = { readonly name: string; readonly path: string; readonly bytes: number; readonly sha256: string }

type Deps = { readonly db: Db; readonly data: string }

const whoOf = ({ tenantId, userId }: Actor) => (userId === undefined ? { tenantId } : { tenantId, userId })

/** The name of a source where none was given: that of its mapping, else of the one source there is, else of the file. */
function sourceOf(
  given: string | undefined,
  remembered: string | undefined,
  sources: readonly string[],
  files: readonly IncomingFile[],
): string {
  const bare =
    (files[0]?.name ?? 'import')
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/(?:\.(?:csv|tsv|txt|gz|xlsx))+$/i, '') ?? 'import'
  const only = sources.length === 1 ? sources[0] : undefined
  return (given?.trim() || remembered || only || bare).slice(0, 60)
}

/** A mapping that was used before for the same headings; formats and examples are those of the file at hand. */
function remember(
  plan: ImportPlan,
  saved: readonly SavedMapping[],
  source: string | undefined,
): ImportPlan & { readonly source: string | undefined } {
  let found: string | undefined
  const kept = plan.profile.map((profile, at): [FileProfile, Mapping | null] => {
    const mark = headingsMark(profile.headings)
    const own = saved.filter(one => one.headings === mark && profile.headings.length > 0)
    const best = own.find(one => one.source === source) ?? (source === undefined ? own[0] : undefined)
    const mapping = plan.mapping[at] ?? null
    if (!best) return [profile, mapping]
    found ??= best.source
    const before = best.mapping as Mapping
    return [
      { ...profile, remembered: best.source },
      {
        ...before,
        ...(mapping?.own ? { own: mapping.own } : {}),
        dialect: profile.dialect ?? before.dialect,
        headings: profile.headings,
        numbers: { ...before.numbers, ...mapping?.numbers },
        dates: { ...before.dates, ...mapping?.dates },
      },
    ]
  })
  return { profile: kept.map(([profile]) => profile), mapping: kept.map(([, mapping]) => mapping), source: found }
}

/** The one currency that the sampled rows name, else the company's. */
function currencyIn(plan: ImportPlan, fallback: string): string {
  const named = plan.mapping.flatMap((mapping, at) => {
    const column = mapping?.columns.currency
    return column === undefined ? [] : (plan.profile[at]?.rows ?? []).flatMap(row => currencyOf(row[column] ?? '') ?? [])
  })
  return new Set(named).size === 1 ? (named[0] ?? fallback) : fallback
}

/** Files that come in twice are read once. */
function withoutRepeats(plan: ImportPlan, files: readonly StoredFile[]): ImportPlan {
  const mapping = plan.mapping.map((one, at) => (files.findIndex(file => file.sha256 === files[at]?.sha256) < at ? null : one))
  return { ...plan, mapping }
}

async function take(
  data: string,
  importId: string,
  incoming: readonly IncomingFile[],
): Promise<{ files: StoredFile[]; onDisk: FileOnDisk[] }> {
  const folder = folderOf(data, importId)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = incoming.map(({ name, bytes, sha256 }, fileNo) => ({ fileNo, name, bytes, sha256, stored: String(fileNo) }))
  for (const [at, { path }] of incoming.entries()) await rename(path, join(folder, String(at)))
  return { files, onDisk: files.map(({ fileNo, name, stored }) => ({ fileNo, name, path: join(folder, stored) })) }
}

const hashOf = (files: readonly IncomingFile[]) =>
  files.length === 1
    ? (files[0]?.sha256 ?? '')
    : createHash('sha256')
        .update(files.map(file => file.sha256).join('\n'))
        .digest('hex')

/** Refuses where not one of the files can be read: nothing is kept then. */
function refuseUnreadable({ profile }: ImportPlan): void {
  const [first] = profile
  if (first?.error && profile.every(file => file.error !== null))
    throw new Refusal('invalid', [first.error.zh, first.error.en], { fileCode: first.error.code })
}

/** Keeps the files, looks at them and says how they would be read. `mapped`: mappings that are certain (tables of our own). */
export async function takeImport(
  { db, data }: Deps,
  actor: Actor,
  given: {
    readonly source?: string
    readonly files: readonly IncomingFile[]
    readonly settings?: Partial<ImportSettings>
    readonly mapped?: readonly Mapping[]
  },
): Promise<string> {
  if (given.files.length === 0) throw new Refusal('invalid', ['请至少选择一个文件。', 'Choose at least one file.'])
  const importId = newId()
  try {
    const { files, onDisk } = await take(data, importId, given.files)
    const planned = given.mapped
      ? certainPlan(onDisk, given.mapped)
      : withoutRepeats(
          await planImport(onDisk, undefined, await inTenant(db, whoOf(actor), tx => readOwnImportFields(tx, actor.tenantId))),
          files,
        )
    refuseUnreadable(planned)
    await inTenant(db, whoOf(actor), tx => keep(tx, actor, importId, files, planned, given))
    return importId
  } catch (error) {
    await rm(folderOf(data, importId), { recursive: true, force: true })
    throw error
  }
}

function certainPlan(files: readonly FileOnDisk[], mapped: readonly Mapping[]): ImportPlan {
  const profile = files.map(({ fileNo }, at): FileProfile => {
    const { headings, dialect } = mapped[at] as Mapping
    return { fileNo, headings, dialect, rows: [], guesses: [], questions: [], error: null, remembered: null }
  })
  return { profile, mapping: [...mapped] }
}

async function keep(
  tx: Tx,
  actor: Actor,
  importId: string,
  files: readonly StoredFile[],
  planned: ImportPlan,
  given: Parameters<typeof takeImport>[2],
): Promise<void> {
  const { tenantId, userId } = actor
  const money = await readTenantMoney(tx, tenantId)
  const saved = given.mapped
    ? []
    : await findMappings(
        tx,
        tenantId,
        planned.profile.map(file => headingsMark(file.headings)),
      )
  const plan = remember(planned, saved, given.source)
  const source = sourceOf(given.source, plan.source, await readSources(tx, tenantId), given.files)
  const currency = currencyIn(plan, money.baseCurrency)
  const settings: ImportSettings = {
    currency,
    setsBaseCurrency: money.isEmpty,
    dateOrder: null,
    taxIncluded: null,
    taxRate: null,
    emptyCells: 'keep',
    ...given.settings,
  }
  await insertImport(tx, {
    tenantId,
    importId,
    source,
    files,
    mapping: plan.mapping,
    profile: plan.profile,
    settings,
    fileHash: hashOf(given.files),
    createdBy: userId ?? null,
  })
  await audit(tx, actor, {
    action: 'upload',
    entity: 'import',
    entityId: importId,
    after: { source, files: files.map(file => file.name) },
    fileHash: hashOf(given.files),
  })
}

/** The upload: files in, a first look, and the answer that the mapping page begins with. */
export async function createImport(
  deps: Deps,
  actor: Actor,
  given: { readonly source?: string; readonly files: readonly IncomingFile[] },
): Promise<Import> {
  const importId = await takeImport(deps, actor, given)
  return await inTenant(deps.db, whoOf(actor), tx => showImport(tx, actor.tenantId, importId))
}
