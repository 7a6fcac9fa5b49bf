export type CopyValue = string | number | boolean | null | undefined

const special = /[\\\t\n\r\0]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' }

const escaped = (text: string) => (special.test(text) ? text.replace(/[\\\t\n\r\0]/g, sign => escapes[sign] ?? sign) : text)

function cellOf(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value)
}

/** One row in the text form of COPY: tabs between cells, `\N` for null. Characters that PostgreSQL cannot hold (NUL) fall away. */
export function copyRow(values: readonly CopyValue[]): string {
  let row = cellOf(values[0])
  for (let at = 1; at < values.length; at++) row += `\t${cellOf(values[at])}`
  return `${row}\n`
}
