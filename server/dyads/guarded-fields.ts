import type { CompletenessItem } from '#core/dyads/completeness.ts'
import { type GuardedEntity, guardedFields } from '#core/platform/field-policy.ts'

/** A field that rules may guard, with the entity that it is of. */
export type GuardedField = readonly [entity: GuardedEntity, field: string]

const others: Partial<Record<CompletenessItem, readonly GuardedField[]>> = {
  paymentTerms: [['customer', 'paymentTermsDays']],
  contactReach: [
    ['contact', 'phone'],
    ['contact', 'email'],
  ],
}

/** The guarded fields that an item of completeness speaks of: whether it is there tells something about them. */
export function fieldsBehind(item: CompletenessItem): readonly GuardedField[] {
  return others[item] ?? (item in guardedFields.customer ? [['customer', item]] : [])
}
