import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Answer, Input } from '#contract/endpoint.ts'
import { changePassword, chooseTenant, readSession, signIn, signOut, updateMe } from '#contract/platform/session.ts'
import { createCompany } from '#contract/platform/tenant.ts'
import type { Permission } from '#core/platform/access.ts'
import { call } from './call.ts'
import { prefer, preferences } from './preferences.ts'
import { queryClient } from './query-client.ts'

type State = Answer<typeof readSession>
export type SignedIn = NonNullable<State['session']>
export type Place = NonNullable<SignedIn['place']>

const key = ['session'] as const

/** The page takes over how its user wants the product to look, as it was kept on the user; done once a sign-in or page load. */
function adopt({ session }: State): void {
  if (!session) return
  const { language, theme, density } = session.user
  prefer({ ...(language ? { language } : {}), ...(theme ? { theme } : {}), ...(density ? { density } : {}) })
}

let adopted = false

export const sessionQuery = queryOptions({
  queryKey: key,
  queryFn: async ({ signal }) => {
    const state = await call(readSession, {}, { signal })
    if (!adopted) adopt(state)
    adopted = true
    return state
  },
  staleTime: 60_000,
})

/** Remembers who is signed in, and how that person wants the product to look. */
function take(state: State): State {
  adopt(state)
  queryClient.setQueryData(key, state)
  return state
}

export async function enter(body: Input<typeof signIn>['body']): Promise<State> {
  return take(await call(signIn, { body }))
}

export async function foundCompany(body: Input<typeof createCompany>['body']): Promise<State> {
  return take(await call(createCompany, { body: { ...body, language: preferences().language } }))
}

/** Everything seen under the old place is forgotten: another firm's figures must not flash up. */
export async function moveTo(tenantId: string): Promise<State> {
  const state = await call(chooseTenant, { body: { tenantId } })
  queryClient.clear()
  return take(state)
}

export async function leave(): Promise<void> {
  await call(signOut, {})
  queryClient.clear()
  queryClient.setQueryData<State>(key, { firstRun: false, session: null })
}

export async function changeMe(body: Input<typeof updateMe>['body']): Promise<State> {
  return take(await call(updateMe, { body }))
}

export const renewPassword = (body: Input<typeof changePassword>['body']) => call(changePassword, { body })

/** Changes how the product looks, at once here and, for someone signed in, on the user as well. */
export function preferForMe(change: {
  language?: 'zh-CN' | 'en'
  theme?: 'light' | 'dark' | 'system'
  density?: 'comfortable' | 'compact'
}): void {
  prefer(change)
  if (!queryClient.getQueryData<State>(key)?.session) return
  // What could not be kept on the user is still kept in this browser.
  changeMe(change).catch(() => undefined)
}

/** Who is signed in, once known; inside the shell there always is someone. */
export function useSession(): SignedIn | undefined {
  return useQuery(sessionQuery).data?.session ?? undefined
}

/** The firm worked in, with role, scope and permissions; undefined before one is chosen. */
export function usePlace(): Place | undefined {
  return useSession()?.place ?? undefined
}

/** Whether the person may do something here. What may not be done is not offered; the server holds the rule. */
export function useMay(): (permission: Permission) => boolean {
  const granted = usePlace()?.permissions
  return permission => granted?.includes(permission) ?? false
}

/** The firm's currency, for every amount without one of its own. */
export function useCurrency(): string {
  return usePlace()?.tenant.baseCurrency ?? 'CNY'
}
