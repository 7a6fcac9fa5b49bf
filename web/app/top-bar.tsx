import { SearchOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { AccountMenu } from './account-menu.tsx'
import { AppearanceMenu, LanguageMenu } from './appearance-menu.tsx'
import { AsOfPicker } from './as-of-picker.tsx'
import { appTexts } from './app.text.ts'
import { NoticeBell } from './notice-bell.tsx'
import { useShellCommands } from './shell-commands.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

/** Ctrl-K or ⌘K opens and closes. */
function usePaletteKey(toggle: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      toggle()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [toggle])
}

/** While the palette is on its way, what is typed waits for it. */
function TypedMeanwhile({ into, onClose }: { readonly into: RefObject<string>; readonly onClose: () => void }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape') onClose()
      else if (event.key === 'Backspace') into.current = into.current.slice(0, -1)
      else if (event.key.length === 1) into.current += event.key
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [into, onClose])
  return null
}

function Brand() {
  const say = useText(appTexts)
  const language = useLanguage()
  const tenant = usePlace()?.tenant
  const company = language === 'en' ? (tenant?.nameEn ?? tenant?.name) : tenant?.name
  return (
    <div className="lk-brand">
      <Link to="/" className="lk-brand-mark" aria-label={say('product')}>
        <img src="/favicon.svg" width={24} height={24} alt="" />
        <strong>{say('product')}</strong>
      </Link>
      {company ? (
        <span className="lk-brand-company" title={company}>
          {company}
        </span>
      ) : null}
      {tenant?.isDemo ? <span className="lk-mark">{say('demo')}</span> : null}
    </div>
  )
}

export function TopBar() {
  const say = useText(appTexts)
  const [open, setOpen] = useState(false)
  const [toggle] = useState(() => () => setOpen(now => !now))
  const typed = useRef('')
  const [close] = useState(() => () => {
    typed.current = ''
    setOpen(false)
  })
  const [take] = useState(() => () => {
    const begun = typed.current
    typed.current = ''
    return begun
  })
  usePaletteKey(toggle)
  useShellCommands()
  return (
    <header className="lk-top lk-no-print">
      <Brand />
      <button type="button" className="lk-search" onClick={toggle} aria-haspopup="dialog">
        <SearchOutlined aria-hidden="true" />
        <span>{say('searchHint')}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      <AsOfPicker />
      <NoticeBell />
      <LanguageMenu />
      <AppearanceMenu />
      <AccountMenu />
      {open ? (
        <Suspense fallback={<TypedMeanwhile into={typed} onClose={close} />}>
          <Palette takeBegun={take} onClose={close} />
        </Suspense>
      ) : null}
    </header>
  )
}
