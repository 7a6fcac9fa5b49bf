import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { usePlace } from '#web/platform/session.ts'
import { type Entrance, type Room, rooms } from './navigation.ts'

/** The rooms with the pages that exist and that the person may enter. */
export function useRooms(): readonly Room[] {
  const { routesByPath } = useRouter()
  const granted = usePlace()?.permissions
  return useMemo(() => {
    const isOpen = ({ to, needs }: Entrance) => to in routesByPath && (needs === undefined || granted?.includes(needs) === true)
    return rooms.map(room => ({ ...room, pages: room.pages.filter(isOpen) })).filter(({ pages }) => pages.length > 0)
  }, [routesByPath, granted])
}

/** The pages that exist and that the person may enter. */
export function useEntrances(): readonly Entrance[] {
  const shown = useRooms()
  return useMemo(() => shown.flatMap(({ pages }) => pages), [shown])
}
