import { abilityParts, commitmentParts } from './ability.ts'
import { type Form, forms } from './form.ts'

/** What people say about a relationship that no record tells: each with a day and a source; the newest of a kind holds, until the day it ends. */
export const relationshipFactKinds = [
  'suppliers',
  'horizon_months',
  'joint_plan',
  'target_form',
  ...abilityParts,
  ...commitmentParts,
] as const
export type RelationshipFactKind = (typeof relationshipFactKinds)[number]

/** What a kind takes: a whole number from 1, months, a plan with its end, a form, or points of 100. */
type FactMeasure = 'count' | 'months' | 'plan' | 'form' | 'points'

const measures: Partial<Record<RelationshipFactKind, FactMeasure>> = {
  suppliers: 'count',
  horizon_months: 'months',
  joint_plan: 'plan',
  target_form: 'form',
}

export const measureOfFact = (kind: RelationshipFactKind): FactMeasure => measures[kind] ?? 'points'

export type RelationshipFactFault = 'no_count' | 'no_months' | 'no_end' | 'no_form' | 'no_points'

const isForm = (choice: string | null): choice is Form => choice !== null && (forms as readonly string[]).includes(choice)

/** What is wrong with a fact as it was entered; undefined: nothing. */
export function faultOfRelationshipFact(
  kind: RelationshipFactKind,
  { value, choice, until }: { readonly value: number | null; readonly choice: string | null; readonly until: string | null },
): RelationshipFactFault | undefined {
  const within = (low: number, high: number) => value !== null && value >= low && value <= high
  switch (measureOfFact(kind)) {
    case 'count':
      return within(1, 1000) && Number.isInteger(value) ? undefined : 'no_count'
    case 'months':
      return within(0, 600) ? undefined : 'no_months'
    case 'plan':
      return until === null ? 'no_end' : undefined
    case 'form':
      return isForm(choice) ? undefined : 'no_form'
    case 'points':
      return within(0, 100) ? undefined : 'no_points'
  }
}
