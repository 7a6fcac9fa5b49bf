import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endHash, hashNumber, hashText, newHash, newKeyMap, newKeySet, startHash } from './keys.ts'

const hash = newHash()

function hashOf(text: string) {
  startHash(hash, 1)
  hashText(hash, text)
  endHash(hash)
  return hash
}

test('agrees: a set and a map of hashes are a set and a map of the keys', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 400 }), texts => {
      const [set, map] = [newKeySet(), newKeyMap()]
      const [isIn, first] = [new Set<string>(), new Map<string, number>()]
      texts.forEach((text, index) => {
        expect(set.has(hashOf(text))).toBe(isIn.has(text))
        expect(set.add(hashOf(text))).toBe(!isIn.has(text))
        expect(map.keep(hashOf(text), index + 1)).toBe(first.get(text))
        isIn.add(text)
        if (!first.has(text)) first.set(text, index + 1)
      })
      expect(set.size()).toBe(isIn.size)
    }),
  )
})

test('bounded: half a million keys are all found again, and no other', () => {
  const [set, map] = [newKeySet(), newKeyMap()]
  const of = (key: number) => {
    startHash(hash, 2)
    hashNumber(hash, key)
    endHash(hash)
    return hash
  }
  let added = 0
  for (let key = 0; key < 500_000; key++) {
    added += set.add(of(key)) ? 1 : 0
    map.keep(of(key), key + 1)
  }
  expect([added, set.size()]).toEqual([500_000, 500_000])
  let [there, wrong] = [0, 0]
  for (let key = 0; key < 500_000; key++) {
    there += set.has(of(key)) && map.keep(of(key), 7) === key + 1 ? 1 : 0
    wrong += set.has(of(key + 500_000)) ? 1 : 0
  }
  expect([there, wrong]).toEqual([500_000, 0])
})
