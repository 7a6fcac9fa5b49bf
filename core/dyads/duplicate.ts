import { isCreditCode } from './credit-code.ts'
import { coreName, domainKey, splitPlace } from './name-key.ts'

export const duplicateReasons = ['uscc', 'name', 'name_alike', 'sound', 'phone', 'email', 'domain', 'address', 'code'] as const
export type DuplicateReason = (typeof duplicateReasons)[number]
export const duplicateStrengths = ['certain', 'likely', 'possible'] as const
export type DuplicateStrength = (typeof duplicateStrengths)[number]

/** What of a party is compared. `sound`: its key by name-key.ts; `phones`: in E.164. */
export type Compared = {
  readonly name: string
  readonly sound: string | undefined
  readonly uscc: string | null
  readonly phones: readonly string[]
  readonly email: string | null
  readonly website: string | null
  readonly address: string | null
  readonly codes: readonly string[]
}

export type Likeness = { readonly score: number; readonly strength: DuplicateStrength; readonly reasons: readonly DuplicateReason[] }

/** How much each sign alone says that two parties are one (docs/methods/duplicates.md). */
const weights: Record<DuplicateReason, number> = {
  uscc: 0.99,
  name: 0.9,
  name_alike: 0.75,
  sound: 0.55,
  phone: 0.6,
  email: 0.7,
  domain: 0.45,
  address: 0.3,
  code: 0.3,
}

/** The name alone where the places in front of it differ: branches, or firms that only bear the same word. */
const otherPlaceWeight = 0.4
const alikeFrom = 0.82

/** Score from which a pair is shown at all, and from which it is likely and as good as certain. */
export const duplicateThresholds = { possible: 0.5, likely: 0.75, certain: 0.93 } as const

const bigramsOf = (text: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (let at = 0; at + 1 < text.length; at++) counts.set(text.slice(at, at + 2), (counts.get(text.slice(at, at + 2)) ?? 0) + 1)
  return counts
}

/** Share of character pairs that two texts have in common, 0..1 (Dice 1945). */
export function bigramLikeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const [left, right] = [bigramsOf(a), bigramsOf(b)]
  const both = [...left].reduce((sum, [pair, count]) => sum + Math.min(count, right.get(pair) ?? 0), 0)
  const all = Math.max(a.length - 1, 0) + Math.max(b.length - 1, 0)
  return all === 0 ? 0 : (2 * both) / all
}

/** Pairs of equal characters within reach of each other, in the order of each text. */
function matched(a: string, b: string): { readonly left: string[]; readonly right: string[] } {
  const reach = Math.max(Math.floor(Math.max(a.length, b.length) / 2) - 1, 0)
  const taken = new Set<number>()
  const left: string[] = []
  for (let at = 0; at < a.length; at++) {
    for (let to = Math.max(0, at - reach); to <= Math.min(b.length - 1, at + reach); to++) {
      if (taken.has(to) || a[at] !== b[to]) continue
      taken.add(to)
      left.push(a[at] ?? '')
      break
    }
  }
  return { left, right: [...taken].toSorted((x, y) => x - y).map(at => b[at] ?? '') }
}

/**
 * Likeness of two texts by characters in common, in order, and by their common beginning, 0..1 (Jaro 1989; Winkler 1990, with a scale of 0.1 and a
 * prefix of at most four).
 */
export function jaroWinkler(a: string, b: string): number {
  const { left, right } = matched(a, b)
  const common = left.length
  if (common === 0) return 0
  const swapped = left.filter((character, at) => character !== right[at]).length / 2
  const jaro = (common / a.length + common / b.length + (common - swapped) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < Math.min(a.length, b.length) && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

type Sign = readonly [reason: DuplicateReason, weight: number]

function nameSign(a: string, b: string): Sign | undefined {
  const [left, right] = [coreName(a), coreName(b)]
  if (left === right) return ['name', weights.name]
  const [one, other] = [splitPlace(left), splitPlace(right)]
  if ((one?.bare ?? left) === (other?.bare ?? right))
    return one && other && one.place !== other.place ? ['name_alike', otherPlaceWeight] : ['name_alike', weights.name_alike]
  if (one && other && one.place !== other.place) return undefined
  const likeness = Math.max(bigramLikeness(left, right), jaroWinkler(left, right))
  return likeness < alikeFrom ? undefined : ['name_alike', (weights.name_alike * (likeness - alikeFrom)) / (1 - alikeFrom)]
}

const shares = (a: readonly string[], b: readonly string[]): boolean => a.some(one => b.includes(one))
const same = (a: string | undefined | null, b: string | undefined | null): boolean => a != null && a !== '' && a === b
const plain = (text: string | null): string =>
  (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
const domainsOf = (party: Compared): string[] =>
  [party.website, party.email].flatMap(text => (text === null ? [] : (domainKey(text) ?? [])))

function signsOf(a: Compared, b: Compared): Sign[] {
  const name = nameSign(a.name, b.name)
  const sign = (is: boolean, reason: DuplicateReason): Sign[] => (is ? [[reason, weights[reason]]] : [])
  const sameMail = same(plain(a.email), plain(b.email))
  const [here, there] = [plain(a.address), plain(b.address)]
  return [
    ...sign(same(a.uscc, b.uscc), 'uscc'),
    ...(name ? [name] : []),
    ...sign(name?.[0] !== 'name' && same(a.sound, b.sound), 'sound'),
    ...sign(shares(a.phones, b.phones), 'phone'),
    ...sign(sameMail, 'email'),
    ...sign(!sameMail && shares(domainsOf(a), domainsOf(b)), 'domain'),
    ...sign(here.length > 5 && bigramLikeness(here, there) > 0.85, 'address'),
    ...sign(shares(a.codes, b.codes), 'code'),
  ]
}

/** The strength of a score of at least the least that is shown. */
export function strengthOf(score: number): DuplicateStrength {
  if (score >= duplicateThresholds.certain) return 'certain'
  return score >= duplicateThresholds.likely ? 'likely' : 'possible'
}

/**
 * How likely two parties are one, 0..1, and why: the signs are taken as independent, 1 - product of (1 - weight) (after Fellegi and Sunter 1969; the
 * weights and what they rest on stand in docs/methods/duplicates.md). Two that have different valid credit codes are never one: undefined, as below
 * the least score that is shown.
 */
export function likenessOf(a: Compared, b: Compared): Likeness | undefined {
  if (a.uscc !== null && b.uscc !== null && a.uscc !== b.uscc && isCreditCode(a.uscc) && isCreditCode(b.uscc)) return undefined
  const signs = signsOf(a, b)
  const score = 1 - signs.reduce((rest, [, weight]) => rest * (1 - weight), 1)
  if (score < duplicateThresholds.possible) return undefined
  return { score, strength: strengthOf(score), reasons: signs.map(([reason]) => reason) }
}
