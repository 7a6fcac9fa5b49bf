import type { Roles } from '#server/platform/cluster.ts'
import type { Connection } from '#server/platform/database.ts'

/** The database server of a test run. */
export type Server = { readonly admin: Connection; readonly template: string; readonly roles: Roles; readonly password: string }

/** A connection to one database of the server in one of its roles. */
export function connectionTo(server: Server, database: string, as: 'admin' | 'owner' | 'runtime'): Connection {
  const role = as === 'admin' ? {} : { user: server.roles[as], password: server.password }
  const url = typeof server.admin.connectionString === 'string' ? new URL(server.admin.connectionString) : undefined
  if (url === undefined) return { ...server.admin, database, ...role }
  const admin = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  const host = url.searchParams.get('host') ?? url.hostname
  return { host, port: Number(url.port || url.searchParams.get('port') || 5432), database, ...(as === 'admin' ? admin : role) }
}
