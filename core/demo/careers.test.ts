import { expect, test } from 'vitest'
import { careerAt } from './careers.ts'
import { diceOf } from './dice.ts'

const places = Array.from({ length: 2000 }, (_, index) => (index + 0.5) / 2000)
const careers = places.map((place, index) => careerAt(place, diceOf(index)))
const months = Array.from({ length: 361 }, (_, tenth) => tenth / 10)

test('right: every career is lived by somebody, the steady one by most', () => {
  const counts = new Map<string, number>()
  for (const { name } of careers) counts.set(name, (counts.get(name) ?? 0) + 1)
  expect(counts.size).toBe(15)
  expect([...counts].sort(([, a], [, b]) => b - a)[0]?.[0]).toBe('steady')
})

test('right: the lost have stopped, the won back came back, prospects never bought', () => {
  const of = (wanted: string) => careers.filter(({ name }) => name === wanted)
  expect(of('lost').every(career => career.activity(1) > 0)).toBe(true)
  expect(of('lost').filter(career => career.activity(36) === 0).length).toBeGreaterThan(0.7 * of('lost').length)
  expect(
    of('wonBack').every(career => career.activity(1) > 0 && career.activity(36) > 0 && months.some(month => career.activity(month) === 0)),
  ).toBe(true)
  expect(of('prospect').every(career => months.every(month => career.activity(month) === 0))).toBe(true)
})

test('bounded: nothing is negative and breadth is a share in any month', () => {
  const isSound = (career: (typeof careers)[number], month: number) =>
    career.activity(month) >= 0 && career.bundling(month) >= 1 && career.breadth(month) > 0 && career.breadth(month) <= 1
  expect(careers.filter(career => !months.every(month => isSound(career, month)))).toEqual([])
})
