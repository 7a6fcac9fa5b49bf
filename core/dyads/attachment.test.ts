import { expect, test } from 'vitest'
import { contentType, looksLikeText, safeName } from './attachment.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each([
  ['a.pdf', 'application/pdf', false, { mediaType: 'application/pdf' }],
  ['a.JPG', 'image/jpeg', false, { mediaType: 'image/jpeg' }],
  ['a.xlsx', 'application/zip', false, { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }],
  ['a.doc', 'application/x-cfb', false, { mediaType: 'application/x-cfb' }],
  ['a.csv', undefined, true, { mediaType: 'text/csv' }],
  ['a.png', undefined, true, { problem: 'content' }],
  ['a.pdf', 'image/png', false, { problem: 'content' }],
  ['a.txt', 'application/xml', true, { problem: 'content' }],
  ['a.csv', undefined, false, { problem: 'content' }],
  ['a.svg', 'image/svg+xml', true, { problem: 'ending' }],
  ['a.html', undefined, true, { problem: 'ending' }],
  ['a.constructor', undefined, true, { problem: 'ending' }],
  ['pdf', 'application/pdf', false, { problem: 'ending' }],
] as const)('%s with the content of %s', (name, signature, isText, told) => expect(contentType(name, { signature, isText })).toEqual(told))

test('text has no control signs; Chinese in any coding is text', () => {
  expect(looksLikeText(bytes('编码,名称\r\n1,轴承\t'))).toBe(true)
  expect(looksLikeText(Uint8Array.of(0xd6, 0xe1, 0xb3, 0xd0))).toBe(true)
  expect(looksLikeText(Uint8Array.of(65, 0, 66))).toBe(false)
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\temp\\a.txt', 'a.txt'],
  ['a\u202egpj.exe', 'agpj.exe'],
  ['  .hidden. ', 'hidden'],
  ['a<b>:c?.txt', 'a_b__c_.txt'],
  ['NUL.txt', '_NUL.txt'],
  ['...', undefined],
  ['/', undefined],
])('%s is kept as %s', (given, name) => expect(safeName(given)).toBe(name))

test('a long name keeps its ending', () => {
  const name = safeName(`${'名'.repeat(300)}.xlsx`) ?? ''
  expect(Array.from(name)).toHaveLength(200)
  expect(name.endsWith('.xlsx')).toBe(true)
})
