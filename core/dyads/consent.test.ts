import { expect, test } from 'vitest'
import { channelOf, contactWarnings, forbids, holding } from './consent.ts'

const entry = (decision: 'given' | 'withdrawn', purpose: 'business' | 'marketing' = 'business') =>
  ({ channel: 'phone', purpose, decision }) as const
const ask = { channel: 'phone', blocked: [], isRestricted: false, approaches: 0, maxPerWeek: null, entries: [] } as const

test('right: of each channel and purpose the newest holds', () => {
  expect(holding([entry('given'), entry('withdrawn'), entry('withdrawn', 'marketing')])).toEqual([
    entry('given'),
    entry('withdrawn', 'marketing'),
  ])
})

test('refuses: what was withdrawn, blocked or restricted forbids; a limit reached only warns', () => {
  expect(contactWarnings({ ...ask, entries: [entry('withdrawn'), entry('given')] })).toEqual(['withdrawn'])
  expect(contactWarnings({ ...ask, entries: [entry('given'), entry('withdrawn')] })).toEqual([])
  expect(contactWarnings({ ...ask, blocked: ['phone'], isRestricted: true })).toEqual(['restricted', 'blocked'])
  expect(contactWarnings({ ...ask, blocked: ['email'] })).toEqual([])
  expect(contactWarnings({ ...ask, approaches: 2, maxPerWeek: 2 })).toEqual(['too_often'])
  expect(contactWarnings({ ...ask, approaches: 1, maxPerWeek: 2 })).toEqual([])
  expect((['restricted', 'blocked', 'withdrawn', 'withdrawn_marketing', 'too_often'] as const).filter(forbids)).toHaveLength(3)
})

test('agrees: a note reaches nobody, a meeting is a visit', () => {
  expect([channelOf('note'), channelOf('meeting'), channelOf('call')]).toEqual([undefined, 'visit', 'phone'])
})
