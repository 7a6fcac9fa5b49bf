import { expect, test } from 'vitest'
import { takeSample } from '#core/intake/dialect.ts'
import { guessFiles } from '#core/intake/guess-files.ts'
import { decodeUtf8 } from '#core/intake/record.ts'
import { dayOf } from '#core/units/civil-day.ts'
import { csvOf } from './csv.ts'
import { generate } from './generate.ts'

const sampleOf = (text: string, isWhole: boolean) => takeSample(new TextEncoder().encode(text), decodeUtf8, isWhole)

test.each(['zh-CN', 'en'] as const)('agrees: the import recognises every table and column of the demo in %s by itself', language => {
  const { tables } = generate({ seed: 1, endDate: dayOf(2026, 10, 31), language })
  const files = tables.map(table => {
    const chunks = csvOf(table)
    const text = chunks.next().value ?? ''
    return { name: `${table.name}.csv`, sample: sampleOf(text, chunks.next().done === true) }
  })
  const guesses = guessFiles(files)
  tables.forEach((table, index) => {
    const guess = guesses[index]
    expect(guess?.mapping.target, table.name).toBe(table.target)
    expect(guess?.mapping.columns, table.name).toEqual(Object.fromEntries(table.roles.map((role, column) => [role, column])))
  })
})
