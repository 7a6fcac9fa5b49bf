import type { Language } from './preferences.ts'
import { platformTexts } from './platform.text.ts'
import { Refusal } from './refusal.ts'
import { sayIn } from './text.ts'

/** What to tell a person about an error: one sentence, and the request's number where the fault is ours. */
export function wordsFor(error: unknown, language: Language): { readonly sentence: string; readonly number: string | undefined } {
  const say = sayIn(language, platformTexts)
  if (!(error instanceof Refusal)) return { sentence: say('fault'), number: undefined }
  const ours = error.kind === 'fault' && error.requestId !== undefined
  return {
    sentence: error.message === '' ? say(error.kind) : error.message,
    number: ours ? say('requestId', { id: error.requestId ?? '' }) : undefined,
  }
}
