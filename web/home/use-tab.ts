import { useNavigate, useSearch } from '@tanstack/react-router'
import { type CustomerTab, customerPageSearchOf } from './customer-tabs.ts'

/** The address of the page: which tab, which order; both can be sent as a link. */
export function useTab() {
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const { tab: asked, order } = customerPageSearchOf(raw)
  const tab: CustomerTab = asked ?? 'overview'
  const go = (next: Record<string, unknown>) =>
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, ...next }) } as never)
  return {
    tab,
    order,
    setTab: (to: CustomerTab) => go({ tab: to === 'overview' ? undefined : to, order: undefined }),
    setOrder: (to: string | undefined) => go({ order: to }),
  }
}
