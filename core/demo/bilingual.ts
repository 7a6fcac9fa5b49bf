import type { Language } from '#core/intake/reasons.ts'

export type { Language }

/** A text in Chinese and in English. */
export type Both = readonly [zh: string, en: string]

export function inLanguage(text: Both, language: Language): string {
  return language === 'zh-CN' ? text[0] : text[1]
}
