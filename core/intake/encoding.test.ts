import { expect, test } from 'vitest'
import { detectEncoding } from './encoding.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const bytes = (...values: number[]) => Uint8Array.from(values)

test('right: marks, UTF-16 without a mark, Chinese and western single bytes', () => {
  expect(detectEncoding(utf8('a,b\n1,2'))).toEqual({ kind: 'text', encoding: 'utf-8', bom: 0, plain: true })
  expect(detectEncoding(utf8('\uFEFF客户,金额'))).toEqual({ kind: 'text', encoding: 'utf-8', bom: 3, plain: false })
  expect(detectEncoding(utf8('客户,金额'))).toMatchObject({ encoding: 'utf-8', plain: false })
  expect(detectEncoding(utf8('客户').slice(0, 5))).toMatchObject({ encoding: 'utf-8' })
  // 客户,金额 in GB18030
  expect(detectEncoding(bytes(0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xbd, 0xf0, 0xb6, 0xee))).toMatchObject({ encoding: 'gb18030' })
  // Café,Müller in Windows-1252
  expect(detectEncoding(bytes(0x43, 0x61, 0x66, 0xe9, 0x2c, 0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72))).toMatchObject({
    encoding: 'windows-1252',
  })
  expect(detectEncoding(Uint8Array.from(Buffer.from('a,b\r\n1,2', 'utf16le')))).toMatchObject({ encoding: 'utf-16le', bom: 0 })
  expect(detectEncoding(bytes(0xff, 0xfe, 0x61, 0))).toMatchObject({ encoding: 'utf-16le', bom: 2 })
})

test('refuses: what is no text', () => {
  expect(detectEncoding(new Uint8Array(0))).toEqual({ kind: 'empty' })
  expect(detectEncoding(bytes(0x1f, 0x8b, 8, 0))).toEqual({ kind: 'gzip' })
  expect(detectEncoding(bytes(0x50, 0x4b, 3, 4))).toEqual({ kind: 'zip' })
  expect(detectEncoding(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d))).toMatchObject({ kind: 'binary', detail: 'PNG' })
  expect(detectEncoding(Uint8Array.from({ length: 999 }, (_, at) => (at * 7919) % 251))).toMatchObject({ kind: 'binary' })
})
