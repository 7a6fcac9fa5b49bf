import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Permission } from '#core/platform/access.ts'
import { usePlace } from '#web/platform/session.ts'

export type SettingsEntrance = {
  readonly to: string
  readonly text: 'company' | 'users' | 'departments' | 'valuation' | 'audit' | 'jobs' | 'about' | 'account'
  readonly needs?: Permission
}

const entrances: readonly SettingsEntrance[] = [
  { to: '/settings/company', text: 'company', needs: 'settings.read' },
  { to: '/settings/users', text: 'users', needs: 'users.manage' },
  { to: '/settings/departments', text: 'departments', needs: 'customers.read' },
  { to: '/settings/value', text: 'valuation', needs: 'settings.read' },
  { to: '/settings/audit', text: 'audit', needs: 'audit.read' },
  { to: '/settings/jobs', text: 'jobs' },
  { to: '/account', text: 'account' },
  { to: '/settings/about', text: 'about' },
]

/** The pages of the settings that exist and that the person may open, in the order of use. */
export function useSettingsEntrances(): readonly SettingsEntrance[] {
  const { routesByPath } = useRouter()
  const granted = usePlace()?.permissions
  return useMemo(
    () => entrances.filter(({ to, needs }) => to in routesByPath && (needs === undefined || granted?.includes(needs))),
    [routesByPath, granted],
  )
}
