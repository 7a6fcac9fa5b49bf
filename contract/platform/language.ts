import { type Static, Type } from 'typebox'

export const languages = ['zh-CN', 'en'] as const
export const Language = Type.Enum([...languages])
export type Language = Static<typeof Language>

/** The same sentence in both languages, Chinese first. */
export type Words = readonly [zh: string, en: string]

export function inLanguage(words: Words, language: Language): string {
  return language === 'en' ? words[1] : words[0]
}
