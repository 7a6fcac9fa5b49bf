import { Drawer } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { uiTexts } from './ui.text.ts'

type Given = {
  readonly open: boolean
  readonly title: ReactNode
  readonly onClose: () => void
  /** The same as a page of its own: a second click leads there. */
  readonly page?: ReactNode
  readonly actions?: ReactNode
  readonly footer?: ReactNode
  readonly width?: number
  readonly children: ReactNode
}

/**
 * Gives the focus back when a drawer is taken away while open (the address changed, or its owner dropped it): to where it was before, or to
 * the page. One that closes by itself does so on its own.
 */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      const back = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : undefined
      ;(back ?? document.querySelector<HTMLElement>('#main'))?.focus({ preventScroll: true })
    },
    [before],
  )
}

/** Details from the right; on a phone over the whole screen. Escape and a click beside it close. */
export function DrawerPage({ open, title, onClose, page, actions, footer, width = 560, children }: Given) {
  const say = useText(uiTexts)
  useFocusBack()
  return (
    <Drawer
      open={open}
      title={title}
      onClose={onClose}
      size={`min(${width}px, 100vw)`}
      closable={{ 'aria-label': say('close') }}
      extra={
        <div className="lk-actions">
          {page}
          {actions}
        </div>
      }
      footer={footer}
      destroyOnHidden
    >
      {children}
    </Drawer>
  )
}
