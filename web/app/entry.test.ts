import { expect, test } from 'vitest'
import { deviceOf } from './device.ts'
import { passwordFault } from './new-password.ts'
import { matchOf } from '../ui/commands.ts'

test('a device is named from its user agent', () => {
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36')).toBe(
    'Chrome · Windows',
  )
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604')).toBe(
    'Safari · iOS',
  )
  expect([deviceOf('curl/8'), deviceOf(null)]).toEqual([undefined, undefined])
})

test('a new password is long enough and the same twice', () => {
  expect(passwordFault('short', 'short')).toEqual({ missing: 5 })
  expect(passwordFault('long enough', 'long enougg')).toBe('differ')
  expect(passwordFault('long enough', 'long enough')).toBeUndefined()
})

test('commands are found by the beginning of their name, by a part of it and by other words', () => {
  const command = { label: '打开价值地图', words: 'map' }
  expect(['打开价值地图', '打开', '地图', 'MAP', 'x', ''].map(typed => matchOf(command, typed))).toEqual([3, 2, 1, 1, 0, 3])
})
