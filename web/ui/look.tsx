import { ConfigProvider, theme } from 'antd'
import type { Locale } from 'antd/es/locale/index.js'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { type Language, useDark, usePreferences } from '#web/platform/preferences.ts'
import { nonce } from '#web/platform/style-nonce.ts'
import './look.css'

const packs: Record<Language, () => Promise<{ default: Locale }>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN.js'),
  en: () => import('antd/es/locale/en_US.js'),
}

/** antd's own words in the language, once they are loaded; the page does not wait for them. */
function useAntdLocale(language: Language): Locale | undefined {
  const [locale, setLocale] = useState<Locale>()
  useEffect(() => {
    let wanted = true
    void packs[language]().then(pack => wanted && setLocale(pack.default))
    return () => {
      wanted = false
    }
  }, [language])
  return locale
}

const lightTokens = {
  colorPrimary: '#0958d9',
  // The derived one is too light for white letters (4.2 : 1).
  colorPrimaryHover: '#1e62d3',
  colorInfo: '#0958d9',
  colorLink: '#0958d9',
  colorError: '#c4261d',
  colorTextBase: '#1c1f26',
  colorTextPlaceholder: '#6b717d',
}
/** No blue stands out from both white and near black: on dark ground the accent is light, and what is written on it dark. */
const darkTokens = {
  colorPrimary: '#7db2ff',
  colorInfo: '#7db2ff',
  colorLink: '#6ea8fe',
  colorError: '#ff9a91',
  colorTextBase: '#e8eaee',
  colorBgBase: '#16181d',
  // Derived from the base, these would turn violet: they are the page's own paper and lines.
  colorBgContainer: '#16181d',
  colorBgElevated: '#1d2026',
  colorBorder: '#444a55',
  colorBorderSecondary: '#2c3038',
  colorTextPlaceholder: '#989faa',
}
const onLight = { primaryColor: '#0b1526', dangerColor: '#2a0a07' }

function themeOf(dark: boolean, compact: boolean) {
  const shade = dark ? theme.darkAlgorithm : theme.defaultAlgorithm
  return {
    algorithm: compact ? [shade, theme.compactAlgorithm] : shade,
    token: { ...(dark ? darkTokens : lightTokens), fontFamily: 'var(--lk-font)', fontSize: 14, borderRadius: 6, wireframe: false },
    ...(dark ? { components: { Button: onLight } } : {}),
    hashed: false,
  }
}

/** Language, theme and density for everything below; also told to the page itself, so that plain CSS follows. */
export function Look({ children }: { readonly children: ReactNode }) {
  const { language, density } = usePreferences()
  const dark = useDark()
  const locale = useAntdLocale(language)
  const csp = useMemo(() => ({ nonce }), [])
  const look = useMemo(() => themeOf(dark, density === 'compact'), [dark, density])
  useEffect(() => {
    Object.assign(document.documentElement.dataset, { theme: dark ? 'dark' : 'light', density })
    document.documentElement.lang = language
  }, [dark, density, language])
  return (
    <ConfigProvider csp={csp} theme={look} {...(locale ? { locale } : {})} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  )
}
