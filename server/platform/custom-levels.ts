import type { CustomField } from '#contract/platform/custom-fields.ts'
import { type CustomValues, type FieldEntity, isFault } from '#core/platform/custom-field.ts'
import {
  customPrefix,
  type FieldLevel,
  type FieldPolicy,
  fieldLevels,
  type GuardedEntity,
  type Hold,
  isReadable,
  levelOf,
  shown,
} from '#core/platform/field-policy.ts'
import type { Membership } from './context.ts'
import { customPlaces, readCustomFields } from './custom-field.sql.ts'
import type { Tx } from './database.ts'
import { fieldsOf } from './field-policy.ts'
import { isFormula, readFormula } from './formula-evaluate.ts'

/** Under which entity's rules the firm's own fields of a record stand. */
export const guardedBy: Readonly<Record<FieldEntity, GuardedEntity>> = {
  customer: 'customer',
  party: 'customer',
  order: 'customer',
  contact: 'contact',
  opportunity: 'opportunity',
  agreement: 'agreement',
  concern: 'concern',
}

const stricter = (a: FieldLevel, b: FieldLevel): FieldLevel => (fieldLevels.indexOf(a) < fieldLevels.indexOf(b) ? a : b)

/** Formulas read money in whole units under a shorter name; the rules name the column. */
function ruledName(entity: FieldEntity, name: string): string {
  const { columns } = customPlaces[entity]
  return `${name}Minor` in columns ? `${name}Minor` : name
}

/** What may be done with each field: a formula is never written, and is hidden where anything that it reads is not read. */
export async function levelsOf(policy: FieldPolicy, fields: readonly CustomField[], hold: Hold): Promise<ReadonlyMap<string, FieldLevel>> {
  const levels = new Map<string, FieldLevel>()
  const levelFor = async (field: CustomField, depth: number): Promise<FieldLevel> => {
    const own = levelOf(policy, `${customPrefix}${field.key}`, hold)
    if (field.formula === null) return own
    const formula = await readFormula(field.formula)
    if (!isFormula(formula) || depth > fields.length) return 'hidden'
    let level = stricter(own, 'read_only')
    for (const name of formula.reads) {
      const read = fields.find(other => other.key === name && other.entity === field.entity)
      const below = read ? await levelFor(read, depth + 1) : levelOf(policy, ruledName(field.entity, name), hold)
      if (!isReadable(below)) level = 'hidden'
    }
    return level
  }
  for (const field of fields) levels.set(field.key, await levelFor(field, 0))
  return levels
}

/** The values as this person may see them: hidden and unknown ones are left out, masked ones masked. */
export function valuesShown(policy: FieldPolicy, levels: ReadonlyMap<string, FieldLevel>, custom: CustomValues, hold: Hold): CustomValues {
  const { custom: covered } = shown(policy, { custom }, hold)
  return Object.fromEntries(Object.entries(covered).filter(([key]) => levels.has(key) && levels.get(key) !== 'hidden'))
}

/** The firm's own fields as one person meets them in lists. */
export type OwnFields = {
  /** Those in use, in the order of forms; formulas only where everything that they read is read of every record. */
  readonly open: readonly CustomField[]
  /** The values of a record as they may be shown; formulas that failed have none. */
  readonly covered: (custom: CustomValues, hold: Hold) => CustomValues
}

const holds = ['mine', 'others', 'unclaimed'] as const satisfies readonly Hold[]

const plain = (custom: CustomValues): CustomValues =>
  Object.values(custom).some(isFault) ? Object.fromEntries(Object.entries(custom).filter(([, value]) => !isFault(value))) : custom

/** Fields in use that a role may read of some record; formulas only where everything that they read is read of every record. */
export async function openFields(asker: Pick<Membership, 'role' | 'fieldRules'>, all: readonly CustomField[]): Promise<CustomField[]> {
  const open: CustomField[] = []
  for (const [entity, fields] of Map.groupBy(
    all.filter(field => !field.isArchived),
    field => field.entity,
  )) {
    const policy = fieldsOf(asker, guardedBy[entity])
    const levels = policy.rules.length === 0 ? [] : await Promise.all(holds.map(hold => levelsOf(policy, fields, hold)))
    const isOpen = ({ key, formula }: CustomField) =>
      formula === null ? levels.length === 0 || levels.some(of => of.get(key) !== 'hidden') : levels.every(of => of.get(key) !== 'hidden')
    open.push(...fields.filter(isOpen))
  }
  return open
}

/** The fields of records of these kinds: one query, and none where the caller knows that no own field is asked for. */
export async function readOwnFields(
  tx: Tx,
  asker: Pick<Membership, 'tenantId' | 'role' | 'fieldRules'>,
  entities: readonly FieldEntity[],
): Promise<OwnFields> {
  const [first] = entities
  const policy = fieldsOf(asker, first === undefined ? 'customer' : guardedBy[first])
  const all = await readCustomFields(tx, asker.tenantId, entities.length === 1 ? first : undefined)
  const fields = all.filter(field => entities.includes(field.entity) && !field.isArchived)
  if (policy.rules.length === 0) return { open: fields, covered: plain }
  const levels = new Map<Hold, ReadonlyMap<string, FieldLevel>>()
  for (const hold of holds) levels.set(hold, await levelsOf(policy, fields, hold))
  return {
    open: fields.filter(({ key, formula }) => formula === null || holds.every(hold => levels.get(hold)?.get(key) !== 'hidden')),
    covered: (custom, hold) => valuesShown(policy, levels.get(hold) ?? new Map(), plain(custom), hold),
  }
}
