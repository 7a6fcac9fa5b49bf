import { expect, test } from 'vitest'
import { causeNatureOf, causes, dueAtOf, settleTimes, stateOf, wasKept } from './concern.ts'
import { defaultServiceTimes, promisesOf, serviceTimesProblem, timeFor } from './service-times.ts'

const hour = 3_600_000
const concern = { received: 0, firstResponseBy: 4 * hour, firstResponded: undefined, resolvedBy: 72 * hour, resolved: undefined }

test('right: the next promise is the answer, then the end; past it the concern is overdue', () => {
  expect(dueAtOf(concern)).toBe(4 * hour)
  expect(stateOf(concern, 3 * hour)).toBe('open')
  expect(stateOf(concern, 5 * hour)).toBe('overdue')
  const answered = { ...concern, firstResponded: 5 * hour }
  expect(dueAtOf(answered)).toBe(72 * hour)
  expect(stateOf(answered, 6 * hour)).toBe('answered')
  expect(stateOf(answered, 73 * hour)).toBe('overdue')
  expect(stateOf({ ...answered, resolved: 80 * hour }, 90 * hour)).toBe('resolved')
})

test('resolving answers too; a moment before the concern or to come is refused', () => {
  expect(settleTimes({ ...concern, resolved: hour }, 2 * hour)).toMatchObject({ firstResponded: hour })
  expect(settleTimes({ ...concern, firstResponded: -1 }, hour)).toEqual({ field: 'firstRespondedAt', fault: 'before_received' })
  expect(settleTimes({ ...concern, resolved: 2 * hour }, hour)).toEqual({ field: 'resolvedAt', fault: 'in_future' })
})

test('a promise is kept, broken, or not yet known', () => {
  expect(wasKept(undefined, hour, hour)).toBeUndefined()
  expect(wasKept(2 * hour, undefined, hour)).toBeUndefined()
  expect(wasKept(2 * hour, undefined, 3 * hour)).toBe(false)
  expect(wasKept(2 * hour, 2 * hour, 3 * hour)).toBe(true)
})

test('service times: a customer type has its own, others those of the kind; no promise is no moment', () => {
  expect(timeFor(defaultServiceTimes, 'complaint', 'gold').respondHours).toBe(2)
  expect(timeFor(defaultServiceTimes, 'complaint', undefined).respondHours).toBe(4)
  expect(promisesOf(0, { respondHours: null, resolveHours: 1 })).toEqual({ firstResponseBy: undefined, resolvedBy: hour })
  expect(serviceTimesProblem(defaultServiceTimes)).toBeUndefined()
  const wrong = { ...defaultServiceTimes, byType: [...defaultServiceTimes.byType, ...defaultServiceTimes.byType] }
  expect(serviceTimesProblem(wrong)).toMatchObject({ problem: 'twice' })
})

test('every cause is of one nature', () => {
  expect(new Set(causes).size).toBe(causes.length)
  expect(causeNatureOf('late_delivery')).toBe('subjective')
  expect(causeNatureOf('fraud')).toBe('objective')
})
