import { useEffect, useSyncExternalStore } from 'react'

/** Something to do from the command palette: `label` and `group` as the user reads them, `words` other ways to find it. */
export type Command = {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly words?: string
  readonly run: () => void
}

/** Finds things by what was typed (at least one character); a room registers one for what it knows. */
export type Finder = (text: string, signal: AbortSignal) => Promise<readonly Command[]>

let commands: readonly Command[] = []
let finders: readonly Finder[] = []
const listeners = new Set<() => void>()

function changed(): void {
  for (const listener of listeners) listener()
}

export function registerCommands(added: readonly Command[]): () => void {
  commands = [...commands, ...added]
  changed()
  return () => {
    commands = commands.filter(command => !added.includes(command))
    changed()
  }
}

export function registerFinder(finder: Finder): () => void {
  finders = [...finders, finder]
  return () => {
    finders = finders.filter(other => other !== finder)
  }
}

export const allFinders = (): readonly Finder[] => finders

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(listen, () => commands)
}

/** Offers commands for as long as the component stands. Pass a list that changes only when its commands do (useMemo). */
export function useCommands(added: readonly Command[]): void {
  useEffect(() => registerCommands(added), [added])
}

/** How well a command answers what was typed: 0 not at all, more is better. */
export function matchOf(command: Pick<Command, 'label' | 'words'>, typed: string): number {
  const text = typed.trim().toLowerCase()
  const label = command.label.toLowerCase()
  if (text === '' || label === text) return 3
  if (label.startsWith(text)) return 2
  return `${label} ${command.words?.toLowerCase() ?? ''}`.includes(text) ? 1 : 0
}
