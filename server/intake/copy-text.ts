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

/** Rows in one piece of bytes, as COPY takes them. */
export type CopyBuffer = { readonly add: (row: string) => void; readonly rows: () => number; readonly take: () => Uint8Array<ArrayBuffer> }

export function newCopyBuffer(): CopyBuffer {
  let bytes = Buffer.allocUnsafeSlow(1 << 18)
  let [length, rows] = [0, 0]
  const add = (row: string) => {
    const most = row.length * 3
    if (length + most > bytes.length) {
      const wider = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, length + most))
      bytes.copy(wider, 0, 0, length)
      bytes = wider
    }
    length += bytes.write(row, length)
    rows++
  }
  return { add, rows: () => rows, take: () => new Uint8Array(bytes.buffer as ArrayBuffer, 0, length) }
}
