import type { FieldRule } from '#contract/platform/field-rules.ts'
import type { FieldApplies, FieldLevel, GuardedEntity } from '#core/platform/field-policy.ts'

export type Place = {
  readonly entity: GuardedEntity
  readonly field: string
  readonly role: FieldRule['role']
  readonly applies: FieldApplies
}

const isAt =
  ({ entity, field, role, applies }: Place) =>
  (rule: FieldRule): boolean =>
    rule.entity === entity && rule.field === field && rule.role === role && rule.applies === applies

/** What is set at a place of the matrix: `editable` where there is no rule. */
export const levelAt = (rules: readonly FieldRule[], place: Place): FieldLevel => rules.find(isAt(place))?.level ?? 'editable'

/** The rules with a place set; no rule stands where anything may be done. */
export function withLevel(rules: readonly FieldRule[], place: Place, level: FieldLevel): readonly FieldRule[] {
  const others = rules.filter(rule => !isAt(place)(rule))
  return level === 'editable' ? others : [...others, { ...place, level }]
}

/** How many places differ between two sets of rules. */
export function differing(a: readonly FieldRule[], b: readonly FieldRule[]): number {
  const places = new Map([...a, ...b].map(rule => [`${rule.entity} ${rule.field} ${rule.role} ${rule.applies}`, rule]))
  return [...places.values()].filter(place => levelAt(a, place) !== levelAt(b, place)).length
}
