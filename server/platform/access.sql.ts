import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Membership } from './context.ts'

/** Whose records a person sees: the part of a context, or of a job, that decides it. */
export type Viewer = Pick<Membership, 'scope' | 'departmentIds'> & { readonly userId: string }

/**
 * The policy compiler: the condition on dyads (a table or alias of app.dyad, `dyad` unless named) under which this person sees them. Every
 * list, page, search, export and stream puts it into its `where`: `.where(visibleDyads(ctx))`, or into SQL text as it is.
 * own: mine. department, department_tree: mine, and those of my department (and all below it). all: every one of the firm.
 */
export function visibleDyads(viewer: Viewer, dyad = 'dyad'): RawBuilder<SqlBool> {
  const mine = sql<SqlBool>`${sql.ref(`${dyad}.owner_id`)} = ${viewer.userId}::uuid`
  switch (viewer.scope) {
    case 'all':
      return sql<SqlBool>`true`
    case 'own':
      return mine
    case 'department':
    case 'department_tree':
      return sql<SqlBool>`(${mine} or ${sql.ref(`${dyad}.department_id`)} = any(${[...viewer.departmentIds]}::uuid[]))`
  }
}
