import { DownOutlined, MenuFoldOutlined, MenuUnfoldOutlined, RightOutlined } from '@ant-design/icons'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { prefer, usePreferences } from '#web/platform/preferences.ts'
import { useText } from '#web/platform/text.ts'
import { appTexts } from './app.text.ts'
import { useRooms } from './entrances.ts'
import { NavEntry } from './nav-entry.tsx'
import type { Room } from './navigation.ts'

const isIn = (path: string, { pages }: Room) => pages.some(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)))

/** The name of a room: a way to its first page with the others behind an arrow, or what opens it where it is no page itself. */
function RoomHead({ room, isOpen, onTurn }: { readonly room: Room; readonly isOpen: boolean; readonly onTurn: () => void }) {
  const say = useText(appTexts)
  const [first, second] = room.pages
  const Arrow = isOpen ? DownOutlined : RightOutlined
  if (room.named) {
    const Icon = room.named.icon
    const name = say(room.named.text)
    return (
      <button type="button" className="lk-nav-entry lk-plain lk-nav-room" aria-expanded={isOpen} title={name} onClick={onTurn}>
        <Icon aria-hidden="true" />
        <span>{name}</span>
        <Arrow className="lk-nav-arrow" aria-hidden="true" />
      </button>
    )
  }
  if (first === undefined) return null
  if (second === undefined) return <NavEntry entrance={first} />
  const turn = say(isOpen ? 'closeRoom' : 'openRoom', { room: say(first.text) })
  return (
    <div className="lk-nav-head">
      <NavEntry entrance={first} />
      <button type="button" className="lk-plain lk-nav-turn" aria-expanded={isOpen} aria-label={turn} title={turn} onClick={onTurn}>
        <Arrow className="lk-nav-arrow" aria-hidden="true" />
      </button>
    </div>
  )
}

/** The pages of a room stand under its name while one of them is shown, or once somebody opened it. */
function RoomEntry({ room }: { readonly room: Room }) {
  const isHere = useRouterState({ select: ({ location }) => isIn(location.pathname, room) })
  const [turned, setTurned] = useState<boolean>()
  const isOpen = turned ?? isHere
  const under = room.named ? room.pages : room.pages.slice(1)
  return (
    <li>
      <RoomHead room={room} isOpen={isOpen} onTurn={() => setTurned(!isOpen)} />
      {isOpen && under.length > 0 ? (
        <ul>
          {under.map(entrance => (
            <li key={entrance.to}>
              <NavEntry entrance={entrance} under />
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}

/** The rooms at the left; folded to their icons where somebody wishes. */
export function SideNavigation() {
  const say = useText(appTexts)
  const shown = useRooms()
  const open = usePreferences().navigation === 'open'
  return (
    <nav className="lk-side lk-no-print" aria-label={say('navigation')}>
      <ul>
        {shown.map(room => (
          <RoomEntry key={room.pages[0]?.to} room={room} />
        ))}
      </ul>
      <button
        type="button"
        className="lk-nav-entry lk-plain lk-nav-fold"
        aria-expanded={open}
        title={say(open ? 'collapse' : 'expand')}
        onClick={() => prefer({ navigation: open ? 'closed' : 'open' })}
      >
        {open ? <MenuFoldOutlined aria-hidden="true" /> : <MenuUnfoldOutlined aria-hidden="true" />}
        <span>{say(open ? 'collapse' : 'expand')}</span>
      </button>
    </nav>
  )
}
