/** What lies in the recycle bin once it is removed; records that hang on others before those, so that purging goes from the leaves up. */
export const binEntities = [
  'alliance_measure',
  'alliance_milestone',
  'alliance_review',
  'alliance_item',
  'joint_problem',
  'alliance',
  'bond',
  'switching_item',
  'relationship_term',
  'relationship_entry',
  'relationship_fact',
  'need',
  'site',
  'billing_title',
  'opportunity',
  'agreement',
  'concern',
  'task',
  'activity',
  'contact',
  'customer',
] as const
export type BinEntity = (typeof binEntities)[number]

/** How long removed records can be brought back, in days. */
export const binDays = 30
