import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { may, type Role } from '#core/platform/access.ts'
import { type FieldPolicy, type Hold, readableHolds } from '#core/platform/field-policy.ts'
import type { Membership } from './context.ts'

/** Whose records a person sees: the part of a context, or of a job, that decides it. */
export type Viewer = Pick<Membership, 'scope' | 'departmentIds' | 'poolIds'> & { readonly userId: string }

/** Whose records a person may change: what they see, and their role. */
export type Writer = Viewer & { readonly role: Role }

const thisTenant = sql`nullif(current_setting('app.tenant', true), '')::uuid`

/** So many values are named one by one. */
const namedEach = 8

/**
 * Whether a column has one of these values. A few are named one by one: of a list that comes as one parameter the planner takes ten for granted,
 * and walks a whole firm for what an index would find.
 */
export function amongst(column: RawBuilder<unknown>, type: 'uuid' | 'text', values: readonly string[]): RawBuilder<SqlBool> {
  const cast = sql.raw(type)
  if (values.length === 0 || values.length > namedEach) return sql<SqlBool>`${column} = any(${[...values]}::${cast}[])`
  return sql<SqlBool>`${column} in (${sql.join(values.map(value => sql`${value}::${cast}`))})`
}

/** The customers that a person works on beside their owners. */
const sharedWith = (userId: string) =>
  sql`array(select c.dyad_id from dyad_collaborator c where c.tenant_id = ${thisTenant} and c.user_id = ${userId}::uuid)`

/**
 * The policy compiler: the condition on dyads (a table or alias of app.dyad, `dyad` unless named) under which this person sees them. Every
 * list, page, search, export and stream puts it into its `where`: `.where(visibleDyads(ctx))`, or into SQL text as it is.
 * own: mine. department, department_tree: mine, and those of my department (and all below it). all: every one of the firm. Beside these
 * everyone sees the customers they work on with others, and those of the public pools they belong to.
 */
export function visibleDyads(viewer: Viewer, dyad = 'dyad'): RawBuilder<SqlBool> {
  if (viewer.scope === 'all') return sql<SqlBool>`true`
  const column = (name: string) => sql.ref(`${dyad}.${name}`)
  const ways = [sql`${column('owner_id')} = ${viewer.userId}::uuid`, sql`${column('dyad_id')} = any(${sharedWith(viewer.userId)})`]
  if (viewer.scope !== 'own') ways.push(amongst(column('department_id'), 'uuid', viewer.departmentIds))
  if (viewer.poolIds.length > 0) ways.push(amongst(column('pool_id'), 'uuid', viewer.poolIds))
  return sql<SqlBool>`(${sql.join(ways, sql` or `)})`
}

/**
 * Which of the customers that a person sees they may also change, where their role changes customers at all: their own, those they work on with
 * others as one who writes, and those of their data scope. What lies in a public pool waits for its owner: until then only who assigns
 * customers changes it. Always joined with visibleDyads.
 */
export function writableDyads(writer: Writer, dyad = 'dyad'): RawBuilder<SqlBool> {
  if (!may(writer.role, 'customers.write')) return sql<SqlBool>`false`
  const column = (name: string) => sql.ref(`${dyad}.${name}`)
  const ways = [
    sql`${column('owner_id')} = ${writer.userId}::uuid`,
    sql`${column('dyad_id')} = any(array(select c.dyad_id from dyad_collaborator c where c.tenant_id = ${thisTenant} and c.user_id = ${writer.userId}::uuid and c.may_write))`,
  ]
  if (writer.scope === 'all') ways.push(sql`true`)
  else if (writer.scope !== 'own') ways.push(amongst(column('department_id'), 'uuid', writer.departmentIds))
  const owned = sql`${column('pool_id')} is null and (${sql.join(ways, sql` or `)})`
  return may(writer.role, 'customers.assign') ? sql<SqlBool>`(${column('pool_id')} is not null or ${owned})` : sql<SqlBool>`(${owned})`
}

/** Whose a visible customer is, seen by this person: 'mine' (owned or worked on), 'unclaimed' (in a public pool) or 'others'. */
export function holdOf(viewer: Pick<Viewer, 'userId'>, dyad = 'dyad'): RawBuilder<Hold> {
  const column = (name: string) => sql.ref(`${dyad}.${name}`)
  return sql<Hold>`case when ${column('owner_id')} = ${viewer.userId}::uuid or ${column('dyad_id')} = any(${sharedWith(viewer.userId)}) then 'mine'
    when ${column('pool_id')} is not null then 'unclaimed' else 'others' end`
}

/** The condition under which this person reads a guarded field as it is: what a filter, a sort or a search by that field is joined with. */
export function readableDyads(viewer: Pick<Viewer, 'userId'>, policy: FieldPolicy, field: string, dyad = 'dyad'): RawBuilder<SqlBool> {
  const holds = readableHolds(policy, field)
  if (holds.length === 3) return sql<SqlBool>`true`
  return holds.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`${holdOf(viewer, dyad)} = any(${[...holds]}::text[])`
}
