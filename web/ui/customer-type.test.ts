import { expect, test } from 'vitest'
import { customerTypes } from '#core/segments/grid.ts'
import { contrast, inkOn, typeColours } from './customer-type.ts'

test('contrast by the published examples', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('every type can be read on its own colour', () => {
  for (const type of customerTypes) expect(contrast(inkOn(typeColours[type]), typeColours[type]), type).toBeGreaterThanOrEqual(4.5)
})
