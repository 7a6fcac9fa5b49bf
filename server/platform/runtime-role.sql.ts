import { sql } from 'kysely'
import type { Db } from './database.ts'

type Facts = {
  readonly role: string
  readonly superuser: boolean
  readonly bypass: boolean
  readonly owns: boolean
  readonly creates: boolean
}

/** A role that belongs to another can take on its rights: so memberships count as its own. */
async function readFacts(db: Db): Promise<Facts> {
  const { rows } = await sql<Facts>`
    with mine as (select oid, rolsuper, rolbypassrls from pg_roles where pg_has_role(current_user, oid, 'member'))
    select current_user as role,
      coalesce((select bool_or(rolsuper) from mine), false) as superuser,
      coalesce((select bool_or(rolbypassrls) from mine), false) as bypass,
      exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('app', 'identity', 'job') and c.relkind in ('r', 'p') and c.relowner in (select oid from mine)) as owns,
      coalesce(has_schema_privilege(current_user, to_regnamespace('app')::oid, 'create'), false) as creates`.execute(db)
  const [facts] = rows
  if (facts === undefined) throw new Error('the database does not say who we are')
  return facts
}

/**
 * Refuses to run as a role that row security does not hold: throws an Error whose sentence says which role, why, and what to do. Holds for
 * the role itself and for every role that it is a member of.
 */
export async function assertRuntimeRole(db: Db): Promise<void> {
  const { role, superuser, bypass, owns, creates } = await readFacts(db)
  const wrong = superuser
    ? 'is a superuser'
    : bypass
      ? 'may bypass row security'
      : owns
        ? 'owns tables of the product'
        : creates
          ? 'may create tables in the schema app'
          : undefined
  if (wrong === undefined) return
  throw new Error(
    `The database role "${role}" ${wrong}, so the walls between companies would not hold. Give DATABASE_URL a role of its own (create role lianke_app login nosuperuser nobypassrls), and put the owner of the tables into DATABASE_OWNER_URL.`,
  )
}
