import type { ListedContact } from '#contract/dyads/contact-list.ts'

/** The columns of the list of people that can be changed where they stand. */
export const editableOfContact = ['title', 'department', 'phone', 'email'] as const
export type ContactField = (typeof editableOfContact)[number]

export type EditedContact = { readonly row: ListedContact; readonly column: string; readonly title: string }
