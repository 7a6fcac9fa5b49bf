import type { OwnColumn } from '#contract/platform/own-columns.ts'
import type { Column } from '#web/ui/table-layout.ts'

/** A record of a customer, as the generic list, form and drawer know it. */
export type RecordRow = {
  readonly dyadId: string
  readonly customerName: string
  readonly title: string
  readonly version: number
  readonly mayWrite: boolean
  readonly limits: Readonly<Record<string, string>>
  readonly importId: string | null
  readonly custom: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
}

export type Option = { readonly value: string; readonly label: string }
export type DraftValue = string | number | boolean | null | readonly string[]
export type Draft = Readonly<Record<string, DraftValue>>

/** One field of a form. `money`: typed in whole units of the currency that `currencyOf` tells, kept in minor units. */
export type FormField = {
  readonly key: string
  readonly label: string
  readonly kind: 'text' | 'area' | 'choice' | 'money' | 'whole' | 'day' | 'moment' | 'person' | 'department' | 'contact' | 'yes' | 'tags'
  readonly options?: readonly Option[]
  readonly required?: boolean
  readonly hint?: string
  readonly most?: number
  /** Shown only where this holds of what is entered. */
  readonly when?: (draft: Draft) => boolean
  /** The field that the policy guards it by, where it has another name. */
  readonly guardedAs?: string
}

/** A filter over the list: the column it asks, and the values to choose from. */
export type ListFilter = { readonly key: string; readonly label: string; readonly options: readonly Option[] | 'people' }

/** A condition behind one button: "overdue", "ends within 60 days". */
export type QuickFilter = { readonly key: string; readonly label: string; readonly condition: object }

export type ListAsked = {
  readonly q?: string
  readonly filter?: string
  readonly sort?: string
  readonly direction?: 'asc' | 'desc'
  readonly dyadId?: string
  readonly group?: string[]
  readonly own?: (OwnColumn | 'tags')[]
}
export type Listed<R> = {
  readonly rows: readonly R[]
  readonly next: string | null
  readonly total: { readonly count: number; readonly more: boolean } | null
}

const entities = { opportunities: 'opportunity', agreements: 'agreement', concerns: 'concern', contacts: 'contact' } as const

/** What the columns and filters of a list rest on: its name and its own columns and choices. */
export type ListKind<R> = {
  readonly name: keyof typeof entities
  readonly columns: readonly Column<R>[]
  readonly filters: readonly ListFilter[]
  readonly quick: readonly QuickFilter[]
}

/** A row that has tags and the firm's own fields. */
export type TaggedRow = Pick<RecordRow, 'tags' | 'custom'>

/** What the firm's own fields, tags and files call a record of a kind. */
export const entityOf = <Name extends keyof typeof entities>({ name }: { readonly name: Name }): (typeof entities)[Name] => entities[name]

/** All that the generic pieces must know of one kind of record. */
export type RecordKind<R extends RecordRow> = {
  /** Its name in addresses and caches. */
  readonly name: 'opportunities' | 'agreements' | 'concerns'
  readonly words: {
    readonly one: string
    readonly many: string
    readonly lead: string
    readonly add: string
    readonly none: string
    readonly noneLead: string
  }
  readonly idOf: (row: R) => string
  readonly list: (asked: ListAsked & { readonly after?: string; readonly limit: number }, signal?: AbortSignal) => Promise<Listed<R>>
  readonly read: (dyadId: string, id: string, signal?: AbortSignal) => Promise<R>
  readonly create: (dyadId: string, body: object) => Promise<R>
  readonly update: (dyadId: string, id: string, body: object) => Promise<R>
  readonly remove: (dyadId: string, id: string) => Promise<unknown>
  readonly restore: (dyadId: string, id: string) => Promise<R>
  readonly columns: readonly Column<R>[]
  readonly filters: readonly ListFilter[]
  readonly quick: readonly QuickFilter[]
  readonly fields: readonly FormField[]
  readonly blank: Draft
  readonly draftOf: (row: R) => Draft
  readonly currencyOf: (draft: Draft) => string
  /** What the drawer says of a record, label by label. */
  readonly facts: (row: R) => readonly (readonly [label: string, said: React.ReactNode])[]
  /** Long texts, each under its own heading. */
  readonly texts: (row: R) => readonly (readonly [label: string, said: string | null])[]
}
