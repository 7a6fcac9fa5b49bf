/** Something that stands under another key where it is written: a customer and its firm by the customer's code, a contact by their address, our people by their place in the staff. */
export type Reference =
  | { readonly dyad: string }
  | { readonly party: string }
  | { readonly contact: string }
  /** -1: the administrator. */
  | { readonly staff: number }
  | { readonly department: string }
  /** An id that is known already. */
  | { readonly id: string }
  /** A record of the demo's own, by a name that is unique in it. */
  | { readonly record: string }

export type Cell = string | number | boolean | null | readonly unknown[] | Reference | { readonly json: unknown }

/** A row for a table of the product, column by column. */
export type DeskEntry = { readonly table: DeskTableName; readonly row: Readonly<Record<string, Cell>> }

/** In the order in which they are written: what is pointed at comes first. */
export const deskTables = [
  'dyad_collaborator',
  'activity',
  'activity_person',
  'task',
  'concern',
  'opportunity',
  'agreement',
  'need',
  'party_fact',
  'contact_bond',
  'contact_tie',
  'consent_entry',
  'bond',
  'switching_item',
  'relationship_term',
  'relationship_entry',
  'relationship_fact',
  'survey',
  'survey_invitation',
  'survey_response',
  'survey_rating',
  'play_run',
  'decline_case',
  'alliance',
  'alliance_measure',
  'alliance_milestone',
  'alliance_review',
  'alliance_item',
  'joint_problem',
  'hygiene_check',
] as const
export type DeskTableName = (typeof deskTables)[number]

export const record = (name: string): Reference => ({ record: name })
export const staff = (index: number): Reference => ({ staff: index })
export const administrator = -1
