import { sql } from 'kysely'
import type { FieldRule } from '#core/platform/field-policy.ts'
import type { Tx } from './database.ts'

export type RulesRow = {
  readonly rules: readonly FieldRule[] | null
  readonly changedAt: string | null
  readonly changedByName: string | null
}

/** The rules of a firm, null where it has set none; who changed them last. */
export async function readRules(tx: Tx, tenantId: string): Promise<RulesRow> {
  const { rows } = await sql<RulesRow>`
    select json_agg(json_build_object('entity', r.entity, 'field', r.field, 'role', r.role, 'applies', r.applies, 'level', r.level)
        order by r.entity, r.field, r.role, r.applies) as rules,
      to_char(max(r.updated_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "changedAt",
      (array_agg(u.name order by r.updated_at desc))[1] as "changedByName"
    from field_rule r left join identity."user" u on u.id = r.author_id where r.tenant_id = ${tenantId}::uuid`.execute(tx)
  return rows[0] ?? { rules: null, changedAt: null, changedByName: null }
}

/** Puts rules in the place of all there are. Of two who change them at once, the second waits. */
export async function replaceRules(tx: Tx, tenantId: string, authorId: string, rules: readonly FieldRule[]): Promise<void> {
  await sql`delete from field_rule where tenant_id = ${tenantId}::uuid`.execute(tx)
  await sql`
    insert into field_rule (tenant_id, entity, field, role, applies, level, author_id, updated_at)
    select ${tenantId}::uuid, g.entity, g.field, g.role, g.applies, g.level, ${authorId}::uuid, clock_timestamp()
    from unnest(${rules.map(each => each.entity)}::text[], ${rules.map(each => each.field)}::text[], ${rules.map(each => each.role)}::text[],
      ${rules.map(each => each.applies)}::text[], ${rules.map(each => each.level)}::text[]) as g (entity, field, role, applies, level)`.execute(
    tx,
  )
}

export async function lockRules(tx: Tx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(732010, hashtext(${tenantId}))`.execute(tx)
}
