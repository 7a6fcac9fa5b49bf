import { expect, test } from 'vitest'
import { instantOf, typedIn } from './zone-time.ts'

test('what is typed is of the firm’s zone, and comes back as it was typed', () => {
  expect(instantOf('Asia/Shanghai', '2026-11-21T14:05')).toBe('2026-11-21T06:05:00.000Z')
  for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC'])
    for (const typed of ['2026-11-21T00:00', '2026-03-29T12:00', '2026-07-01T23:59'])
      expect(typedIn(zone, instantOf(zone, typed) ?? '')).toBe(typed)
  expect(instantOf('UTC', 'soon')).toBeUndefined()
})
