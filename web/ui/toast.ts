import { useSyncExternalStore } from 'react'

/** A short word on what was just done; `undo` offers to take it back while it is shown. */
export type Toast = {
  readonly id: number
  readonly tone: 'done' | 'failed' | 'told'
  readonly sentence: string
  readonly number?: string
  readonly undo?: { readonly label: string; readonly run: () => void }
}

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

export function dropToast(id: number): void {
  set(toasts.filter(toast => toast.id !== id))
}

/** Shows a toast: what failed stays until it is closed, the rest for a few seconds (longer with something to undo). */
export function toast(tone: Toast['tone'], sentence: string, more: Pick<Toast, 'number' | 'undo'> = {}): void {
  const id = ++last
  set([...toasts.slice(-3), { id, tone, sentence, ...more }])
  if (tone !== 'failed') setTimeout(() => dropToast(id), more.undo ? 12_000 : 5000)
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
}
