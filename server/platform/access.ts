import { may, type Permission, type Role } from '#core/platform/access.ts'
import { Refusal } from './errors.ts'

export { amongst, holdOf, readableDyads, type Viewer, visibleDyads, writableDyads, type Writer } from './access.sql.ts'

/** Refuses with `forbidden` unless the role holds the permission: for what one endpoint does only for some. */
export function demand(ctx: { readonly role: Role }, permission: Permission): void {
  if (!may(ctx.role, permission)) throw new Refusal('forbidden')
}
