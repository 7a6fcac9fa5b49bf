import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

const table = (rows: readonly (readonly string[])[]) => ({
  headings: ['a', 'b'],
  rows: () => rows[Symbol.iterator]() as Generator<readonly string[]>,
})

test('right: cells with commas, quotes and newlines are quoted after RFC 4180', () => {
  expect(
    [
      ...csvOf(
        table([
          ['x,y', 'say "hi"'],
          ['line\nbreak', 'plain'],
        ]),
      ),
    ].join(''),
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"line\nbreak",plain\r\n')
})

test('bounded: chunks are cut at rows and lose nothing', () => {
  const chunks = [...csvOf(table(Array.from({ length: 100 }, (_, index) => [String(index), 'b'])), 50)]
  expect(chunks.length).toBeGreaterThan(5)
  expect(chunks.every(chunk => chunk.endsWith('\r\n'))).toBe(true)
  expect(chunks.join('').split('\r\n')).toHaveLength(102)
})
