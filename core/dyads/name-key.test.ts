import { expect, test } from 'vitest'
import { codeKey, coreName, domainKey, probesOf, soundKey, splitPlace, stemOf } from './name-key.ts'

test('spellings of one firm meet in its core name', () => {
  const spellings = [
    '上海精工轴承有限公司',
    '上海精工轴承（集团）股份有限公司',
    '上海精工轴承 有限责任公司',
    ' 上海精工轴承(集团)有限公司 ',
    '上海精工轴承',
  ]
  expect(new Set(spellings.map(coreName))).toEqual(new Set(['上海精工轴承']))
  const latin = ['Acme Bearings Co., Ltd.', 'ACME BEARINGS', 'ａｃｍｅ Bearings Inc', 'Acme-Bearings GmbH & Co. KG', 'Acme Bearings S.A.']
  expect(new Set(latin.map(coreName))).toEqual(new Set(['acmebearings']))
  expect(coreName('Müller Straßenbau GmbH')).toBe('mullerstrassenbau')
})

test('a name that is nothing but a form stays as it is', () => {
  expect(coreName('有限公司')).toBe('有限公司')
  expect(coreName('Group')).toBe('group')
  expect(coreName('（！）')).toBe('')
})

test('the place in front is told apart where enough is left', () => {
  expect(splitPlace('上海精工轴承')).toEqual({ place: '上海', bare: '精工轴承' })
  expect(splitPlace('江苏省恒力')).toEqual({ place: '江苏', bare: '恒力' })
  expect(splitPlace('上海厂')).toBeUndefined()
  expect(splitPlace('精工轴承')).toBeUndefined()
})

test('an ending that comes and goes is left out for looking', () => {
  expect(stemOf('牡丹江电机厂')).toBe('牡丹江电机')
  expect(stemOf('银行')).toBeUndefined()
  expect(stemOf('牡丹江电机')).toBeUndefined()
})

test('a sound is pinyin for Chinese and consonants for Latin', () => {
  expect(soundKey('精工轴承', 'jing gong zhou cheng')).toBe('jinggongzhoucheng')
  expect(soundKey('mullerstrassenbau', '')).toBe(soundKey('muellerstrasenbau', ''))
  expect(soundKey('acme', '')).toBeUndefined()
})

test('a firm has a domain of its own, a mailbox that anyone may have is none', () => {
  expect(domainKey('https://www.acme.com.cn/about?x=1')).toBe('acme.com.cn')
  expect(domainKey('Li@Acme.com.cn')).toBe('acme.com.cn')
  for (const text of ['li@qq.com', 'http://www.163.com', '无', 'localhost', '']) expect(domainKey(text)).toBeUndefined()
})

test('probes are each there once and never empty', () => {
  const party = {
    name: '上海精工轴承有限公司',
    spelled: 'shang hai jing gong zhou cheng',
    uscc: null,
    phones: ['+8621550000', '+8621550000'],
    email: 'info@jinggong.cn',
    website: 'www.jinggong.cn',
    codes: [' k-001 ', '—'],
  }
  expect(probesOf(party)).toEqual([
    { kind: 'name', key: '上海精工轴承' },
    { kind: 'name', key: '精工轴承' },
    { kind: 'sound', key: 'shanghaijinggongzhoucheng' },
    { kind: 'phone', key: '+8621550000' },
    { kind: 'email', key: 'info@jinggong.cn' },
    { kind: 'domain', key: 'jinggong.cn' },
    { kind: 'code', key: 'k001' },
  ])
  expect(codeKey('Ｋ００１')).toBe('k001')
})
