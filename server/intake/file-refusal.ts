import { type FileReason, fileText, type Language, type ReasonArgs } from '#core/intake/reasons.ts'
import { fieldOf } from '#core/intake/targets.ts'

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
    return fileText(this.code, labelled(this.args, language), language)
  }
}

/** Roles are words of ours; the reader is told what the field is called. */
function labelled(args: ReasonArgs, language: Language): ReasonArgs {
  if (typeof args.fields !== 'string') return args
  const labels = args.fields.split(',').map(role => fieldOf('order_lines', role)?.[language === 'en' ? 'en' : 'zh'] ?? role)
  return {
    ...args,
    fields: labels.map(label => (language === 'en' ? label.toLowerCase() : `“${label}”`)).join(language === 'en' ? ', ' : '、'),
  }
}
