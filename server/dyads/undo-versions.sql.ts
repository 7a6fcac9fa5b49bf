import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'

type Record = { readonly entity: string; readonly id: RawBuilder<unknown>; readonly version: RawBuilder<unknown> }

/**
 * Whether a record is what it was at a version, nobody having written since. Undoing an import gives a record a new version, so that a form that was
 * open meanwhile is stale; `stands_as` beside what the import replaced tells which later version has the content of that earlier one.
 */
export const isStillAt = (scope: ImportScope, { entity, id, version }: Record, at: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${version} = ${at} or (${id}, ${at}, ${version}) in (select u.entity_id, (u.fact ->> 'version')::int, (u.fact ->> 'stands_as')::int
    from app.replaced_fact u where ${ofTenant(scope, 'u')} and u.entity = ${entity} and u.fact ? 'stands_as'))`

/**
 * Runs the update that puts records back to what an import replaced, and keeps as which version they stand now.
 * @param update answers each record as `id`, the version put back as `was` and the version it has now as `now`.
 */
export async function putBack(tx: Tx, scope: ImportScope, entity: string, update: RawBuilder<unknown>): Promise<void> {
  await sql`with moved (id, was, now) as (${update})
    update app.replaced_fact u set fact = u.fact || jsonb_build_object('stands_as', m.now) from moved m
    where ${ofTenant(scope, 'u')} and u.entity = ${entity} and u.entity_id = m.id
      and (${ofImport(scope, 'u')} or (u.fact ->> 'stands_as')::int = m.was)`.execute(tx)
}
