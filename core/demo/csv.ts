import type { DemoTable } from './tables.ts'

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A table as CSV after RFC 4180 (commas, CRLF, no BOM), in chunks of at least `size` characters but for the last. */
export function* csvOf({ headings, rows }: Pick<DemoTable, 'headings' | 'rows'>, size = 65_536): Generator<string> {
  let chunk = `${headings.map(quoted).join(',')}\r\n`
  for (const row of rows()) {
    chunk += `${row.map(quoted).join(',')}\r\n`
    if (chunk.length < size) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
