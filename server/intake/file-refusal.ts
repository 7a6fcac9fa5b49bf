import { type FileReason, fileText, type Language, type ReasonArgs } from '#core/intake/reasons.ts'

/** A file that cannot be read: why, and with what figures. The sentence is made in the reader's language. */
export class FileRefusal extends Error {
  readonly code: FileReason
  readonly args: ReasonArgs

  constructor(code: FileReason, args: ReasonArgs) {
    super(fileText(code, args, 'en'))
    this.name = 'FileRefusal'
    this.code = code
    this.args = args
  }

  say(language: Language): string {
    return fileText(this.code, this.args, language)
  }
}
