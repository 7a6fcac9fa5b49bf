import type { Page, Response } from '@playwright/test'

/** Words that are data: everything the server sent in this page's answers, but for texts that it gives in both languages at once. */
export type DataWords = { readonly all: () => string; readonly pending: () => number }

const isPair = (value: object): value is { zh: unknown; en: unknown } => 'zh' in value && 'en' in value

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsOf)
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  return (isPair(value) ? entries.filter(([key]) => key !== 'zh' && key !== 'en') : entries).flatMap(([, inner]) => stringsOf(inner))
}

const isData = (response: Response) =>
  response.url().includes('/api/') && (response.headers()['content-type'] ?? '').includes('json') && response.status() < 400

/** Listens to what a page is sent from now on. `pending` counts calls that are still under way (streams never end and do not count). */
export function listenForData(page: Page): DataWords {
  const heard: string[] = []
  let pending = 0
  const counts = (url: string) => url.includes('/api/') && !url.endsWith('/events')
  page.on('request', request => {
    if (counts(request.url())) pending++
  })
  const over = (url: string) => {
    if (counts(url)) pending--
  }
  page.on('requestfailed', request => over(request.url()))
  page.on('requestfinished', request => over(request.url()))
  page.on('response', response => {
    if (isData(response))
      response.json().then(
        (body: unknown) => heard.push(...stringsOf(body)),
        () => undefined,
      )
  })
  return { all: () => heard.join('\n'), pending: () => pending }
}

/**
 * What a page says, to the eye and to a screen reader: its visible texts, labels, titles and placeholders. Parts that are marked as being in
 * another language than the page (`lang`) are left out: a product's own name, a language's name for itself.
 */
const script = `(() => {
  const said = new Set()
  const own = document.documentElement.lang
  const foreign = element => { const marked = element.closest('[lang]'); return marked !== null && marked.lang !== own }
  const add = (element, text) => { const trimmed = (text ?? '').trim(); if (trimmed !== '' && !foreign(element)) said.add(trimmed) }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    if (element && !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName) && element.checkVisibility()) add(element, walker.currentNode.nodeValue)
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-description], [aria-valuetext]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-valuetext']) add(element, element.getAttribute(name))
  add(document.body, document.title)
  return [...said]
})()`

export const wordsOf = (page: Page): Promise<readonly string[]> => page.evaluate<string[]>(script)

const chinese = /[\u3400-\u9fff]+/g

/** Words of an English page that are Chinese and not data. */
export function strayChinese(words: readonly string[], data: string): readonly string[] {
  return words.filter(text => (text.match(chinese) ?? []).some(run => !data.includes(run)))
}

/** Texts that say the same in both languages though they are more than a name: two words or more, and not data. */
export function untranslated(inChinese: readonly string[], inEnglish: readonly string[], data: string): readonly string[] {
  const english = new Set(inEnglish)
  return inChinese.filter(text => english.has(text) && /[A-Za-z]{2,} [A-Za-z]{2,}/.test(text) && !data.includes(text))
}
