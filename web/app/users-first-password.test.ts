import { expect, test } from 'vitest'
import { makePassword } from './users-first-password.ts'

test('a first password is long enough, readable and never the same twice', () => {
  const made = Array.from({ length: 200 }, () => makePassword())
  for (const password of made) expect(password).toMatch(/^([abcdefghjkmnpqrstuvwxyz2-9]{4}-){3}[abcdefghjkmnpqrstuvwxyz2-9]{4}$/)
  expect(new Set(made).size).toBe(200)
})

test('values that would favour some letters are thrown again', () => {
  let round = 0
  const dice = (room: Uint8Array) => room.fill(round++ === 0 ? 255 : 0)
  expect(makePassword(dice)).toBe('aaaa-aaaa-aaaa-aaaa')
  expect(round).toBe(2)
})
