export type CsvCell = string | number | boolean | null | undefined

/** What a spreadsheet would run as a formula gets an apostrophe before it, also behind blanks; numbers stay numbers. */
function harmless(text: string): string {
  return /^\s*[=+\-@]/.test(text) || /^[\t\r]/.test(text) ? `'${text}` : text
}

function written(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = harmless(cell)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The mark at the beginning by which spreadsheets know UTF-8. */
export const byteOrderMark = '\uFEFF'

/** One line of a CSV file (RFC 4180), its cells harmless in a spreadsheet. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(written).join(',')}\r\n`
}
