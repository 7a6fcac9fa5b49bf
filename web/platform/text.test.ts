import { globSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { defineTexts, type Pair, sayIn, type Texts } from './text.ts'

const placeholders = (text: string) => [...new Set(text.match(/{{\w+}}/g))].toSorted()
const files = globSync('web/**/*.text.ts')
const isTexts = (value: unknown): value is Texts => typeof value === 'object' && value !== null && 'room' in value && 'pairs' in value

const told: { file: string; key: string; pair: Pair }[] = []
for (const file of files) {
  const found = Object.values((await import(pathToFileURL(file).href)) as Record<string, unknown>).filter(isTexts)
  for (const texts of found) for (const [key, pair] of Object.entries(texts.pairs)) told.push({ file, key, pair })
}

/** What is wrong with a pair of texts, in words; undefined where it is sound. */
function faultOf([chinese, english]: Pair): string | undefined {
  const forms = typeof english === 'string' ? [english] : english
  if (chinese.trim() === '' || forms.some(form => form.trim() === '')) return 'empty'
  if (typeof english !== 'string' && !chinese.includes('{{count}}')) return 'plural without {{count}}'
  const wrong = forms.find(form => placeholders(form).some(name => !placeholders(chinese).includes(name)))
  if (wrong !== undefined) return `placeholder only in English: ${wrong}`
  return placeholders(chinese).join() === placeholders(forms.at(-1) ?? '').join() ? undefined : 'placeholder only in Chinese'
}

describe('the texts of all rooms', () => {
  test('are found', () => {
    expect(files.length).toBeGreaterThan(1)
    expect(told.length).toBeGreaterThan(50)
  })

  test('stand in both languages with the same placeholders', () => {
    const wrong = told
      .map(({ file, key, pair }) => ({ at: `${file} ${key}`, fault: faultOf(pair) }))
      .filter(({ fault }) => fault !== undefined)
    expect(wrong).toEqual([])
  })

  test('are Chinese in Chinese, English in English', () => {
    const latin = /^[\p{ASCII}\s]*[a-z]{3,}[\p{ASCII}\s]*$/u
    const han = /\p{Script=Han}/u
    const names = /^(English|Excel|CSV|Lianke|OpenAPI)$/
    const wrong = told.filter(({ key, pair: [chinese, english] }) => {
      const foreign = !key.startsWith('native') && [english].flat().some(text => han.test(text))
      return foreign || (latin.test(chinese.replace(/{{\w+}}/g, '')) && !names.test(chinese) && !key.startsWith('native'))
    })
    expect(wrong.map(({ file, key }) => `${file} ${key}`)).toEqual([])
  })

  test('a planted fault is caught', () => {
    expect(faultOf(['', 'x'])).toBe('empty')
    expect(faultOf(['{{a}} 个', '{{b}} pieces'])).toContain('only in English')
    expect(faultOf(['{{a}} 个', 'pieces'])).toContain('only in Chinese')
    expect(faultOf(['个', ['piece', 'pieces']])).toContain('plural')
  })
})

describe('sayIn', () => {
  const texts = defineTexts('text-test', {
    plain: ['客户', 'Customers'],
    filled: ['{{name}} 的订单', 'Orders of {{name}}'],
    counted: ['{{count}} 位客户', ['{{count}} customer', '{{count}} customers']],
  })

  test('says each language, filled and counted', () => {
    const chinese = sayIn('zh-CN', texts)
    const english = sayIn('en', texts)
    expect([chinese('plain'), english('plain')]).toEqual(['客户', 'Customers'])
    expect([chinese('filled', { name: 'A&B' }), english('filled', { name: '<b>' })]).toEqual(['A&B 的订单', 'Orders of <b>'])
    expect([1, 2, 0].map(count => english('counted', { count }))).toEqual(['1 customer', '2 customers', '0 customers'])
    expect([1, 2].map(count => chinese('counted', { count }))).toEqual(['1 位客户', '2 位客户'])
  })
})
