import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Input } from '#contract/endpoint.ts'
import { listAudit } from '#contract/platform/audit.ts'
import { listDepartments } from '#contract/platform/departments.ts'
import { readHealth } from '#contract/platform/health.ts'
import { type JobState, listJobs } from '#contract/platform/jobs.ts'
import { readCompany } from '#contract/platform/tenant.ts'
import { listPeople, listUsers } from '#contract/platform/users.ts'
import { readSettings } from '#contract/value/settings.ts'
import { call } from '#web/platform/call.ts'

export const companyQuery = queryOptions({ queryKey: ['company'], queryFn: ({ signal }) => call(readCompany, {}, { signal }) })
export const departmentsQuery = queryOptions({ queryKey: ['departments'], queryFn: ({ signal }) => call(listDepartments, {}, { signal }) })
export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: ({ signal }) => call(listPeople, {}, { signal }) })
export const healthQuery = queryOptions({ queryKey: ['health'], queryFn: ({ signal }) => call(readHealth, {}, { signal }), staleTime: 0 })
export const settingsQuery = queryOptions({ queryKey: ['value-settings'], queryFn: ({ signal }) => call(readSettings, {}, { signal }) })

/** Lists begin without a cursor. */
const first = undefined as string | undefined

type Paged = 'after' | 'limit'
export type UserFilter = Omit<Input<typeof listUsers>['query'], Paged>
export type AuditFilter = Omit<Input<typeof listAudit>['query'], Paged>

const withKey = (after: string | undefined) => (after === undefined ? {} : { after })

export const usersQuery = (filter: UserFilter) =>
  infiniteQueryOptions({
    queryKey: ['users', filter],
    queryFn: ({ pageParam, signal }) => call(listUsers, { query: { ...filter, ...withKey(pageParam) } }, { signal }),
    initialPageParam: first,
    getNextPageParam: page => page.next ?? undefined,
  })

/** Always asked anew: what was just done is to be seen in it. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => call(listAudit, { query: { ...filter, ...withKey(pageParam) } }, { signal }),
    initialPageParam: first,
    getNextPageParam: page => page.next ?? undefined,
    staleTime: 0,
  })

export const jobsQuery = (state: JobState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['jobs', state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      call(listJobs, { query: { ...(state === undefined ? {} : { state }), ...withKey(pageParam) } }, { signal }),
    initialPageParam: first,
    getNextPageParam: page => page.next ?? undefined,
    staleTime: 0,
  })
