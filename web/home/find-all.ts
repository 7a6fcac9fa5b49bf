import { useNavigate } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Found } from '#contract/home.ts'
import { useText } from '#web/platform/text.ts'
import { choicesOfMineQuery, rememberChoice, viewsQuery } from '#web/dyads/dyads.queries.ts'
import { queryClient } from '#web/platform/query-client.ts'
import { type Command, type Finder, registerFinder, useCommands } from '#web/ui/commands.ts'
import { findAll } from './home.queries.ts'
import { homeTexts } from './home.text.ts'

type Target = { readonly to: string; readonly params?: object; readonly search?: object }
type Opened = { readonly id: string; readonly label: string; readonly target: Target }

const lists: Partial<Record<Found['kind'], string>> = { opportunity: '/opportunities', agreement: '/agreements', concern: '/concerns' }

/** Where something found leads: a customer's page, its order or people, a supplier's page where it may be seen; items have no page of their own yet. */
function targetOf({ kind, id, dyadId }: Found): Target | undefined {
  if (kind === 'supplier') return dyadId ? { to: '/suppliers/$supplyDyadId', params: { supplyDyadId: dyadId } } : { to: '/parties' }
  if (kind === 'task') return { to: '/tasks' }
  if (dyadId === null) return undefined
  const list = lists[kind]
  if (list !== undefined) return { to: list, search: { open: `${dyadId}:${id}` } }
  const search =
    kind === 'activity'
      ? { tab: 'timeline' }
      : kind === 'order'
        ? { tab: 'orders', order: id }
        : kind === 'contact'
          ? { tab: 'people' }
          : {}
  return { to: '/customers/$dyadId', params: { dyadId }, search }
}

const mostRecent = 8
const openedOf = (value: unknown): readonly Opened[] =>
  Array.isArray(value)
    ? value.filter(
        (one): one is Opened => typeof one?.id === 'string' && typeof one?.label === 'string' && typeof one?.target?.to === 'string',
      )
    : []

/** What was opened from the search comes first the next time, the last on top. */
function rememberOpened(opened: Opened): void {
  const kept = openedOf(queryClient.getQueryData(choicesOfMineQuery.queryKey)?.values['palette.recent'])
  rememberChoice('palette.recent', [opened, ...kept.filter(({ id }) => id !== opened.id)].slice(0, mostRecent))
}

/** What was opened lately, before anything is typed. */
function useRecent(): void {
  const say = useText(homeTexts)
  const navigate = useNavigate()
  const kept = useQuery(choicesOfMineQuery).data?.values['palette.recent']
  const commands = useMemo(
    () =>
      openedOf(kept).map(({ id, label, target }) => ({
        id: `recent-${id}`,
        label,
        group: say('found_recent'),
        run: () => void navigate(target as never),
      })),
    [kept, say, navigate],
  )
  useCommands(commands)
}

/** The person's own and shared views of customers. */
function useSavedViews(): void {
  const say = useText(homeTexts)
  const navigate = useNavigate()
  const views = useQuery(viewsQuery).data?.rows
  const commands = useMemo(
    () =>
      (views ?? []).map(({ viewId, name, state }) => ({
        id: `view-${viewId}`,
        label: name,
        group: say('found_view'),
        run: () => {
          const { search } = state as { readonly search?: object }
          void navigate({ to: '/customers', search: { ...search, view: viewId } } as never)
        },
      })),
    [views, say, navigate],
  )
  useCommands(commands)
}

/** Lets Ctrl-K find customers, contacts, orders and parties for as long as the shell stands. */
export function useFindAll(): void {
  const say = useText(homeTexts)
  const navigate = useNavigate()
  useRecent()
  useSavedViews()
  useEffect(() => {
    const go = (label: string, { kind, id }: Found, target: Target) => {
      rememberOpened({ id: `${kind}-${id}`, label, target })
      void navigate(target as never)
    }
    const find: Finder = async (text, signal) => {
      const { rows } = await findAll(text, signal)
      return rows.flatMap((row): Command[] => {
        const target = targetOf(row)
        if (target === undefined) return []
        const label = [row.title, row.code, row.detail].filter(Boolean).join(' · ')
        return [{ id: `${row.kind}-${row.id}`, label, group: say(`found_${row.kind}`), run: () => go(label, row, target) }]
      })
    }
    return registerFinder(find)
  }, [say, navigate])
}
