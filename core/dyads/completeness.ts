/** What a customer's record should hold so that one can work with it, in the order in which the gaps are shown. */
export const completenessItems = [
  'code',
  'customerKind',
  'owner',
  'region',
  'city',
  'address',
  'phone',
  'email',
  'industry',
  'uscc',
  'paymentTerms',
  'contact',
  'contactReach',
] as const
export type CompletenessItem = (typeof completenessItems)[number]

/** Which items a record has; `uscc` does not count for persons and for companies abroad, who have none. */
export type Held = Readonly<Record<CompletenessItem, boolean>> & { readonly expectsUscc: boolean }

export type Completeness = { readonly percent: number; readonly gaps: CompletenessItem[] }

/**
 * How complete a customer's record is, 0..100 whole per cent of the items that apply, and those that are missing (docs/methods/completeness.md).
 * The list of customers computes the same in SQL; a test holds the two together.
 */
export function completenessOf(held: Held): Completeness {
  const applying = completenessItems.filter(item => item !== 'uscc' || held.expectsUscc)
  const gaps = applying.filter(item => !held[item])
  return { percent: Math.round((100 * (applying.length - gaps.length)) / applying.length), gaps }
}
