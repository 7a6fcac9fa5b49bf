/** Characters of a unified social credit code, in the order of their values 0..30. GB 32100-2015, table 1. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The check character of the first 17 characters of a unified social credit code. GB 32100-2015, 5.6: weights 3^(i-1) mod 31. */
export function checkCharacterOf(first17: string): string {
  let weight = 1
  let sum = 0
  for (const character of first17) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31] ?? ''
}

/**
 * A code that passes the check and that no firm has: kind 91 (enterprise), the six digits of a place, an organisation part that begins
 * with DEMO's letters `DEM0` and counts on in base 31.
 */
export function inventedCreditCode(region: string, index: number): string {
  let rest = index
  let counted = ''
  for (let place = 0; place < 5; place++) {
    counted = alphabet[rest % 31] + counted
    rest = Math.floor(rest / 31)
  }
  const first17 = `91${region}DEM0${counted}`
  return first17 + checkCharacterOf(first17)
}
