import type { Answers } from '#core/relationships/survey.ts'
import type { PublicLanguage } from './survey-public-words.ts'

/** What a reader has chosen so far. It stays in this tab and ends with it. */
export type Draft = { readonly language: PublicLanguage | undefined; readonly answers: Answers }

const keyOf = (token: string) => `lianke.survey.${token}`
const empty: Draft = { language: undefined, answers: {} }

/** Storage may be forbidden: then the draft lives as long as the page. */
export function readDraft(token: string): Draft {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(keyOf(token)) ?? 'null')
    return typeof found === 'object' && found !== null ? { ...empty, ...found } : empty
  } catch {
    return empty
  }
}

export function keepDraft(token: string, draft: Draft): void {
  try {
    sessionStorage.setItem(keyOf(token), JSON.stringify(draft))
  } catch {
    // The answers are still on the page.
  }
}
