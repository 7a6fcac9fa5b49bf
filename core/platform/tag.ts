import { foldCode } from '../units/text-key.ts'

export const tagEntities = ['customer', 'contact', 'order', 'opportunity', 'agreement', 'concern'] as const
export type TagEntity = (typeof tagEntities)[number]

export const longestTag = 40
export const mostTags = 50

/** A tag as it is kept: without blanks around it, inner ones single. Undefined where nothing is left of it, or too much. */
export function tagName(given: string): string | undefined {
  const name = given
    .normalize('NFC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
  return name === '' || Array.from(name).length > longestTag ? undefined : name
}

/** By what two tags are the same: case and width do not tell them apart. */
export const tagKey = (name: string): string => foldCode(name)

/** A record's tags after some are put on and some taken off, in their order, each once. */
export function changeTags(before: readonly string[], add: readonly string[], remove: readonly string[]): readonly string[] {
  const off = new Set(remove.map(tagKey))
  const kept = new Map<string, string>()
  for (const name of [...before, ...add]) if (!off.has(tagKey(name)) && !kept.has(tagKey(name))) kept.set(tagKey(name), name)
  return [...kept.values()]
}

/** A record's tags after one was renamed, or merged into another. */
export const renameTag = (tags: readonly string[], from: string, to: string): readonly string[] =>
  changeTags(
    [],
    tags.map(tag => (tagKey(tag) === tagKey(from) ? to : tag)),
    [],
  )
