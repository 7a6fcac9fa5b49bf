import type { pinyin as Pinyin } from 'pinyin-pro'

/** Under what a name is compared, found and sorted. */
export type NameKeys = { readonly nameKey: string; readonly pinyin: string; readonly initials: string }

let loading: Promise<typeof Pinyin> | undefined

/** The dictionary is large: it is loaded when the first Chinese name comes. */
async function load(): Promise<typeof Pinyin> {
  loading ??= import('pinyin-pro').then(module => module.pinyin)
  return await loading
}

const chinese = /\p{Script=Han}/u

/** The key under which spellings of one name meet: width, case, blanks and punctuation fall away. */
export function foldName(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase()
  const kept = folded.replace(/[^\p{Letter}\p{Number}]/gu, '')
  return kept === '' ? folded.trim() : kept
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(word => word !== '')
const plain = (text: string) => text.normalize('NFKD').replace(/\p{Mark}/gu, '')

type Spell = typeof Pinyin

function keysOf(name: string, spell: Spell | undefined): NameKeys {
  const text = name.normalize('NFKC')
  const spelled = spell && chinese.test(text) ? spell(text, { toneType: 'none', nonZh: 'consecutive', v: true }) : text
  const words = wordsOf(plain(spelled))
  return {
    nameKey: foldName(name),
    pinyin: words.join(' ').slice(0, 400),
    initials: words
      .map(word => String.fromCodePoint(word.codePointAt(0) ?? 32))
      .join('')
      .slice(0, 60),
  }
}

/** The keys of names, one for each: `上海精工轴承` gives `shang hai jing gong zhou cheng` and `shjgzc`, `Acme Ltd` gives `acme ltd` and `al`. */
export async function nameKeysOf(names: readonly string[]): Promise<NameKeys[]> {
  const spell = names.some(name => chinese.test(name)) ? await load() : undefined
  return names.map(name => keysOf(name, spell))
}

/** The same for names that come one by one: the dictionary is loaded beforehand. */
export async function nameSpeller(): Promise<(name: string) => NameKeys> {
  const spell = await load()
  return name => keysOf(name, spell)
}
