import { expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'

test('cells with separators, quotes or line ends are quoted', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', '华东', null, undefined, 1.5, true])).toBe(
    '"a,b","say ""x""","two\nlines",华东,,,1.5,true\r\n',
  )
})

test('a formula is made harmless, a negative number stays a number', () => {
  expect(csvLine(['=1+1', '+x', '-x', '@x', ' =1', '\tx', -5])).toBe("'=1+1,'+x,'-x,'@x,' =1,'\tx,-5\r\n")
})
