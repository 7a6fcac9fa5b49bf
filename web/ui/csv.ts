export type Cell = string | number | null | undefined

/** Text that a spreadsheet would run as a formula gets a quote before it; numbers stay numbers. */
function harmless(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A CSV file (RFC 4180, with a byte-order mark so that Excel reads Chinese) of a table. */
export function csvOf(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${[titles, ...rows].map(row => row.map(cell => quoted(harmless(cell))).join(',')).join('\r\n')}\r\n`
}
