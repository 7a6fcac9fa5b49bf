import { type FieldPolicy, type GuardedEntity, type Hold, policyFor, readableHolds, unwritableOf } from '#core/platform/field-policy.ts'
import type { Membership } from './context.ts'
import { Refusal, refuseField } from './errors.ts'

/** What binds a person on the fields of an entity. Every list, record, search, export, history and notice of the entity asks it. */
export function fieldsOf(viewer: Pick<Membership, 'role' | 'fieldRules'>, entity: GuardedEntity): FieldPolicy {
  return policyFor(entity, viewer.role, viewer.fieldRules)
}

/** Refuses a change of fields that this person may not write; a masked value that comes back as it was shown would overwrite the true one. */
export function refuseUnwritable(policy: FieldPolicy, change: Readonly<Record<string, unknown>>, hold: Hold): void {
  const [first] = unwritableOf(policy, change, hold)
  if (first === undefined) return
  throw new Refusal('forbidden', [
    `您的角色不能修改字段“${first}”。请联系管理员调整字段规则，或只提交可编辑的字段。`,
    `Your role may not change the field "${first}". Ask an administrator to change the field rules, or send only the fields that you may edit.`,
  ])
}

/** Refuses to filter, sort or group by a field that this person may nowhere read. */
export function refuseUnseen(policy: FieldPolicy, fields: readonly string[]): void {
  const unseen = fields.find(field => readableHolds(policy, field).length === 0)
  if (unseen === undefined) return
  throw refuseField(`query.${unseen}`, [
    '您的角色看不到这个字段，不能按它筛选或排序',
    'is hidden from your role: it cannot be filtered or sorted by',
  ])
}
