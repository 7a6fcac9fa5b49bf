import type { Language } from '#core/intake/reasons.ts'

/** A sentence in both languages: zh-CN, en. */
export type Words = readonly [zh: string, en: string]
export const inWords = ([zh, en]: Words, language: Language): string => (language === 'en' ? en : zh)

/** One command of the command line: a file `cli/<name>.ts` exports it as `command`. */
export type Command = {
  /** One line for the list of commands. */
  readonly summary: Words
  /** What `--help` prints. */
  readonly usage: Words
  /** Runs it; gives back the exit code. */
  readonly run: (args: readonly string[], language: Language) => Promise<number>
}

/** A wrong use of the command line: said in one sentence, exit code 2. */
export class UsageError extends Error {
  readonly words: Words

  constructor(zh: string, en: string) {
    super(en)
    this.name = 'UsageError'
    this.words = [zh, en]
  }
}

/** The language of messages: `--lang` (zh-CN or en), else zh-CN. */
export function languageOf(args: readonly string[]): Language {
  return /^en\b/i.test(givenLanguage(args) ?? '') ? 'en' : 'zh-CN'
}

function givenLanguage(args: readonly string[]): string | undefined {
  const at = args.findIndex(arg => arg === '--lang' || arg.startsWith('--lang='))
  return at === -1 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1] ?? '')
}

/** Refuses a `--lang` that is neither Chinese nor English. */
export function refuseLanguage(args: readonly string[]): void {
  const given = givenLanguage(args)
  if (given !== undefined && !/^(zh|en)\b/i.test(given))
    throw new UsageError(`--lang 只有 zh-CN 和 en，没有“${given}”。`, `--lang is zh-CN or en, not “${given}”.`)
}

/** Writes to a stream and waits where it is full, so that output of any length stays out of memory. */
export async function writeOut(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (!stream.write(text)) await new Promise<void>(resolve => stream.once('drain', () => resolve()))
}
