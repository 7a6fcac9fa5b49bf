import { isCreditCode } from './credit-code.ts'

/** What of a party and of its relation is chosen when two are merged, in the order in which it is shown. */
export const mergeFields = [
  'name',
  'nameEn',
  'shortName',
  'partyKind',
  'code',
  'uscc',
  'customerKind',
  'ownerId',
  'departmentId',
  'industry',
  'country',
  'region',
  'city',
  'address',
  'postalCode',
  'phone',
  'email',
  'website',
  'paymentTermsDays',
  'since',
  'endNoticedOn',
  'contractEndsOn',
  'isProjectBuyer',
  'note',
] as const
export type MergeField = (typeof mergeFields)[number]

export const mergeSides = ['survivor', 'merged'] as const
export type MergeSide = (typeof mergeSides)[number]

export type MergeValue = string | number | boolean | null
export type MergeValues = Readonly<Record<MergeField, MergeValue>>
export type MergeChoices = { readonly [F in MergeField]?: MergeSide }

const isEmpty = (value: MergeValue): boolean => value === null || value === ''

/** Whose value stands without anybody choosing: the survivor's, else the one that is filled. */
export function defaultSide(survivor: MergeValue, merged: MergeValue): MergeSide {
  return isEmpty(survivor) && !isEmpty(merged) ? 'merged' : 'survivor'
}

/** Fields in which the two differ. */
export const differingFields = (survivor: MergeValues, merged: MergeValues): MergeField[] =>
  mergeFields.filter(field => survivor[field] !== merged[field] && !(isEmpty(survivor[field]) && isEmpty(merged[field])))

/** What changes at the survivor: fields whose value comes from the other. A name is never emptied. */
export function changeOfMerge(survivor: MergeValues, merged: MergeValues, choices: MergeChoices): { [F in MergeField]?: MergeValue } {
  const taken = differingFields(survivor, merged).filter(
    field => (choices[field] ?? defaultSide(survivor[field], merged[field])) === 'merged' && !(field === 'name' && isEmpty(merged.name)),
  )
  return Object.fromEntries(taken.map(field => [field, merged[field]]))
}

/** Two valid credit codes are two firms; one that fails its check may be a slip. */
export function areTwoFirms(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toUpperCase() !== b.toUpperCase() && isCreditCode(a.toUpperCase()) && isCreditCode(b.toUpperCase())
}

export type Relation = { readonly dyadId: string; readonly side: 'sale' | 'supply' | 'other' }

/** Where a relation of the merged party goes: into the survivor's of the same side, or to the survivor itself where it has none. */
export type RelationStep = { readonly dyadId: string; readonly intoId: string | undefined }

export function relationSteps(survivor: readonly Relation[], merged: readonly Relation[]): RelationStep[] {
  return merged.map(({ dyadId, side }) => {
    const same = survivor.filter(one => one.side === side).map(one => one.dyadId)
    return { dyadId, intoId: same.toSorted()[0] }
  })
}
