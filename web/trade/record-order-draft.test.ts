import { expect, test } from 'vitest'
import { amountOf, amountOfLine, bodyOf, emptyDraft, faultsOf, isFaultless, plainNumber } from './record-order-draft.ts'

test('numbers are read as people write them', () => {
  expect(plainNumber(' 1,280.50 ')).toBe('1280.50')
  expect(plainNumber('１２．５')).toBe('12.5')
  expect(amountOf('1,280.505', 'CNY')).toBe(128051)
  expect(amountOf('1200', 'JPY')).toBe(1200)
  for (const typed of ['', '0', '-5', 'abc', '1e9', '0.001']) expect(amountOf(typed, 'CNY')).toBeUndefined()
})

test('a line is worth quantity times price, to the minor unit', () => {
  expect(amountOfLine({ quantity: '3', price: '19.995' }, 'CNY')).toBe(5999)
  expect(amountOfLine({ quantity: '', price: '5' }, 'CNY')).toBeUndefined()
})

test('a draft names its faults, and one without them becomes what is sent', () => {
  const blank = emptyDraft('2026-11-21')
  expect(faultsOf(blank, 'CNY')).toEqual({ number: true, orderedOn: false, amount: true, lines: [] })
  const byAmount = { ...blank, number: ' SO-1 ', amount: '12.5' }
  expect(isFaultless(faultsOf(byAmount, 'CNY'))).toBe(true)
  expect(bodyOf(byAmount, 'CNY')).toEqual({ number: 'SO-1', orderedOn: '2026-11-21', amountMinor: 1250 })
  const byLines = {
    ...byAmount,
    by: 'lines' as const,
    lines: [
      { key: 0, item: { value: 'a', label: 'A' }, quantity: '2', price: '1,000' },
      { key: 1, item: null, quantity: '0', price: '' },
    ],
  }
  expect(faultsOf(byLines, 'CNY').lines).toEqual([
    { quantity: false, price: false },
    { quantity: true, price: true },
  ])
  expect(bodyOf({ ...byLines, lines: byLines.lines.slice(0, 1) }, 'CNY')).toEqual({
    number: 'SO-1',
    orderedOn: '2026-11-21',
    lines: [{ itemId: 'a', quantity: '2', unitPrice: '1000' }],
  })
})
