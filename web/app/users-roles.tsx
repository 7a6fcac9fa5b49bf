import { dataScopes, may, permissions, permissionsOf, type Role, roles } from '#core/platform/access.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { entryTexts } from './entry.text.ts'
import { usersTexts } from './users-words.text.ts'

export function useRoleName(): (role: Role) => string {
  const say = useText(entryTexts)
  return role => say(role === 'administrator' ? 'administratorRole' : role)
}

/** What a role lets one do and what not, in plain words, out of the policy itself. */
export function RoleWords({ role }: { readonly role: Role }) {
  const say = useText(usersTexts)
  const allowed = permissionsOf(role)
  const denied = permissions.filter(permission => !allowed.includes(permission))
  const listed = (some: readonly (typeof permissions)[number][]) => some.map(permission => say(permission)).join(say('between'))
  return (
    <div className="lk-admin-may">
      <p>{say(`${role}For`)}</p>
      <p className="lk-muted">
        {say('mayDo')}
        {listed(allowed)}
      </p>
      {denied.length > 0 ? (
        <p className="lk-muted">
          {say('mayNotDo')}
          {listed(denied)}
        </p>
      ) : null}
    </div>
  )
}

function RoleTable() {
  const say = useText(usersTexts)
  const roleName = useRoleName()
  return (
    // A table wider than the screen is scrolled by key as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="lk-admin-scroll" role="region" aria-label={say('rolesExplained')} tabIndex={0}>
      <table className="lk-admin-table lk-admin-roles">
        <thead>
          <tr>
            <th scope="col">{say('permission')}</th>
            {roles.map(role => (
              <th key={role} scope="col">
                {roleName(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map(permission => (
            <tr key={permission}>
              <th scope="row">{say(permission)}</th>
              {roles.map(role => (
                <td key={role}>
                  <span aria-hidden="true">{may(role, permission) ? '✓' : '–'}</span>
                  <span className="lk-hidden">{say(may(role, permission) ? 'yes' : 'no')}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** All roles beside each other, and what the data scopes mean. */
export function RolesDrawer({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useText(usersTexts)
  const sayEntry = useText(entryTexts)
  const roleName = useRoleName()
  return (
    <DrawerPage open={open} title={say('rolesExplained')} width={960} onClose={onClose}>
      <div className="lk-stack">
        <p>{say('scopeNote')}</p>
        <RoleTable />
        <dl className="lk-facts">
          {roles.flatMap(role => [<dt key={role}>{roleName(role)}</dt>, <dd key={`${role} for`}>{say(`${role}For`)}</dd>])}
        </dl>
        <h2>{say('scopesExplained')}</h2>
        <dl className="lk-facts">
          {dataScopes.flatMap(scope => [<dt key={scope}>{sayEntry(scope)}</dt>, <dd key={`${scope} for`}>{say(`${scope}For`)}</dd>])}
        </dl>
      </div>
    </DrawerPage>
  )
}
