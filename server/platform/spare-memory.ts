import { setFlagsFromString } from 'node:v8'

/** Resident memory of the process from which on it is spared: more than the import of a small firm's books comes to. Bytes. */
const plenty = 384 * 2 ** 20
const lookMillis = 500

let working = 0
let timer: NodeJS.Timeout | undefined

const [major = 0, minor = 0] = process.versions.v8.split('.').map(Number)

/** Whether this V8 is known to have the flag: the one of Node 24 has it. One that has not would complain and go on. */
export const canSpare = major > 13 || (major === 13 && minor >= 6)

/** A flag for all heaps of the process, those of threads as well; each looks at it when it collects. */
function spare(isOn: boolean): void {
  if (canSpare) setFlagsFromString(isOn ? '--memory-saver-mode' : '--no-memory-saver-mode')
}

// Said once from the start: compiled code is kept for one set of flags, and what is loaded between two jobs shall find its own again.
spare(false)

/**
 * Runs work that may take much memory and looks after it. Left to itself, V8 lets a heap that was large once grow to several times what is in use before
 * it collects, and keeps the pages of garbage for later: a hundred megabytes and more, for minutes. Once the process is large, heaps are kept close to
 * what is in use and pages given back at once, for more processor time, until no such work is left. `above`: bytes, resident.
 */
export async function sparingMemory<T>(work: () => Promise<T>, above = plenty): Promise<T> {
  working++
  timer ??= setInterval(() => {
    if (process.memoryUsage.rss() > above) spare(true)
  }, lookMillis).unref()
  try {
    return await work()
  } finally {
    if (--working === 0) {
      clearInterval(timer)
      timer = undefined
      spare(false)
    }
  }
}
