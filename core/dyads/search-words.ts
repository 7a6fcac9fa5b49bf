/** A search as the index understands it: every gram must be there (without the tenant's mark), and every word must stand in the text. */
export type SearchWords = { readonly words: readonly string[]; readonly grams: readonly string[] }

const isAscii = (text: string) => Array.from(text).every(letter => letter < '\u0080')

function pairsOf(letters: readonly string[]): string[] {
  return letters
    .slice(1)
    .map((letter, index) => `${letters[index]}${letter}`)
    .filter(pair => !isAscii(pair))
}

function triplesOf(letters: readonly string[]): string[] {
  return letters
    .slice(2)
    .map((_, index) => letters.slice(index, index + 3).join(''))
    .filter(isAscii)
}

/** The entries of the index that a word can be found by; a word of one or two Latin letters is an entry itself (how words begin, pairs of initials). */
function gramsOf(word: string): string[] {
  const letters = Array.from(word)
  if (letters.length <= 2) return [word]
  const found = [...pairsOf(letters), ...triplesOf(letters)]
  return found.length > 0 ? found : letters.filter(letter => !isAscii(letter))
}

/**
 * Folds what was typed as the index was folded (width, case, punctuation) and takes it apart. A text of nothing but blanks and punctuation has
 * no words. Words beyond the eighth, letters beyond the fortieth of a word are left out.
 */
export function searchWordsOf(typed: string): SearchWords {
  const folded = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, ' ')
    .trim()
  const words =
    folded === ''
      ? []
      : folded
          .split(' ')
          .slice(0, 8)
          .map(word => Array.from(word).slice(0, 40).join(''))
  return { words, grams: [...new Set(words.flatMap(gramsOf))] }
}

/** Whether something was typed in which there is no word (`%`, `--`): it finds nothing, where an empty search finds all. */
export const isWordless = (typed: string | undefined): boolean =>
  typed !== undefined && typed.trim() !== '' && searchWordsOf(typed).words.length === 0

/** A LIKE pattern for a word inside a text; what LIKE reads as signs cannot be left in a folded word. */
export function patternOf(word: string): string {
  return `%${word}%`
}
