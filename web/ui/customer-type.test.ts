import { expect, test } from 'vitest'
import { customerTypes } from '#core/segments/grid.ts'
import { contrast, depthOf, inkOn, typeColours } from './customer-type.ts'

test('contrast by the published examples', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('every type can be read on its own colour', () => {
  for (const type of customerTypes) expect(contrast(inkOn(typeColours[type]), typeColours[type]), type).toBeGreaterThanOrEqual(4.5)
})

test('one of both inks can be read on every grey, and so on every colour', () => {
  for (let level = 0; level < 256; level++) {
    const grey = `#${level.toString(16).padStart(2, '0').repeat(3)}`
    expect(contrast(inkOn(grey), grey), grey).toBeGreaterThanOrEqual(4.5)
  }
})

test('every type can be read at every depth, on light paper and on dark', () => {
  for (const type of customerTypes)
    for (const paper of ['#ffffff', '#16181d'])
      for (let percent = 0; percent <= 100; percent++) {
        const fill = depthOf(typeColours[type], percent / 100, paper)
        expect(contrast(inkOn(fill), fill), `${type} at ${percent} % on ${paper}`).toBeGreaterThanOrEqual(4.5)
      }
})

test('a colour is laid on as deep as it is likely', () => {
  expect(depthOf('#000000', 0, '#ffffff')).toBe('#ffffff')
  expect(depthOf('#000000', 0.25, '#ffffff')).toBe('#666666')
  expect(depthOf('#9C3D32', 1, '#16181d')).toBe('#9c3d32')
})
