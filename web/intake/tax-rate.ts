/** A rate as a person writes it, in per cent: `0.13` is `13`; nothing for none. */
export function percentOf(rate: string | null): string {
  if (rate === null) return ''
  return String(Number((Number(rate) * 100).toFixed(4)))
}

/** The rate as it is sent, a fraction with at most six decimals; null for an empty field, undefined for what is no rate from 0 to under 100. */
export function rateOf(text: string): string | null | undefined {
  const trimmed = text.normalize('NFKC').replace(/%\s*$/, '').trim().replace(',', '.')
  if (trimmed === '') return null
  if (!/^\d{1,2}(\.\d{1,4})?$/.test(trimmed)) return undefined
  return String(Number((Number(trimmed) / 100).toFixed(6)))
}
