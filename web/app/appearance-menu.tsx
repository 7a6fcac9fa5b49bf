import { BgColorsOutlined, GlobalOutlined } from '@ant-design/icons'
import { usePreferences } from '#web/platform/preferences.ts'
import { preferForMe } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { MenuButton } from '#web/ui/menu-button.tsx'
import { appTexts } from './app.text.ts'

export function LanguageMenu() {
  const say = useText(appTexts)
  const { language } = usePreferences()
  const entries = (['zh-CN', 'en'] as const).map(one => ({
    key: one,
    label: say(one === 'en' ? 'nativeEnglish' : 'nativeChinese'),
    checked: language === one,
    run: () => preferForMe({ language: one }),
  }))
  return <MenuButton label={say('language')} face={<GlobalOutlined aria-hidden="true" />} groups={[{ key: 'language', entries }]} />
}

/** Theme and density. */
export function AppearanceMenu() {
  const say = useText(appTexts)
  const { theme, density } = usePreferences()
  const themes = (['light', 'dark', 'system'] as const).map(one => ({
    key: one,
    label: say(one),
    checked: theme === one,
    run: () => preferForMe({ theme: one }),
  }))
  const densities = (['comfortable', 'compact'] as const).map(one => ({
    key: one,
    label: say(one),
    checked: density === one,
    run: () => preferForMe({ density: one }),
  }))
  return (
    <MenuButton
      label={say('appearance')}
      className="lk-wide-only"
      face={<BgColorsOutlined aria-hidden="true" />}
      groups={[
        { key: 'theme', title: say('appearance'), entries: themes },
        { key: 'density', title: say('density'), entries: densities },
      ]}
    />
  )
}
