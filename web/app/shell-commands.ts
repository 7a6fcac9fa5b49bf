import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { preferForMe, useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { type Command, useCommands } from '#web/ui/commands.ts'
import { useAccountActions } from './account-menu.tsx'
import { appTexts } from './app.text.ts'
import { useEntrances } from './entrances.ts'
import { useSettingsEntrances } from './settings-home-entrances.ts'
import { settingsTexts } from './settings-home.text.ts'

/** What Ctrl-K offers everywhere: the places, language, theme, density, account. */
export function useShellCommands(): void {
  const say = useText(appTexts)
  const navigate = useNavigate()
  const saySettings = useText(settingsTexts)
  const entrances = useEntrances()
  const settings = useSettingsEntrances()
  const may = useMay()
  const { signOut } = useAccountActions()
  const commands = useMemo((): readonly Command[] => {
    const goTo = entrances.map(({ to, text }) => ({
      id: to,
      group: say('pages'),
      label: say('goTo', { page: say(text) }),
      words: text,
      run: () => void navigate({ to: to as '/' }),
    }))
    const goToSettings = settings.map(({ to, text, words }) => ({
      id: to,
      group: say('settings'),
      label: say('goTo', { page: saySettings(text) }),
      words,
      run: () => void navigate({ to: to as '/' }),
    }))
    const act = (id: string, label: string, words: string, run: () => void) => ({ id, group: say('actions'), label, words, run })
    const open = (to: string, search?: object) => () => void navigate({ to, search } as never)
    const doing = may('customers.write')
      ? [
          act('new-customer', say('newCustomer'), 'new customer xinjian kehu xjkh', open('/customers', { create: 'customer' })),
          act('record-visit', say('recordVisit'), 'visit activity baifang genjin jilu', open('/activities', { record: 'visit' })),
        ]
      : []
    return [
      ...doing,
      ...goTo,
      ...goToSettings,
      act('zh', `${say('language')}: ${say('nativeChinese')}`, 'chinese zhongwen', () => preferForMe({ language: 'zh-CN' })),
      act('en', `${say('language')}: ${say('nativeEnglish')}`, 'english yingwen', () => preferForMe({ language: 'en' })),
      act('light', `${say('appearance')}: ${say('light')}`, 'light theme qianse', () => preferForMe({ theme: 'light' })),
      act('dark', `${say('appearance')}: ${say('dark')}`, 'dark theme shense', () => preferForMe({ theme: 'dark' })),
      act('comfortable', `${say('density')}: ${say('comfortable')}`, 'density kuansong', () => preferForMe({ density: 'comfortable' })),
      act('compact', `${say('density')}: ${say('compact')}`, 'density jincou', () => preferForMe({ density: 'compact' })),
      act('leave', say('signOut'), 'sign out logout tuichu', signOut),
    ]
  }, [say, saySettings, navigate, entrances, settings, signOut, may])
  useCommands(commands)
}
