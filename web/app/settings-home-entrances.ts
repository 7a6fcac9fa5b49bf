import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Permission } from '#core/platform/access.ts'
import { usePlace } from '#web/platform/session.ts'
import type { settingsTexts } from './settings-home.text.ts'

export type SettingsEntrance = {
  readonly to: string
  readonly text: keyof typeof settingsTexts.pairs
  readonly needs?: Permission
  /** What else it is looked for by: English, pinyin. */
  readonly words: string
}

const entrances: readonly SettingsEntrance[] = [
  { to: '/settings/company', text: 'company', words: 'company currency time zone gongsi', needs: 'settings.read' },
  { to: '/settings/users', text: 'users', words: 'users people roles passwords yonghu juese', needs: 'users.manage' },
  { to: '/settings/departments', text: 'departments', words: 'departments bumen', needs: 'customers.read' },
  { to: '/settings/value', text: 'valuation', words: 'value cuts weights rates ahp jiazhi shezhi', needs: 'settings.read' },
  { to: '/settings/stages', text: 'stages', words: 'stages sales pipeline probability shangji jieduan', needs: 'settings.read' },
  { to: '/settings/service-times', text: 'serviceTimes', words: 'service times sla hours fuwu shixian', needs: 'settings.read' },
  { to: '/settings/cadence', text: 'cadence', words: 'cadence rhythm contact templates lianxi pinlv muban', needs: 'settings.read' },
  { to: '/settings/fields', text: 'ownFields', words: 'custom fields tags files formula ziduan biaoqian gongshi', needs: 'settings.read' },
  { to: '/settings/field-rules', text: 'fieldRules', words: 'field rules mask hide ziduan guize dama', needs: 'settings.read' },
  { to: '/settings/audit', text: 'audit', words: 'audit trail log shenji', needs: 'audit.read' },
  { to: '/settings/privacy', text: 'privacy', words: 'privacy personal data consent pipl geren xinxi baohu', needs: 'privacy.manage' },
  { to: '/settings/recycle-bin', text: 'bin', words: 'recycle bin restore deleted huishouzhan huifu', needs: 'customers.read' },
  { to: '/settings/jobs', text: 'jobs', words: 'jobs progress renwu' },
  { to: '/account', text: 'account', words: 'account password session mima zhanghu' },
  { to: '/settings/about', text: 'about', words: 'about version health guanyu banben' },
]

/** The pages of the settings that exist and that the person may open, in the order of use. */
export function useSettingsEntrances(): readonly SettingsEntrance[] {
  const { routesByPath } = useRouter()
  const granted = usePlace()?.permissions
  return useMemo(
    () => entrances.filter(({ to, needs }) => to in routesByPath && (needs === undefined || granted?.includes(needs))),
    [routesByPath, granted],
  )
}
