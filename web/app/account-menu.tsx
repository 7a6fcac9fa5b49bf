import { UserOutlined } from '@ant-design/icons'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { wordsFor } from '#web/platform/refusal-text.ts'
import { leave, moveTo, useSession } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { MenuButton, type MenuGroup } from '#web/ui/menu-button.tsx'
import { toast } from '#web/ui/toast.ts'
import { appTexts } from './app.text.ts'

/** Runs what may be refused, and says so where it is. */
function useTried(): (attempt: () => Promise<unknown>) => void {
  const language = useLanguage()
  return useCallback(
    attempt => {
      attempt().catch((error: unknown) => {
        const { sentence, number } = wordsFor(error, language)
        toast('failed', sentence, number ? { number } : {})
      })
    },
    [language],
  )
}

/** The other firms of a person, and leaving. */
export function useAccountActions() {
  const navigate = useNavigate()
  const router = useRouter()
  const tried = useTried()
  const signOut = useCallback(() => tried(async () => leave().then(() => navigate({ to: '/login' }))), [tried, navigate])
  const move = (tenantId: string) =>
    tried(async () => {
      await moveTo(tenantId)
      await navigate({ to: '/' })
      await router.invalidate()
    })
  return { signOut, move }
}

export function AccountMenu() {
  const say = useText(appTexts)
  const session = useSession()
  const navigate = useNavigate()
  const { signOut, move } = useAccountActions()
  if (!session) return null
  const here = session.place?.tenant.tenantId
  const companies = session.tenants.map(({ tenantId, name }) => ({
    key: tenantId,
    label: name,
    checked: tenantId === here,
    run: () => move(tenantId),
  }))
  const groups: readonly MenuGroup[] = [
    ...(companies.length > 1 ? [{ key: 'companies', title: say('switchCompany'), entries: companies }] : []),
    {
      key: 'account',
      entries: [
        { key: 'account', label: say('account'), run: () => void navigate({ to: '/account' }) },
        { key: 'leave', label: say('signOut'), run: signOut },
      ],
    },
  ]
  const head = (
    <div className="lk-menu-person">
      <strong>{session.user.name}</strong>
      <div className="lk-muted">{session.user.email}</div>
    </div>
  )
  return (
    <MenuButton
      label={say('accountOf', { name: session.user.name })}
      face={
        <>
          <UserOutlined aria-hidden="true" />
          <span className="lk-wide-only">{session.user.name}</span>
        </>
      }
      groups={groups}
      head={head}
    />
  )
}
