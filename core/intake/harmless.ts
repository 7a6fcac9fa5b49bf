/** What spreadsheet programs take for the beginning of a formula. */
const risky = /^[=+\-@\t\r]/
const plainNumber = /^[+-]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:[eE][+-]?\d+)?%?$/

/**
 * A cell for a file that a spreadsheet program may open: one that would be taken for a formula gets an apostrophe in front, plain numbers stay
 * (OWASP, "CSV injection").
 */
export function harmless(cell: string): string {
  return risky.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell
}

/** One line of CSV (RFC 4180) of harmless cells, with its line break. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell => quoted(harmless(cell === null ? '' : String(cell)))).join(',')}\r\n`
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
