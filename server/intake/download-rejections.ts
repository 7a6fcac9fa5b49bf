import { join } from 'node:path'
import { Readable } from 'node:stream'
import { csvLine } from '#core/intake/harmless.ts'
import { type Language, type RowReason, rowReasons, rowText } from '#core/intake/reasons.ts'
import { type Actor, audit } from '#server/platform/audit.ts'
import { type Db, inTenant } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import type { Download } from '#server/platform/serve.ts'
import { readImportRow } from './imports.sql.ts'
import { runThread } from './run-thread.ts'
import { readRejections, type RejectionRow } from './staging.sql.ts'
import type { StoredImport } from './stored-import.ts'
import { folderOf } from './import-run.ts'

const whoOf = ({ tenantId, userId }: Actor) => (userId === undefined ? { tenantId } : { tenantId, userId })

const lastColumns: Record<Language, readonly string[]> = {
  'zh-CN': ['拒绝原因代码', '拒绝原因', '原文件行号'],
  en: ['Reason code', 'Reason', 'Row of the file'],
}

export function sentenceOf({ reason, args }: RejectionRow, language: Language): string {
  return reason in rowReasons ? rowText(reason as RowReason, args, language) : reason
}

/** Each portion reads the file from its beginning, so portions grow: many rejected rows are a few readings, not one for each thousand. */
const [firstPortion, largestPortion] = [5_000, 160_000]

type Deps = { readonly db: Db; readonly data: string }

/** The rejected rows of a file, a portion at a time: the file is read again beside them. */
async function* rejectedCsv(
  { db, data }: Deps,
  actor: Actor,
  stored: StoredImport,
  fileNo: number,
  language: Language,
): AsyncGenerator<string> {
  const file = stored.files[fileNo]
  const [mapping, profile] = [stored.mapping?.[fileNo], stored.profile?.[fileNo]]
  const dialect = mapping?.dialect ?? profile?.dialect
  if (!file || !dialect) throw new Refusal('not_found')
  const headings = mapping?.headings ?? profile?.headings ?? []
  yield `\ufeff${csvLine([...headings, ...lastColumns[language]])}`
  const source = { name: file.name, path: join(folderOf(data, stored.importId), file.stored) }
  let rowNo = 0
  for (let portion = firstPortion; ; portion = Math.min(portion * 2, largestPortion)) {
    const rows = await inTenant(db, whoOf(actor), tx =>
      readRejections(tx, { tenantId: actor.tenantId, importId: stored.importId }, { fileNo, rowNo }, portion),
    )
    const own = rows.filter(row => row.fileNo === fileNo)
    if (own.length === 0) return
    const lead = own.map(row => [row.reason, sentenceOf(row, language), String(row.rowNo)])
    for await (const message of runThread({
      kind: 'pick',
      file: { source, dialect },
      rows: own.map(row => row.rowNo),
      width: headings.length,
      lead,
    }))
      if (message.kind === 'text') yield message.text
    rowNo = own.at(-1)?.rowNo ?? 0
    if (own.length < portion) return
  }
}

/** Every rejected row of one file (the first with any unless named) with its reason: original columns, code, sentence, row. Cells are made harmless. */
export async function downloadRejections(
  deps: Deps,
  actor: Actor,
  importId: string,
  given: { readonly fileNo?: number; readonly language: Language },
): Promise<Download> {
  const { tenantId } = actor
  const { stored, fileNo } = await inTenant(deps.db, whoOf(actor), async tx => {
    const row = await readImportRow(tx, tenantId, importId)
    if (!row) throw new Refusal('not_found')
    const [first] = await readRejections(
      tx,
      { tenantId, importId },
      { fileNo: given.fileNo ?? -1, rowNo: given.fileNo === undefined ? 0 : -1 },
      1,
    )
    const at = given.fileNo ?? first?.fileNo ?? 0
    if (!first || first.fileNo !== at) throw new Refusal('not_found', ['这个文件没有被拒绝的行。', 'No row of this file was rejected.'])
    const count = (row.counts as { rejected?: number } | null)?.rejected ?? (row.preview as { rejected?: number } | null)?.rejected
    await audit(tx, actor, {
      action: 'export',
      entity: 'import_rejection',
      entityId: importId,
      count,
      after: { file: row.files[at]?.name },
    })
    return { stored: row, fileNo: at }
  })
  const name = (stored.files[fileNo]?.name ?? 'rows').replace(/(?:\.(?:csv|tsv|txt|gz|xlsx))+$/i, '')
  const suffix = given.language === 'en' ? 'rejected' : '未接受的行'
  return {
    filename: `${name}-${suffix}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    content: Readable.from(rejectedCsv(deps, actor, stored, fileNo, given.language)),
  }
}
