import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listCosts, listDeliveries, listItems, listOrders, listPayments, readOrder, readTrade } from '#contract/trade.ts'
import { call } from '#web/platform/call.ts'

const day = (to: string | undefined) => (to === undefined ? {} : { to })
const paged = { initialPageParam: '', getNextPageParam: (page: { readonly next: string | null }) => page.next ?? undefined } as const
const place = (after: string) => ({ limit: 100, ...(after === '' ? {} : { after }) })

export const tradeQuery = (dyadId: string, to: string | undefined) =>
  queryOptions({
    queryKey: ['dyads', 'trade', dyadId, to ?? 'latest'],
    queryFn: ({ signal }) => call(readTrade, { params: { dyadId }, query: day(to) }, { signal }),
  })

export const ordersQuery = (
  dyadId: string,
  filter: { readonly kind?: 'order' | 'return'; readonly number?: string; readonly to?: string; readonly wholeGroup?: boolean },
) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['dyads', 'orders', dyadId, filter],
    queryFn: ({ signal, pageParam }) => call(listOrders, { params: { dyadId }, query: { ...filter, ...place(pageParam) } }, { signal }),
    placeholderData: keepPreviousData,
  })

export const orderQuery = (dyadId: string, orderId: string) =>
  queryOptions({
    queryKey: ['dyads', 'order', dyadId, orderId],
    queryFn: ({ signal }) => call(readOrder, { params: { dyadId, orderId } }, { signal }),
  })

export const deliveriesQuery = (dyadId: string, filter: { readonly late?: boolean; readonly to?: string }) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['dyads', 'deliveries', dyadId, filter],
    queryFn: ({ signal, pageParam }) => call(listDeliveries, { params: { dyadId }, query: { ...filter, ...place(pageParam) } }, { signal }),
    placeholderData: keepPreviousData,
  })

export const paymentsQuery = (dyadId: string, to: string | undefined) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['dyads', 'payments', dyadId, to ?? 'latest'],
    queryFn: ({ signal, pageParam }) => call(listPayments, { params: { dyadId }, query: { ...day(to), ...place(pageParam) } }, { signal }),
  })

export const costsQuery = (dyadId: string, to: string | undefined) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['dyads', 'costs', dyadId, to ?? 'latest'],
    queryFn: ({ signal, pageParam }) => call(listCosts, { params: { dyadId }, query: { ...day(to), ...place(pageParam) } }, { signal }),
  })

export const itemsQuery = (dyadId: string, by: 'item' | 'category', to: string | undefined) =>
  queryOptions({
    queryKey: ['dyads', 'items', dyadId, by, to ?? 'latest'],
    queryFn: ({ signal }) => call(listItems, { params: { dyadId }, query: { by, ...day(to), limit: 200 } }, { signal }),
    placeholderData: keepPreviousData,
  })
