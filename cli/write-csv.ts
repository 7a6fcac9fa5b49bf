import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { csvLine } from '#core/intake/harmless.ts'
import { formatDecimal } from '#core/units/decimal.ts'
import { minorDigits } from '#core/units/money.ts'
import type { Answer } from './answer.ts'
import { inWords, UsageError, writeOut } from './command.ts'
import { bandWord, columnWord, stageWord, stateWords, tierWords, typeWord } from './words.ts'

/** Writes to a file; says in a sentence what keeps it from that. */
export async function writeFileBy(path: string, write: (out: NodeJS.WritableStream) => Promise<void>): Promise<void> {
  const out = createWriteStream(path)
  const done = finished(out)
  try {
    await Promise.race([write(out), done])
    out.end()
    await done
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : String(fault)
    throw fault instanceof Error && 'code' in fault
      ? new UsageError(`写不了“${path}”：${detail}`, `“${path}” cannot be written: ${detail}`)
      : fault
  }
}

const columns = [
  'customer',
  'name',
  'type',
  'tier',
  'current',
  'potentialBand',
  'potential',
  'stage',
  'netContribution',
  'state',
  'revenue',
  'orders',
  'firstOrder',
  'lastOrder',
  'confidence',
  'because',
] as const

/** The customers as CSV for spreadsheet programs: UTF-8 with a byte-order mark, no cell that runs as a formula. */
export async function writeCsv(answer: Answer, path: string): Promise<void> {
  const { language, currency } = answer
  const digits = minorDigits(currency)
  const money = (minor: number | null) => (minor === null ? null : formatDecimal({ digits: BigInt(Math.round(minor)), scale: digits }))
  await writeFileBy(path, async out => {
    await writeOut(
      out,
      `\uFEFF${csvLine(columns.map(column => columnWord(column, language) + (column === 'netContribution' || column === 'revenue' ? ` (${currency})` : '')))}`,
    )
    for (const one of answer.customers()) {
      const cells = [
        one.customer,
        one.name,
        typeWord(one.type, language),
        one.tier === null ? null : inWords(tierWords[one.tier], language),
        bandWord(one.currentBand, language),
        bandWord(one.potentialBand, language),
        one.potential,
        stageWord(one.stage, language),
        money(one.netContributionMinor),
        inWords(stateWords[one.netContributionState], language),
        money(one.revenueMinor),
        one.orders,
        one.firstOrder,
        one.lastOrder,
        one.dataConfidence,
        one.because.map(({ text }) => text).join(language === 'en' ? ' ' : ''),
      ]
      await writeOut(out, csvLine(cells))
    }
  })
}
