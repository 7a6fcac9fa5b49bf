import { join } from 'node:path'
import type { Input } from '#contract/endpoint.ts'
import type { Import, mapImport as contract } from '#contract/intake.ts'
import { fieldIn, type Mapping } from '#core/intake/mapping.ts'
import { ownFieldsOf, type OwnImportField } from '#core/intake/own-field.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import { type Db, inTenant } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { readOwnImportFields } from './own-fields.sql.ts'
import { changeImport, readImportRow, readTenantMoney } from './imports.sql.ts'
import { type GivenFile, planImport } from './plan-import.ts'
import { showImport } from './show-import.ts'
import type { ImportSettings, StoredImport } from './stored-import.ts'
import { folderOf } from './import-run.ts'

type Body = Input<typeof contract>['body']
type Choice = NonNullable<Body['files']>[number]

const whoOf = ({ tenantId, userId }: Actor) => (userId === undefined ? { tenantId } : { tenantId, userId })

/** Roles must be fields of what the file holds, columns must be there, and no column is two things. */
function refuseStrangeColumns(choice: Choice, width: number, at: number, own: readonly OwnImportField[]): void {
  const { target, columns = {} } = choice
  if (target === null) return
  const seen = new Set<number>()
  for (const [role, column] of Object.entries(columns)) {
    const path = `body.files.${at}.columns.${role}`
    if (!fieldIn({ target, own: ownFieldsOf(target, own) }, role))
      throw refuseField(path, ['此类文件没有这个字段', 'is not a field of such a file'])
    if (column >= width) throw refuseField(path, [`文件只有 ${width} 列`, `lies beyond the ${width} columns of the file`])
    if (seen.has(column)) throw refuseField(path, ['一列不能对应两个字段', 'uses a column that another field has'])
    seen.add(column)
  }
}

function settingsOf(stored: StoredImport, given: Body['settings'], mayChoose: boolean): ImportSettings {
  const settings = { ...stored.settings, ...given } as ImportSettings
  return mayChoose ? settings : { ...settings, setsBaseCurrency: false }
}

/** Reads the files' heads again with what was chosen: formats of numbers and dates follow the columns. */
async function remap(
  stored: StoredImport,
  choices: readonly Choice[],
  folder: string,
  own: readonly OwnImportField[],
): Promise<(Mapping | null)[]> {
  const chosen = new Map(choices.map(choice => [choice.fileNo, choice]))
  const files = stored.files.filter(({ fileNo }) => chosen.get(fileNo)?.target && stored.profile?.[fileNo]?.error === null)
  const given = new Map<number, GivenFile>()
  for (const { fileNo } of files) {
    const { target, columns } = chosen.get(fileNo) ?? {}
    if (target) given.set(fileNo, { target, ...(columns ? { columns } : {}) })
  }
  const { mapping } = await planImport(
    files.map(({ fileNo, name, stored: file }) => ({ fileNo, name, path: join(folder, file) })),
    given,
    own,
  )
  return stored.files.map(({ fileNo }) => {
    const choice = chosen.get(fileNo)
    if (!choice) return stored.mapping?.[fileNo] ?? null
    const found = mapping[files.findIndex(file => file.fileNo === fileNo)] ?? null
    return found && choice.customerBy ? { ...found, options: { ...found.options, customerBy: choice.customerBy } } : found
  })
}

const editable = ['ready', 'failed'] as const

/** Changes how files are read. An earlier dry run no longer says what would happen, so it is forgotten. */
export async function mapImport(
  { db, data }: { readonly db: Db; readonly data: string },
  actor: Actor,
  importId: string,
  body: Body,
): Promise<Import> {
  const { tenantId } = actor
  const stored = await inTenant(db, whoOf(actor), tx => readImportRow(tx, tenantId, importId))
  if (!stored) throw new Refusal('not_found')
  if (!editable.some(state => state === stored.state)) throw busy
  const own = body.files ? await inTenant(db, whoOf(actor), tx => readOwnImportFields(tx, tenantId)) : []
  body.files?.forEach((choice, at) => {
    refuseStrangeColumns(choice, stored.profile?.[choice.fileNo]?.headings.length ?? 0, at, own)
  })
  const mapping = body.files ? await remap(stored, body.files, folderOf(data, importId), own) : stored.mapping
  return await inTenant(db, whoOf(actor), async tx => {
    const money = await readTenantMoney(tx, tenantId)
    const settings = settingsOf(stored, body.settings, money.isEmpty)
    const change = { source: body.source?.trim() ?? stored.source, settings, mapping, preview: null, error: null, state: 'ready' } as const
    if (!(await changeImport(tx, tenantId, importId, change, editable))) throw busy
    await audit(tx, actor, { action: 'update', entity: 'import', entityId: importId, after: { source: change.source, settings } })
    return await showImport(tx, tenantId, importId)
  })
}

export const busy = new Refusal('conflict', [
  '该导入正在进行或已结束，不能再修改。',
  'This import is at work or over, and can no longer be changed.',
])
