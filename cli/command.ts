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
  const at = args.findIndex(arg => arg === '--lang' || arg.startsWith('--lang='))
  const given = at === -1 ? '' : (args[at]?.split('=')[1] ?? args[at + 1] ?? '')
  return /^en\b/i.test(given) ? 'en' : 'zh-CN'
}

/** Writes to a stream and waits where it is full, so that output of any length stays out of memory. */
export async function writeOut(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (!stream.write(text)) await new Promise<void>(resolve => stream.once('drain', () => resolve()))
}
