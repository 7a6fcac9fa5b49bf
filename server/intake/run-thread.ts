import { Worker } from 'node:worker_threads'
import { FileRefusal } from './file-refusal.ts'
import type { FromThread, ThreadTask } from './thread-messages.ts'

/**
 * Gives a task to a thread of its own and yields what it says; the thread goes on when the answer to a message was dealt with. A file that
 * cannot be read is thrown as FileRefusal. Leaving early, or the signal, ends the thread.
 */
export async function* runThread(task: ThreadTask, signal?: AbortSignal): AsyncGenerator<FromThread> {
  const thread = new Worker(new URL('./start-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 },
  })
  const waiting: FromThread[] = []
  let ended: { readonly fault?: unknown } | undefined
  let wake = () => {}
  const stop = () => {
    ended ??= { fault: signal?.reason }
    wake()
  }
  thread.on('message', (message: FromThread) => {
    waiting.push(message)
    wake()
  })
  thread.on('error', fault => {
    ended = { fault }
    wake()
  })
  thread.on('exit', () => {
    ended ??= {}
    wake()
  })
  signal?.addEventListener('abort', stop, { once: true })
  try {
    for (;;) {
      signal?.throwIfAborted()
      const message = waiting.shift()
      if (message === undefined) {
        if (ended) {
          if (ended.fault !== undefined) throw ended.fault
          throw new Error('the reading thread ended without a word')
        }
        await new Promise<void>(resolve => (wake = resolve))
        continue
      }
      if (message.kind === 'refused') throw new FileRefusal(message.code, message.args)
      if (message.kind === 'done') return
      yield message
      if (message.kind === 'planned') return
      thread.postMessage('more')
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    await thread.terminate()
  }
}
