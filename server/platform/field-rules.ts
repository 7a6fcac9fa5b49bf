import type { FieldRules, saveFieldRules as contract } from '#contract/platform/field-rules.ts'
import type { Input } from '#contract/endpoint.ts'
import { customPrefix, defaultFieldRules, type FieldRule, guardedFields } from '#core/platform/field-policy.ts'
import { audit } from './audit.ts'
import type { Ctx } from './context.ts'
import type { Tx } from './database.ts'
import { Refusal, refuseField } from './errors.ts'
import { lockRules, readRules, replaceRules } from './field-rules.sql.ts'

const keyOf = ({ entity, field, role, applies }: FieldRule) => `${entity} ${field} ${role} ${applies}`

async function shownRules(tx: Tx, tenantId: string): Promise<FieldRules> {
  const { rules, ...changed } = await readRules(tx, tenantId)
  const all = rules ?? defaultFieldRules
  return {
    ...changed,
    rules: all.filter(rule => rule.role !== 'administrator') as FieldRules['rules'],
    isDefault: rules === null,
    version: changed.changedAt ?? 'default',
  }
}

/** The rules on fields as they bind now. */
export async function readFieldRules(ctx: Ctx): Promise<FieldRules> {
  return await ctx.inTenant(tx => shownRules(tx, ctx.tenantId))
}

function refuseUnknown(rules: readonly FieldRule[]): void {
  const at = rules.findIndex(({ entity, field }) => !(field in guardedFields[entity]) && !field.startsWith(customPrefix))
  if (at !== -1) throw refuseField(`body.rules.${at}.field`, ['没有这个可设规则的字段', 'is no field that rules can be set for'])
}

/** Each rule once; the usual rules that the firm has dropped stay as `editable`, so that a firm with none of its own is told from one that wants none. */
function kept(rules: readonly FieldRule[]): readonly FieldRule[] {
  const given = new Map(rules.map(rule => [keyOf(rule), rule]))
  const dropped = defaultFieldRules.filter(rule => !given.has(keyOf(rule))).map(rule => ({ ...rule, level: 'editable' as const }))
  const usual = new Set(defaultFieldRules.map(keyOf))
  return [...[...given.values()].filter(rule => rule.level !== 'editable' || usual.has(keyOf(rule))), ...dropped]
}

/** What is new in one set against another, for the trail: a rule a line. */
const newIn = (rules: readonly FieldRule[], others: readonly FieldRule[]): Record<string, string> => {
  const before = new Map(others.map(rule => [keyOf(rule), rule.level]))
  return Object.fromEntries(rules.filter(rule => before.get(keyOf(rule)) !== rule.level).map(rule => [keyOf(rule), rule.level]))
}

/** Replaces the rules on fields; the trail keeps what changed, rule by rule. */
export async function saveFieldRules(ctx: Ctx, { rules, version }: Input<typeof contract>['body']): Promise<FieldRules> {
  refuseUnknown(rules)
  const wanted = kept(rules)
  return await ctx.inTenant(async tx => {
    await lockRules(tx, ctx.tenantId)
    const before = await shownRules(tx, ctx.tenantId)
    if (before.version !== version) throw new Refusal('stale')
    await replaceRules(tx, ctx.tenantId, ctx.userId, wanted)
    const changed = { before: newIn(before.rules, wanted), after: newIn(wanted, before.rules) }
    await audit(tx, ctx, { action: 'update', entity: 'field_rules', ...changed })
    return await shownRules(tx, ctx.tenantId)
  })
}
