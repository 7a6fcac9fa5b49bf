import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Found } from '#contract/home.ts'
import { useText } from '#web/platform/text.ts'
import { type Command, type Finder, registerFinder } from '#web/ui/commands.ts'
import { findAll } from './home.queries.ts'
import { homeTexts } from './home.text.ts'

/** Where something found leads: a customer's page, its order or people, the list of parties; items have no page of their own yet. */
function targetOf({ kind, id, dyadId }: Found): { readonly to: string; readonly params?: object; readonly search?: object } | undefined {
  if (kind === 'supplier') return { to: '/parties' }
  if (dyadId === null) return undefined
  const search = kind === 'order' ? { tab: 'orders', order: id } : kind === 'contact' ? { tab: 'people' } : {}
  return { to: '/customers/$dyadId', params: { dyadId }, search }
}

/** Lets Ctrl-K find customers, contacts, orders and parties for as long as the shell stands. */
export function useFindAll(): void {
  const say = useText(homeTexts)
  const navigate = useNavigate()
  useEffect(() => {
    const find: Finder = async (text, signal) => {
      const { rows } = await findAll(text, signal)
      return rows.flatMap((row): Command[] => {
        const target = targetOf(row)
        if (target === undefined) return []
        const label = [row.title, row.code, row.detail].filter(Boolean).join(' · ')
        return [{ id: `${row.kind}-${row.id}`, label, group: say(`found_${row.kind}`), run: () => void navigate(target as never) }]
      })
    }
    return registerFinder(find)
  }, [say, navigate])
}
