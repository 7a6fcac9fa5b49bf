/** What files may hang on. `customer` is the relation itself, with its company. */
export const attachmentEntities = ['customer', 'contact', 'order', 'opportunity', 'agreement', 'concern', 'activity'] as const
export type AttachmentEntity = (typeof attachmentEntities)[number]

const megabyte = 1024 * 1024
export const defaultFileBytes = 25 * megabyte
export const mostFileBytes = 1024 * megabyte
/** How long a file that nothing points to any more is kept. */
export const orphanDays = 30

const zip = 'application/zip'
const oldOffice = 'application/x-cfb'
const office = 'application/vnd.openxmlformats-officedocument'

/** Which contents may come under an ending: their media type is how the file is kept. A text has no signature: `text` is checked as text. */
const accepted: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'],
  doc: [oldOffice],
  xls: [oldOffice],
  ppt: [oldOffice],
  docx: [`${office}.wordprocessingml.document`, zip],
  xlsx: [`${office}.spreadsheetml.sheet`, zip],
  pptx: [`${office}.presentationml.presentation`, zip],
  odt: ['application/vnd.oasis.opendocument.text', zip],
  ods: ['application/vnd.oasis.opendocument.spreadsheet', zip],
  png: ['image/png'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  webp: ['image/webp'],
  gif: ['image/gif'],
  bmp: ['image/bmp'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  heic: ['image/heic'],
  txt: ['text'],
  csv: ['text'],
  md: ['text'],
  zip: [zip],
}

export const acceptedEndings: readonly string[] = Object.keys(accepted)

/** The images that are shown where they lie; everything else is only downloaded. */
export const shownImages: readonly string[] = ['image/png', 'image/jpeg', 'image/webp']

export type Content = { readonly signature: string | undefined; readonly isText: boolean }
export type ContentProblem = 'ending' | 'content'

const endingOf = (name: string): string => (/\.([^.]+)$/.exec(name)?.[1] ?? '').toLowerCase()

/** The media type under which a file is kept, told by its content and held to its name's ending; or which of the two is refused. */
export function contentType(
  name: string,
  { signature, isText }: Content,
): { readonly mediaType: string } | { readonly problem: ContentProblem } {
  const ending = endingOf(name)
  const wanted = Object.hasOwn(accepted, ending) ? accepted[ending] : undefined
  if (wanted === undefined) return { problem: 'ending' }
  if (wanted.includes('text'))
    return signature === undefined && isText ? { mediaType: ending === 'csv' ? 'text/csv' : 'text/plain' } : { problem: 'content' }
  if (signature === undefined || !wanted.includes(signature)) return { problem: 'content' }
  return { mediaType: signature === zip || signature === oldOffice ? (wanted[0] ?? signature) : signature }
}

/** Whether a piece of bytes reads as text: no control signs but tabs, line ends and form feeds. Chinese in GB18030 is text too. */
export function looksLikeText(bytes: Uint8Array): boolean {
  return bytes.every(byte => byte >= 32 || byte === 9 || byte === 10 || byte === 12 || byte === 13)
}

const longestName = 200
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A file's name without anything that a disk, a browser or a reader could take for something else: folders, control signs, signs that turn
 * the direction of writing, blanks and dots at its ends. Undefined where nothing is left of it.
 */
export function safeName(given: string): string | undefined {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{C}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if (plain === '') return undefined
  const letters = Array.from(plain)
  const ending = endingOf(plain)
  const cut = letters.length <= longestName ? plain : `${letters.slice(0, longestName - ending.length - 1).join('')}.${ending}`
  return reserved.test(cut) ? `_${cut}` : cut
}
