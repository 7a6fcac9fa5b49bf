import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { readDigest, setDigest } from '#contract/platform/digest.ts'
import { listNotifications, readNotifications } from '#contract/platform/notifications.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const key = ['notices']

/** How many are unread: looked at every minute, and when the window is looked at again. */
export const unreadQuery = queryOptions({
  queryKey: [...key, 'unread'],
  queryFn: async ({ signal }) => (await call(listNotifications, { query: { unread: true, limit: 1 } }, { signal })).unread,
  refetchInterval: 60_000,
  refetchOnWindowFocus: true,
})

export const noticesQuery = infiniteQueryOptions({
  queryKey: [...key, 'list'],
  queryFn: ({ signal, pageParam }) =>
    call(listNotifications, { query: { limit: 30, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
  initialPageParam: '',
  getNextPageParam: page => page.next ?? undefined,
})

export const digestQuery = queryOptions({ queryKey: [...key, 'digest'], queryFn: ({ signal }) => call(readDigest, {}, { signal }) })

const anew = () => queryClient.invalidateQueries({ queryKey: key })

export async function markRead(notificationIds?: readonly string[]): Promise<void> {
  await call(readNotifications, { body: notificationIds === undefined ? {} : { notificationIds: [...notificationIds] } })
  await anew()
}

export async function wantDigest(isWanted: boolean): Promise<void> {
  await call(setDigest, { body: { isWanted } })
  await anew()
}
