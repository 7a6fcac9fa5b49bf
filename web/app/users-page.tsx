import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { User } from '#contract/platform/users.ts'
import { compareNames, formatAgo, formatInstant } from '#web/platform/format.ts'
import { useMay, usePlace, useSession } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { type UserFilter, usersQuery } from './admin.queries.ts'
import { adminTexts } from './admin.text.ts'
import { useDepartmentName } from './departments-choices.tsx'
import { entryTexts } from './entry.text.ts'
import { SettingsFrame } from './settings-home-frame.tsx'
import { UserDrawer } from './users-drawer.tsx'
import { UsersFilters, type UsersSearch, useUsersSearch } from './users-filters.tsx'
import { NewUserDrawer } from './users-new.tsx'
import { RolesDrawer, useRoleName } from './users-roles.tsx'
import { usersTexts } from './users-words.text.ts'

function LastSeen({ at }: { readonly at: string | null }) {
  const say = useText(usersTexts)
  const language = useLanguage()
  const zone = usePlace()?.tenant.timeZone
  const [now] = useState(() => Date.now())
  if (at === null) return <span className="lk-muted">{say('never')}</span>
  return <span title={formatInstant(at, zone)}>{formatAgo(at, now, language)}</span>
}

function useColumns(): readonly Column<User>[] {
  const say = useText(usersTexts)
  const sayEntry = useText(entryTexts)
  const roleName = useRoleName()
  const departmentName = useDepartmentName()
  const own = useSession()?.user.userId
  const nameCell = ({ name, userId }: User) => (
    <>
      {name}
      {userId === own ? <span className="lk-muted"> ({say('you')})</span> : null}
    </>
  )
  const stateCell = ({ disabled }: User) => (
    <span className="lk-admin-state" data-tone={disabled ? 'bad' : 'good'}>
      {say(disabled ? 'barred' : 'active')}
    </span>
  )
  return [
    { key: 'name', title: say('name'), width: 180, render: nameCell },
    { key: 'state', title: say('state'), width: 110, card: 'head', render: stateCell },
    { key: 'role', title: say('role'), width: 150, render: ({ role }) => roleName(role) },
    { key: 'scope', title: say('scope'), width: 200, render: ({ scope }) => sayEntry(scope) },
    { key: 'department', title: say('department'), width: 160, render: ({ departmentId }) => departmentName(departmentId) ?? '—' },
    { key: 'title', title: say('titleShort'), width: 140, card: 'none', render: ({ title }) => title ?? '—' },
    { key: 'email', title: say('email'), width: 240, render: ({ email }) => email },
    { key: 'lastSeen', title: say('lastSeen'), width: 140, render: ({ lastSeenAt }) => <LastSeen at={lastSeenAt} /> },
  ]
}

const filterOf = ({ search, role, department, state }: UsersSearch): UserFilter => ({
  ...(search ? { search } : {}),
  ...(role ? { role } : {}),
  ...(department ? { departmentId: department } : {}),
  ...(state ? { disabled: state === 'barred' } : {}),
})

function UsersList() {
  const say = useText(usersTexts)
  const { search, set } = useUsersSearch()
  const columns = useColumns()
  const list = useInfiniteQuery(usersQuery(filterOf(search)))
  const language = useLanguage()
  const rows = useMemo(() => {
    const loaded = list.data?.pages.flatMap(page => page.rows) ?? []
    // The server reads on by its own order; a list that is wholly here stands by pinyin.
    return list.hasNextPage ? loaded : loaded.toSorted((a, b) => compareNames(a.name, b.name, language))
  }, [list.data, list.hasNextPage, language])
  const open = rows.find(row => row.userId === search.user)
  const clear = (
    <Button onClick={() => set({ search: undefined, role: undefined, department: undefined, state: undefined })}>{say('clear')}</Button>
  )
  return (
    <>
      <Refused error={list.error} onAgain={() => void list.refetch()} />
      <KeysetTable
        label={say('list')}
        columns={columns}
        rows={rows}
        rowKey={row => row.userId}
        busy={list.isFetching}
        hasMore={list.hasNextPage}
        onMore={() => void list.fetchNextPage()}
        onOpen={row => set({ user: row.userId }, false)}
        openKey={search.user}
        empty={
          list.error ? null : (
            <EmptyState title={say('noneFound')} actions={clear}>
              {say('noneFoundWhy')}
            </EmptyState>
          )
        }
      />
      <UserDrawer user={open} onClose={() => set({ user: undefined })} />
      <NewUserDrawer open={search.user === 'new'} onClose={() => set({ user: undefined })} />
    </>
  )
}

/** The people of the company: who they are, what they may do, whose customers they see. */
export function UsersPage() {
  const say = useText(usersTexts)
  const sayAdmin = useText(adminTexts)
  const { set } = useUsersSearch()
  const may = useMay()('users.manage')
  const [explained, setExplained] = useState(false)
  const actions = (
    <>
      <Button onClick={() => setExplained(true)}>{say('rolesExplained')}</Button>
      <Button type="primary" onClick={() => set({ user: 'new' }, false)}>
        {say('add')}
      </Button>
    </>
  )
  return (
    <SettingsFrame title={sayAdmin('users')} lead={sayAdmin('usersLead')} needs="users.manage" actions={actions}>
      {may ? (
        <>
          <UsersFilters />
          <UsersList />
          <RolesDrawer open={explained} onClose={() => setExplained(false)} />
        </>
      ) : null}
    </SettingsFrame>
  )
}
