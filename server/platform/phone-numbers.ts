import type { CountryCode } from 'libphonenumber-js'

type Library = typeof import('libphonenumber-js')

let loading: Promise<Library> | undefined

/** The table of the world's numbers is large: it is loaded with the first number. */
async function load(): Promise<Library> {
  loading ??= import('libphonenumber-js')
  return await loading
}

let named: Map<string, CountryCode> | undefined

/** Countries by code and by their Chinese and English names. */
function namesOf({ getCountries }: Library): Map<string, CountryCode> {
  const [zh, en] = ['zh-CN', 'en'].map(language => new Intl.DisplayNames(language, { type: 'region' }))
  const names = (code: CountryCode) => [code, zh?.of(code) ?? code, en?.of(code) ?? code]
  return new Map(getCountries().flatMap(code => names(code).map(name => [name.toLowerCase(), code] as const)))
}

function countryOf(library: Library, country: string | null | undefined): CountryCode {
  named ??= namesOf(library)
  return named.get((country ?? '').trim().toLowerCase()) ?? 'CN'
}

/** An extension is no part of E.164; the numbers behind it (分机, ext, 转) are left out. */
const withoutExtension = (text: string) => text.normalize('NFKC').replace(/\s*(分机|转|ext\.?|x|#).*$/i, '')

export type Written = { readonly phone: string | null; readonly country?: string | null | undefined }

function read(library: Library, { phone, country }: Written): string | null {
  const text = withoutExtension(phone ?? '')
  if (text.length > 60) return null
  const number = library.parsePhoneNumberFromString(text, countryOf(library, country))
  return number?.isPossible() ? number.number : null
}

/** Numbers in E.164 (+8613800138000), null for what is no possible number. A number without a country's prefix is one of `country` (a name or a code), of China where that says nothing. */
export async function numbersOf(written: readonly Written[]): Promise<(string | null)[]> {
  if (written.every(({ phone }) => phone === null || phone === '')) return written.map(() => null)
  const library = await load()
  return written.map(one => read(library, one))
}

/** The same for numbers that come one by one: the table is loaded beforehand. */
export async function numberReader(): Promise<(written: Written) => string | null> {
  const library = await load()
  return written => (written.phone === null || written.phone === '' ? null : read(library, written))
}

/** One number in E.164, null where the text is none. */
export async function e164Of(phone: string | null | undefined, country?: string | null): Promise<string | null> {
  const [number] = await numbersOf([{ phone: phone ?? null, country }])
  return number ?? null
}
