import { MenuOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { appTexts } from './app.text.ts'
import { useRooms } from './entrances.ts'
import { NavEntry } from './nav-entry.tsx'

/** Every page, room by room: a phone has no place for them beside the page. */
function AllPages({ onClose }: { readonly onClose: () => void }) {
  const say = useText(appTexts)
  const shown = useRooms()
  return (
    <DrawerPage open title={say('allPages')} onClose={onClose}>
      <ul className="lk-all-pages">
        {shown.map(({ named, pages }) => (
          <li key={pages[0]?.to}>
            {named ? <h3>{say(named.text)}</h3> : null}
            {pages.map((entrance, index) => (
              <NavEntry key={entrance.to} entrance={entrance} under={named !== undefined || index > 0} onGo={onClose} />
            ))}
          </li>
        ))}
      </ul>
    </DrawerPage>
  )
}

/** The four daily places at the foot of a phone, and the way to all others. */
export function BottomNavigation() {
  const say = useText(appTexts)
  const shown = useRooms()
  const [all, setAll] = useState(false)
  const daily = shown.flatMap(({ pages: [first] }) => (first ? [first] : [])).slice(0, 4)
  return (
    <nav className="lk-bottom lk-no-print" aria-label={say('navigation')}>
      <ul>
        {daily.map(entrance => (
          <li key={entrance.to}>
            <NavEntry entrance={entrance} short />
          </li>
        ))}
        <li>
          <button type="button" className="lk-nav-entry lk-plain" aria-expanded={all} onClick={() => setAll(true)}>
            <MenuOutlined aria-hidden="true" />
            <span>{say('more')}</span>
          </button>
        </li>
      </ul>
      {all ? <AllPages onClose={() => setAll(false)} /> : null}
    </nav>
  )
}
