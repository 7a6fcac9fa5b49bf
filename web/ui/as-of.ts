import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { formatDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'

/** A month's end as text, or undefined for anything else: what the address bar may say for `asOf`. */
export function checkedMonthEnd(value: unknown): string | undefined {
  const day = typeof value === 'string' ? parseDay(value) : undefined
  return day !== undefined && lastDayOf(monthOf(day)) === day ? formatDay(day) : undefined
}

/** The past month's end that the page is asked to show, from the address bar; undefined means the latest. */
export function useAsOf(): string | undefined {
  return checkedMonthEnd((useSearch({ strict: false }) as { asOf?: unknown }).asOf)
}

/** Whether the page in view shows the past where it is asked to: the map and the customers; all others are of today. */
export function useFollowsPast(): boolean {
  return useRouterState({ select: state => /^\/(map|customers)(\/|$)/.test(state.location.pathname) })
}

/** Sets it, keeping the rest of the address. */
export function useSetAsOf(): (asOf: string | undefined) => void {
  const navigate = useNavigate()
  return useCallback(
    asOf => {
      void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, asOf }) } as never)
    },
    [navigate],
  )
}
