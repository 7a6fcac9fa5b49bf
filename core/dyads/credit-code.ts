/** Characters of a unified social credit code, in the order of their values 0..30. GB 32100-2015, table 1. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A credit code as it is written: width and case folded, blanks and signs left out. */
export function foldCreditCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
}

/** Whether 18 characters are a unified social credit code whose check character is right. GB 32100-2015, 5.6: weights 3^(i-1) mod 31. */
export function isCreditCode(code: string): boolean {
  if (code.length !== 18) return false
  const values = Array.from(code, character => alphabet.indexOf(character))
  if (values.includes(-1)) return false
  let weight = 1
  let sum = 0
  for (const value of values.slice(0, 17)) {
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return (31 - (sum % 31)) % 31 === values[17]
}
