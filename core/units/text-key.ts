/**
 * The key under which two spellings of one code meet: width (NFKC), case, and blanks at the ends are folded; inner runs of blanks count as
 * one (DOMAIN section 8, "Import, row by row").
 */
export function foldCode(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/**
 * The key under which headings meet: width, case, blanks, underscores and punctuation are folded, remarks in brackets fall away:
 * `Customer_ID`, `customer id` and `ＣＵＳＴＯＭＥＲ ＩＤ` are `customerid`, `金额（元）` is `金额`.
 */
export function foldHeading(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase()
  const bare = folded.replace(/[([【{].*?[)\]】}]/g, '')
  const kept = bare.replace(/[^\p{Letter}\p{Number}#]/gu, '')
  return kept === '' ? folded.replace(/[^\p{Letter}\p{Number}#]/gu, '') : kept
}

const nothing = new Set(['', 'null', 'nan', 'none', 'n/a', '#n/a', 'nil', '(null)', '(blank)', '无', '空'])

/** Whether a cell says that there is nothing: empty, or a word that programs write for it (`NULL`, `NaN`, `#N/A`). */
export function isNothing(text: string): boolean {
  return nothing.has(text.trim().toLowerCase())
}

/** Order of texts by code point, the same on every machine and in every language setting. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
