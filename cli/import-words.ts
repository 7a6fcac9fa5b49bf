import { readFile } from 'node:fs/promises'
import type { FileChoice, Import } from '#contract/intake.ts'
import type { Static } from 'typebox'
import { type Language, type RowReason, rowReasons, rowText } from '#core/intake/reasons.ts'
import { targetNames } from '#core/intake/targets.ts'
import { foldHeading } from '#core/units/text-key.ts'
import type { ImportCounts } from '#server/intake/import-work.ts'
import { inWords, UsageError } from './command.ts'

type Choice = Static<typeof FileChoice>
type Written = Readonly<Record<string, { readonly target?: string; readonly columns?: Readonly<Record<string, string | number>> } | null>>

async function readJson(path: string): Promise<Written> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Written
  } catch (error) {
    throw new UsageError(
      `读不了映射文件“${path}”：${(error as Error).message}。`,
      `The mapping file “${path}” cannot be read: ${(error as Error).message}.`,
    )
  }
}

function columnOf(file: Import['mapping'][number], named: string | number): number {
  const column = typeof named === 'number' ? named - 1 : file.columns.findIndex(one => foldHeading(one.heading) === foldHeading(named))
  if (column >= 0 && column < file.columns.length) return column
  const all = file.columns.map(one => one.heading).join(', ')
  throw new UsageError(`“${file.name}”没有“${named}”这一列。现有的列：${all}。`, `“${file.name}” has no column “${named}”. It has: ${all}.`)
}

/** What a file of mappings says about the files of an import; columns by heading, or by number from 1. */
export async function readMappingFile(path: string, { mapping }: Import): Promise<Choice[]> {
  const written = await readJson(path)
  return Object.entries(written).map(([name, given]) => {
    const file = mapping.find(one => one.name === name)
    if (!file) throw new UsageError(`映射文件提到“${name}”，但没有这个文件。`, `The mapping names “${name}”, but there is no such file.`)
    const target = given === null ? null : (given.target ?? file.target)
    const known = targetNames.find(one => one === target)
    if (target !== null && known === undefined)
      throw new UsageError(
        `“${target}”不是可导入的内容：${targetNames.join('、')}。`,
        `“${target}” is nothing that can be imported: ${targetNames.join(', ')}.`,
      )
    const columns = Object.fromEntries(Object.entries(given?.columns ?? {}).map(([role, named]) => [role, columnOf(file, named)]))
    return { fileNo: file.fileNo, target: known ?? null, ...(given?.columns ? { columns } : {}) }
  })
}

const number = (value: number, language: Language) => value.toLocaleString(language)

/** Says on standard output what an import does, or would do: one line in all, then why rows were rejected. */
export function tellCounts(counts: ImportCounts, moment: 'preview' | 'published', language: Language): void {
  const n = (value: number) => number(value, language)
  const { read, accepted, updated, unchanged, rejected } = counts
  const head = moment === 'preview' ? inWords(['试算', 'Dry run'], language) : inWords(['已发布', 'Published'], language)
  const text = inWords(
    [
      `读入 ${n(read)} 行：接受 ${n(accepted)}（其中更新 ${n(updated)}），未变 ${n(unchanged)}，拒绝 ${n(rejected)}`,
      `${n(read)} rows: ${n(accepted)} accepted (${n(updated)} of them updated), ${n(unchanged)} unchanged, ${n(rejected)} rejected`,
    ],
    language,
  )
  console.log(`${head}  ${text}`)
  for (const { reason, rows, samples } of counts.rejections) {
    const [first] = samples
    const why = first && reason in rowReasons ? rowText(reason as RowReason, first.args, language) : reason
    console.log(`  ${n(rows)} × ${reason}  ${inWords([`第 ${first?.rowNo} 行：`, `row ${first?.rowNo}: `], language)}${why}`)
  }
}
