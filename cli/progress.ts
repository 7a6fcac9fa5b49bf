import type { Language } from '#core/intake/reasons.ts'
import { inWords, type Words } from './command.ts'

export type Progress = {
  /** Shows a step at a share 0..1 with a figure behind it. */
  readonly show: (step: Words, share: number, detail: string) => void
  readonly clear: () => void
}

const width = 28

/** A bar on the terminal of stderr, redrawn ten times a second at most; nothing where stderr is no terminal. */
export function newProgress(language: Language): Progress {
  if (!process.stderr.isTTY) return { show: () => {}, clear: () => {} }
  let last = 0
  const show = (step: Words, share: number, detail: string) => {
    const now = performance.now()
    if (share < 1 && now - last < 100) return
    last = now
    const full = Math.round(Math.min(1, share) * width)
    process.stderr.write(
      `\r\x1b[2K${inWords(step, language)} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.floor(Math.min(1, share) * 100)}% ${detail}`,
    )
  }
  return { show, clear: () => process.stderr.write('\r\x1b[2K') }
}
