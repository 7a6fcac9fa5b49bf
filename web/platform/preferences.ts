import { useSyncExternalStore } from 'react'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export type ThemeChoice = 'light' | 'dark' | 'system'
export type Density = 'comfortable' | 'compact'

/** How a person wants the product to look; kept in the browser, and on the user by whoever `onPreferences` tells. */
export type Preferences = {
  readonly language: Language
  readonly theme: ThemeChoice
  readonly density: Density
  readonly navigation: 'open' | 'closed'
}

const place = 'lianke.preferences'

/** The language of the first of the browser's wishes that we speak; Chinese where we speak none of them. */
export function languageOf(wishes: readonly string[]): Language {
  const spoken = wishes.map(wish => wish.toLowerCase()).find(wish => wish.startsWith('zh') || wish.startsWith('en'))
  return spoken?.startsWith('en') ? 'en' : 'zh-CN'
}

/** Preferences out of what was kept (anything at all, of any older version) with defaults for what is missing or unknown. */
export function preferencesOf(kept: unknown, wishes: readonly string[]): Preferences {
  const told = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>
  const one = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
    allowed.find(item => item === value) ?? otherwise
  return {
    language: one(told.language, languages, languageOf(wishes)),
    theme: one(told.theme, ['light', 'dark', 'system'], 'system'),
    density: one(told.density, ['comfortable', 'compact'], 'comfortable'),
    navigation: one(told.navigation, ['open', 'closed'], 'open'),
  }
}

function keptInBrowser(): unknown {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null')
  } catch {
    return undefined
  }
}

let current = preferencesOf(
  typeof localStorage === 'undefined' ? undefined : keptInBrowser(),
  typeof navigator === 'undefined' ? [] : navigator.languages,
)
const listeners = new Set<(preferences: Preferences) => void>()

export const preferences = (): Preferences => current

/** Calls back after each change; gives the function that stops it. */
export function onPreferences(listener: (preferences: Preferences) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing still shows the change until the page is left.
  }
  for (const listener of listeners) listener(current)
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, preferences)
}

const darkness = typeof matchMedia === 'undefined' ? undefined : matchMedia('(prefers-color-scheme: dark)')

function onDarkness(listener: () => void): () => void {
  darkness?.addEventListener('change', listener)
  return () => darkness?.removeEventListener('change', listener)
}

/** Whether the page is to be dark now: by choice, or as the system is. */
export function useDark(): boolean {
  const system = useSyncExternalStore(onDarkness, () => darkness?.matches ?? false)
  const { theme } = usePreferences()
  return theme === 'dark' || (theme === 'system' && system)
}
