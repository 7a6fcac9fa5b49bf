import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { homeTexts } from './home.text.ts'
import './home.css'

const nameOf = (card: Element): string => card.querySelector('h2')?.textContent?.trim() || (card.getAttribute('aria-label') ?? '')

/** Brings a card into sight and puts the keyboard there. */
function goTo(card: HTMLElement | undefined): void {
  if (card === undefined) return
  card.tabIndex = -1
  card.focus({ preventScroll: true })
  card.scrollIntoView({ block: 'start' })
}

/** A column of many cards with a row of their names above it, each leading to its card; cards that show nothing are not named. */
export function IndexedColumn({ children }: { readonly children: ReactNode }) {
  const say = useText(homeTexts)
  const column = useRef<HTMLDivElement>(null)
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    const cards = column.current
    if (cards === null) return undefined
    const read = () => {
      const found = [...cards.children].map(nameOf)
      setNames(old => (old.join('\n') === found.join('\n') ? old : found))
    }
    read()
    const observer = new MutationObserver(read)
    observer.observe(cards, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [])
  return (
    <>
      <nav className="lk-card-index lk-no-print" aria-label={say('cards')}>
        {names.map((name, at) =>
          name === '' ? null : (
            <button key={`${at} ${name}`} type="button" onClick={() => goTo(column.current?.children[at] as HTMLElement | undefined)}>
              {name}
            </button>
          ),
        )}
      </nav>
      <div ref={column} className="lk-column">
        {children}
      </div>
    </>
  )
}
