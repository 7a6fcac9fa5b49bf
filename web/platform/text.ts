import { createInstance } from 'i18next'
import { useMemo } from 'react'
import { type Language, usePreferences } from './preferences.ts'

/** One text in both languages; English may have a form for one and a form for more, chosen by `count`. Placeholders: `{{name}}`. */
export type Pair = readonly [chinese: string, english: string | readonly [one: string, more: string]]

/** The texts of a room, by key. */
export type Texts<T extends Readonly<Record<string, Pair>> = Readonly<Record<string, Pair>>> = { readonly room: string; readonly pairs: T }

type Names<S extends string> = S extends `${string}{{${infer N}}}${infer R}` ? N | Names<R> : never
type Filled<P extends Pair> = [Names<P[0]>] extends [never] ? [] : [values: { readonly [K in Names<P[0]>]: string | number }]

/** Says the text of a key in one language, placeholders filled; asks for exactly the placeholders that the text has. */
export type Say<T extends Readonly<Record<string, Pair>>> = <K extends keyof T & string>(key: K, ...values: Filled<T[K]>) => string

/** Declares the texts of a room: `defineTexts('trade', { orders: ['订单', 'Orders'] })`. Each room has them in one or more `*.text.ts` files. */
export function defineTexts<const T extends Readonly<Record<string, Pair>>>(room: string, pairs: T): Texts<T> {
  return { room, pairs }
}

const speaker = createInstance()
// Synchronous: every text is already there, in the room's own chunk.
void speaker.init({
  lng: 'zh-CN',
  fallbackLng: false,
  initAsync: false,
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
})

const known = new WeakSet<Texts>()

function formsOf(key: string, pair: Pair, language: Language): readonly (readonly [string, string])[] {
  const text = language === 'en' ? pair[1] : pair[0]
  if (typeof text !== 'string')
    return [
      [`${key}_one`, text[0]],
      [`${key}_other`, text[1]],
    ]
  return typeof pair[1] === 'string' ? [[key, text]] : [[`${key}_other`, text]]
}

function learn(texts: Texts): void {
  if (known.has(texts)) return
  known.add(texts)
  for (const language of ['zh-CN', 'en'] as const) {
    const forms = Object.entries(texts.pairs).flatMap(([key, pair]) => formsOf(key, pair, language))
    speaker.addResourceBundle(language, texts.room, Object.fromEntries(forms), true, true)
  }
}

/** The texts of a room in a language, outside of components. */
export function sayIn<T extends Readonly<Record<string, Pair>>>(language: Language, texts: Texts<T>): Say<T> {
  learn(texts)
  const fixed = speaker.getFixedT(language, texts.room)
  return (key, ...values) => fixed(key as string, (values[0] ?? {}) as Record<string, string | number>)
}

/** The texts of a room in the user's language. */
export function useText<T extends Readonly<Record<string, Pair>>>(texts: Texts<T>): Say<T> {
  const { language } = usePreferences()
  return useMemo(() => sayIn(language, texts), [language, texts])
}

export function useLanguage(): Language {
  return usePreferences().language
}
