import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Permission } from '#core/platform/access.ts'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { adminTexts } from './admin.text.ts'
import { entryTexts } from './entry.text.ts'
import { usersTexts } from './users-words.text.ts'
import './admin.css'

type Given = {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** Who lacks it is told so, in place of the page. */
  readonly needs?: Permission
  readonly narrow?: boolean
  readonly children: ReactNode
}

function Barred({ needs }: { readonly needs: Permission }) {
  const say = useText(adminTexts)
  const sayEntry = useText(entryTexts)
  const sayUsers = useText(usersTexts)
  const role = usePlace()?.role ?? 'viewer'
  return (
    <div className="lk-card">
      <EmptyState title={say('notForYou')}>
        {say('may', { what: sayUsers(needs) })} {say('mayNot', { role: sayEntry(role === 'administrator' ? 'administratorRole' : role) })}
      </EmptyState>
    </div>
  )
}

/** A page of the settings: the way back, its title, and what is said to those who may not open it. */
export function SettingsFrame({ title, lead, actions, needs, narrow = false, children }: Given) {
  const say = useText(adminTexts)
  const may = useMay()
  const barred = needs !== undefined && !may(needs)
  return (
    <div className={narrow ? 'lk-page lk-admin-narrow' : 'lk-page'}>
      <PageHeader
        title={title}
        back={
          <Link to="/settings" className="lk-admin-back">
            {say('backToSettings')}
          </Link>
        }
        lead={barred ? undefined : lead}
        actions={barred ? undefined : actions}
      />
      {barred ? <Barred needs={needs} /> : children}
    </div>
  )
}
