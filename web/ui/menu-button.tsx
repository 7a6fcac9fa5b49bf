import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import './menu-button.css'

export type MenuEntry = {
  readonly key: string
  readonly label: ReactNode
  readonly run: () => void
  /** For a choice among several: whether it is the one taken. */
  readonly checked?: boolean
  readonly danger?: boolean
}
export type MenuGroup = { readonly key: string; readonly title?: string; readonly entries: readonly MenuEntry[] }

type Given = {
  readonly label: string
  readonly face: ReactNode
  readonly groups: readonly MenuGroup[]
  readonly head?: ReactNode
  readonly className?: string
}

function step(menu: HTMLElement | null, key: string): boolean {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const targets: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }
  const to = targets[key]
  if (to === undefined) return false
  items[to]?.focus()
  return true
}

/** Closes on a click elsewhere while open. */
function useOutside(open: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const elsewhere = (event: PointerEvent) => box.current?.contains(event.target as Node) || close()
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [open, close])
  return box
}

/** A button with a menu under it: arrow keys, Home and End, Escape back to the button. */
export function MenuButton({ label, face, groups, head, className }: Given) {
  const [open, setOpen] = useState(false)
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = useCallback(() => setOpen(false), [])
  const box = useOutside(open, close)
  useEffect(() => {
    if (open) menu.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus()
  }, [open])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      close()
      button.current?.focus()
    } else if (event.key === 'Tab') close()
    else if (open && step(menu.current, event.key)) event.preventDefault()
  }
  return (
    <div className={`lk-menu-box ${className ?? ''}`} ref={box} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className="lk-bar-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open ? (
        <div className="lk-menu" role="menu" id={id} aria-label={label} ref={menu}>
          {head}
          {groups.map(group => (
            <MenuPart key={group.key} group={group} done={close} />
          ))}
        </div>
      ) : null}
    </div>
  )
}

function MenuPart({ group, done }: { readonly group: MenuGroup; readonly done: () => void }) {
  return (
    <div role="group" aria-label={group.title} className="lk-menu-part">
      {group.title ? <div className="lk-menu-title">{group.title}</div> : null}
      {group.entries.map(entry => (
        <button
          key={entry.key}
          type="button"
          role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={entry.checked}
          className={entry.danger ? 'lk-menu-entry lk-menu-danger' : 'lk-menu-entry'}
          tabIndex={-1}
          onClick={() => {
            done()
            entry.run()
          }}
        >
          {entry.label}
        </button>
      ))}
    </div>
  )
}
