import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { usePlace } from '#web/platform/session.ts'
import { type Entrance, navigation } from './navigation.ts'

/** The rooms that exist and that the person may enter. */
export function useEntrances(): readonly Entrance[] {
  const { routesByPath } = useRouter()
  const granted = usePlace()?.permissions
  return useMemo(
    () => navigation.filter(({ to, needs }) => to in routesByPath && (needs === undefined || granted?.includes(needs))),
    [routesByPath, granted],
  )
}
