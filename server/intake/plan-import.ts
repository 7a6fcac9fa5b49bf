import { createHash } from 'node:crypto'
import { foldHeading } from '#core/units/text-key.ts'
import type { Mapping } from '#core/intake/mapping.ts'
import type { OwnImportField } from '#core/intake/own-field.ts'
import { noticeText } from '#core/intake/reasons.ts'
import type { TargetName } from '#core/intake/targets.ts'
import { FileRefusal } from './file-refusal.ts'
import { runThread } from './run-thread.ts'
import type { FileProfile, Question } from './stored-import.ts'
import type { PlannedFile } from './thread-messages.ts'

export type FileOnDisk = { readonly fileNo: number; readonly name: string; readonly path: string }

/** What somebody said about a file: what it holds, and its columns by role. */
export type GivenFile = { readonly target?: TargetName; readonly columns?: Readonly<Record<string, number>> }

/** How files would be read: a profile and a mapping for each, in their order; null = put aside. */
export type ImportPlan = { readonly profile: FileProfile[]; readonly mapping: (Mapping | null)[] }

const shownRows = 8

type Asked = {
  readonly given: ReadonlyMap<number, GivenFile>
  readonly own: readonly OwnImportField[]
  readonly signal: AbortSignal | undefined
}

async function look(files: readonly FileOnDisk[], { given, own, signal }: Asked): Promise<readonly PlannedFile[]> {
  const task = {
    kind: 'plan',
    files: files.map(({ name, path }) => ({ name, path })),
    given: files.map(({ fileNo }) => given.get(fileNo) ?? null),
    own,
  } as const
  for await (const message of runThread(task, signal)) if (message.kind === 'planned') return message.files
  return []
}

type Failed = { readonly file: FileOnDisk; readonly fault: FileRefusal }

/** Looks at all files at once, so that related ones are told apart; a file that cannot be read is put aside and the others looked at again. */
async function lookAtReadable(files: readonly FileOnDisk[], asked: Asked) {
  const failed: Failed[] = []
  for (;;) {
    const left = files.filter(file => !failed.some(one => one.file === file))
    if (left.length === 0) return { failed, left, planned: [] }
    try {
      return { failed, left, planned: await look(left, asked) }
    } catch (fault) {
      if (!(fault instanceof FileRefusal)) throw fault
      failed.push({ file: left.find(file => file.name === fault.args.file) ?? (left[0] as FileOnDisk), fault })
    }
  }
}

const sentence = (
  code: Question['code'],
  role: string | null,
  ...[notice, args]: [Parameters<typeof noticeText>[0], Parameters<typeof noticeText>[1]]
): Question => ({
  code,
  role,
  zh: noticeText(notice, args, 'zh-CN'),
  en: noticeText(notice, args, 'en'),
})

const orderNames: Readonly<Record<string, string>> = { mdy: 'M/D/Y', dmy: 'D/M/Y', ymd: 'Y-M-D' }

/** What a person should look at before the rows are read. */
function questionsOf(file: FileOnDisk, { mapping, dates, headings }: PlannedFile): Question[] {
  if (!mapping) return [sentence('set_aside', null, 'set_aside', { file: file.name })]
  const open = dates.filter(date => !date.decided && mapping.columns[date.role] !== undefined)
  const questions = open.map(({ role, format, example }) =>
    sentence('day_order', role, 'guessed_day_order', {
      column: headings[mapping.columns[role] ?? -1] ?? role,
      text: example,
      order: orderNames[format.order] ?? format.order,
    }),
  )
  const roles = mapping.columns
  const withTax =
    (roles.amountWithTax !== undefined || roles.unitPriceWithTax !== undefined) &&
    roles.amount === undefined &&
    roles.unitPrice === undefined
  return withTax && roles.taxRate === undefined ? [...questions, sentence('tax_included', null, 'tax_included', {})] : questions
}

function profileOf(file: FileOnDisk, planned: PlannedFile): FileProfile {
  const { headings, dialect, rows, guesses } = planned
  const short = (cell: string) => (cell.length > 200 ? `${cell.slice(0, 200)}…` : cell)
  return {
    fileNo: file.fileNo,
    headings,
    dialect,
    rows: rows.slice(0, shownRows).map(row => row.map(short)),
    guesses: guesses.map(guess => ({ ...guess, examples: guess.examples.slice(0, 4).map(short) })),
    questions: questionsOf(file, planned),
    error: null,
    remembered: null,
  }
}

function failedProfile({ file, fault }: Failed): FileProfile {
  const error = { code: fault.code, zh: fault.say('zh-CN'), en: fault.say('en') }
  return { fileNo: file.fileNo, headings: [], dialect: null, rows: [], guesses: [], questions: [], error, remembered: null }
}

/** The order in `given` names roles by column; what a person left out stays out, whatever the guess says. */
function exactly(mapping: Mapping, given: GivenFile | undefined): Mapping {
  return given?.columns ? { ...mapping, columns: given.columns } : mapping
}

/** Says of each file what it holds and how its columns are read, from its content and from what somebody said. */
export async function planImport(
  files: readonly FileOnDisk[],
  given: ReadonlyMap<number, GivenFile> = new Map(),
  own: readonly OwnImportField[] = [],
  signal?: AbortSignal,
): Promise<ImportPlan> {
  const { failed, left, planned } = await lookAtReadable(files, { given, own, signal })
  const profile = files.map((file, _at): FileProfile => {
    const fault = failed.find(one => one.file === file)
    return fault ? failedProfile(fault) : profileOf(file, planned[left.indexOf(file)] as PlannedFile)
  })
  const mapping = files.map(file => {
    const found = planned[left.indexOf(file)]?.mapping
    return found ? exactly(found, given.get(file.fileNo)) : null
  })
  return { profile, mapping }
}

/** The mark of a file by its headings: the same for files that one program writes again and again. */
export function headingsMark(headings: readonly string[]): string {
  return createHash('sha256').update(headings.map(foldHeading).join('|')).digest('hex')
}
